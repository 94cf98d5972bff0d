"""One pass over a reply: figures, days and the form of meeting, each with the words it came from."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.forms import Value
from domain.local_time import VIETNAM, local_day
from domain.parsing.numbers import DIGITS, WORDS, read_digits, read_words
from domain.parsing.reply_dates import FoundDay, day_of_pair, find_days

# How far from a figure the word stands that says what it is, in letters.
CUE_REACH = 24

PAIR = re.compile(rf"(?<![\d/.\-])({DIGITS})\s*/\s*({DIGITS})(?![\d/]|[.\-]\d)")
_PAIR_IN_WORDS = re.compile(rf"\b({WORDS})tren\s+({WORDS})")
_DATE_CUE = re.compile(r"(?:ngay|sang|chieu|toi|hom|hoc|hop|luc)\s*$")
_MEMBER_CUE = re.compile(r"^\s*(?:dv|dc|d/c|dang vien|dong chi|hoi vien|doan vien|nguoi)\b")
_COUNT_CUE = re.compile(r"(?:\bdu|co mat|quan so|tham gia|tham du|si so)\s*:?\s*$")
_COUNTS = (
    ("attended", re.compile(rf"\b(?:du|co mat|tham gia|tham du)\s*:?\s*({DIGITS})(?![\d/\-]|\.\d)")),
    ("absent", re.compile(rf"\bvang\s*(?:mat\s*)?:?\s*({DIGITS})(?![\d/\-]|\.\d)")),
    ("total", re.compile(rf"\b(?:tong so|tong|si so)\s*:?\s*({DIGITS})(?![\d/\-]|\.\d)")),
)
_MODES = (
    ("ket_hop", re.compile(r"\bket hop\b|truc tiep\s*(?:va|,|\+|\-)\s*truc tuyen")),
    ("truc_tuyen", re.compile(r"\btruc tuyen\b|\bonline\b|\bzoom\b|\bmeet\b")),
    ("truc_tiep", re.compile(r"\btruc tiep\b|\btap trung\b|\btai hoi truong\b")),
)


@dataclass(frozen=True, slots=True)
class ReplyContext:
    """What is known when a reply arrives.

    Attributes:
        sent_at: when it was sent, aware; relative days count from it.
        asked: the field that was just asked for, or None for free text.
        members: the unit's member count from the registry, if known.
        window: first and last day on which the duty is meant to be done, if known.
        zone: time zone of the organisation.
    """

    sent_at: datetime
    asked: str | None = None
    members: int | None = None
    window: tuple[date, date] | None = None
    zone: ZoneInfo = VIETNAM


class Reading:
    """Collects values with the words they came from; the readers are called in the order they stand here."""

    def __init__(self, original: str, plain: str, context: ReplyContext) -> None:
        self.original = original
        self.plain = plain
        self.values: dict[str, Value] = {}
        self.quotes: dict[str, str] = {}
        self.flags: list[str] = []
        self.ask: list[str] = []
        self.today = local_day(context.sent_at, context.zone)

    @property
    def days(self) -> list[str]:
        """The days found so far, in order."""
        known = self.values.get("dates")
        return known if isinstance(known, list) else []

    def read_mode(self) -> None:
        """Face to face, online, or both."""
        for mode, pattern in _MODES:
            match = pattern.search(self.plain)
            if match:
                self.take("mode", mode, *match.span())
                return

    def read_days(self) -> None:
        """Every day that is not a bare pair such as `15/6`."""
        for found in find_days(self.plain, self.today):
            self.take_day(found)

    def read_counts(self) -> None:
        """`dự 45`, `vắng 5`, `tổng số 50`."""
        for name, pattern in _COUNTS:
            match = pattern.search(self.plain)
            if match:
                self.take(name, read_digits(match[1]), *match.span())

    def read_pairs(self) -> None:
        """`45/50` is attended of total, `15/6` a day; what could be both is asked."""
        undecided = []
        for match in PAIR.finditer(self.plain):
            kind = self._kind_of_pair(match)
            if kind == "figures":
                self._take_figures(match, read_digits(match[1]), read_digits(match[2]))
            elif kind == "day":
                self.take_day(day_of_pair(match, self.today))
            else:
                undecided.append(match)
        self._read_pairs_in_words()
        for match in undecided:
            self._settle(match)

    def take(self, name: str, value: Value, start: int, end: int) -> None:
        """Keep a value with the words between two positions."""
        self.values[name] = value
        self.quotes[name] = self.original[start:end].strip()

    def take_day(self, found: FoundDay) -> None:
        """Keep a day beside those found before; one that does not exist is asked for."""
        words = self.original[found.start : found.end].strip()
        if found.day is None:
            self.flags.append(f"no_such_day:{words}")
            self.ask.append("dates")
            return
        self.values["dates"] = sorted({*self.days, found.day.isoformat()})
        quote = self.quotes.get("dates", "")
        self.quotes["dates"] = f"{quote}, {words}" if quote else words

    def _read_pairs_in_words(self) -> None:
        for match in _PAIR_IN_WORDS.finditer(self.plain):
            attended, total = read_words(match[1]), read_words(match[2])
            if attended is not None and total is not None:
                self._take_figures(match, attended, total)

    def _kind_of_pair(self, match: re.Match[str]) -> str:
        before = self.plain[max(0, match.start() - CUE_REACH) : match.start()]
        after = self.plain[match.end() : match.end() + CUE_REACH]
        if not can_be_day(match) or _MEMBER_CUE.search(after) or _COUNT_CUE.search(before):
            return "figures"
        if _DATE_CUE.search(before) or read_digits(match[1]) > read_digits(match[2]):
            return "day"
        return "either"

    def _settle(self, match: re.Match[str]) -> None:
        has_figures = "attended" in self.values
        if self.days and not has_figures:
            self._take_figures(match, read_digits(match[1]), read_digits(match[2]))
        elif has_figures and not self.days:
            self.take_day(day_of_pair(match, self.today))
        else:
            self.flags.append(f"ambiguous:{match[0].replace(' ', '')}")
            self.ask += [name for name in ("dates", "attended") if name not in self.values]

    def _take_figures(self, match: re.Match[str], attended: int, total: int) -> None:
        if self.values.get("attended", attended) != attended:
            self.flags.append("conflicting_figures")
            self.ask += ["attended", "total"]
            return
        self.take("attended", attended, *match.span())
        self.take("total", total, *match.span())


def can_be_day(match: re.Match[str]) -> bool:
    """Whether a pair could be a day and a month."""
    return 1 <= read_digits(match[1]) <= 31 and 1 <= read_digits(match[2]) <= 12
