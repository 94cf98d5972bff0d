"""The sheet of the ledger that names every file of a plan: size, hash, and its place in the archive."""

from collections.abc import Sequence

from documents.sheets import Cell, LedgerSheet
from domain.archive_names import paths_of
from locales import say
from services.plan_files import PlanFile
from services.work import Work

COLUMNS = (
    ("unit-code", 12),
    ("unit", 34),
    ("duty", 40),
    ("file", 34),
    ("size", 14),
    ("sent-by", 24),
    ("received-at", 18),
    ("sha256", 68),
    ("place", 60),
)


def files_sheet(work: Work, files: Sequence[PlanFile], language: str) -> LedgerSheet:
    """One row for each file."""
    rows: list[list[Cell]] = [
        [
            file.unit_code,
            file.unit_name,
            file.title,
            file.name,
            file.size,
            file.added_by,
            file.added_at.astimezone(work.zone),
            file.sha256,
            place,
        ]
        for file, place in zip(files, places_of(files), strict=True)
    ]
    headings = [say(f"column-{name}", language) for name, _width in COLUMNS]
    return LedgerSheet(say("sheet-files", language), headings, [width for _name, width in COLUMNS], rows)


def places_of(files: Sequence[PlanFile]) -> list[str]:
    """Where each file stands in the archive: a folder for the unit, in it one for the milestone."""
    return paths_of(
        ((f"{file.unit_code} {file.unit_name}", f"{file.position:02d} {file.title}"), file.name)
        for file in files
    )


def names_by_assignment(files: Sequence[PlanFile]) -> dict[int, list[str]]:
    """The names of the files of each duty that has any."""
    names: dict[int, list[str]] = {}
    for file in files:
        names.setdefault(file.assignment_id, []).append(file.name)
    return names
