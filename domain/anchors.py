"""Deadlines that count from an event: staff name its day, the rest follows from the words.

Source: docs/domain-rules.md, section "From a document to a plan".
"""

import re
from datetime import date, timedelta

from domain.local_time import end_of_month
from domain.parsing.letters import without_diacritics
from domain.work_calendar import ONE_DAY, WorkCalendar

_SPAN = re.compile(
    r"(?P<count>\d{1,3})\s*(?:\([^)]{1,20}\)\s*)?(?P<unit>ngay|tuan|thang)\b(?P<working>\s+lam viec)?"
)
_BEFORE = re.compile(r"\btruoc\b")
_ISSUE = re.compile(r"\b(?:ky|ban hanh)\b|\bngay (?:cua )?(?:van ban|ke hoach|cong van|huong dan) nay\b")


def counted_day(phrase: str, anchor: date, calendar: WorkCalendar) -> date | None:
    """The last valid day that a phrase counts from its anchor; None when the words do not say how far.

    `sau 15 ngày kể từ …` and `trong vòng 5 ngày làm việc …` count on from the anchor, which is day 0;
    `10 ngày trước khi …` counts back; `trước ngày khai giảng` is the day before.
    """
    plain = without_diacritics(phrase)
    span = _SPAN.search(plain)
    if span is None:
        return anchor - ONE_DAY if _BEFORE.search(plain) else None
    count = int(span["count"])
    is_back = _BEFORE.search(plain, span.end()) is not None
    if span["working"]:
        return _working_days(anchor, count, calendar, is_back=is_back)
    if span["unit"] == "thang":
        return _months(anchor, -count if is_back else count)
    days = timedelta(days=count * (7 if span["unit"] == "tuan" else 1))
    return anchor - days if is_back else anchor + days


def counts_from_issue(phrase: str) -> bool:
    """Whether the words seem to count from the day the document was issued: a suggestion, no more."""
    return _ISSUE.search(without_diacritics(phrase)) is not None


def _working_days(anchor: date, count: int, calendar: WorkCalendar, *, is_back: bool) -> date:
    if not is_back:
        return calendar.working_day_after(anchor, count) if count else anchor
    day = anchor
    for _ in range(count):
        day = calendar.on_or_before(day - ONE_DAY)
    return day


def _months(anchor: date, count: int) -> date:
    """The same day so many months on; the last day of a month that is too short."""
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + count, 12)
    last = end_of_month(year, month + 1)
    return last.replace(day=min(anchor.day, last.day))
