"""One day, with or without an hour, and windows from one day to another."""

import re
from datetime import date, timedelta
from itertools import pairwise

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
    is_limit,
    moment_of,
    start_at,
    weekday_need,
    year_need,
)

_DAY_WORD = (
    rf"(?:(?:sang|chieu|"
    rf"toi)\s+)?(?:{WEEKDAY.replace('weekday', 'weekday_before')}[\s,]*(?:\()?)?(?P<said_day>ngay\s+)?"
)

_ITEM = r"\d{1,2}(?:[/.\-]\d{1,2})?"

_AND = r"\s*(?:,|;|va)\s*(?:ngay\s+)?"

_HOUR_AFTER = (
    r"(?:[\s,(]*(?:vao\s+)?(?:luc|hoi|tu|bat dau (?:tu|luc))\s+"
    r"(?P<hour_after>\d{1,2})\s*(?:gio|h|g(?=\d)|:)\s*(?P<minute_after>\d{2})?(?!\d)\s*(?:['’′´]|phut)?)?"
)

ONE_DAY = rf"{LEAD}{HOUR}{_DAY_WORD}{AT_START}{DATE}{ASIDE}{_HOUR_AFTER}"

# `trước 15 giờ các ngày 10/4 và 10/5`, `ngày 10, 20 và 30/6/2024`
DAYS = (
    rf"{LEAD}{HOUR}(?:trong\s+)?(?:cac\s+|0?\d\s+)?ngay\s+(?P<days>{_ITEM}(?:{_AND}{_ITEM})*{_AND})"
    rf"(?P<last>{DATE})"
)

_FIRST = (
    r"(?P<first_day>\d{1,2})(?:(?:\s*[/.\-]\s*|\s+thang\s+)(?P<first_month>\d{1,2})(?!\d))?"
    r"(?:(?:\s*[/.\-]\s*|,?\s*nam\s+)(?P<first_year>\d{4}|\d{2}))?(?:\s*\([^)]{1,80}\))?"
)

# `từ 8 giờ 15, ngày 16/9`: the figures before `ngày` are minutes, not the first day of a window.
_FIRST_HOUR = (
    r"(?:(?P<hour>\d{1,2})\s*(?:gio|h|g(?=\d)|:)\s*(?:(?P<minute>\d{2})|(?!\s*\d{1,2}[\s,]*(?:ngay|thu)\b))(?!\d)"
    r"\s*(?:['’′´]|phut)?[\s,]*)?"
)

_TO = (
    r"\s*,?\s*(?:den het|den|toi|-|–|va|,)\s*(?:het\s+)?(?:\d{1,2}\s*(?:gio|h|"
    r":)\s*(?:\d{2})?\s*(?:['’′´]|phut)?[\s,]*)?"
    r"(?:(?:sang|chieu|toi)\s+)?(?:thu\s+\w+,?\s+)?(?:ngay\s+)?"
)

WINDOW = (
    rf"(?P<lead>\btu\s+(?:luc\s+)?{_FIRST_HOUR}(?:(?:sang|chieu|toi)\s+)?(?:thu\s+\w+,?\s+)?(?:ngay\s+)?|"
    rf"\b(?:cac |trong cac |trong (?:0?\d )?)?ngay\s+|"
    rf"{AT_START}(?=\d{{1,2}}(?:[/.]\d{{1,2}}(?:[/.]\d{{4}})?)?\s*(?:[-–]|den)\s*\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}))"
    rf"{_FIRST}{_TO}{DATE}{ASIDE}"
)

_A_PAIR = 2
# `bắt đầu từ ngày 20/11 và hoàn thành trước ngày 31/12/2024`
SPAN = (
    rf"(?:\bbat dau\s+)?(?P<lead>\btu\s+{_FIRST_HOUR}(?:ngay\s+)?){_FIRST}[\s,;]*(?:va\s+)?(?:phai\s+)?"
    r"(?P<until>(?:(?:hoan thanh|ket thuc|xong|be mac)\s+)+(?:(?:truoc|trong|vao|cham nhat|den|het|la)\s+)*)"
    rf"(?:ngay\s+)?{DATE}{ASIDE}"
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
    is_before = "truoc" in (match.groupdict().get("until") or "")
    late_from = (deadlines.before_day if is_before else deadlines.by_end_of_day)(end, context.zone)
    return Mention(
        match.start(), match.end(), "window", "" if is_list else "tu", late_from.astimezone(context.zone), starts,
        needs=year_need(is_inferred), is_year_inferred=is_inferred,
    )  # fmt: skip


def read_days(match: re.Match[str], context: Around) -> tuple[Mention, ...]:
    """Days of a list, each by itself: those of a limit, and those that do not follow on each other."""
    lead = " ".join(re.findall(r"\w+", match["lead"]))
    places = [*re.finditer(_ITEM, match["days"])]
    days = _days_of([place[0] for place in places], match, context)
    starts = [match.start("days") + place.start() for place in places] + [match.start("last")]
    ends = [match.start("days") + place.end() for place in places] + [match.end()]
    is_run = all(later - day == timedelta(days=1) for day, later in pairwise(days))
    if days != sorted(set(days)) or (is_run and len(days) == _A_PAIR and not is_limit(lead)):
        return ()
    if is_run and not is_limit(lead):
        return (_run(days, match, context),)
    starts[0] = match.start()
    needs = year_need(not match["year"])
    found = []
    for day, start, end in zip(days, starts, ends, strict=True):
        late_from, begins = moment_of(day, lead, match["hour"], match["minute"], context.zone)
        found.append(Mention(start, end, "day", lead, late_from, begins, "", needs, True, not match["year"]))
    return tuple(found)


def _run(days: list[date], match: re.Match[str], context: Around) -> Mention:
    late_from = deadlines.by_end_of_day(days[-1], context.zone).astimezone(context.zone)
    return Mention(
        match.start(), match.end(), "window", "", late_from,
        start_at(days[0], match["hour"], match["minute"], context.zone),
        needs=year_need(not match["year"]), is_year_inferred=not match["year"],
    )  # fmt: skip


def _days_of(items: list[str], match: re.Match[str], context: Around) -> list[date]:
    """The days of a list, the month and year of the last standing for those that name none."""
    last, _ = day_of(match, context)
    days, month = [last], last.month
    for item in reversed(items):
        day, _, own_month = item.replace("-", "/").replace(".", "/").partition("/")
        month = int(own_month or month)
        days.insert(0, existing_day(last.year - (month > last.month), month, int(day)))
    return days


def read_day(match: re.Match[str], context: Around) -> Mention | None:
    """One day: a limit, or an event when nothing makes it one."""
    lead = " ".join(match["lead"].replace(":", " ").replace(",", " ").replace("(", " ").split())
    day, is_inferred = day_of(match, context)
    is_before = match["hour"] is not None or match["hour_after"] is None
    hour, minute = (
        (match["hour"], match["minute"]) if is_before else (match["hour_after"], match["minute_after"])
    )
    late_from, starts = moment_of(day, lead, hour, minute, context.zone)
    needs = year_need(is_inferred) + weekday_need(match["weekday"] or match["weekday_before"], day)
    has_word = bool(match["said_day"] or hour or match["year"] or match["weekday_before"])
    return Mention(
        match.start(), match.end(), "day", lead, late_from, starts, needs=needs,
        has_day_word=has_word, is_year_inferred=is_inferred,
    )  # fmt: skip
