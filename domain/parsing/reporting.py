"""A report: what is recorded, what is missing, and what is asked again."""

import re
from dataclasses import replace

from domain.forms import Value
from domain.parsing.clauses import Tense
from domain.parsing.draft import Draft
from domain.parsing.intent import Intent
from domain.parsing.manners import without_manners
from domain.parsing.outcomes import NOTIFY, iso, quotes_of
from domain.parsing.understanding import Understanding

MOST_WORDS_AROUND_A_DAY = 6
_STUDY_FIELDS = ("dates", "attended", "total", "mode")


# "ok để chiều": whatever follows, it was received.
_BEGINS_WITH_YES = re.compile(r"(?:ok|vang|(?:da|thua) (?:vang|ok)|cam on|nhat tri|uh|ro roi)\b(?!.*\d)")


def report(draft: Draft, intent: Intent) -> Understanding:
    """What the words report; of a contradiction nothing is recorded."""
    values = _certain_values(draft)
    is_study = _tells_of_study(draft, values)
    if is_study:
        values = {"held": True, **values}
    if draft.ask:
        return _asked_again(draft, values)
    if draft.days and _is_only_a_day(draft, intent, values):
        return Understanding("ask_again", ask=("dates",), readings=({"held": True, "dates": draft.days},))
    if not values:
        return _nothing_found(draft, intent)
    if is_study and _wants_staff(intent):
        # A question or a complaint beside a report is not lost: staff hear of it.
        draft.flags += NOTIFY
    return _with_parts(_recorded(draft, values, is_study=is_study))


def _certain_values(draft: Draft) -> dict[str, Value]:
    # A reason is given for what was not done; beside a report it excuses something else.
    doubtful = {"reason", *draft.ask, *({"absent"} if "attended" in draft.ask else ())}
    values = {name: value for name, value in draft.values.items() if name not in doubtful}
    # "định học 19/6 nhưng cúp điện, học 21/6 rồi": what was planned before came to nothing.
    ahead = [day for day in draft.ahead if day >= draft.today]
    if ahead and draft.days:
        values["planned_dates"] = iso(ahead)
    return values


def _wants_staff(intent: Intent) -> bool:
    return intent.asks or intent.complains or intent.changes_role or intent.wants_more_time


def _tells_of_study(draft: Draft, values: dict[str, Value]) -> bool:
    told = {"attended", "absent", "sessions", "pct_claimed"} & values.keys()
    met_by_all = draft.is_everybody and any(clause.meets for clause in draft.clauses)
    return bool(draft.days or told or met_by_all) or draft.tells(Tense.DONE)


def _asked_again(draft: Draft, values: dict[str, Value]) -> Understanding:
    return Understanding(
        "ask_again",
        values,
        tuple(draft.ask),
        tuple(draft.flags),
        quotes_of(draft, values),
        tuple(draft.readings),
    )


def _is_only_a_day(draft: Draft, intent: Intent, values: dict[str, Value]) -> bool:
    """A day among many words that tell of no meeting: not sure what happened on it."""
    tells_more = any(clause.meets for clause in draft.clauses) or not values.keys() <= {"held", "dates"}
    return not tells_more and len(intent.plain.split()) > MOST_WORDS_AROUND_A_DAY


def _nothing_found(draft: Draft, intent: Intent) -> Understanding:
    if intent.acknowledges or _BEGINS_WITH_YES.match(without_manners(intent.plain)):
        return Understanding("ack_only")
    is_proposed = any(flag.startswith("confirm:") for flag in draft.flags)
    return Understanding(
        "ask_again",
        ask=("dates",) if is_proposed else (),
        flags=tuple(draft.flags),
        readings=tuple(draft.readings),
    )


def _recorded(draft: Draft, values: dict[str, Value], *, is_study: bool) -> Understanding:
    missing = tuple(name for name in _STUDY_FIELDS if name not in values)
    if not is_study and "plan_no" in values:
        missing = () if "plan_date" in values else ("plan_date",)
    is_complete = missing in ((), ("mode",)) if is_study else not missing
    return Understanding(
        "record" if is_complete else "record_partial",
        values,
        missing,
        tuple(draft.flags),
        quotes_of(draft, values),
        tuple(draft.readings),
    )


def _with_parts(found: Understanding) -> Understanding:
    """The study and the unit's plan are two duties answered at once."""
    names = ("plan_no", "plan_date")
    if "plan_no" not in found.fields or "held" not in found.fields:
        return found
    plan = {name: value for name, value in found.fields.items() if name in names}
    study = {name: value for name, value in found.fields.items() if name not in names}
    of_plan = Understanding("record", plan, quotes={name: found.quotes.get(name, "") for name in plan})
    of_study = replace(found, fields=study, quotes={name: found.quotes.get(name, "") for name in study})
    return replace(found, parts=(of_study, of_plan))
