"""`dondoc backup` and `dondoc restore`."""

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.clock import SystemClock
from bot.commands.console import mistakes_told, settings_or_error, terminal
from bot.settings import Settings
from domain import wording
from locales import say
from services import restoring
from services.backup import back_up

BackupFile = Annotated[Path, typer.Argument(help="Tệp sao lưu. / Backup file.", metavar="FILE")]


def backup(
    file: BackupFile,
    force: Annotated[bool, typer.Option("--force", help="Ghi đè tệp đã có. / Overwrite the file.")] = False,
) -> None:
    """Sao lưu mọi dữ liệu vào một tệp, kể cả khi bot đang chạy. / Back up, also while the bot runs."""
    settings = settings_or_error()
    language = settings.language
    with mistakes_told(language):
        with terminal.status(say("backup-making", language)):
            made = back_up(settings.database_url.get_secret_value(), file, may_replace=force)
        text = say("backup-made", language, file=str(file), size=wording.size(made.size))
        terminal.print(text, markup=False)
        print_counts(made.counts, language)


def restore(
    file: BackupFile,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Thay dữ liệu đang có, giữ bản cũ riêng. / Replace data, keep it aside."
        ),
    ] = False,
) -> None:
    """Khôi phục từ tệp sao lưu, khi bot đã dừng. / Restore a backup while the bot is stopped."""
    settings = settings_or_error()
    with mistakes_told(settings.language):
        _restore(settings, file, force)


def print_counts(counts: dict[str, int], language: str) -> None:
    """How much of everything there is, as a small table."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for name, count in counts.items():
        table.add_row(say(f"table-{name}", language), wording.number(count))
    terminal.print(table)


def _restore(settings: Settings, file: Path, force: bool) -> None:
    url, language = settings.database_url.get_secret_value(), settings.language
    place, now = settings.installation(), SystemClock().now()
    with terminal.status(say("restore-examining", language)):
        restoring.examine_backup(url, file)
    with terminal.status(say("looking-for-processes", language)):
        restoring.refuse_in_use(url, place, now, time.monotonic, may_replace=force)
    with terminal.status(say("restore-going-on", language)):
        restored = restoring.restore(url, file, place, now)
    terminal.print(say("restore-done", language, file=str(file)), markup=False)
    print_counts(restored.counts, language)
    if restored.aside:
        terminal.print(say("restore-aside", language, place=restored.aside), markup=False)
