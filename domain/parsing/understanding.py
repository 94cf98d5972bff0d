"""What is known when a reply arrives, and what was understood of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.forms import Value
from domain.local_time import VIETNAM

ACTIONS = (
    "record", "record_partial", "ask_again", "plan_only", "not_done", "supplement", "correction", "retract",
    "extension_request", "question", "ack_only", "attachment", "other_channel", "role_change", "complaint",
    "several_units",
)  # fmt: skip
# Forms hold days in lists; these have one day only and are printed without the list.
_SINGLE_DAYS = frozenset({"plan_date", "done_on"})


@dataclass(frozen=True, slots=True)
class ReplyContext:
    """What is known when a reply arrives.

    Attributes:
        sent_at: when it was sent, aware; relative days count from it.
        asked: the field that was just asked for, or None for free text.
        members: the unit's member count from the registry, if known.
        window: first and last day on which the duty is meant to be done, if known.
        zone: time zone of the organisation.
        previous: values of the report that stands, or None when there is none.
    """

    sent_at: datetime
    asked: str | None = None
    members: int | None = None
    window: tuple[date, date] | None = None
    zone: ZoneInfo = VIETNAM
    previous: Mapping[str, Value] | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood.

    Attributes:
        action: one of `ACTIONS`.
        fields: values by field name; days as ISO text. Of an `ask_again` they are only what stood beside
            the doubtful words: nothing of it is recorded without asking.
        ask: fields still to be asked for.
        flags: why something is asked (`attended>total`, `ambiguous:6/7`, `pct_mismatch:92.37`,
            `confirm:2024-06-20`, `future_date`, `raw_telex`), or who must hear of it (`notify_staff`).
        quotes: for each field, the words it came from, as they stand in the message.
        readings: what the doubtful words may mean, likeliest first, to be offered as choices.
        parts: when the words answer several duties, what they say of each.
    """

    action: str
    fields: dict[str, Value] = field(default_factory=dict)
    ask: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    quotes: dict[str, str] = field(default_factory=dict)
    readings: tuple[dict[str, Value], ...] = ()
    parts: tuple["Understanding", ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The stable shape that `dondoc understand --json` prints; empty parts are left out."""
        fields = {} if self.action == "ask_again" else _printed(self.fields)
        shape = {"action": self.action, "fields": fields, "ask": list(self.ask), "flags": list(self.flags)}
        return {key: value for key, value in shape.items() if value or key == "action"}


def _printed(fields: dict[str, Value]) -> dict[str, Any]:
    return {name: _as_printed(name, value) for name, value in fields.items()}


def _as_printed(name: str, value: Value) -> Any:
    if name in _SINGLE_DAYS and isinstance(value, list):
        return value[0] if len(value) == 1 else value
    return list(value) if isinstance(value, tuple) else value
