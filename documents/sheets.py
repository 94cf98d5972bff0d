"""What a sheet of the ledger holds, apart from how it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class LedgerSheet:
    """One sheet: headings, the width of each column in letters, rows, and colours by how a cell begins."""

    name: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    fills: dict[str, str] = field(default_factory=dict)
