"""Days that come back every week, month, quarter, half-year or year, as RFC 5545 rules."""

import re
from datetime import date, datetime

from domain import deadlines
from domain.local_time import end_of_month
from domain.parsing.plan.mention import WEEKDAY, WEEKDAYS, Around, Mention
from domain.parsing.plan.period_mentions import number_of

_EVERY = r"(?:hang|moi)\s+(?P<unit>thang|quy|nam|tuan|6 thang|06 thang|ngay)"

_NTH = (
    r"(?:vao\s+)?(?:ngay\s+)?(?:ngay|mung)\s+(?P<nth>\d{1,2})(?!\d|\s*[/.\-]\s*\d)(?:/(?:thang|quy))?"
    r"(?:\s+(?:cua\s+)?(?:thang\s+)?(?P<of>cuoi quy|cuoi cung cua quy|dau quy|"
    r"dau tien cua quy|sau|tiep theo|ke tiep|hang thang))?"
)

_BEFORE = r"(?P<lead>(?:\b(?:cham nhat|truoc|den|het|la|vao|trong|muon nhat|cua)\b\s*)*)"

MONTHLY = (
    rf"(?:(?:dinh ky\s+)?{_EVERY}[^.;]{{0,60}}?{_BEFORE}{_NTH}"
    rf"|{_BEFORE.replace('lead', 'lead_2')}{_NTH.replace('nth', 'nth_2').replace('?P<of>', '?P<of_2>')}"
    rf"(?:\s+(?:cua\s+)?{_EVERY.replace('unit', 'unit_2')})?)"
)

WEEKLY = (
    rf"(?:(?:tat ca\s+)?cac\s+{WEEKDAY.replace('weekday', 'day_1')}(?:\s+dau tuan|\s+hang tuan)?"
    rf"(?:\s+trong\s+thang\s+(?P<named>\w+(?:\s+nien)?)(?:[/.]\s*(?P<year>\d{{4}}))?)?"
    rf"|{WEEKDAY.replace('weekday', 'day_2')}\s+(?:hang|moi)\s+tuan"
    rf"|(?:hang|moi)\s+tuan[^.;]{{0,40}}?{WEEKDAY.replace('weekday', 'day_3')})"
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


def _first_monthly(day: int, months: tuple[int, ...], context: Around) -> datetime | None:
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


def read_weekly(match: re.Match[str], context: Around) -> Mention | None:
    """A weekday of every week, with an end when a month is named."""
    words = match["day_1"] or match["day_2"] or match["day_3"]
    weekday = WEEKDAYS[words.split()[-1]]
    until = ""
    month = _NAMED_MONTHS.get(match["named"] or "") or number_of(match["named"] or "")
    if match["day_1"] and not match["named"] and "tuan" not in match[0]:
        return None
    year = int(match["year"] or (context.issued_on.year if context.issued_on else 0))
    if 1 <= month <= 12 and year:
        until = f";UNTIL={end_of_month(year, month):%Y%m%d}"
    return Mention(
        match.start(), match.end(), "weekly", "vao", rrule=f"FREQ=WEEKLY;BYDAY={_BYDAY[weekday]}{until}"
    )
