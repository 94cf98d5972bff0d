"""`dondoc …`: every command of the terminal. Exit code 0, or 2 with one line on stderr."""

import gc
import os
import sys
from importlib import import_module

import typer

from bot.commands import console
from bot.commands.console import CliError

HELP = "Đôn Đốc: nhắc hạn, nhận báo cáo, tổng hợp. / Follows up deadlines, takes reports, summarises."
GROUPS = {
    "units": "Danh sách đơn vị. / The registry of units.",
    "plan": "Kế hoạch. / Plans.",
    "person": "Dữ liệu cá nhân. / Personal data.",
    "forms": "Biểu mẫu. / Forms.",
}
COMMANDS = {
    "run": "run.run",
    "demo": "run.demo",
    "units import": "data.import_unit_sheet",
    "units template": "data.write_template",
    "plan import": "data.import_plan",
    "plan read": "plan_reading.read_plan_document",
    "invites": "invites.invites",
    "forms export": "forms.export_form",
    "forms import": "forms.import_form",
    "summary": "look.summary",
    "schedule": "look.schedule",
    "export": "look.export",
    "understand": "look.understand_text",
    "person find": "persons.find",
    "person export": "persons.export",
    "person erase": "persons.erase",
    "backup": "keeping.backup",
    "restore": "keeping.restore",
    "migrate-data": "moving.migrate_data",
    "doctor": "doctor.doctor",
}
"""Each command, and where below `bot.commands` its function stands."""


def main() -> None:
    """Entry point: runs a command and turns every expected mistake into one line."""
    # The database, backups and exports hold what people wrote: other users of the computer read none of it.
    os.umask(0o077)
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    # Modules are no garbage: looking for some in them took a sixth of the start, and later held up the loop.
    gc.disable()
    app = command_line(asked)
    gc.freeze()
    gc.enable()
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


def command_line(asked: str) -> typer.Typer:
    """The commands whose first word is asked for, all when there is none such.

    What the others import, `dondoc run` need not keep in memory for months.
    """
    app = _group(HELP)
    found = [name for name in COMMANDS if name.split()[0] == asked] or list(COMMANDS)
    groups = {name: _group(words) for name, words in GROUPS.items()}
    for name in found:
        group, _, rest = name.rpartition(" ")
        module, _, function = COMMANDS[name].rpartition(".")
        command = getattr(import_module(f"bot.commands.{module}"), function)
        (groups[group] if group else app).command(rest)(command)
    for name in dict.fromkeys(name.split()[0] for name in found):
        if name in groups:
            app.add_typer(groups[name], name=name)
    # A lone command would be taken for the whole program.
    app.callback()(lambda: None)
    return app


def _group(words: str) -> typer.Typer:
    return typer.Typer(
        name="dondoc",
        help=words,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def _fail(message: str) -> None:
    # A mistake is one line; the help that answers a bare `dondoc` is shown as it is.
    is_help = message.startswith("Usage:")
    console.complain(message if is_help else " ".join(message.split()))
    sys.exit(2)


if __name__ == "__main__":
    main()
