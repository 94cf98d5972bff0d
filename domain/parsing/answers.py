"""The answer to one question: read as that field first, and else as what people say instead."""

import re
from dataclasses import replace

from domain.forms import Value
from domain.parsing.asked_days import read_day
from domain.parsing.asked_numbers import read_number, read_reasons
from domain.parsing.clauses import Tense
from domain.parsing.conclusion import conclude
from domain.parsing.draft import Draft
from domain.parsing.health import has_named_illness, without_health_details
from domain.parsing.manners import without_manners
from domain.parsing.meeting_form import read_form
from domain.parsing.outcomes import HEALTH, planned
from domain.parsing.questions import question_spans
from domain.parsing.spelling import spell_out
from domain.parsing.understanding import ReplyContext, Understanding

_DAYS = frozenset({"date", "dates", "plan_date", "done_on"})
_NUMBERS = frozenset({"attended", "total", "absent", "non_party", "members", "absent_excused"})
# What is said instead of a value although there may be a number in it, and what only without one.
_RATHER = frozenset({"not_done", "plan_only", "extension_request", "question", "role_change"})
_INSTEAD = _RATHER | {"retract", "complaint", "attachment", "other_channel", "correction"}
_MODE_WORDS = {
    "offline": "truc_tiep", "tap trung": "truc_tiep", "hoi truong": "truc_tiep",
    "ket hop": "ket_hop", "ca hai": "ket_hop", "ca 2": "ket_hop",
    "zalo": "truc_tuyen", "meet": "truc_tuyen", "mang": "truc_tuyen",
}  # fmt: skip

_UNKNOWN = re.compile(
    r"^(?:da |ok |em |minh |toi |hien |chua |khong |thi |cung )*(?:chua|khong"
    r"|quen)(?: duoc)?(?: (?:ro|biet|nho|nam|chac))?\b[^?\d]{0,16}$"
)
_UNSURE = re.compile(r"\b(?:gi do|hay sao ay|hinh nhu|khong nho|nho khong)\b")


def read_answer(text: str, context: ReplyContext) -> Understanding:
    """The value that was asked for; else what was said instead of it; else it is asked again."""
    asked = context.asked or ""
    if asked not in _DAYS | _NUMBERS | {"mode", "absent_reasons"}:
        return _free_text(text, asked)
    draft = Draft(spell_out(text), context)
    draft.read_clauses()
    if not _asks_or_denies(draft):
        _read(draft, asked, text)
    return _answer(draft, asked, text)


def _read(draft: Draft, asked: str, text: str) -> None:
    if asked in _DAYS:
        read_day(draft, asked)
    elif asked == "mode":
        _read_mode(draft)
    elif asked == "absent_reasons":
        read_reasons(draft, text)
    else:
        read_number(draft, asked, text)


def _asks_or_denies(draft: Draft) -> bool:
    return draft.tells(Tense.NOT_DONE) or bool(question_spans(draft.unread))


def _answer(draft: Draft, asked: str, text: str) -> Understanding:
    name = "dates" if asked == "date" else asked
    if name in draft.values and not draft.ask:
        return Understanding("record", dict(draft.values), flags=tuple(draft.flags), quotes=_shown(draft))
    if asked in _DAYS and draft.ahead and draft.tells(Tense.AHEAD) and not draft.ask:
        return planned(draft)
    plain = without_manners(draft.line.text)
    is_unknown = (_UNKNOWN.match(plain) or _UNSURE.search(plain)) and not draft.tells(Tense.NOT_DONE)
    if (not draft.flags or draft.tells(Tense.AHEAD)) and not is_unknown:
        instead = conclude(text, replace(draft.context, asked=None))
        if instead.action in _INSTEAD and not (
            instead.action == "plan_only" and asked in _DAYS and draft.values
        ):
            return instead
    return Understanding(
        "ask_again",
        {**_told_beside(draft, asked), **_days_ahead(draft, asked)},
        (asked,),
        tuple(draft.flags),
        readings=tuple(draft.readings),
    )


def _told_beside(draft: Draft, asked: str) -> dict[str, Value]:
    """`45/50` to the question for the day: no answer, and not lost."""
    is_doubtful = draft.tells(Tense.AHEAD) or {"attended", "total"} & set(draft.ask)
    if asked not in _DAYS or is_doubtful:
        return {}
    return {name: draft.values[name] for name in ("attended", "total", "absent") if name in draft.values}


def _days_ahead(draft: Draft, asked: str) -> dict[str, Value]:
    """The days that have not come, so that they are asked about by name."""
    told = [flag.partition(":")[2] for flag in draft.flags if flag.startswith("future_date:")]
    if asked not in _DAYS or not told:
        return {}
    name = "dates" if asked == "date" else asked
    return {name: draft.values.get(name) or told}


def _shown(draft: Draft) -> dict[str, str]:
    return {name: words for name, words in draft.quotes.items() if name in draft.values}


def _free_text(text: str, asked: str) -> Understanding:
    words = text.strip()
    if not words:
        return Understanding("ask_again", ask=(asked,))
    flags = (HEALTH,) if has_named_illness(words) else ()
    kept = without_health_details(words)
    return Understanding("record", {asked: kept}, flags=flags, quotes={asked: kept})


def _read_mode(draft: Draft) -> None:
    read_form(draft)
    plain = draft.line.text.strip(" .!,")
    if "mode" not in draft.values and not draft.readings:
        for words, mode in _MODE_WORDS.items():
            if re.search(rf"\b{words}\b", plain):
                draft.values["mode"] = mode
                draft.quotes["mode"] = draft.line.words(0, len(draft.line.text))
                return
    draft.ask.clear()
