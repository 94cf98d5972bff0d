"""Days that come back every day, week, month, quarter, half-year or year, as RFC 5545 rules."""

import re
from datetime import date, datetime, timedelta

from domain import deadlines
from domain.local_time import end_of_month
from domain.parsing.calendar_words import existing_day, full_year
from domain.parsing.plan.mention import DATE, HOUR, WEEKDAY, WEEKDAYS, Around, Mention, moment_of, start_at
from domain.parsing.plan.period_mentions import number_of

_EVERY = r"(?:hang|moi)\s+(?P<unit>thang|quy|nam|tuan|6 thang|06 thang|ngay)"
_NTH = (
    r"(?:vao\s+)?(?:ngay\s+)?(?:ngay|mung)\s+(?P<nth>\d{1,2})(?!\d|\s*[/.\-]\s*\d)(?:/(?:thang|quy))?"
    r"(?:\s+(?:cua\s+)?(?:thang\s+)?(?P<of>cuoi quy|cuoi cung cua quy|dau quy|"
    r"dau tien cua quy|sau|tiep theo|ke tiep|hang thang))?"
)
_BEFORE = r"(?P<lead>(?:\b(?:cham nhat|truoc|den|het|la|vao|trong|muon nhat|cua|han)\b\s*)*)"
_FROM_HOUR = (
    r"(?:[,\s]+(?:tu|luc|hoi|bat dau tu)\s+(?P<from_hour>\d{1,2})\s*(?:gio|h|:)\s*(?P<from_minute>\d{2})?)?"
)
MONTHLY = (
    rf"(?:(?:dinh ky\s+)?{_EVERY}[^.;]{{0,60}}?{_BEFORE}{_NTH}"
    rf"|{_BEFORE.replace('lead', 'lead_2')}{_NTH.replace('nth', 'nth_2').replace('?P<of>', '?P<of_2>')}"
    rf"(?:\s+(?:cua\s+)?{_EVERY.replace('unit', 'unit_2')})?){_FROM_HOUR}"
)
_MONTH = (
    r"(?:\s+trong\s+thang\s+(?P<named>\w+(?:\s+nien)?)"
    r"(?:\s*[/.]\s*(?P<year>\d{4})|\s+nam\s+(?P<year_2>\d{4}))?)?"
)
_AT = rf"{_BEFORE}{HOUR}(?:(?:sang|chieu|toi)\s+)?"
WEEKLY = (
    rf"{_AT}(?:(?:(?:tat ca\s+)?cac\s+)?(?:ngay\s+)?{WEEKDAY.replace('weekday', 'day_1')}"
    rf"(?P<every_week>\s+dau tuan|\s+(?:hang|moi)\s+tuan)?{_MONTH}"
    rf"|(?:hang|moi)\s+tuan[^.;]{{0,40}}?{WEEKDAY.replace('weekday', 'day_2')})"
)
DAILY = (
    rf"{_AT}(?:hang|moi)\s+ngay\b(?:[\s,(]*(?:(?:bat dau|ke)\s+)?tu\s+(?:ngay\s+)?(?P<from>{DATE}))?"
    rf"(?:\s*(?:den het|den|toi)\s+(?:het\s+)?(?:ngay\s+)?(?P<until>{DATE}))?"
)
for _name in ("day", "month", "year"):
    DAILY = DAILY.replace(f"(?P<{_name}>", f"(?P<{_name}_1>", 1).replace(
        f"(?P<{_name}>", f"(?P<{_name}_2>", 1
    )
_NAMED_MONTHS = {"thanh nien": 3, "cong nhan": 5}
_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def read_monthly(match: re.Match[str], context: Around) -> Mention | None:
    """A day of every month, quarter or half-year, as the last valid day."""
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
    first = _first_monthly(day, months, context)
    late_from = deadlines.by_end_of_day(first, context.zone).astimezone(context.zone) if first else None
    starts = (
        start_at(first, match["from_hour"], match["from_minute"], context.zone)
        if first and match["from_hour"]
        else None
    )
    return Mention(
        match.start(), match.end(), "recurring", lead.strip() or "vao", late_from, starts, rrule=rrule
    )


def read_weekly(match: re.Match[str], context: Around) -> Mention | None:
    """A weekday of every week, as the last valid day, with an end when a month is named."""
    if match["day_1"] and not match["every_week"] and not match["named"]:
        return None
    weekday = WEEKDAYS[(match["day_1"] or match["day_2"]).split()[-1]]
    is_before_the_day = "truoc" in match["lead"] and not match["hour"]
    last_valid = (weekday - is_before_the_day) % 7
    month = _NAMED_MONTHS.get(match["named"] or "") or number_of(match["named"] or "")
    written = match["year"] or match["year_2"]
    year = int(written) if written else context.issued_on.year if context.issued_on else 0
    is_bound = 1 <= month <= 12 and bool(year)
    until = f";UNTIL={end_of_month(year, month):%Y%m%d}" if is_bound else ""
    first = _first_weekday(last_valid, date(year, month, 1) if is_bound else None, context)
    late_from, starts = _limits(first, match, context)
    return Mention(
        match.start(), match.end(), "weekly", match["lead"].strip() or "vao", late_from, starts,
        rrule=f"FREQ=WEEKLY;BYDAY={_BYDAY[last_valid]}{until}",
    )  # fmt: skip


def read_daily(match: re.Match[str], context: Around) -> Mention | None:
    """An hour of every day, from one day to another when they are named."""
    if match["hour"] is None:
        return None
    first = _named_day(match, "1", context) or context.may_repeat_from
    last = _named_day(match, "2", context)
    late_from, starts = _limits(first, match, context)
    until = f";UNTIL={last:%Y%m%d}" if last else ""
    return Mention(
        match.start(),
        match.end(),
        "daily",
        match["lead"].strip() or "vao",
        late_from,
        starts,
        rrule=f"FREQ=DAILY{until}",
    )


def _limits(
    first: date | None, match: re.Match[str], context: Around
) -> tuple[datetime | None, datetime | None]:
    if first is None:
        return None, None
    if "truoc" in match["lead"] and not match["hour"]:
        return deadlines.by_end_of_day(first, context.zone).astimezone(context.zone), None
    return moment_of(first, match["lead"], match["hour"], match["minute"], context.zone)


def _months_of(unit: str, of: str) -> tuple[int, ...]:
    if unit == "quy":
        if of in ("sau", "tiep theo", "ke tiep") or of.startswith("dau"):
            return (1, 4, 7, 10)
        return (3, 6, 9, 12)
    if unit.endswith("6 thang"):
        return (6, 12)
    return tuple(range(1, 13))


def _first_monthly(day: int, months: tuple[int, ...], context: Around) -> date | None:
    if context.issued_on is None:
        return None
    year, month = context.issued_on.year, context.issued_on.month
    for _ in range(25):
        last = end_of_month(year, month)
        if month in months and (day == -1 or day <= last.day):
            found = last if day == -1 else date(year, month, day)
            if found >= context.issued_on:
                return found
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return None


def _first_weekday(weekday: int, not_before: date | None, context: Around) -> date | None:
    day = context.may_repeat_from
    if day is None:
        return None
    if not_before and not_before > day:
        day = not_before
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _named_day(match: re.Match[str], which: str, context: Around) -> date | None:
    if match["from" if which == "1" else "until"] is None:
        return None
    day, month, year = match[f"day_{which}"], match[f"month_{which}"], match[f"year_{which}"]
    if year:
        return existing_day(full_year(year), int(month), int(day.replace(" ", "")))
    return (
        existing_day(context.issued_on.year, int(month), int(day.replace(" ", "")))
        if context.issued_on
        else None
    )
