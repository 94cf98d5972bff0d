"""Words of a deadline wherever they stand in a sentence, and what they mean in time.

Source of the readings: docs/domain-rules.md, section "Deadlines".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain import deadlines
from domain.errors import DomainError
from domain.local_time import end_of_month, instant_at, start_of_day
from domain.parsing.calendar_words import existing_day, full_year, next_such_day

_AT_START = r"(?<![\w/.\-])"
_YEAR = r"(?P<year>\d{4}|\d{2}(?![\d.,]*\d))"
_DATE = (
    r"(?P<day>\d{1,2})\s*(?:[/.\-]\s*|\s+thang\s+)(?P<month>\d{1,2})(?!\d)"
    rf"(?:\s*(?:[/.\-]\s*|,?\s*nam\s+){_YEAR})?(?!\d|[/.\-]\d)"
)
_LEAD = (
    r"(?P<lead>(?:\b(?:cham nhat|muon nhat|truoc|den|toi|het|xong|trong|vao|hoan thanh|la|thoi han|thoi gian|"
    r"thoi diem|han cuoi(?: cung)?|han chot|han nop|han gui|luc|hoi|khoang|du kien|nop|"
    r"bai|bao cao|cuoi)\b[\s:,(]*){0,6})"
)
_WEEKDAY = r"(?P<weekday>thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)"
_ASIDE = rf"(?:\s*\(\s*{_WEEKDAY}\s*\))?"
_HOUR = (
    r"(?:(?P<hour>\d{1,2})\s*(?:gio|h|g(?=\d)|:)\s*(?P<minute>\d{2})?\s*(?:['’′´]|phut)?"
    r"(?:\s*(?:-|–|den)\s*\d{1,2}\s*(?:gio|h|:)\s*(?:\d{2})?\s*(?:['’′´]|"
    r"phut)?)?[\s,]*(?:sang|chieu|toi)?[\s,]*)?"
)
_DAY_WORD = (
    rf"(?:(?:sang|chieu|"
    rf"toi)\s+)?(?:{_WEEKDAY.replace('weekday', 'weekday_before')}[\s,]*(?:\()?)?(?P<said_day>ngay\s+)?"
)
_ONE_DAY = rf"{_LEAD}{_HOUR}{_DAY_WORD}{_AT_START}{_DATE}{_ASIDE}"
_FIRST = (
    r"(?P<first_day>\d{1,2})(?:(?:\s*[/.\-]\s*|\s+thang\s+)(?P<first_month>\d{1,2})(?!\d))?"
    r"(?:(?:\s*[/.\-]\s*|,?\s*nam\s+)(?P<first_year>\d{4}|\d{2}))?(?:\s*\([^)]{1,14}\))?"
)
_FIRST_HOUR = r"(?:(?P<hour>\d{1,2})\s*(?:gio|h|:)\s*(?P<minute>\d{2})?\s*(?:['’′´]|phut)?[\s,]*)?"
_TO = (
    r"\s*,?\s*(?:den het|den|toi|-|–|va|,)\s*(?:het\s+)?(?:\d{1,2}\s*(?:gio|h|"
    r":)\s*(?:\d{2})?\s*(?:['’′´]|phut)?[\s,]*)?"
    r"(?:(?:sang|chieu|toi)\s+)?(?:thu\s+\w+,?\s+)?(?:ngay\s+)?"
)
_WINDOW = (
    rf"(?P<lead>\btu\s+(?:luc\s+)?{_FIRST_HOUR}(?:(?:sang|chieu|toi)\s+)?(?:thu\s+\w+,?\s+)?(?:ngay\s+)?|"
    rf"\b(?:cac |trong cac |trong (?:0?\d )?)?ngay\s+|"
    rf"{_AT_START}(?=\d{{1,2}}(?:[/.]\d{{1,2}})?\s*(?:[-–]|den)\s*\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}))"
    rf"{_FIRST}{_TO}{_DATE}{_ASIDE}"
)
_VALUE = r"(?P<value>\d{4}|\d{1,2}|iv|i{1,3})\b"
_PERIOD_YEAR = r"(?:\s*(?:[/.\-]|,?\s*nam\s+)\s*(?P<year>\d{4})\b)?"
_PERIOD = rf"{_LEAD}(?:cac\s+)?\b(?P<unit>thang|quy|nam)\s+{_VALUE}{_PERIOD_YEAR}(?![/.\-]?\d)"
_PERIODS = (
    r"(?P<lead>(?:\b(?:tu|trong|bat dau tu|hoan thanh|den|"
    r"thoi gian)\b[\s:]*){0,3})(?:cac\s+)?\b(?P<unit>thang|quy)\s+"
    r"(?P<first>\d{1,2}|iv|i{1,3})\b(?:\s*(?:[/.\-]|,?\s*nam\s+)\s*(?P<first_year>\d{4})\b)?"
    r"\s*(?:,|va|-|–|den het|den|va hoan thanh trong|va ket thuc trong)\s*(?:(?:het|thang|quy)\s+){0,2}"
    rf"{_VALUE}{_PERIOD_YEAR}(?![/.\-]?\d)"
)
_EVERY = r"(?:hang|moi)\s+(?P<unit>thang|quy|nam|tuan|6 thang|06 thang|ngay)"
_NTH = (
    r"(?:vao\s+)?(?:ngay\s+)?(?:ngay|mung)\s+(?P<nth>\d{1,2})(?!\d|\s*[/.\-]\s*\d)(?:/(?:thang|quy))?"
    r"(?:\s+(?:cua\s+)?(?:thang\s+)?(?P<of>cuoi quy|cuoi cung cua quy|dau quy|"
    r"dau tien cua quy|sau|tiep theo|ke tiep|hang thang))?"
)
_BEFORE = r"(?P<lead>(?:\b(?:cham nhat|truoc|den|het|la|vao|trong|muon nhat|cua)\b\s*)*)"
_MONTHLY = (
    rf"(?:(?:dinh ky\s+)?{_EVERY}[^.;]{{0,60}}?{_BEFORE}{_NTH}"
    rf"|{_BEFORE.replace('lead', 'lead_2')}{_NTH.replace('nth', 'nth_2').replace('?P<of>', '?P<of_2>')}"
    rf"(?:\s+(?:cua\s+)?{_EVERY.replace('unit', 'unit_2')})?)"
)
_WEEKLY = (
    rf"(?:(?:tat ca\s+)?cac\s+{_WEEKDAY.replace('weekday', 'day_1')}(?:\s+dau tuan|\s+hang tuan)?"
    rf"(?:\s+trong\s+thang\s+(?P<named>\w+(?:\s+nien)?)(?:[/.]\s*(?P<year>\d{{4}}))?)?"
    rf"|{_WEEKDAY.replace('weekday', 'day_2')}\s+(?:hang|moi)\s+tuan"
    rf"|(?:hang|moi)\s+tuan[^.;]{{0,40}}?{_WEEKDAY.replace('weekday', 'day_3')})"
)
_PART = (
    r"(?:\b(?:trong|vao|truoc|hoan thanh|den|het)\s+)*\b(?:tuan\s+(?:thu\s+|"
    r"le\s+)?(?:\w+)(?:\s+cua)?|dau|giua|trung tuan|thuong tuan|ha tuan)\s+"
    r"(?P<unit>thang|quy)\s+(?:\d{1,2}|iv|i{1,3})\b(?:\s*(?:[/.\-]|,?\s*nam\s+)\s*\d{4})?"
)
_SPAN = r"\d{1,3}\s*(?:\([^)]{1,20}\)\s*)?(?:ngay|tuan|thang|gio)(?:\s+lam viec)?"
_RELATIVE = (
    rf"(?:\b(?:trong|cham nhat|muon nhat)\s+)*(?:(?:vong|thoi han|thoi gian|sau|"
    rf"la)\s+)*(?:khong qua\s+)?{_SPAN}[\s,]*"
    r"(?:(?:tinh\s+)?ke tu|tinh tu|tu (?:ngay|khi)|sau (?:khi|ngay)|truoc (?:khi|"
    r"ngay))(?:\s+(?:ngay|khi))?\s+(?P<anchor>[^.,;()]{3,90})"
    rf"|(?:\b(?:cham nhat|trong|muon nhat)\s+)?{_SPAN}\s+sau\s+"
    r"(?:dai hoi|hoi nghi|dot|ket thuc|dip)[^.,;()]{0,60}"
    rf"|\bsau\s+(?:dai hoi|hoi nghi|dot hoc|ket thuc[^.,;]{{0,30}}?)\s+{_SPAN}"
    r"|\b(?:hoan thanh\s+)?truoc\s+(?:ngay|khi|le|thoi diem|dip|hoi nghi|"
    r"dai hoi)\s+(?P<anchor_2>(?!\d)[^.,;()]{3,80})"
)
_NAMED_MONTHS = {"thanh nien": 3, "cong nhan": 5}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3,
    "sau": 4, "6": 4, "bay": 5, "7": 5, "nhat": 6,
}  # fmt: skip
_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST_TURN = timedelta(days=183)


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
class _Context:
    issued_on: date | None
    zone: ZoneInfo


def find_mentions(plain: str, issued_on: date | None, zone: ZoneInfo) -> list[Mention]:
    """Every date, period, window, recurrence and relative span of a sentence, in order; none overlap.

    Whether one is a deadline or a citation, a past event or a target is judged elsewhere.
    """
    taken = [False] * len(plain)
    found: list[Mention] = []
    context = _Context(issued_on, zone)
    for pattern, reader in _READERS:
        for match in re.finditer(pattern, plain):
            if any(taken[match.start() : match.end()]):
                continue
            mention = _read(match, reader, context)
            if mention:
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                found.append(_without_edges(mention, plain))
    return sorted(found, key=lambda mention: mention.start)


_Reader = Callable[[re.Match[str], _Context], Mention | None]


def _read(match: re.Match[str], reader: _Reader, context: _Context) -> Mention | None:
    try:
        return reader(match, context)
    except DomainError as error:
        need = "year" if error.code == "year-missing" else "date"
        lead = (match.groupdict().get("lead") or "").strip()
        groups = match.groupdict()
        has_word = bool(lead or groups.get("said_day") or groups.get("year") or groups.get("hour"))
        return Mention(match.start(), match.end(), "day", lead, needs=(need,), has_day_word=has_word)


def _without_edges(mention: Mention, plain: str) -> Mention:
    words = plain[mention.start : mention.end]
    start = mention.start + len(words) - len(words.lstrip(" ,:("))
    end = mention.end - (len(words) - len(words.rstrip(" ,:(")))
    return replace(mention, start=start, end=end)


def _window(match: re.Match[str], context: _Context) -> Mention | None:
    lead = (match["lead"].split() or [""])[0]
    is_list = lead != "tu"
    if is_list and not match["first_month"] and int(match["first_day"]) >= int(match["day"]):
        return None
    end, is_inferred = _day(match, context)
    month = int(match["first_month"] or end.month)
    year = full_year(match["first_year"]) if match["first_year"] else end.year
    first = existing_day(year, month, int(match["first_day"]))
    if first > end and not match["first_year"]:
        first = existing_day(end.year - 1, month, int(match["first_day"]))
    if first > end or (first.year < end.year and not match["first_year"] and end - first > _LONGEST_TURN):
        return Mention(match.start(), match.end(), "window", lead, needs=("date",))
    starts = _start(first, match["hour"], match["minute"], context.zone)
    return Mention(
        match.start(), match.end(), "window", "" if is_list else "tu",
        deadlines.by_end_of_day(end, context.zone).astimezone(context.zone), starts,
        needs=_year_need(is_inferred), is_year_inferred=is_inferred,
    )  # fmt: skip


def _one_day(match: re.Match[str], context: _Context) -> Mention | None:
    lead = " ".join(match["lead"].replace(":", " ").replace(",", " ").replace("(", " ").split())
    day, is_inferred = _day(match, context)
    hour = match["hour"]
    late_from, starts = _day_limits(day, lead, hour, match["minute"], context.zone)
    needs = _year_need(is_inferred) + _weekday_need(match["weekday"] or match["weekday_before"], day)
    has_word = bool(match["said_day"] or hour or match["year"] or match["weekday_before"])
    return Mention(
        match.start(), match.end(), "day", lead, late_from, starts, needs=needs,
        has_day_word=has_word, is_year_inferred=is_inferred,
    )  # fmt: skip


def _day_limits(
    day: date, lead: str, hour: str | None, minute: str | None, zone: ZoneInfo
) -> tuple[datetime, datetime | None]:
    """An hour is a limit after `trước` and `chậm nhất`; alone, it is when an event starts."""
    end = deadlines.by_end_of_day(day, zone).astimezone(zone)
    is_limit = re.search(r"truoc|cham nhat|muon nhat|den|het|han", lead) is not None
    if hour and not is_limit:
        return end, _start(day, hour, minute, zone)
    if hour and int(hour) != 24:
        at = _start(day, hour, minute, zone)
        assert at is not None
        return (at if "truoc" in lead else at + deadlines.ONE_SECOND), None
    if "truoc" in lead and not hour:
        return deadlines.before_day(day, zone).astimezone(zone), None
    return end, None


def _start(day: date, hour: str | None, minute: str | None, zone: ZoneInfo) -> datetime | None:
    if hour is None:
        return start_of_day(day, zone).astimezone(zone) if minute is None else None
    if int(hour) > 23 or int(minute or 0) > 59:
        raise DomainError("no-such-hour", hour=f"{hour}:{minute or '00'}")
    return instant_at(day, time(int(hour), int(minute or 0)), zone).astimezone(zone)


def _period(match: re.Match[str], context: _Context) -> Mention | None:
    lead = " ".join(match["lead"].replace(":", " ").replace(",", " ").replace("(", " ").split())
    unit, number = match["unit"], _number(match["value"])
    if not _exists(unit, number) or (unit == "nam" and match["year"]):
        return None
    year = number if unit == "nam" else _year_of(match["year"], unit, number, context)
    first, last = _months(unit, number)
    zone = context.zone
    if "truoc" in lead:
        late_from = deadlines.before_month(year, first, zone)
    else:
        late_from = deadlines.by_end_of_month(year, last, zone)
    is_inferred = unit != "nam" and not match["year"]
    needs = _year_need(is_inferred) + (("day",) if "cuoi" in lead else ())
    return Mention(
        match.start(), match.end(), "year" if unit == "nam" else "period", lead, late_from.astimezone(zone),
        needs=needs, is_year_inferred=is_inferred,
    )  # fmt: skip


def _periods(match: re.Match[str], context: _Context) -> Mention | None:
    unit, first, last = match["unit"], _number(match["first"]), _number(match["value"])
    if not (_exists(unit, first) and _exists(unit, last)):
        return None
    end_year = _year_of(match["year"], unit, last, context)
    start_year = int(match["first_year"] or (end_year if first <= last else end_year - 1))
    late_from = deadlines.by_end_of_month(end_year, _months(unit, last)[1], context.zone)
    starts = start_of_day(date(start_year, _months(unit, first)[0], 1), context.zone)
    if starts >= late_from:
        return None
    lead, is_inferred = match["lead"].strip(), not match["year"]
    return Mention(
        match.start(), match.end(), "periods", lead or "trong", late_from.astimezone(context.zone),
        starts.astimezone(context.zone), needs=_year_need(is_inferred), is_year_inferred=is_inferred,
    )  # fmt: skip


def _monthly(match: re.Match[str], context: _Context) -> Mention | None:
    unit = match["unit"] or match["unit_2"] or ""
    number = int(match["nth"] or match["nth_2"])
    lead = match["lead"] or match["lead_2"] or ""
    of = match["of"] or match["of_2"] or ""
    if of == "hang thang":
        unit, of = "thang", ""
    if not 1 <= number <= 31 or not (unit or of) or unit in ("nam", "ngay", "tuan"):
        return None
    if not unit and "quy" not in of:
        return None
    day = number - 1 if "truoc" in lead else number
    months = _months_of(unit or "quy", of)
    # A month's day 0 is the last day of the month before it: negative days count from the end.
    if day == 0:
        day, months = -1, tuple((month - 2) % 12 + 1 for month in months)
    by_month = "" if len(months) == 12 else "BYMONTH=" + ",".join(map(str, sorted(months))) + ";"
    frequency = "YEARLY" if by_month else "MONTHLY"
    rrule = f"FREQ={frequency};{by_month}BYMONTHDAY={day}"
    late_from = _first_monthly(day, months, context)
    return Mention(match.start(), match.end(), "recurring", lead.strip() or "vao", late_from, rrule=rrule)


def _months_of(unit: str, of: str) -> tuple[int, ...]:
    if unit == "quy":
        if of in ("sau", "tiep theo", "ke tiep") or of.startswith("dau"):
            return (1, 4, 7, 10)
        return (3, 6, 9, 12)
    if unit.endswith("6 thang"):
        return (6, 12)
    return tuple(range(1, 13))


def _first_monthly(day: int, months: tuple[int, ...], context: _Context) -> datetime | None:
    if context.issued_on is None:
        return None
    year, month = context.issued_on.year, context.issued_on.month
    for _ in range(25):
        last = end_of_month(year, month)
        if month in months and (day == -1 or day <= last.day):
            found = last if day == -1 else date(year, month, day)
            if found >= context.issued_on:
                return deadlines.by_end_of_day(found, context.zone).astimezone(context.zone)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return None


def _weekly(match: re.Match[str], context: _Context) -> Mention | None:
    words = match["day_1"] or match["day_2"] or match["day_3"]
    weekday = _WEEKDAYS[words.split()[-1]]
    until = ""
    month = _NAMED_MONTHS.get(match["named"] or "") or _number(match["named"] or "")
    if match["day_1"] and not match["named"] and "tuan" not in match[0]:
        return None
    year = int(match["year"] or (context.issued_on.year if context.issued_on else 0))
    if 1 <= month <= 12 and year:
        until = f";UNTIL={end_of_month(year, month):%Y%m%d}"
    return Mention(
        match.start(), match.end(), "weekly", "vao", rrule=f"FREQ=WEEKLY;BYDAY={_BYDAY[weekday]}{until}"
    )


def _part(match: re.Match[str], _context: _Context) -> Mention | None:
    return Mention(match.start(), match.end(), "part", "trong", needs=("deadline",))


def _relative(match: re.Match[str], _context: _Context) -> Mention | None:
    return Mention(match.start(), match.end(), "relative", "sau", needs=("anchor",))


def _day(match: re.Match[str], context: _Context) -> tuple[date, bool]:
    day, month = int(match["day"]), int(match["month"])
    if match["year"]:
        return existing_day(full_year(match["year"]), month, day), False
    if context.issued_on is None:
        raise DomainError("year-missing")
    return next_such_day(month, day, context.issued_on), True


def _year_of(year: str | None, unit: str, number: int, context: _Context) -> int:
    if year:
        return existing_day(int(year), 1, 1).year
    if context.issued_on is None:
        raise DomainError("year-missing")
    is_over = _months(unit, number)[1] < context.issued_on.month
    return context.issued_on.year + is_over


def _number(value: str) -> int:
    return _QUARTERS.get(value) or (int(value) if value.isdigit() else 0)


def _exists(unit: str, number: int) -> bool:
    return 2000 <= number <= 2100 if unit == "nam" else 1 <= number <= (12 if unit == "thang" else 4)


def _months(unit: str, number: int) -> tuple[int, int]:
    """First and last month of a month, quarter or year."""
    return {"thang": (number, number), "quy": (number * 3 - 2, number * 3)}.get(unit, (1, 12))


def _year_need(is_inferred: bool) -> tuple[str, ...]:
    return ("year",) if is_inferred else ()


def _weekday_need(words: str | None, day: date) -> tuple[str, ...]:
    if not words:
        return ()
    return () if _WEEKDAYS[words.split()[-1]] == day.weekday() else ("weekday",)


# Longer forms first: what one has taken, the next cannot read again.
_READERS: tuple[tuple[str, _Reader], ...] = (
    (_WINDOW, _window),
    (_WEEKLY, _weekly),
    (_MONTHLY, _monthly),
    (_PART, _part),
    (_PERIODS, _periods),
    (_ONE_DAY, _one_day),
    (_PERIOD, _period),
    (_RELATIVE, _relative),
)
