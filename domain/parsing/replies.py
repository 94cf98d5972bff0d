"""What a secretary's reply says: figures, dates, form of meeting. The seam for understanding free text.

`understand` is pure: the same text and context always give the same `Understanding`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.errors import DomainError
from domain.forms import FieldKind, Value, with_derived
from domain.local_time import VIETNAM, local_day
from domain.parsing.calendar_words import existing_day, full_year, nearest_such_day
from domain.parsing.letters import composed, without_diacritics

LONGEST_TEXT = 4096


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


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood.

    Attributes:
        action: `record`, `record_partial`, `ask_again` or `ack_only`.
        fields: values by field name; dates as ISO days.
        ask: fields still to be asked for.
        flags: why something is asked again (`attended>total`, `ambiguous:6/7`).
        quotes: for each field, the words it came from.
    """

    action: str
    fields: dict[str, Value] = field(default_factory=dict)
    ask: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    quotes: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The stable shape that `dondoc understand --json` prints; empty parts are left out."""
        shape = {
            "action": self.action,
            "fields": self.fields,
            "ask": list(self.ask),
            "flags": list(self.flags),
        }
        return {key: value for key, value in shape.items() if value or key == "action"}


_PAIR = re.compile(r"(?<![\d/.\-])(\d{1,5})\s*/\s*(\d{1,5})(?![\d/]|[.\-]\d)")
_DATED = re.compile(r"(?<![\d/.\-])(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)")
_SHORT_DATE = re.compile(r"(?<![\d/.\-])(\d{1,2})([.\-])(\d{1,2})(?![\d/.\-])")
_SPOKEN_DATE = re.compile(r"(?:ngay\s+)?(\d{1,2})\s+thang\s+(\d{1,2})(?:\s+nam\s+(\d{4}))?(?!\d)")
_DATE_CUE = re.compile(r"(?:ngay|sang|chieu|toi|hom|hoc|hop|luc)\s*$")
_MEMBER_CUE = re.compile(r"^\s*(?:dv|dc|d/c|dang vien|dong chi|hoi vien|doan vien|nguoi)\b")
_COUNT_CUE = re.compile(r"(?:\bdu|co mat|quan so|tham gia|tham du|si so)\s*:?\s*$")
_ATTENDED = re.compile(r"\b(?:du|co mat|tham gia|tham du)\s*:?\s*(\d{1,5})(?![\d/.\-])")
_ABSENT = re.compile(r"\bvang\s*(?:mat\s*)?:?\s*(\d{1,5})(?![\d/.\-])")
_TOTAL = re.compile(r"\b(?:tong so|tong|si so)\s*:?\s*(\d{1,5})(?![\d/.\-])")
_RELATIVE = {"hom nay": 0, "sang nay": 0, "chieu nay": 0, "toi nay": 0, "hom qua": 1, "hom kia": 2}
_RELATIVE_DAY = re.compile("|".join(rf"\b{words}\b" for words in _RELATIVE))
_MODES = (
    ("ket_hop", re.compile(r"\bket hop\b|truc tiep\s*(?:va|,|\+|\-|ket hop voi)\s*truc tuyen")),
    ("truc_tuyen", re.compile(r"\btruc tuyen\b|\bonline\b|\bzoom\b|\bmeet\b|\btt online\b")),
    ("truc_tiep", re.compile(r"\btruc tiep\b|\btap trung\b|\btai hoi truong\b")),
)
_NUMBER = re.compile(r"^\D{0,20}(\d{1,3}(?:\.\d{3})+|\d{1,6})\D{0,20}$")
_DONE = re.compile(r"\b(?:da|hoc xong|xong)\b")
_ACK = re.compile(r"\b(?:nhan duoc|da nhan|da ro|vang a|da vang|ok|cam on)\b")


def understand(text: str, context: ReplyContext) -> Understanding:
    """What the reply says; never raises, and reads at most `LONGEST_TEXT` characters."""
    original = composed(text)[:LONGEST_TEXT]
    reading = _Reading(original, without_diacritics(original), context)
    if context.asked:
        return _answer_to_question(reading, context.asked)
    reading.read_everything()
    return _conclude(reading)


class _Reading:
    """One pass over a reply: collects values with the words they came from."""

    def __init__(self, original: str, plain: str, context: ReplyContext) -> None:
        self.original = original
        self.plain = plain
        self.context = context
        self.values: dict[str, Value] = {}
        self.quotes: dict[str, str] = {}
        self.flags: list[str] = []
        self.ask: list[str] = []
        self.today = local_day(context.sent_at, context.zone)

    def read_everything(self) -> None:
        self.read_mode()
        self.read_dates()
        self.read_counts()
        self.read_pairs()

    def read_mode(self) -> None:
        for mode, pattern in _MODES:
            match = pattern.search(self.plain)
            if match:
                self.take("mode", mode, match)
                return

    def read_dates(self) -> None:
        for match, day, month, year in self._written_dates():
            self._take_date(match, day, month, year)
        for match in _RELATIVE_DAY.finditer(self.plain):
            self._add_day(self.today - timedelta(days=_RELATIVE[match[0]]), match)

    def read_counts(self) -> None:
        for name, pattern in (("attended", _ATTENDED), ("absent", _ABSENT), ("total", _TOTAL)):
            match = pattern.search(self.plain)
            if match:
                self.take(name, int(match[1]), match)

    def read_pairs(self) -> None:
        """`45/50` is attended of total, `15/6` a date; what could be both is asked."""
        undecided = []
        for match in _PAIR.finditer(self.plain):
            kind = self._kind_of_pair(match)
            if kind == "figures":
                self._take_figures(match)
            elif kind == "date":
                self._take_date(match, int(match[1]), int(match[2]), None)
            else:
                undecided.append(match)
        for match in undecided:
            self._settle(match)

    def take(self, name: str, value: Value, match: re.Match[str]) -> None:
        self.values[name] = value
        self.quotes[name] = self.original[match.start() : match.end()].strip()

    def _kind_of_pair(self, match: re.Match[str]) -> str:
        before, after = self.plain[: match.start()], self.plain[match.end() :]
        if not _can_be_date(match) or _MEMBER_CUE.search(after) or _COUNT_CUE.search(before):
            return "figures"
        if _DATE_CUE.search(before) or not _can_be_figures(match):
            return "date"
        return "either"

    def _settle(self, match: re.Match[str]) -> None:
        has_date, has_figures = "dates" in self.values, "attended" in self.values
        if has_date and not has_figures:
            self._take_figures(match)
        elif has_figures and not has_date:
            self._take_date(match, int(match[1]), int(match[2]), None)
        else:
            self.flags.append(f"ambiguous:{match[0].replace(' ', '')}")
            self.ask += [name for name in ("dates", "attended") if name not in self.values]

    def _take_figures(self, match: re.Match[str]) -> None:
        if "attended" in self.values and self.values["attended"] != int(match[1]):
            self.flags.append("conflicting_figures")
            self.ask += ["attended", "total"]
            return
        self.take("attended", int(match[1]), match)
        self.take("total", int(match[2]), match)

    def _take_date(self, match: re.Match[str], day: int, month: int, year: str | None) -> None:
        try:
            found = (
                existing_day(full_year(year), month, day)
                if year
                else nearest_such_day(month, day, self.today)
            )
        except DomainError:
            self.flags.append(f"no_such_day:{match[0].strip()}")
            self.ask.append("dates")
            return
        self._add_day(found, match)

    def _add_day(self, day: date, match: re.Match[str]) -> None:
        known = self.values.get("dates")
        days = known if isinstance(known, list) else []
        if day.isoformat() not in days:
            days = sorted([*days, day.isoformat()])
        quote = self.quotes.get("dates", "")
        self.values["dates"] = days
        words = self.original[match.start() : match.end()].strip()
        self.quotes["dates"] = f"{quote}, {words}" if quote else words

    def _written_dates(self) -> Iterator[tuple[re.Match[str], int, int, str | None]]:
        for match in _DATED.finditer(self.plain):
            yield match, int(match[1]), int(match[3]), match[4]
        for match in _SHORT_DATE.finditer(self.plain):
            yield match, int(match[1]), int(match[3]), None
        for match in _SPOKEN_DATE.finditer(self.plain):
            yield match, int(match[1]), int(match[2]), match[3]


def _can_be_date(match: re.Match[str]) -> bool:
    return 1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12


def _can_be_figures(match: re.Match[str]) -> bool:
    return int(match[1]) <= int(match[2])


def _conclude(reading: _Reading) -> Understanding:
    values = with_derived(reading.values)
    _check_figures(reading, values)
    if not values:
        is_ack = bool(_ACK.search(reading.plain)) and not _DONE.search(reading.plain.replace("da nhan", ""))
        return Understanding(
            "ack_only" if is_ack else "ask_again", ask=tuple(reading.ask), flags=tuple(reading.flags)
        )
    if "dates" in values or _DONE.search(reading.plain):
        values["held"] = True
    if reading.ask:
        return Understanding("ask_again", values, _unique(reading.ask), tuple(reading.flags), reading.quotes)
    missing = tuple(name for name in ("dates", "attended", "total", "mode") if name not in values)
    action = "record" if missing in ((), ("mode",)) else "record_partial"
    return Understanding(action, values, missing, tuple(reading.flags), reading.quotes)


def _check_figures(reading: _Reading, values: dict[str, Value]) -> None:
    attended, total = values.get("attended"), values.get("total")
    if isinstance(attended, int) and isinstance(total, int) and attended > total:
        reading.flags.append("attended>total")
        reading.ask += ["attended", "total"]
    stated = reading.values.get("absent")
    if isinstance(stated, int) and values.get("absent") != stated:
        reading.flags.append("absent_mismatch")
        reading.ask += ["attended", "total"]
    for name in reading.ask:
        values.pop(name, None)
    if not {"attended", "total"} <= values.keys():
        values.pop("absent", None) if "attended" in reading.ask else None


_FIELD_KINDS = {
    "date": FieldKind.DATES,
    "dates": FieldKind.DATES,
    "plan_date": FieldKind.DATES,
    "done_on": FieldKind.DATES,
    "attended": FieldKind.INTEGER,
    "total": FieldKind.INTEGER,
    "absent": FieldKind.INTEGER,
    "mode": FieldKind.CHOICE,
}


def _answer_to_question(reading: _Reading, asked: str) -> Understanding:
    kind = _FIELD_KINDS.get(asked, FieldKind.TEXT)
    name = "dates" if asked == "date" else asked
    if kind is FieldKind.INTEGER:
        _read_asked_number(reading, name)
    elif kind is FieldKind.DATES:
        _read_asked_dates(reading, name)
    elif kind is FieldKind.CHOICE:
        reading.read_mode()
    elif reading.original.strip():
        reading.values[name] = reading.original.strip()
    if name not in reading.values:
        return Understanding("ask_again", ask=(asked,), flags=tuple(reading.flags))
    return Understanding("record", dict(reading.values), flags=tuple(reading.flags), quotes=reading.quotes)


def _read_asked_number(reading: _Reading, name: str) -> None:
    match = _NUMBER.match(reading.plain.strip())
    if match:
        reading.values[name] = int(match[1].replace(".", ""))
    else:
        reading.read_pairs()
        if name not in reading.values:
            reading.read_counts()
        reading.values.pop("dates", None)


def _read_asked_dates(reading: _Reading, name: str) -> None:
    reading.read_dates()
    for match in _PAIR.finditer(reading.plain):
        if _can_be_date(match):
            reading._take_date(match, int(match[1]), int(match[2]), None)
    if name != "dates" and "dates" in reading.values:
        reading.values[name] = reading.values.pop("dates")


def _unique(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
