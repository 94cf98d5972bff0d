"""`dondoc export FILE.zip`: the ledger with every file of the reports, written one file after the other."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from bot.commands.console import CliError, open_look, terminal
from bot.settings import Settings
from documents.archive import write_archive
from handlers.export_files import Packed, packed
from handlers.files_sheet import places_of
from locales import say
from services.ledger import read_ledger
from services.plan_files import PlanFile
from services.plans import find_plan_id, get_plan, latest_plan_id
from services.work import Work


def export_archive(settings: Settings, file: Path, plan: str | None) -> None:
    """Write the archive beside its place first: what stands there is whole, or as it was before."""
    unfinished = file.with_name(f"{file.name}.part")
    with open_look(settings) as work:
        contents = _packed(settings, work, plan)
        try:
            with unfinished.open("wb") as target:
                write_archive(target, contents)
            unfinished.replace(file)
        except OSError as error:
            problem = error.strerror or ""
            raise CliError(say("cli-file", settings.language, file=str(file), problem=problem)) from None
        finally:
            unfinished.unlink(missing_ok=True)
    terminal.print(say("cli-written", settings.language, file=str(file)), markup=False)


def _packed(settings: Settings, work: Work, plan: str | None) -> Packed:
    plan_id = find_plan_id(work, plan) if plan else latest_plan_id(work)
    ledger = read_ledger(work, None, plan_id)
    title = get_plan(work, plan_id).title
    return packed(work, title, ledger, _with_progress(ledger.files), settings.language)


def _with_progress(files: Sequence[PlanFile]) -> Iterator[tuple[PlanFile, str]]:
    placed = list(zip(files, places_of(files), strict=True))
    console = Console(stderr=True)
    is_shown = console.is_terminal
    return iter(track(placed, description="", console=console, transient=True, disable=not is_shown))
