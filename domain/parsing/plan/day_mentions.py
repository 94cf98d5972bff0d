"""One day, with or without an hour, and windows from one day to another."""

import re
from datetime import timedelta

from domain import deadlines
from domain.parsing.calendar_words import existing_day, full_year
from domain.parsing.plan.mention import (
    ASIDE,
    AT_START,
    DATE,
    HOUR,
    LEAD,
    WEEKDAY,
    Around,
    Mention,
    day_of,
    moment_of,
    start_at,
    weekday_need,
    year_need,
)

_DAY_WORD = (
    rf"(?:(?:sang|chieu|"
    rf"toi)\s+)?(?:{WEEKDAY.replace('weekday', 'weekday_before')}[\s,]*(?:\()?)?(?P<said_day>ngay\s+)?"
)

ONE_DAY = rf"{LEAD}{HOUR}{_DAY_WORD}{AT_START}{DATE}{ASIDE}"

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

WINDOW = (
    rf"(?P<lead>\btu\s+(?:luc\s+)?{_FIRST_HOUR}(?:(?:sang|chieu|toi)\s+)?(?:thu\s+\w+,?\s+)?(?:ngay\s+)?|"
    rf"\b(?:cac |trong cac |trong (?:0?\d )?)?ngay\s+|"
    rf"{AT_START}(?=\d{{1,2}}(?:[/.]\d{{1,2}})?\s*(?:[-–]|den)\s*\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}))"
    rf"{_FIRST}{_TO}{DATE}{ASIDE}"
)

_LONGEST_TURN = timedelta(days=183)


def read_window(match: re.Match[str], context: Around) -> Mention | None:
    """`từ ngày A đến ngày B`, or the days of a list: the end of the last, starting with the first."""
    lead = (match["lead"].split() or [""])[0]
    is_list = lead != "tu"
    if is_list and not match["first_month"] and int(match["first_day"]) >= int(match["day"].replace(" ", "")):
        return None
    end, is_inferred = day_of(match, context)
    month = int(match["first_month"] or end.month)
    year = full_year(match["first_year"]) if match["first_year"] else end.year
    first = existing_day(year, month, int(match["first_day"]))
    if first > end and not match["first_year"]:
        first = existing_day(end.year - 1, month, int(match["first_day"]))
    if first > end or (first.year < end.year and not match["first_year"] and end - first > _LONGEST_TURN):
        return Mention(match.start(), match.end(), "window", lead, needs=("date",))
    starts = start_at(first, match["hour"], match["minute"], context.zone)
    return Mention(
        match.start(), match.end(), "window", "" if is_list else "tu",
        deadlines.by_end_of_day(end, context.zone).astimezone(context.zone), starts,
        needs=year_need(is_inferred), is_year_inferred=is_inferred,
    )  # fmt: skip


def read_day(match: re.Match[str], context: Around) -> Mention | None:
    """One day: a limit, or an event when nothing makes it one."""
    lead = " ".join(match["lead"].replace(":", " ").replace(",", " ").replace("(", " ").split())
    day, is_inferred = day_of(match, context)
    hour = match["hour"]
    late_from, starts = moment_of(day, lead, hour, match["minute"], context.zone)
    needs = year_need(is_inferred) + weekday_need(match["weekday"] or match["weekday_before"], day)
    has_word = bool(match["said_day"] or hour or match["year"] or match["weekday_before"])
    return Mention(
        match.start(), match.end(), "day", lead, late_from, starts, needs=needs,
        has_day_word=has_word, is_year_inferred=is_inferred,
    )  # fmt: skip
