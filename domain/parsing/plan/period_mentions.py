"""Months, quarters and years, spans of them, and vague parts of them."""

import re
from datetime import date

from domain import deadlines
from domain.errors import DomainError
from domain.local_time import start_of_day
from domain.parsing.calendar_words import existing_day
from domain.parsing.plan.mention import LEAD, Around, Mention, year_need

VALUE = r"(?P<value>\d{4}|\d{1,2}|iv|i{1,3})\b"

PERIOD_YEAR = r"(?:\s*(?:[/.\-]|,?\s*nam\s+)\s*(?P<year>\d{4})\b)?"

PERIOD = rf"{LEAD}(?:cac\s+)?\b(?P<unit>thang|quy|nam)\s+{VALUE}{PERIOD_YEAR}(?![/.\-]?\d)"

PERIODS = (
    r"(?P<lead>(?:\b(?:tu|trong|bat dau tu|hoan thanh|den|"
    r"thoi gian)\b[\s:]*){0,3})(?:cac\s+)?\b(?P<unit>thang|quy)\s+"
    r"(?P<first>\d{1,2}|iv|i{1,3})\b(?:\s*(?:[/.\-]|,?\s*nam\s+)\s*(?P<first_year>\d{4})\b)?"
    r"\s*(?:,|va|-|–|den het|den|va hoan thanh trong|va ket thuc trong)\s*(?:(?:het|thang|quy)\s+){0,2}"
    rf"{VALUE}{PERIOD_YEAR}(?![/.\-]?\d)"
)

# `trong 2/2021`, `xong trước 7.2024`: the word for month is left out.
MONTH_AND_YEAR = (
    rf"{LEAD}(?<![\d/.\-])(?P<unit>)(?P<value>\d{{1,2}})\s?[/.\-]\s?(?P<year>20\d\d)\b(?![/.\-]?\d)"
)

PART = (
    r"(?:\b(?:trong|vao|truoc|hoan thanh|den|het)\s+)*\b(?:tuan\s+(?:thu\s+|"
    r"le\s+)?(?:\w+)(?:\s+cua)?|dau|giua|trung tuan|thuong tuan|ha tuan)\s+"
    r"(?P<unit>thang|quy)\s+(?:\d{1,2}|iv|i{1,3})\b(?:\s*(?:[/.\-]|,?\s*nam\s+)\s*\d{4})?"
)

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def read_period(match: re.Match[str], context: Around) -> Mention | None:
    """`trong tháng 6`, `trước quý III`, `cuối năm 2025`."""
    lead = " ".join(match["lead"].replace(":", " ").replace(",", " ").replace("(", " ").split())
    unit, number = match["unit"] or "thang", number_of(match["value"])
    if not exists(unit, number) or (unit == "nam" and match["year"]):
        return None
    if not match["unit"] and not lead:
        return None
    year = number if unit == "nam" else year_of(match["year"], unit, number, context)
    first, last = months_of_period(unit, number)
    zone = context.zone
    if "truoc" in lead:
        late_from = deadlines.before_month(year, first, zone)
    else:
        late_from = deadlines.by_end_of_month(year, last, zone)
    is_inferred = unit != "nam" and not match["year"]
    needs = year_need(is_inferred) + (("day",) if "cuoi" in lead else ())
    return Mention(
        match.start(), match.end(), "year" if unit == "nam" else "period", lead, late_from.astimezone(zone),
        needs=needs, is_year_inferred=is_inferred,
    )  # fmt: skip


def read_periods(match: re.Match[str], context: Around) -> Mention | None:
    """`từ tháng 4 đến tháng 5/2020`: a window of whole periods."""
    unit, first, last = match["unit"], number_of(match["first"]), number_of(match["value"])
    if not (exists(unit, first) and exists(unit, last)):
        return None
    end_year = year_of(match["year"], unit, last, context)
    start_year = int(match["first_year"] or (end_year if first <= last else end_year - 1))
    late_from = deadlines.by_end_of_month(end_year, months_of_period(unit, last)[1], context.zone)
    starts = start_of_day(date(start_year, months_of_period(unit, first)[0], 1), context.zone)
    if starts >= late_from:
        return None
    lead, is_inferred = match["lead"].strip(), not match["year"]
    return Mention(
        match.start(), match.end(), "periods", lead or "trong", late_from.astimezone(context.zone),
        starts.astimezone(context.zone), needs=year_need(is_inferred), is_year_inferred=is_inferred,
    )  # fmt: skip


def read_part(match: re.Match[str], _context: Around) -> Mention | None:
    """`tuần 2 tháng 10`, `giữa tháng 6`: staff name the day."""
    return Mention(match.start(), match.end(), "part", "trong", needs=("deadline",))


def year_of(year: str | None, unit: str, number: int, context: Around) -> int:
    """The year written, else the first in which the period is not over at the issue date."""
    if year:
        return existing_day(int(year), 1, 1).year
    if context.issued_on is None:
        raise DomainError("year-missing")
    is_over = months_of_period(unit, number)[1] < context.issued_on.month
    return context.issued_on.year + is_over


def number_of(value: str) -> int:
    """A number or a Roman quarter; 0 when it is neither."""
    return _QUARTERS.get(value) or (int(value) if value.isdigit() else 0)


def exists(unit: str, number: int) -> bool:
    """Whether there is such a month, quarter or year."""
    return 2000 <= number <= 2100 if unit == "nam" else 1 <= number <= (12 if unit == "thang" else 4)


def months_of_period(unit: str, number: int) -> tuple[int, int]:
    """First and last month of a month, quarter or year."""
    return {"thang": (number, number), "quy": (number * 3 - 2, number * 3)}.get(unit, (1, 12))
