"""Since when something comes back: `từ tháng 8/2016, … hằng tháng`, `thứ Năm hằng tuần (kỳ đầu: 21/12/2023)`."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.errors import DomainError
from domain.parsing.calendar_words import existing_day
from domain.parsing.plan.mention import DATE, Around, Mention, day_of

_REPEATED = re.compile(r"\b(?:hang|moi)\s+(?:ngay|tuan|thang|quy|nam)\b|(?<!gia )\bdinh ky\b")
_SINCE = re.compile(
    r"\b(?:bat dau |ke )?tu\s+(?:(?:sau\s+)?(?:thu \w+,? )?ngay\s+"
    rf"{DATE}|thang\s+(?P<in_month>\d{{1,2}})\s*(?:[/.\-]|nam)\s*(?P<of_year>\d{{4}})"
    r"|nam\s+(?P<whole_year>20\d\d))(?!\s*(?:-|–|den\b))"
)
_FIRST = re.compile(
    r"[\s(,;]*(?:bat dau\s+)?(?:tu\s+)?(?:ky|lan|buoi|dot|bao cao)\s+(?:dau tien|dau|thu nhat|1)\s*:?\s*"
    r"(?:(?:la|vao|truoc|nop|gui|tu)\s+)*(?:ngay\s+)?$"
)
_REPEATING_FORMS = ("recurring", "weekly", "daily")


def since_when(plain: str, context: Around) -> Around:
    """The same surroundings, or those of the day from which a sentence lets its duties come back."""
    if not _REPEATED.search(plain):
        return context
    for match in _SINCE.finditer(plain):
        day = _day(match, context)
        if day and (context.issued_on is None or day > context.issued_on):
            return replace(context, issued_on=day, is_dated=True, is_first_day=True)
    return context


def with_first_occurrences(mentions: list[Mention], plain: str) -> list[Mention]:
    """A day named as the first occurrence belongs to what comes back, and is no duty of its own."""
    found: list[Mention] = []
    for mention in mentions:
        last = found[-1] if found else None
        if (
            last is not None
            and last.form in _REPEATING_FORMS
            and mention.form == "day"
            and mention.late_from
            and _FIRST.fullmatch(
                plain[last.end : mention.start] + (f"{mention.lead} " if mention.lead else "")
            )
        ):
            found[-1] = _begun(last, mention.late_from)
        else:
            found.append(mention)
    return found


def _day(match: re.Match[str], context: Around) -> date | None:
    with suppress(DomainError):
        if match["whole_year"]:
            return existing_day(int(match["whole_year"]), 1, 1)
        if match["in_month"]:
            return existing_day(int(match["of_year"]), int(match["in_month"]), 1)
        return day_of(match, context)[0]
    return None


def _begun(repeated: Mention, first: datetime) -> Mention:
    """The same series from the day whose end is `first` on, at its own hour."""
    if repeated.late_from is None:
        return replace(repeated, late_from=first)
    whole_days = (first - timedelta(seconds=1)).date() - (repeated.late_from - timedelta(seconds=1)).date()
    starts = repeated.starts + whole_days if repeated.starts else None
    return replace(repeated, late_from=repeated.late_from + whole_days, starts=starts)
