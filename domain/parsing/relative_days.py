"""Days told from the day of the message: `hôm qua`, `chiều nay`, `thứ 7 tuần trước`, `3 hôm trước`."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

_PART = r"(?:sang som|sang|trua|chieu|toi|dem)"
_TOLD = {"nay": 0, "qua": -1, "kia": -2, "mai": 1, "mot": 2}
_RELATIVE = re.compile(
    rf"\b(?:(?P<part>{_PART})\s(?:ngay\s|hom\s)?(?P<of_part>nay|qua|kia|mai|mot)"
    rf"|(?:hom|bua)\s(?P<of_day>nay|qua|kia|mai)|ngay\s(?P<of_ahead>mai|kia|mot|hom qua|hom nay|hom kia)"
    rf"|(?P<bare>mai)(?=\s(?:day|gui|nop|bao|xin|moi|chi|hoc|hop|to chuc|trien|se|bon|em"
    rf"|ben|don|dang|toi|la))"
    rf"|(?P<now>vua xong|vua hoc xong|moi hoc xong|vua hop xong|(?<![a-z\d] )nay(?= (?:da "
    rf"|moi )?(?:hoc|hop)\b)))\b"
    rf"(?!\s(?:so|van|thi|anh|hoa|lan)\b)"
)
_AGO = re.compile(
    r"\b(?:cach day|truoc day)?\s?(?<!\d)(?P<days>\d{1,2})\s(?:ngay|hom|bua)\s(?P<when>truoc"
    r"|roi)\b|\bcach day\s(?P<since>\d{1,2})\s(?:ngay|hom)\b|(?<![\d/.\-])\b(?P<ahead>\d{1,2})\s(?:ngay"
    r"|hom)\s(?:nua|toi|sau)\b"
)
_WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4, "bay": 5, "7": 5,
}  # fmt: skip
_WEEKDAY = re.compile(
    r"(?<!bi )(?<!van )(?<!dot )(?<!lan )(?<!buoi )(?<!lop )(?<!diem )(?:(?:\bhom\s|\bngay\s"
    r"|\bbua\s)?\b(?<!thu )thu\s?(?P<name>hai|ba|tu|nam|sau|bay|[2-7])\b(?!\s?[/.\-]\s?\d|\s(?:truong|ky"
    r"|nhat))"
    r"|\bt ?(?P<short>[2-7])(?=\s(?:tuan|vua|nay|qua|roi|toi))|\b(?P<sunday>chu nhat)\b)"
    r"\s?,?\s?(?P<when>tuan truoc nua|tuan truoc|tuan roi|tuan qua|tuan vua roi|tuan vua qua"
    r"|tuan nay|tuan sau|tuan toi|vua roi|vua qua|roi|truoc|nay|toi|sau|qua)?\b"
)
_VAGUE = re.compile(
    r"\b(?:(?P<part>cuoi|dau|giua|trong)\s)?(?P<unit>tuan|thang)\s(?P<when>truoc|roi|qua|vua roi"
    r"|vua qua|nay|sau|toi)\b"
    r"|\b(?P<past>hom (?:bua|no|truoc)|bua (?:no|truoc)|hoi (?:dau|giua|cuoi) (?:thang|tuan)"
    r"|may (?:hom|bua|ngay) (?:truoc|roi))\b"
    r"|\b(?:dau|giua|cuoi|trong) thang (?P<month>\d{1,2})\b(?! ?/)"
    r"|\bcuoi (?:thang|tuan)\b|\b(?:may|vai|it) (?:hom|ngay|bua) (?:truoc|nua|toi)\b"
)
HALF_A_YEAR = 6
_FIRST_HOURS = {"sang": 0, "trua": 11, "chieu": 13, "toi": 18, "dem": 19}


class _HasDay(Protocol):
    @property
    def day(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """A day told by name; `day` is None when the words name no single day.

    `is_bare` is for a weekday that may be the last or the next. `is_now` is for `vừa học xong`,
    which says today only when no other day is told.
    """

    day: date | None
    start: int
    end: int
    is_ahead: bool = False
    is_past: bool = False
    is_now: bool = False
    is_bare: bool = False
    weekday: int | None = None

    @property
    def trouble(self) -> str:
        """The flag for words that contradict the date beside them."""
        return "weekday_mismatch" if self.weekday is not None else "date_mismatch"

    def agrees_with(self, written: _HasDay) -> bool:
        """Whether the date beside it is the same day, or at least the same weekday."""
        if written.day is None or self.weekday is None:
            return written.day in (None, self.day)
        return written.day.weekday() == self.weekday


def find_relative_days(
    text: str, today: date, hour: int, is_ahead_at: Callable[[int], bool]
) -> Iterator[RelativeDay]:
    """Days told from `today`; `hour` tells whether `tối nay` has come, `is_ahead_at` what is planned."""
    for match in _WEEKDAY.finditer(text):
        yield _weekday(match, today, is_ahead_at(match.start()))
    for match in _RELATIVE.finditer(text):
        yield _told(match, today, hour)
    for match in _AGO.finditer(text):
        days = int(match["ahead"] or 0) or -int(match["days"] or match["since"])
        yield RelativeDay(today + timedelta(days=days), *match.span(), is_ahead=days > 0)
    for match in _VAGUE.finditer(text):
        if not _WEEKDAY.search(text[max(0, match.start() - 12) : match.end()]):
            is_ahead = match["when"] in ("sau", "toi") or match[0].endswith(("nua", " toi"))
            is_past = bool(match["past"]) or match[0].endswith(("truoc", "roi", "qua"))
            if match["month"]:
                is_ahead = 0 < (int(match["month"]) - today.month) % 12 <= HALF_A_YEAR
            yield RelativeDay(None, *match.span(), is_ahead=is_ahead, is_past=is_past)


def _told(match: re.Match[str], today: date, hour: int) -> RelativeDay:
    word = match["of_part"] or match["of_day"] or match["of_ahead"] or match["bare"] or "nay"
    word = word.removeprefix("hom ")
    steps = _TOLD[word]
    if match["of_ahead"] == "kia":
        steps = 2
    part = (match["part"] or "").split(" ")[0]
    is_later = steps == 0 and bool(part) and hour < _FIRST_HOURS[part]
    is_ahead = steps > 0 or is_later
    return RelativeDay(today + timedelta(days=steps), *match.span(), is_ahead, is_now=bool(match["now"]))


def _weekday(match: re.Match[str], today: date, is_planned: bool) -> RelativeDay:
    name = match["name"] or match["short"]
    wanted = 6 if match["sunday"] else _WEEKDAYS[name]
    when = match["when"] or ""
    monday = today - timedelta(days=today.weekday())
    if when.startswith("tuan"):
        weeks = {"tuan nay": 0, "tuan sau": 7, "tuan toi": 7, "tuan truoc nua": -14}.get(when, -7)
        day = monday + timedelta(days=weeks + wanted)
    elif when == "nay":
        day = monday + timedelta(days=wanted)
    elif when in ("toi", "sau") or (not when and is_planned):
        day = today + timedelta(days=(wanted - today.weekday()) % 7 or 7)
    else:
        # "chủ nhật vừa rồi", or the bare name: the latest one that has passed.
        day = today - timedelta(days=(today.weekday() - wanted) % 7 or 7)
    is_bare = not when and match["name"] is not None and not match[0].startswith(("hom", "bua", "ngay"))
    is_bare = is_bare or (not when and bool(match["sunday"]))
    return RelativeDay(day, *match.span(), is_ahead=day > today, is_bare=is_bare, weekday=wanted)
