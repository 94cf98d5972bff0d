"""What comes out of a reply that is no report: planned, not done, more time, or for staff to act on."""

import re
from datetime import date

from domain.forms import Value
from domain.parsing.clauses import Tense
from domain.parsing.draft import Draft
from domain.parsing.understanding import Understanding

NOTIFY = ("notify_staff",)
HEALTH = "personal_health_info:do_not_store_name_or_illness"


# The meeting itself is put off, not only the report on it.
_PUTS_OFF_MEETING = re.compile(
    r"\b(?:hoan|lui|doi|chuyen|cham|sang|dieu chinh)(?: [a-z]+){0,3} (?:hoc|hop|lop"
    r"|to chuc|quan triet|sinh hoat)\b"
    r"|\b(?:hoc|hop|to chuc|quan triet)(?: [a-z]+){0,3} (?:sau|cham|muon|sang|lui)\b"
)


def only(draft: Draft, action: str, flags: tuple[str, ...] = ()) -> Understanding:
    """An action without values."""
    return Understanding(action, flags=(*flags, *(flag for flag in draft.flags if flag == HEALTH)))


def planned(draft: Draft) -> Understanding:
    """The meeting lies ahead: nothing is recorded."""
    fields: dict[str, Value] = {"held": False}
    if draft.ahead:
        fields["planned_dates"] = iso(draft.ahead)
    total = draft.number("total") or _only_number(draft)
    if total:
        fields["total"] = total
        draft.quotes.setdefault("total", draft.bare_number[1] if draft.bare_number else "")
    kept = ("speaker", "reason", "plan_no", "plan_date", *(("mode",) if draft.tells_form else ()))
    fields |= {name: draft.values[name] for name in kept if name in draft.values}
    readings = tuple(reading for reading in draft.readings if "dates" in reading)
    return Understanding(
        "plan_only", fields, flags=_kept_flags(draft), quotes=quotes_of(draft, fields), readings=readings
    )


def not_done(draft: Draft) -> Understanding:
    """It was not done, with the reason that was given."""
    return _put_off(draft, "not_done", {"held": False})


def extension(draft: Draft) -> Understanding:
    """More time is asked for; whether the meeting was held only where the words say so."""
    held: dict[str, Value] = {}
    if draft.tells(Tense.NOT_DONE) or _PUTS_OFF_MEETING.search(draft.line.text):
        held = {"held": False}
    elif draft.tells(Tense.DONE):
        held = {"held": True}
    if draft.ahead:
        held["planned_dates"] = iso(draft.ahead)
    return _put_off(draft, "extension_request", held)


def _put_off(draft: Draft, action: str, fields: dict[str, Value]) -> Understanding:
    if "reason" in draft.values:
        fields["reason"] = draft.values["reason"]
    return Understanding(action, fields, flags=NOTIFY + _kept_flags(draft), quotes=quotes_of(draft, fields))


def _only_number(draft: Draft) -> int | None:
    for reading in draft.readings:
        total = reading.get("total")
        if isinstance(total, int):
            return total
    return draft.number("attended")


def _kept_flags(draft: Draft) -> tuple[str, ...]:
    return tuple(flag for flag in draft.flags if flag == HEALTH or flag.startswith("confirm:"))


def quotes_of(draft: Draft, fields: dict[str, Value]) -> dict[str, str]:
    """The words that each field came from."""
    return {name: words for name, words in draft.quotes.items() if name in fields and words}


def iso(days: list[date]) -> list[str]:
    """Days as ISO text, in order."""
    return sorted({day.isoformat() for day in days})
