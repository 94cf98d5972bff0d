"""Days written with figures: `15/6`, `15-6-2024`, `từ 15 đến 17/6`, `15, 16/6`, `ngày 15`."""

import re
from collections.abc import Iterator
from datetime import timedelta

from domain.errors import DomainError
from domain.parsing.calendar_words import existing_day
from domain.parsing.found_days import Around, FoundDay, day_of_month, written_day

# A span of days that is longer than this is told by its ends.
LONGEST_SPAN_DAYS = 10

_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:0?[1-9]|1[0-2])"
_NOT_INSIDE = r"(?<![\d/.,\-])"
_YEAR = r"(?:(?:\s?/\s?|[.\-])(\d{4}|\d{2})(?![\d/]))?"
_ISO = re.compile(r"(?<![\d/.\-])(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_RANGE = re.compile(
    rf"(?:\btu )?(?:ngay )?{_NOT_INSIDE}(?<!\d - )(?<!\d-)({_D})(?:\s?[/.]\s?({_M}){_YEAR})? ?(?:den het"
    rf"|den|toi|-|–|—) ?"
    rf"(?:het )?(?:ngay )?({_D})\s?[/.]\s?({_M}){_YEAR}(?![\d/])"
)
_LIST = re.compile(
    rf"(?:(?P<cue>\b(?:ngay|hom|hoc|hop|vao|dot|sang|chieu|toi|chuc|khai|ra|buoi|lop|trong"
    rf"|cac)|^|\() ?)?{_NOT_INSIDE}"
    rf"(?P<first>{_D}(?: ?[,;-] ?{_D}){{0,9}})(?P<link> ?(?:[,;-]|(?:va|voi|cung|&"
    rf"|\+)(?: ngay)?) ?)(?P<last>{_D})(?: ?/ ?| thang )"
    rf"(?P<month>{_M})(?P<year>(?: ?/ ?| nam )(?:\d{{4}}|\d{{2}}))?(?![\d/⁄]"
    r"| (?:dong chi|dang vien|nguoi|hoi vien|doan vien))"
)
_RUN = re.compile(rf"{_NOT_INSIDE}\b({_D}(?: {_D}){{1,5}}) ?/ ?({_M})(?![\d/⁄])")
_DATED = re.compile(r"(?<![\d/.\-])(\d{1,2}) ?([/.\-]) ?(\d{1,2})(?: ?\2 ?(?=\d{4})|\2)(\d{4}|\d{2})(?!\d)")
_SHORT = re.compile(r"(?<![\d/.\-])(\d{1,2})([.\-])(\d{1,2})(?!\d|[/.\-]\d|%| %)")
_SPOKEN = re.compile(
    r"(?:(?:ngay|mung|mong) )*(?<!\d)(\d{1,2}),? thang (\d{1,2})(?:,?(?: nam|/)? ?(20\d\d))?(?!\d)"
)
# "mỗi tối 1 tổ": no day of a month.
_COUNTS_EVENINGS = re.compile(
    r"(?:sang|trua|chieu|toi|dem) \d{1,2} (?:to|buoi|lop|nhom|doi|chi bo|tiet|lan|ca|dot|cum)\b"
)
_THIS_MONTH = re.compile(rf"(?:\bngay )?(?<![\d/.,\-])\b({_D}) nay\b(?! (?:da|la|thi|du)\b)")
_DAY_LIST = re.compile(
    rf"\b(?:ngay|hom|toi|sang|chieu) (?P<first>{_D}(?: ?, ?{_D}){{0,6}})(?: ?, ?| va "
    rf"| voi | & )(?:ngay )?(?P<last>{_D})"
    r"(?! ?[/.\-%⁄]? ?\d| ?/| gio\b| h\b| thang \d| (?:dong chi|dang vien|nguoi|hoi vien"
    r"|doan vien|quan chung|dai bieu|can bo))\b"
)
_DAY_ONLY = re.compile(
    rf"\b(?:(?:ngay|hom|bua|sang|trua|(?<!ca )dem|chieu"
    rf"|(?<!chi bo )(?<!don vi )(?<!chung )(?<!ben )(?<!cua )(?<!bon )toi)"
    rf" (?:mung )?|mung |mong )({_D})(?! ?[/\-%⁄] ?\d|\d| \d(?!\d* ?[/⁄])|\.\d| ?/| gio\b| h\b| thang \d"
    r"| (?:dong chi|dang vien|nguoi|hoi vien|doan vien|quan chung|dai bieu|can bo))\b"
    r"(?P<ahead> (?:sap )?toi(?= ?(?:[,.;!)\n]|$|chi bo|day|se|moi|la)))?"
)


def _iso(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _ISO.finditer(text):
        yield written_day(match.span(), int(match[3]), int(match[2]), match[1], around)


def _ranges(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _RANGE.finditer(text):
        first, month, year, last, last_month, last_year = match.groups()
        is_said = "tu " in match[0] or "den" in match[0] or "toi" in match[0] or month is None
        if not is_said:
            continue
        end = written_day(match.span(), int(last), int(last_month), last_year or year, around)
        if end.day is None:
            yield end
            continue
        begin = written_day(match.span(), int(first), int(month or last_month), str(end.day.year), around)
        if begin.day is None or begin.day > end.day:
            yield FoundDay(None, *match.span())
            continue
        span = (end.day - begin.day).days
        steps = range(span + 1) if span < LONGEST_SPAN_DAYS else (0, span)
        for step in steps:
            yield FoundDay(begin.day + timedelta(days=step), *match.span())


def _lists(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _LIST.finditer(text):
        if match["cue"] is None and match["link"].strip() in (",", ";"):
            continue
        days = [*re.findall(r"\d+", match["first"]), match["last"]]
        if [int(day) for day in days] != sorted({int(day) for day in days}):
            continue
        year = re.sub(r"\D", "", match["year"]) if match["year"] else None
        for day in days:
            yield written_day(
                (match.start("first"), match.end()), int(day), int(match["month"]), year, around
            )


def _runs(text: str, around: Around) -> Iterator[FoundDay]:
    """`học 15 16/6`: one day after the other, with no comma between."""
    for match in _RUN.finditer(text):
        days = [int(day) for day in match[1].split()]
        if days == list(range(days[0], days[0] + len(days))):
            for day in days:
                yield written_day(match.span(), day, int(match[2]), None, around)


def _dated(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _DATED.finditer(text):
        yield written_day(match.span(), int(match[1]), int(match[3]), match[4], around)


def _spoken(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _SPOKEN.finditer(text):
        yield written_day(match.span(), int(match[1]), int(match[2]), match[3], around)


def _short(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _SHORT.finditer(text):
        yield written_day(match.span(), int(match[1]), int(match[3]), None, around)


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
            day = day_of_month(int(number), around, is_ahead=around.is_ahead_at(match.start()))
            yield FoundDay(day, *match.span())


def _day_only(text: str, around: Around) -> Iterator[FoundDay]:
    for match in _DAY_ONLY.finditer(text):
        if _COUNTS_EVENINGS.match(text, match.start()):
            continue
        # "hôm 20" is over, whatever was meant to happen.
        is_ahead = bool(match["ahead"]) or (
            around.is_ahead_at(match.start()) and not match[0].startswith(("hom", "bua"))
        )
        day = day_of_month(int(match[1]), around, is_ahead=is_ahead)
        yield FoundDay(day, *match.span(), is_ahead=bool(match["ahead"]))


# Those that name a month before those that leave it out.
DATED_READERS = (_iso, _ranges, _lists, _runs, _dated, _spoken, _short)
DAY_READERS = (_this_month, _day_lists, _day_only)
