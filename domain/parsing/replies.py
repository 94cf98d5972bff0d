"""What a secretary's reply says: figures, days, form of meeting. The seam for understanding free text.

`understand` is pure: the same text and context always give the same `Understanding`.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from domain.forms import FieldKind, Value, with_derived
from domain.parsing.letters import composed, without_diacritics
from domain.parsing.numbers import DIGITS, read_digits, read_words
from domain.parsing.reading import PAIR, Reading, ReplyContext, can_be_day
from domain.parsing.reply_dates import day_of_pair

LONGEST_TEXT = 4096
_BLANKS = re.compile(r"(\s)\s+")
# Real reports round; a percentage further than this from its own figures is asked about, in points.
PERCENT_TOLERANCE = 0.05


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood.

    Attributes:
        action: `record`, `record_partial`, `ask_again`, `ack_only`, `plan_only` (it lies ahead),
            `not_done`, or `extension_request`.
        fields: values by field name; days as ISO text.
        ask: fields still to be asked for.
        flags: why something is asked again (`attended>total`, `ambiguous:6/7`, `pct_mismatch:92.37`).
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


_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s*%")
_ASKED_NUMBER = re.compile(rf"^\D{{0,20}}({DIGITS})\D{{0,20}}$")
_DONE = re.compile(r"\bda\s+(?:hoc|hop|to chuc|trien khai|quan triet|xong|hoan thanh)\b|\bxong\b")
_ACKNOWLEDGED = re.compile(r"\b(?:nhan duoc|da nhan|da ro|da biet|vang a|da vang|ok|cam on)\b")
_PLANNED = re.compile(
    r"\b(?:du kien|se|sap)\b|\bmai\s+(?:moi\s+)?(?:hoc|hop|to chuc|trien khai)\b"
    r"|\b(?:tuan|thang)\s+(?:sau|toi)\b"
)
_NOT_DONE = re.compile(
    r"\bchua\s+(?:\w+\s+)?(?:hoc|hop|to chuc|trien khai)|\bkhong\s+(?:hoc|hop|to chuc)\s+duoc"
)
_POSTPONED = re.compile(r"\bxin\s+(?:\w+\s+)?(?:lui|gia han|hoan|cham|them thoi gian|bao cao sau)")


def understand(text: str, context: ReplyContext) -> Understanding:
    """What the reply says; never raises, and reads at most `LONGEST_TEXT` characters."""
    # Runs of blanks are folded, so that no pattern has to wade through them.
    original = _BLANKS.sub(r"\1", composed(text)[:LONGEST_TEXT])
    reading = Reading(original, without_diacritics(original), context)
    if context.asked:
        return _answer_to_question(reading, context.asked)
    reading.read_mode()
    reading.read_days()
    reading.read_counts()
    reading.read_pairs()
    return _not_a_report_of_something_done(reading) or _conclude(reading)


def _not_a_report_of_something_done(reading: Reading) -> Understanding | None:
    """A thing planned is not a thing done; a thing put off is staff's to hear of."""
    if _POSTPONED.search(reading.plain):
        return Understanding("extension_request", {"held": False}, flags=("notify_staff",))
    if _NOT_DONE.search(reading.plain):
        return Understanding("not_done", {"held": False}, flags=("notify_staff",))
    lies_ahead = bool(reading.days) and min(reading.days) > reading.today.isoformat()
    if not lies_ahead and not _PLANNED.search(reading.plain):
        return None
    if _DONE.search(reading.plain):
        return None
    planned: dict[str, Value] = {"held": False}
    if reading.days:
        planned["planned_dates"] = reading.days
    planned |= {name: value for name, value in reading.values.items() if name == "total"}
    return Understanding("plan_only", planned)


def _conclude(reading: Reading) -> Understanding:
    values = with_derived(reading.values)
    _check_figures(reading, values)
    asked = {*reading.ask, *({"absent"} if "attended" in reading.ask else ())}
    values = {name: value for name, value in values.items() if name not in asked}
    if reading.days or _DONE.search(reading.plain):
        values["held"] = True
    if reading.ask:
        return Understanding("ask_again", values, _unique(reading.ask), tuple(reading.flags), reading.quotes)
    if not values:
        is_acknowledged = bool(_ACKNOWLEDGED.search(reading.plain))
        return Understanding("ack_only" if is_acknowledged else "ask_again")
    missing = tuple(name for name in ("dates", "attended", "total", "mode") if name not in values)
    action = "record" if missing in ((), ("mode",)) else "record_partial"
    return Understanding(action, values, missing, tuple(reading.flags), reading.quotes)


def _check_figures(reading: Reading, values: dict[str, Value]) -> None:
    """Figures that contradict each other are asked for again."""
    attended, total = _whole(values, "attended"), _whole(values, "total")
    if attended is None or total is None:
        return
    stated_absent = _whole(reading.values, "absent")
    if not 0 <= attended <= total:
        reading.flags.append("attended>total" if attended > 0 else "absent>total")
        reading.ask += ["attended", "total"]
    elif stated_absent is not None and stated_absent != total - attended:
        reading.flags.append("absent_mismatch")
        reading.ask += ["attended", "total"]
    elif mismatch := _percentage_mismatch(reading.plain, attended, total):
        reading.flags.append(mismatch)
        reading.ask += ["attended", "total", "pct"]


def _percentage_mismatch(plain: str, attended: int, total: int) -> str:
    match = _PERCENT.search(plain)
    if match is None or total == 0:
        return ""
    exact = attended / total * 100
    is_near = abs(float(match[1].replace(",", ".")) - exact) <= PERCENT_TOLERANCE
    return "" if is_near else f"pct_mismatch:{exact:.2f}"


def _whole(values: dict[str, Value], name: str) -> int | None:
    value = values.get(name)
    return value if isinstance(value, int) else None


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


def _answer_to_question(reading: Reading, asked: str) -> Understanding:
    kind = _FIELD_KINDS.get(asked, FieldKind.TEXT)
    name = "dates" if asked == "date" else asked
    if kind is FieldKind.INTEGER:
        _read_asked_number(reading, name)
    elif kind is FieldKind.DATES:
        _read_asked_days(reading, name)
    elif kind is FieldKind.CHOICE:
        reading.read_mode()
    elif reading.original.strip():
        reading.values[name] = reading.original.strip()
    if name not in reading.values:
        return Understanding("ask_again", ask=(asked,), flags=tuple(reading.flags))
    return Understanding("record", dict(reading.values), flags=tuple(reading.flags), quotes=reading.quotes)


def _read_asked_number(reading: Reading, name: str) -> None:
    match = _ASKED_NUMBER.match(reading.plain.strip())
    in_words = read_words(reading.plain)
    if match:
        reading.values[name] = read_digits(match[1])
    elif in_words is not None:
        reading.values[name] = in_words
    else:
        reading.read_counts()
        reading.read_pairs()
        reading.values.pop("dates", None)


def _read_asked_days(reading: Reading, name: str) -> None:
    reading.read_days()
    for match in PAIR.finditer(reading.plain):
        if can_be_day(match):
            reading.take_day(day_of_pair(match, reading.today))
    if name != "dates" and reading.days:
        reading.values[name] = reading.values.pop("dates")


def _unique(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
