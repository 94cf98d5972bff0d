"""`dondoc …`: every command of the terminal. Exit code 0, or 2 with one line on stderr."""

import sys

import typer

from bot.commands import console, data, doctor, keeping, look, moving, run
from bot.commands.console import CliError

app = typer.Typer(
    name="dondoc",
    help="Đôn Đốc: nhắc hạn, nhận báo cáo, tổng hợp. / Follows up deadlines, takes reports, summarises.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
units = typer.Typer(help="Danh sách đơn vị. / The registry of units.", no_args_is_help=True)
plan = typer.Typer(help="Kế hoạch. / Plans.", no_args_is_help=True)
app.add_typer(units, name="units")
app.add_typer(plan, name="plan")

app.command("run")(run.run)
app.command("demo")(run.demo)
units.command("import")(data.import_unit_sheet)
units.command("template")(data.write_template)
plan.command("import")(data.import_plan)
app.command("summary")(look.summary)
app.command("schedule")(look.schedule)
app.command("export")(look.export)
app.command("understand")(look.understand_text)
app.command("backup")(keeping.backup)
app.command("restore")(keeping.restore)
app.command("migrate-data")(moving.migrate_data)
app.command("doctor")(doctor.doctor)


def main() -> None:
    """Entry point: runs a command and turns every expected mistake into one line."""
    try:
        code = app(standalone_mode=False)
    except typer.Abort:
        sys.exit(2)
    except typer.TyperException as error:
        _fail(error.format_message())
    except CliError as error:
        _fail(str(error))
    else:
        sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str) -> None:
    console.complain(" ".join(message.split()))
    sys.exit(2)


if __name__ == "__main__":
    main()
