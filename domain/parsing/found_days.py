"""Days found in a reply, and what a day without month or year is understood by."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import DomainError
from domain.parsing.calendar_words import existing_day, full_year, nearest_such_day
from domain.parsing.number_words import OVER

LAST_DAY, LAST_MONTH = 31, 12


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day and where it stands in the text.

    Attributes:
        day: None for one that does not exist.
        start: where its words begin.
        end: where they end.
        is_ahead: whether the words themselves say that it lies ahead (`mai`, `thứ sáu tới`).
        is_guess: whether it is only to be proposed (`rằm`, `mùng một`).
        is_vague: whether the words name no single day (`tuần trước`); then `day` is None.
        is_bare: whether it is a weekday that may be the last or the next one.
        is_past: whether a vague day surely is over.
        trouble: why it must be asked although it exists.
    """

    day: date | None
    start: int
    end: int
    is_ahead: bool = False
    is_guess: bool = False
    is_vague: bool = False
    is_past: bool = False
    is_bare: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What a day without month or year is understood by."""

    today: date
    hour: int = 12
    window: tuple[date, date] | None = None
    ahead: tuple[tuple[int, int], ...] = ()

    def is_ahead_at(self, position: int) -> bool:
        """Whether the words around a position speak of what lies ahead."""
        return any(start <= position < end for start, end in self.ahead)


def can_be_day(pair: re.Match[str]) -> bool:
    """Whether two numbers could be a day and a month."""
    return OVER not in pair[0] and 1 <= int(pair[1]) <= LAST_DAY and 1 <= int(pair[2]) <= LAST_MONTH


def written_day(span: tuple[int, int], day: int, month: int, year: str | None, around: Around) -> FoundDay:
    """A written day; one that does not exist has no date."""
    try:
        found = (
            existing_day(full_year(year), month, day) if year else nearest_such_day(month, day, around.today)
        )
    except DomainError:
        return FoundDay(None, *span)
    return FoundDay(found, *span)


def day_of_month(number: int, around: Around, *, is_ahead: bool) -> date | None:
    """`ngày 15`: the latest that has passed, for a plan the next; inside the window when it has only one."""
    today = around.today
    months = [(today.replace(day=1) + timedelta(days=31 * step)).replace(day=1) for step in (-1, 0, 1)]
    months.insert(0, (months[0] - timedelta(days=1)).replace(day=1))
    days = []
    for first in months:
        try:
            days.append(existing_day(first.year, first.month, number))
        except DomainError:
            continue
    if is_ahead:
        return min((day for day in days if day >= today), default=None)
    if around.window is not None:
        inside = [day for day in days if around.window[0] <= day <= around.window[1]]
        if len(inside) == 1:
            return inside[0]
    return max((day for day in days if day <= today), default=None)
