"""A deadline in a sentence, and what every reader of one knows."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain import deadlines
from domain.errors import DomainError
from domain.local_time import instant_at, start_of_day
from domain.parsing.calendar_words import existing_day, full_year, next_such_day

AT_START = r"(?<![\w/.\-])"

_YEAR = r"(?P<year>\d{4}|\d{2}(?![\d.,]*\d))"

DATE = (
    r"(?P<day>\d{1,2}|(?<=ngay )[0-3] \d)\s*(?:[/.\-]\s*|\s+thang\s+)(?P<month>\d{1,2})(?!\d)"
    rf"(?:\s*(?:[/.\-]\s*|,?\s*nam\s+){_YEAR})?(?!\d|[/.\-]\d)"
)

LEAD = (
    r"(?P<lead>(?:\b(?:cham nhat|muon nhat|truoc|den|toi|het|xong|trong|vao|hoan thanh|la|thoi han|thoi gian|"
    r"thoi diem|han cuoi(?: cung)?|han chot|han nop|han gui|luc|hoi(?= \d)|khoang|du kien|nop|gui|"
    r"bai|bao cao|(?<!lan )(?<!ky )cuoi)\b[\s:,(]*){0,6})"
)

WEEKDAY = r"(?P<weekday>thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])\b|chu nhat)"

ASIDE = rf"(?:\s*\(\s*{WEEKDAY}\s*\))?"

WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3,
    "sau": 4, "6": 4, "bay": 5, "7": 5, "nhat": 6,
}  # fmt: skip

HOUR = (
    r"(?:(?P<hour>\d{1,2})\s*(?:gio|h|g(?=\d)|:)\s*(?P<minute>\d{2})?\s*(?:['’′´]|phut)?"
    r"(?:\s*(?:-|–|den)\s*\d{1,2}\s*(?:gio|h|:)\s*(?:\d{2})?\s*(?:['’′´]|"
    r"phut)?)?[\s,]*(?:sang|chieu|toi)?[\s,]*)?"
)

# `07h15`, `Sáng: 8 giờ 00 - 9 giờ 30`: an hour with nothing else, as in a column of hours.
_MINUTES = r"(?:\s*(?:phut|['’′´]))?"
HOUR_ALONE = re.compile(
    rf"\W*(?:(?:sang|chieu|toi)\W*)?(?P<hour>\d{{1,2}})\s*(?:gio|h|g|:)(?:\s*(?P<minute>\d{{2}}))?{_MINUTES}"
    rf"(?:\s*(?:-|–|den)\s*\d{{1,2}}\s*(?:gio|h|g|:)(?:\s*\d{{2}})?{_MINUTES})?\W*"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A deadline in a sentence.

    Attributes:
        start, end: its place in the sentence's plain text.
        form: `day`, `window`, `period`, `periods`, `recurring`, `weekly`, `part`, `relative`.
        lead: the words before the date that make it a deadline, without diacritics; empty for a bare date.
        late_from: first late instant, local; None when staff must fix the date.
        starts: first moment of a window or hour of an event.
        has_day_word: `ngày` or an hour or a year stands with the date, so it is no fraction.
        is_year_inferred: the words gave no year.
    """

    start: int
    end: int
    form: str
    lead: str = ""
    late_from: datetime | None = None
    starts: datetime | None = None
    rrule: str = ""
    needs: tuple[str, ...] = ()
    has_day_word: bool = True
    is_year_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What a date without a year is understood by.

    Attributes:
        issued_on: the day of issue, or the first day of a year that is all that is known of it.
        is_dated: the day itself is known.
        is_first_day: what comes back may do so on `issued_on`, from which it is said to begin.
    """

    issued_on: date | None
    zone: ZoneInfo
    is_dated: bool = True
    is_first_day: bool = False

    @property
    def may_repeat_from(self) -> date | None:
        """The first day on which what comes back every day or week can do so."""
        if self.issued_on is None or not self.is_dated:
            return None
        return self.issued_on if self.is_first_day else self.issued_on + timedelta(days=1)


def day_of(match: re.Match[str], context: Around) -> tuple[date, bool]:
    """The day of a match, and whether its year was inferred.

    Raises:
        DomainError: `year-missing`, or `no-such-day`.
    """
    # A text layer may break a number: `ngày 1 5/9/2023`.
    day, month = int(match["day"].replace(" ", "")), int(match["month"])
    if match["year"]:
        return existing_day(full_year(match["year"]), month, day), False
    if context.issued_on is None:
        raise DomainError("year-missing")
    return next_such_day(month, day, context.issued_on), True


def start_at(day: date, hour: str | None, minute: str | None, zone: ZoneInfo) -> datetime | None:
    """The instant on a day, local; DomainError `no-such-hour`."""
    if hour is None:
        return start_of_day(day, zone).astimezone(zone) if minute is None else None
    if int(hour) > 23 or int(minute or 0) > 59:
        raise DomainError("no-such-hour", hour=f"{hour}:{minute or '00'}")
    return instant_at(day, time(int(hour), int(minute or 0)), zone).astimezone(zone)


def starts_at_an_hour(mention: Mention) -> bool:
    """A day, or one that comes back, with an hour at which something begins: an event, whatever it is called."""
    has_hour = mention.form in ("day", "recurring", "weekly", "daily") and mention.starts is not None
    return has_hour and not is_limit(mention.lead)


def year_need(is_inferred: bool) -> tuple[str, ...]:
    """What staff must confirm when a year was inferred."""
    return ("year",) if is_inferred else ()


def weekday_need(words: str | None, day: date) -> tuple[str, ...]:
    """What staff must settle when the weekday written is not that of the date."""
    if not words:
        return ()
    return () if WEEKDAYS[words.split()[-1]] == day.weekday() else ("weekday",)


def is_limit(lead: str) -> bool:
    """Whether the words before a day or an hour make it the last that is on time."""
    return re.search(r"truoc|cham nhat|muon nhat|den|het|han", lead) is not None


def moment_of(
    day: date, lead: str, hour: str | None, minute: str | None, zone: ZoneInfo
) -> tuple[datetime, datetime | None]:
    """First late instant, start: an hour is a limit after `trước`, `chậm nhất`, else an event's start."""
    end = deadlines.by_end_of_day(day, zone).astimezone(zone)
    if hour and not is_limit(lead):
        return end, start_at(day, hour, minute, zone)
    if hour and int(hour) != 24:
        at = start_at(day, hour, minute, zone)
        assert at is not None
        return (at if "truoc" in lead else at + deadlines.ONE_SECOND), None
    if "truoc" in lead and not hour:
        return deadlines.before_day(day, zone).astimezone(zone), None
    return end, None
