"""`dondoc invites`: a sheet of invites to print, and a list of links."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from bot.commands.console import (
    CliError,
    mistakes_told,
    open_work,
    settings_or_error,
    terminal,
    write_bytes,
)
from bot.settings import Settings
from handlers import phrases
from handlers.invite_sheets import cards_of, channels_of, link_list
from locales import say
from services.bot_names import remembered_place
from services.invite_sheets import UnitInvite, invite_units, units_of, units_without_secretary
from services.units import all_units
from services.work import Installation

Codes = list[str]


def invites(
    file: Annotated[Path, typer.Argument(help="Tệp .docx sẽ tạo (hoặc .xlsx).", metavar="FILE.docx")],
    links: Annotated[
        Path | None, typer.Option(help="Ghi thêm danh sách liên kết .xlsx cùng mã. / Also the list of links.")
    ] = None,
    unit: Annotated[Codes | None, typer.Option(help="Mã đơn vị (nhiều lần được). / Unit code.")] = None,
    group: Annotated[Codes | None, typer.Option(help="Mã khối (nhiều lần được). / Unit group.")] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Mọi đơn vị. / Every unit.")] = False,
) -> None:
    """In phiếu mời (mặc định: đơn vị chưa có bí thư). / Invites to print (units without a secretary)."""
    settings = settings_or_error()
    language = settings.language
    for path, endings in ((file, (".docx", ".xlsx")), (links, (".xlsx",))):
        if path is not None and path.suffix.lower() not in endings:
            raise CliError(say("cli-invites-ending", language, file=str(path), endings=" / ".join(endings)))
        # Codes that are made void older ones: nothing is made that could then not be written.
        if path is not None:
            _require_writable(path, language)
    with mistakes_told(language):
        place, made, as_of = _make(settings, unit or [], group or [], everyone)
    for path in (file, links):
        if path is not None:
            _write(path, place, made, as_of, language)
    channels = ", ".join(channels_of(place, made))
    key = "cli-invites-made" if channels else "cli-invites-without-links"
    terminal.print(
        say(key, language, count=len(made), channels=channels, days=settings.invite_days), markup=False
    )


def _make(
    settings: Settings, codes: Codes, groups: Codes, everyone: bool
) -> tuple[Installation, list[UnitInvite], str]:
    with open_work(settings) as work:
        if everyone:
            entries = all_units(work)
        elif codes or groups:
            entries = units_of(work, codes, groups)
        else:
            entries = units_without_secretary(work)
        as_of = say("as-of", settings.language, at=phrases.instant(work, work.now))
        return remembered_place(work), invite_units(work, None, entries), as_of


def _require_writable(path: Path, language: str) -> None:
    try:
        with path.open("ab"):
            pass
    except OSError as error:
        raise CliError(say("cli-file", language, file=str(path), problem=error.strerror or "")) from None


def _write(path: Path, place: Installation, made: list[UnitInvite], as_of: str, language: str) -> None:
    if path.suffix.lower() == ".xlsx":
        content = link_list(place, made, as_of, language)
    else:
        content = _drawn(place, made, language)
    write_bytes(path, content, language)
    terminal.print(say("cli-written", language, file=str(path)), markup=False)


def _drawn(place: Installation, made: list[UnitInvite], language: str) -> bytes:
    """The sheet; drawing takes some 8 ms a unit, so a bar shows how far it is."""
    from documents.invite_sheet import write_invite_sheet

    console = Console(stderr=True)
    cards = track(
        cards_of(place, made, language),
        say("cli-invites-drawing", language),
        total=len(made),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    return write_invite_sheet(say("invites-title", language, board=place.board), cards)
