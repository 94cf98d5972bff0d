"""Days as secretaries write them: `15/6`, `15-6`, `từ 15 đến 17/6`, `hôm qua`, `thứ 7 tuần trước`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import DomainError
from domain.parsing.calendar_words import existing_day, full_year, nearest_such_day
from domain.parsing.line import Line
from domain.parsing.lunar import latest_lunar_day, lunar_day, next_lunar_day
from domain.parsing.relative_days import RelativeDay, find_relative_days

# A span of days that is longer than this is told by its ends.
LONGEST_SPAN_DAYS = 10
LAST_LUNAR_DAY = 30

_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:0?[1-9]|1[0-2])"
_NOT_INSIDE = r"(?<![\d/.,\-])"
_YEAR = r"(?:(?:\s?/\s?|[.\-])(\d{4}|\d{2})(?![\d/]))?"
_ISO = re.compile(r"(?<![\d/.\-])(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_RANGE = re.compile(
    rf"(?:\btu )?(?:ngay )?{_NOT_INSIDE}(?<!\d - )(?<!\d-)({_D})(?:\s?[/.]\s?({_M}){_YEAR})? ?(?:den het|den|toi|-|–|—) ?"
    rf"(?:het )?(?:ngay )?({_D})\s?[/.]\s?({_M}){_YEAR}(?![\d/])"
)
_LIST = re.compile(
    rf"(?:(?P<cue>\b(?:ngay|hom|hoc|hop|vao|dot|sang|chieu|toi|chuc|khai|ra|buoi|lop|trong|cac)|^) ?)?{_NOT_INSIDE}"
    rf"(?P<first>{_D}(?: ?[,-] ?{_D}){{0,9}})(?P<link> ?(?:[,-]|(?:va|voi|cung|&|\+)(?: ngay)?) ?)(?P<last>{_D})(?: ?/ ?| thang )"
    rf"(?P<month>{_M})(?P<year>(?: ?/ ?| nam )(?:\d{{4}}|\d{{2}}))?(?![\d/⁄]"
    r"| (?:dong chi|dang vien|nguoi|hoi vien|doan vien))"
)
_RUN = re.compile(rf"{_NOT_INSIDE}\b({_D}(?: {_D}){{1,5}}) ?/ ?({_M})(?![\d/⁄])")
_DATED = re.compile(r"(?<![\d/.\-])(\d{1,2}) ?([/.\-]) ?(\d{1,2})(?: ?\2 ?(?=\d{4})|\2)(\d{4}|\d{2})(?!\d)")
_SHORT = re.compile(r"(?<![\d/.\-])(\d{1,2})([.\-])(\d{1,2})(?!\d|[/.\-]\d|%| %)")
_SPOKEN = re.compile(
    r"(?:(?:ngay|mung|mong) )*(?<!\d)(\d{1,2}),? thang (\d{1,2})(?:,?(?: nam|/)? ?(20\d\d))?(?!\d)"
)
_LUNAR_WORD = r" ?\(?(?:tinh theo |theo )?(?:am lich|am|al|ta|lich ta|lich am)\b"
_LUNAR_DATE = re.compile(
    rf"(?:(?:ngay|hom|mung|mong|ram) )*(?<!\d)({_D})(?:(?: ?[/.\-] ?| thang )({_M}))?{_LUNAR_WORD}"
)
_LUNAR_DAY = re.compile(
    r"\b(?:(?P<full>(?:ngay |hom )?ram)|(?:mung|mong) (?P<day>10|[1-9])(?! thang \d))(?![\d/.\-])"
    r"(?: thang (?P<named>gieng|chap|\d{1,2}))?"
)
# "mỗi tối 1 tổ": no day of a month.
_COUNTS_EVENINGS = re.compile(
    r"(?:sang|trua|chieu|toi|dem) \d{1,2} (?:to|buoi|lop|nhom|doi|chi bo|tiet|lan|ca|dot|cum)\b"
)
_THIS_MONTH = re.compile(rf"(?:\bngay )?(?<![\d/.,\-])\b({_D}) nay\b(?! (?:da|la|thi|du)\b)")
_DAY_LIST = re.compile(
    rf"\b(?:ngay|hom|toi|sang|chieu) (?P<first>{_D}(?: ?, ?{_D}){{0,6}})(?: ?, ?| va | voi | & )(?:ngay )?(?P<last>{_D})"
    r"(?! ?[/.\-%⁄]? ?\d| ?/| gio\b| h\b| thang \d| (?:dong chi|dang vien|nguoi|hoi vien|doan vien|quan chung|dai bieu|can bo))\b"
)
_DAY_ONLY = re.compile(
    rf"\b(?:(?:ngay|hom|bua|sang|trua|(?<!ca )dem|chieu|(?<!chi bo )(?<!don vi )(?<!chung )(?<!ben )(?<!cua )(?<!bon )toi)"
    rf" (?:mung )?|mung |mong )({_D})(?! ?[/\-%⁄] ?\d|\d| \d(?!\d* ?[/⁄])|\.\d| ?/| gio\b| h\b| thang \d"
    r"| (?:dong chi|dang vien|nguoi|hoi vien|doan vien|quan chung|dai bieu|can bo))\b"
    r"(?P<ahead> (?:sap )?toi(?= ?(?:[,.;!)\n]|$|chi bo|day|se|moi|la)))?"
)
_NEXT_TO = re.compile(r"[ ,(]*(?:(?:la |tuc |nham )?(?:ngay )?)?[ (]*")


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


def take_days(line: Line, around: Around) -> list[FoundDay]:
    """Every day that is not a bare pair with a slash, taken out of the line, in the order of the text."""
    found: list[FoundDay] = []
    for reader in (_iso, _lunar_dates, _ranges, _lists, _runs, _dated, _spoken, _short, _lunar_days):
        for day in list(reader(line.open, around)):
            found.append(day)
            line.take(day.start, day.end)
    relative = find_relative_days(line.open, around.today, around.hour, around.is_ahead_at)
    found += _not_told_twice(line, list(relative), found, around)
    for reader in (_this_month, _day_lists, _day_only):
        for day in list(reader(line.open, around)):
            found.append(day)
            line.take(day.start, day.end)
    return sorted(found, key=lambda day: day.start)


def day_of_pair(match: re.Match[str], around: Around) -> FoundDay:
    """`15/6` as a day: the one nearest to today."""
    return _written(match.span(), int(match[1]), int(match[2]), None, around)


def _iso(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _ISO.finditer(text):
        yield _written(match.span(), int(match[3]), int(match[2]), match[1], around)


def _ranges(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _RANGE.finditer(text):
        first, month, year, last, last_month, last_year = match.groups()
        is_said = "tu " in match[0] or "den" in match[0] or "toi" in match[0] or month is None
        if not is_said:
            continue
        end = _written(match.span(), int(last), int(last_month), last_year or year, around)
        if end.day is None:
            yield end
            continue
        begin = _written(match.span(), int(first), int(month or last_month), str(end.day.year), around)
        if begin.day is None or begin.day > end.day:
            yield FoundDay(None, *match.span())
            continue
        span = (end.day - begin.day).days
        steps = range(span + 1) if span < LONGEST_SPAN_DAYS else (0, span)
        for step in steps:
            yield FoundDay(begin.day + timedelta(days=step), *match.span())


def _lists(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _LIST.finditer(text):
        if match["cue"] is None and "," in match["link"]:
            continue
        days = [*re.findall(r"\d+", match["first"]), match["last"]]
        if [int(day) for day in days] != sorted({int(day) for day in days}):
            continue
        year = re.sub(r"\D", "", match["year"]) if match["year"] else None
        for day in days:
            yield _written((match.start("first"), match.end()), int(day), int(match["month"]), year, around)


def _runs(text: str, around: Around) -> Iterator[FoundDay]:
    """`học 15 16/6`: one day after the other, with no comma between."""
    for match in _RUN.finditer(text):
        days = [int(day) for day in match[1].split()]
        if days == list(range(days[0], days[0] + len(days))):
            for day in days:
                yield _written(match.span(), day, int(match[2]), None, around)


def _dated(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _DATED.finditer(text):
        yield _written(match.span(), int(match[1]), int(match[3]), match[4], around)


def _spoken(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _SPOKEN.finditer(text):
        yield _written(match.span(), int(match[1]), int(match[2]), match[3], around)


def _short(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _SHORT.finditer(text):
        yield _written(match.span(), int(match[1]), int(match[3]), None, around)


def _lunar_dates(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _LUNAR_DATE.finditer(text):
        day = _lunar(int(match[1]), int(match[2] or 0), around, match.start())
        yield FoundDay(day, *match.span(), is_guess=day is not None)


def _lunar(number: int, month: int, around: Around, position: int) -> date | None:
    """A day of the lunar calendar; without a month the latest one, of a plan the next."""
    if month:
        return lunar_day(number, month, around.today)
    if number > LAST_LUNAR_DAY:
        return None
    if around.is_ahead_at(position):
        return next_lunar_day(number, around.today)
    return latest_lunar_day(number, around.today)


def _lunar_days(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _LUNAR_DAY.finditer(text):
        number = 15 if match["full"] else int(match["day"])
        month = {"gieng": 1, "chap": 12}.get(match["named"] or "") or int(match["named"] or 0)
        day = _lunar(number, month, around, match.start())
        yield FoundDay(day, *match.span(), is_guess=day is not None)


def _this_month(text: str, around: Around) -> Iterator[FoundDay]:
    """`28 này học`: the day of this month."""
    for match in _THIS_MONTH.finditer(text):
        number = int(match[1])
        try:
            day = existing_day(around.today.year, around.today.month, number)
        except DomainError:
            day = None
        yield FoundDay(day, *match.span(), is_ahead=day is not None and day > around.today)


def _day_lists(text: str, around: Around) -> Iterator[FoundDay]:
    """`hai ngày 18 và 19`."""
    for match in _DAY_LIST.finditer(text):
        for number in [*re.findall(r"\d+", match["first"]), match["last"]]:
            day = _nearest_month(int(number), around, is_ahead=around.is_ahead_at(match.start()))
            yield FoundDay(day, *match.span())


def _day_only(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _DAY_ONLY.finditer(text):
        if _COUNTS_EVENINGS.match(text, match.start()):
            continue
        # "hôm 20" is over, whatever was meant to happen.
        is_ahead = bool(match["ahead"]) or (
            around.is_ahead_at(match.start()) and not match[0].startswith(("hom", "bua"))
        )
        day = _nearest_month(int(match[1]), around, is_ahead=is_ahead)
        yield FoundDay(day, *match.span(), is_ahead=bool(match["ahead"]))


def _nearest_month(number: int, around: Around, *, is_ahead: bool) -> date | None:
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


def _not_told_twice(
    line: Line, relative: list[RelativeDay], written: list[FoundDay], around: Around
) -> list[FoundDay]:
    """`thứ 7 ngày 22/6`, `hôm qua 20/6`: one day told in two ways; the written date stands."""
    found = []
    others = [*written, *(day for day in relative if not day.is_now)]
    for day in relative:
        if day.is_now and others:
            continue
        line.take(day.start, day.end)
        beside = next((other for other in written if _are_neighbours(line.text, day, other)), None)
        if beside is None:
            beside = _pair_beside(line, day, around)
        if beside is None:
            found.append(_as_found(day))
        elif day.day is not None and not day.agrees_with(beside):
            found.append(FoundDay(day.day, day.start, day.end, trouble=day.trouble))
    return found


def _as_found(day: RelativeDay) -> FoundDay:
    is_vague = day.day is None
    return FoundDay(
        day.day, day.start, day.end, day.is_ahead, is_vague=is_vague, is_past=day.is_past, is_bare=day.is_bare
    )


def _are_neighbours(text: str, one: RelativeDay, other: FoundDay) -> bool:
    between = text[one.end : other.start] if one.end <= other.start else text[other.end : one.start]
    is_near = 0 <= max(other.start - one.end, one.start - other.end) <= 12
    return is_near and _NEXT_TO.fullmatch(between) is not None


_PAIR_AHEAD = re.compile(r"[ ,(]{0,3}(?:la |tuc )?(?:ngay )?\(?(\d{1,2}) ?/ ?(\d{1,2})(?![\d/])")


def _pair_beside(line: Line, day: RelativeDay, around: Around) -> FoundDay | None:
    match = _PAIR_AHEAD.match(line.open, day.end)
    if match is None or not (1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12):
        return None
    found = _written(match.span(), int(match[1]), int(match[2]), None, around)
    return found if found.day == day.day or "ngay" in match[0] or int(match[1]) > int(match[2]) else None


def _written(span: tuple[int, int], day: int, month: int, year: str | None, around: Around) -> FoundDay:
    try:
        found = (
            existing_day(full_year(year), month, day) if year else nearest_such_day(month, day, around.today)
        )
    except DomainError:
        return FoundDay(None, *span)
    return FoundDay(found, *span)
