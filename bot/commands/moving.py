"""`dondoc migrate-data`: from SQLite to PostgreSQL, or back."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from bot.clock import SystemClock
from bot.commands.console import mistakes_told, settings_or_error, terminal
from bot.settings import Settings
from domain import wording
from locales import say
from services.moving import MovedTable, move_data, refuse_running, refuse_same, rows_to_move
from services.work import Database

KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def migrate_data(
    to: Annotated[
        str,
        typer.Option(
            "--to",
            envvar="DONDOC_MIGRATE_TO",
            show_envvar=True,
            metavar="URL",
            help="Cơ sở dữ liệu mới, còn trống. / The new database, still empty.",
        ),
    ],
    force: Annotated[
        bool, typer.Option("--force", help="Cả khi bot đang chạy. / Even while a bot runs.")
    ] = False,
) -> None:
    """Chuyển mọi dữ liệu sang cơ sở dữ liệu khác rồi đối chiếu. / Move all data to another database."""
    settings = settings_or_error()
    with mistakes_told(settings.language):
        url = settings.database_url.get_secret_value()
        refuse_same(url, to)
        with _opened(settings, url) as source, _opened(settings, to) as target:
            _move(settings, source, target, force)


def _move(settings: Settings, source: Database, target: Database, force: bool) -> None:
    language, now = settings.language, SystemClock().now()
    if not force:
        with terminal.status(say("looking-for-processes", language)):
            refuse_running(source, now, time.monotonic)
            refuse_running(target, now, time.monotonic)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=terminal, transient=True) as progress:
        task = progress.add_task("", total=rows_to_move(source, now))
        moved = move_data(
            source, target, now, lambda table, rows: progress.update(task, description=table, advance=rows)
        )
    _print_moved(moved, language)
    rows = wording.number(sum(table.rows for table in moved))
    terminal.print(say("moved", language, rows=rows, kind=KINDS[target.kind]), markup=False)


def _print_moved(moved: list[MovedTable], language: str) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(say("column-table", language))
    table.add_column(say("column-rows", language), justify="right")
    table.add_column(say("column-checksum", language))
    for row in moved:
        if row.rows:
            table.add_row(row.name, wording.number(row.rows), row.checksum)
    terminal.print(table)


@contextmanager
def _opened(settings: Settings, url: str) -> Iterator[Database]:
    database = Database(url, settings.installation())
    try:
        database.migrate()
        yield database
    finally:
        database.close()
