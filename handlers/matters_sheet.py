"""The sheet of the ledger that lists what units raised and what became of it."""

from collections.abc import Sequence

from documents.sheets import LedgerSheet
from handlers.matter_words import kind_words
from locales import say
from services.matter_list import MatterView
from services.work import Work

COLUMNS = (
    ("number", 8),
    ("raised-at", 18),
    ("kind", 16),
    ("unit", 34),
    ("duty", 40),
    ("raised-by", 24),
    ("words", 50),
    ("state", 14),
    ("owner", 24),
    ("answer", 40),
    ("settled-at", 18),
)


def matters_sheet(work: Work, matters: Sequence[MatterView], language: str) -> LedgerSheet:
    """One row for each matter, with who settled it and how."""
    rows = [
        [
            matter.id,
            matter.created_at.astimezone(work.zone),
            kind_words(matter.kind, language),
            matter.unit_name,
            matter.duty,
            matter.person_name,
            matter.words,
            say(f"matter-column-{matter.state}", language),
            matter.owner_name,
            matter.answer,
            matter.settled_at.astimezone(work.zone) if matter.settled_at else None,
        ]
        for matter in matters
    ]
    headings = [say(f"column-{name}", language) for name, _width in COLUMNS]
    return LedgerSheet(say("sheet-matters", language), headings, [width for _name, width in COLUMNS], rows)
