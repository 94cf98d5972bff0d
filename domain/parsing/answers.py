"""The answer to one question: read as that field first, and else as what people say instead."""

import re

from domain.forms import Value
from domain.parsing.absences import read_absences
from domain.parsing.conclusion import conclude
from domain.parsing.documents_named import pass_over_noise, take_documents
from domain.parsing.draft import Draft
from domain.parsing.gathering import settle_days
from domain.parsing.health import has_named_illness, without_health_details
from domain.parsing.meeting_form import read_form
from domain.parsing.pairs import PAIR, can_be_day, read_pairs, take_figures
from domain.parsing.people import read_people, settle_everybody
from domain.parsing.reply_dates import FoundDay, day_of_pair, take_days
from domain.parsing.spelling import spell_out
from domain.parsing.understanding import ReplyContext, Understanding

_DAYS = frozenset({"date", "dates", "plan_date", "done_on"})
_NUMBERS = frozenset({"attended", "total", "absent", "non_party", "members", "absent_excused"})
_INSTEAD = frozenset({
    "plan_only", "not_done", "extension_request", "question", "retract", "role_change", "complaint",
    "attachment", "other_channel", "correction",
})  # fmt: skip
_ONE_NUMBER = re.compile(r"^[^\d]{0,40}?(?<![\d.,/])(\d{1,6})(?![\d]|[.,/]\d)[^\d]{0,40}$")
_ABOUT = re.compile(r"\b(?:khoang|hon|gan|tam|chung|xap xi|ngot)(?: \w+)? ?\d")
_NOBODY = re.compile(
    r"^(?:da )?(?:khong|khong co|khong ai|khong co ai|k|du|khong vang)(?: a| ai| dong chi nao| nao"
    r"| dong chi)*$"
)
_MODE_WORDS = {
    "offline": "truc_tiep", "tap trung": "truc_tiep", "hoi truong": "truc_tiep",
    "ket hop": "ket_hop", "ca hai": "ket_hop", "ca 2": "ket_hop",
    "zalo": "truc_tuyen", "meet": "truc_tuyen", "mang": "truc_tuyen",
}  # fmt: skip


def read_answer(text: str, context: ReplyContext) -> Understanding:
    """The value that was asked for; else what was said instead of it; else it is asked again."""
    asked = context.asked or ""
    if asked not in _DAYS | _NUMBERS | {"mode", "absent_reasons"}:
        return _free_text(text, asked)
    draft = Draft(spell_out(text), context)
    if asked in _DAYS:
        _read_days(draft, asked)
    elif asked == "mode":
        _read_mode(draft)
    elif asked == "absent_reasons":
        _read_reasons(draft, text)
    else:
        _read_number(draft, asked)
    return _answer(draft, asked, text)


def _answer(draft: Draft, asked: str, text: str) -> Understanding:
    name = "dates" if asked == "date" else asked
    if name in draft.values and not draft.ask:
        return Understanding("record", dict(draft.values), flags=tuple(draft.flags), quotes=_shown(draft))
    if not draft.flags:
        instead = conclude(text, _free(draft.context))
        if instead.action in _INSTEAD and not (
            instead.action == "plan_only" and asked in _DAYS and draft.values
        ):
            return instead
    return Understanding(
        "ask_again",
        {name: draft.values[name]} if name in draft.values and "future_date" in draft.flags else {},
        (asked,),
        tuple(draft.flags),
        readings=tuple(draft.readings),
    )


def _free(context: ReplyContext) -> ReplyContext:
    return ReplyContext(
        context.sent_at, None, context.members, context.window, context.zone, context.previous
    )


def _shown(draft: Draft) -> dict[str, str]:
    return {name: words for name, words in draft.quotes.items() if name in draft.values}


def _free_text(text: str, asked: str) -> Understanding:
    words = text.strip()
    if not words:
        return Understanding("ask_again", ask=(asked,))
    flags = ("personal_health_info:do_not_store_name_or_illness",) if has_named_illness(words) else ()
    kept = without_health_details(words)
    return Understanding("record", {asked: kept}, flags=flags, quotes={asked: kept})


def _read_days(draft: Draft, asked: str) -> None:
    found = take_days(draft.line, draft.around(is_planned=False))
    for match in PAIR.finditer(draft.line.open):
        if can_be_day(match) or not found:
            found.append(day_of_pair(match, draft.around(is_planned=False)))
    number = re.fullmatch(
        r"(?:da )?(?:ngay )?([12]?\d|3[01])(?: a| nhe| day)?", draft.line.open.strip(" .!,")
    )
    if not found and number:
        inner = spell_out(f"ngày {number[1]}")
        guessed = take_days(inner, draft.around(is_planned=False))
        readings: list[dict[str, Value]] = [{"dates": [day.day.isoformat()]} for day in guessed if day.day]
        draft.readings += readings
        return
    settle_days(draft, found, is_done=True, is_planned=False)
    if asked not in ("date", "dates") and draft.days:
        draft.values[asked] = draft.values.pop("dates")
        draft.quotes[asked] = draft.quotes.pop("dates")
        draft.ask = [asked if name == "dates" else name for name in draft.ask]


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


def _read_reasons(draft: Draft, text: str) -> None:
    inner = Draft(spell_out(f"vắng {text}"), draft.context)
    read_absences(inner)
    if "absent_reasons" in inner.values:
        draft.values["absent_reasons"] = inner.values["absent_reasons"]
        draft.flags += inner.flags


def _read_number(draft: Draft, asked: str) -> None:
    text = draft.line.text.strip()
    match = _ONE_NUMBER.match(text)
    if _ABOUT.search(text):
        return
    if match and "%" not in text:
        draft.values[asked] = int(match[1])
        draft.quotes[asked] = draft.line.words(0, len(draft.line.text))
        return
    if asked == "absent" and _NOBODY.match(text.strip(" .!,")):
        draft.values["absent"] = 0
        draft.quotes["absent"] = draft.line.words(0, len(draft.line.text))
        return
    take_documents(draft)
    days: list[FoundDay] = take_days(draft.line, draft.around(is_planned=False))
    pass_over_noise(draft)
    read_absences(draft)
    read_people(draft)
    read_pairs(draft)
    take_figures(draft, days)
    settle_everybody(draft)
    draft.values.pop("dates", None)
    if draft.ask and asked in ("attended", "total"):
        _as_figures(draft)


def _as_figures(draft: Draft) -> None:
    """Asked for figures, `6/7` is no date."""
    pairs = [reading for reading in draft.readings if "attended" in reading and "total" in reading]
    if len(pairs) == 1 and all(flag.startswith("ambiguous:") for flag in draft.flags):
        draft.values |= pairs[0]
        draft.flags.clear()
        draft.ask.clear()
        draft.readings.clear()
