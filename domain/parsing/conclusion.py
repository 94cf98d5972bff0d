"""From what was read to what it means: intent first, then values, contradictions and what is to be asked."""

import re
from dataclasses import replace
from datetime import date

from domain.forms import Value
from domain.parsing.corrections import correction
from domain.parsing.draft import Draft
from domain.parsing.gathering import read_values
from domain.parsing.health import has_named_illness
from domain.parsing.intent import Intent, read_intent
from domain.parsing.remarks import read_reason, take_remarks
from domain.parsing.spelling import spell_out
from domain.parsing.supplements import supplement
from domain.parsing.understanding import ReplyContext, Understanding

NOTIFY = ("notify_staff",)
HEALTH = "personal_health_info:do_not_store_name_or_illness"
MOST_WORDS_AROUND_A_DAY = 6
_STUDY_FIELDS = ("dates", "attended", "total", "mode")
_MEETS = re.compile(r"\b(?:hoc|hop|quan triet|sinh hoat|trien khai (?:hoc|nghi quyet)|hoi nghi)\b")


def conclude(text: str, context: ReplyContext) -> Understanding:
    """The reply as a whole, when nothing in particular was asked."""
    draft = Draft(spell_out(text), context)
    take_remarks(draft)
    intent = read_intent(draft.line.open.replace("\x00", " "), draft.line.original)
    read_values(draft, intent)
    if HEALTH not in draft.flags and has_named_illness(draft.line.original):
        draft.flags.append(HEALTH)
    return _special(draft, intent) or _not_done_or_ahead(draft, intent) or _report(draft, intent)


def _special(draft: Draft, intent: Intent) -> Understanding | None:
    """What is no report of this duty at all, or changes one that was made."""
    has_figures = "attended" in draft.values or bool(draft.ask)
    is_full = has_figures and bool(draft.days)
    if intent.retracts and not has_figures and not intent.asks:
        return _plain(draft, "retract")
    if "units" in draft.values:
        return _several_units(draft)
    if intent.changes_role and not has_figures:
        return _plain(draft, "role_change", NOTIFY)
    if intent.complains and not is_full:
        return _plain(draft, "complaint", NOTIFY)
    if intent.supplements and _adds_to_report(draft, intent):
        return supplement(draft)
    if (intent.corrects or _replaces_what_stands(draft)) and not intent.wants_more_time:
        return correction(draft)
    return _asks_or_goes_elsewhere(draft, intent, has_figures=has_figures)


def _asks_or_goes_elsewhere(draft: Draft, intent: Intent, *, has_figures: bool) -> Understanding | None:
    is_full = has_figures and bool(draft.days)
    if intent.wants_more_time and not is_full:
        return _extension(draft)
    if intent.asks and not has_figures and not (draft.days and intent.is_done):
        return _plain(draft, "question", NOTIFY)
    if has_figures or (draft.days and intent.is_done) or "plan_no" in draft.values:
        return None
    if intent.uses_other_channel and not intent.is_not_done:
        return _plain(draft, "other_channel")
    if intent.attaches and not intent.is_not_done:
        return _plain(draft, "attachment")
    return None


def _replaces_what_stands(draft: Draft) -> bool:
    """Bare figures sent after a report has been made can only change it."""
    return draft.context.previous is not None and "attended" in draft.values and not draft.days


def _adds_to_report(draft: Draft, intent: Intent) -> bool:
    """A supplement needs a report that stands, or words that say it is one; future make-up days are none."""
    if "sessions" in draft.values or (intent.is_planned and not draft.days):
        return False
    if draft.context.previous is not None:
        return True
    return bool(
        re.search(r"\b(?:bao cao bo sung|bo sung bao cao|xin bo sung|hoc bu)\b", intent.plain)
    ) and not (draft.ahead or len(draft.days) > 1)


def _plain(draft: Draft, action: str, flags: tuple[str, ...] = ()) -> Understanding:
    kept = tuple(flag for flag in draft.flags if flag == HEALTH)
    return Understanding(action, flags=(*flags, *kept))


def _several_units(draft: Draft) -> Understanding:
    fields: dict[str, Value] = {
        name: draft.values[name] for name in ("dates", "mode", "units") if name in draft.values
    }
    flags = tuple(flag for flag in draft.flags if flag != "several_units")
    return Understanding("several_units", fields, flags=flags, quotes=_quotes(draft, fields))


def _extension(draft: Draft) -> Understanding:
    fields: dict[str, Value] = {"held": False}
    if draft.ahead:
        fields["planned_dates"] = _iso(draft.ahead)
    read_reason(draft)
    if "reason" in draft.values:
        fields["reason"] = draft.values["reason"]
    return Understanding(
        "extension_request", fields, flags=NOTIFY + _kept(draft), quotes=_quotes(draft, fields)
    )


def _kept(draft: Draft) -> tuple[str, ...]:
    return tuple(flag for flag in draft.flags if flag == HEALTH or flag.startswith("confirm:"))


def _not_done_or_ahead(draft: Draft, intent: Intent) -> Understanding | None:
    """A thing planned is not a thing done; a thing not done is told with its reason."""
    has_figures = "attended" in draft.values and ("total" in draft.values or draft.days) and not draft.ahead
    if intent.is_not_done and not has_figures and not _done_beside(intent):
        if any(day >= draft.today for day in draft.ahead) or (intent.is_planned and draft.tells_time_ahead):
            return _planned(draft)
        return _not_done(draft)
    if draft.ask and "future_date" in draft.flags:
        return None
    lies_ahead = bool(draft.ahead) or draft.tells_time_ahead
    if draft.days and not _all_ahead(draft):
        return None
    if (
        (lies_ahead or intent.is_planned)
        and not (intent.is_done and not lies_ahead)
        and not draft.pair_figures
    ):
        if intent.acknowledges and not lies_ahead:
            return Understanding("ack_only")
        return _planned(draft)
    return None


def _done_beside(intent: Intent) -> bool:
    """`Đã học xong, còn 3 đồng chí chưa học`: done, with some absent."""
    without = re.sub(
        r"\b(?:con )?\d+ (?:dong chi|dang vien|nguoi)(?: \w+){0,2} (?:chua|khong)\b[^,.;]*", " ", intent.plain
    )
    return intent.is_done and not re.search(
        r"\bchua\b|\bkhong (?:hoc|hop|to chuc)|\bdang\b(?! vien)|\bhoan\b(?! thanh| tat)", without
    )


def _all_ahead(draft: Draft) -> bool:
    return bool(draft.ahead) and not draft.days


def _planned(draft: Draft) -> Understanding:
    fields: dict[str, Value] = {"held": False}
    if draft.ahead:
        fields["planned_dates"] = _iso(draft.ahead)
    total = draft.number("total") or _bare(draft)
    if total:
        fields["total"] = total
        draft.quotes.setdefault("total", draft.quotes.get("_bare", ""))
    if "mode" in draft.values:
        fields["mode"] = draft.values["mode"]
    if "speaker" in draft.values:
        fields["speaker"] = draft.values["speaker"]
    read_reason(draft)
    if "reason" in draft.values:
        fields["reason"] = draft.values["reason"]
    readings = tuple(reading for reading in draft.readings if "dates" in reading)
    return Understanding(
        "plan_only", fields, flags=_kept(draft), quotes=_quotes(draft, fields), readings=readings
    )


def _bare(draft: Draft) -> int | None:
    for reading in draft.readings:
        total = reading.get("total")
        if isinstance(total, int):
            return total
    return draft.number("attended")


def _not_done(draft: Draft) -> Understanding:
    fields: dict[str, Value] = {"held": False}
    read_reason(draft)
    if "reason" in draft.values:
        fields["reason"] = draft.values["reason"]
    return Understanding("not_done", fields, flags=NOTIFY + _kept(draft), quotes=_quotes(draft, fields))


def _report(draft: Draft, intent: Intent) -> Understanding:
    values = dict(draft.values)
    asked = {*draft.ask, *({"absent"} if "attended" in draft.ask else ())}
    values = {name: value for name, value in values.items() if name not in asked}
    if draft.ahead and draft.days:
        values["planned_dates"] = _iso(draft.ahead)
    is_study = _tells_of_study(draft, intent, values)
    if is_study:
        values = {"held": True, **values}
    if intent.asks and is_study:
        # A question beside a report is not lost: staff answer it.
        draft.doubt("question")
    if draft.ask:
        return Understanding(
            "ask_again",
            values,
            tuple(draft.ask),
            tuple(draft.flags),
            _quotes(draft, values),
            _readings(draft),
        )
    if draft.days and _is_only_a_day(intent, values):
        return Understanding("ask_again", ask=("dates",), readings=({"held": True, "dates": draft.days},))
    if not values:
        return _nothing_found(draft, intent)
    if not is_study:
        return _record_beside(draft, values)
    missing = tuple(name for name in _STUDY_FIELDS if name not in values)
    action = "record" if missing in ((), ("mode",)) else "record_partial"
    found = Understanding(
        action, values, missing, tuple(draft.flags), _quotes(draft, values), _readings(draft)
    )
    return _with_parts(found) if "plan_no" in values else found


def _tells_of_study(draft: Draft, intent: Intent, values: dict[str, Value]) -> bool:
    if draft.days or {"attended", "absent", "sessions"} & values.keys():
        return True
    if "plan_no" in values or "plan_date" in values:
        return bool(_MEETS.search(intent.plain)) and intent.is_done
    return intent.is_done


def _is_only_a_day(intent: Intent, values: dict[str, Value]) -> bool:
    """A day among many words that tell of no meeting: not sure what happened on it."""
    tells_more = intent.is_done or _MEETS.search(intent.plain) or not values.keys() <= {"held", "dates"}
    return not tells_more and len(intent.plain.split()) > MOST_WORDS_AROUND_A_DAY


def _nothing_found(draft: Draft, intent: Intent) -> Understanding:
    if intent.acknowledges:
        return Understanding("ack_only")
    is_proposed = any(flag.startswith("confirm:") for flag in draft.flags)
    ask = ("dates",) if is_proposed else ()
    return Understanding("ask_again", ask=ask, flags=tuple(draft.flags), readings=_readings(draft))


def _record_beside(draft: Draft, values: dict[str, Value]) -> Understanding:
    """The unit's plan, a form of meeting or a remark without a study."""
    if "plan_no" in values:
        missing: tuple[str, ...] = () if "plan_date" in values else ("plan_date",)
        action = "record_partial" if missing else "record"
    else:
        missing = tuple(name for name in _STUDY_FIELDS if name not in values)
        action = "record_partial"
    return Understanding(
        action, values, missing, tuple(draft.flags), _quotes(draft, values), _readings(draft)
    )


def _with_parts(found: Understanding) -> Understanding:
    """The study and the unit's plan are two duties answered at once."""
    names = ("plan_no", "plan_date")
    plan = {name: value for name, value in found.fields.items() if name in names}
    study = {name: value for name, value in found.fields.items() if name not in names}
    of_plan = Understanding("record", plan, quotes={name: found.quotes.get(name, "") for name in plan})
    of_study = replace(found, fields=study, quotes={name: found.quotes.get(name, "") for name in study})
    return replace(found, parts=(of_study, of_plan))


def _readings(draft: Draft) -> tuple[dict[str, Value], ...]:
    return tuple(draft.readings)


def _quotes(draft: Draft, fields: dict[str, Value]) -> dict[str, str]:
    return {name: words for name, words in draft.quotes.items() if name in fields and words}


def _iso(days: list[date]) -> list[str]:
    return sorted({day.isoformat() for day in days})
