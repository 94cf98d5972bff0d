"""How buttons name a milestone, or one occurrence of a duty that comes back: `12`, `12@2024-06`."""

import re

from domain.errors import DomainError
from handlers.conversation import row_number

_PERIOD = re.compile(r"\d{4}(?:-[HQ]?\d|-W?\d\d|-\d\d-\d\d)?", re.ASCII)


def written(milestone_id: int, occurrence: str) -> str:
    """The milestone and, where there are several, the occurrence."""
    return f"{milestone_id}@{occurrence}" if occurrence else str(milestone_id)


def read(words: str) -> tuple[int, str]:
    """The milestone and the occurrence ("" for none); DomainError `button-old` for anything else."""
    number, _, period = words.partition("@")
    if period and not _PERIOD.fullmatch(period):
        raise DomainError("button-old")
    return row_number(number), period
