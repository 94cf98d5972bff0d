"""The answer to one question: read as that field first, and else as what people say instead."""

import re
from dataclasses import replace

from domain.forms import Value, with_derived
from domain.parsing.absences import find_reasons, settle_absences
from domain.parsing.clauses import Tense
from domain.parsing.conclusion import conclude
from domain.parsing.counts import find_counts
from domain.parsing.documents_named import take_documents
from domain.parsing.draft import Draft
from domain.parsing.gathering import settle_days
from domain.parsing.headcount import read_headcount, take_nobody_absent
from domain.parsing.health import has_named_illness, without_health_details
from domain.parsing.manners import without_manners
from domain.parsing.meeting_form import read_form
from domain.parsing.noise import pass_over_hours, pass_over_measures
from domain.parsing.outcomes import HEALTH, planned
from domain.parsing.pairs import PAIR, can_be_day, read_pairs
from domain.parsing.questions import question_spans
from domain.parsing.reply_dates import FoundDay, day_of_pair, take_days
from domain.parsing.spelling import spell_out
from domain.parsing.understanding import ReplyContext, Understanding

_DAYS = frozenset({"date", "dates", "plan_date", "done_on"})
_NUMBERS = frozenset({"attended", "total", "absent", "non_party", "members", "absent_excused"})
# What is said instead of a value although there may be a number in it, and what only without one.
_RATHER = frozenset({"not_done", "plan_only", "extension_request", "question", "role_change"})
_INSTEAD = _RATHER | {"retract", "complaint", "attachment", "other_channel", "correction"}
# The word that makes a bare number the figure that was asked for.
_CUES = {
    "attended": "dự",
    "total": "tổng số",
    "absent": "vắng",
    "non_party": "quần chúng",
    "members": "hội viên",
}
_ONE_NUMBER = re.compile(r"^[^\d]{0,40}?(?<![\d.,/])(\d{1,6})(?![\d]|[.,/]\d)[^\d]{0,40}$")
_ABOUT = re.compile(
    r"\b(?:hinh nhu|co le|chac|dau nhu|doan)\b|\b(?:khoang|quanh|hon|gan|tam|chung|xap xi|ngot|uoc|ngoai|duoi)(?: \w+)? ?\d|\d ?may\b|\bmay (?:chuc|muoi)\b|\b(?:muoi|chuc) may\b"
)
_NOBODY = re.compile(
    r"^(?:da |thua |ok |bao cao |dong chi )*(?:khong|khong co|khong ai|khong co ai|khong co ai vang|k|du|khong vang|du ca|day du|0)"
    r"(?: a| ai| dong chi nao| nao| dong chi| het| ca| vang| nhe| nguoi nao)*$"
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
    draft.read_clauses()
    if not _asks_or_denies(draft):
        _read(draft, asked, text)
    return _answer(draft, asked, text)


def _read(draft: Draft, asked: str, text: str) -> None:
    if asked in _DAYS:
        _read_days(draft, asked)
    elif asked == "mode":
        _read_mode(draft)
    elif asked == "absent_reasons":
        _read_reasons(draft, text)
    else:
        _read_number(draft, asked, text)


_UNKNOWN = re.compile(
    r"^(?:da |ok |em |minh |toi |hien |chua |khong |thi |cung )*(?:chua|khong|quen)(?: duoc)?(?: (?:ro|biet|nho|nam|chac))?\b[^?\d]{0,16}$"
)


_COMING = re.compile(r"\d (?:sap )?toi$")
_EXPLAINED = re.compile(
    r"[/⁄]|\b(?:trong do|ke ca|gom ca|tinh ca|du(?! bi)|vang|co mat|tong|quan chung|khach|hoi vien|doan vien|nghi|thieu)\b"
)
_UNSURE = re.compile(r"\b(?:gi do|hay sao ay|hinh nhu|khong nho|nho khong)\b")


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
    told_days = draft.values.get(name) or [
        flag.partition(":")[2] for flag in draft.flags if _tells_ahead(flag)
    ]
    return Understanding(
        "ask_again",
        {name: told_days} if asked in _DAYS and _is_ahead(draft) else {},
        (asked,),
        tuple(draft.flags),
        readings=tuple(draft.readings),
    )


def _is_ahead(draft: Draft) -> bool:
    return any(_tells_ahead(flag) for flag in draft.flags)


def _tells_ahead(flag: str) -> bool:
    return flag.startswith("future_date:")


def _shown(draft: Draft) -> dict[str, str]:
    return {name: words for name, words in draft.quotes.items() if name in draft.values}


def _free_text(text: str, asked: str) -> Understanding:
    words = text.strip()
    if not words:
        return Understanding("ask_again", ask=(asked,))
    flags = (HEALTH,) if has_named_illness(words) else ()
    kept = without_health_details(words)
    return Understanding("record", {asked: kept}, flags=flags, quotes={asked: kept})


def _read_days(draft: Draft, asked: str) -> None:
    take_documents(draft)
    pass_over_hours(draft)
    found = take_days(draft.line, draft.around())
    for match in PAIR.finditer(draft.line.open):
        if can_be_day(match) or not found:
            found.append(day_of_pair(match, draft.around()))
    number = re.fullmatch(
        r"(?:da |thua )?(?:ngay )?([12]?\d|3[01])(?: a| nhe| day)?", without_manners(draft.line.open)
    )
    if not found and number:
        inner = spell_out(f"ngày {number[1]}")
        guessed = take_days(inner, draft.around())
        readings: list[dict[str, Value]] = [{"dates": [day.day.isoformat()]} for day in guessed if day.day]
        draft.readings += readings
        return
    if _COMING.search(without_manners(draft.line.text)):
        draft.clauses[0].tense = Tense.AHEAD
    # An answer to "on which day was it?" tells of something done.
    draft.clauses[0].tense = draft.clauses[0].tense if _tells(draft) else Tense.DONE
    settle_days(draft, found)
    for day in found:
        draft.line.take(day.start, day.end)
    if asked in ("date", "dates"):
        _read_beside(draft, found)
    if asked not in ("date", "dates") and draft.days:
        draft.values[asked] = draft.values.pop("dates")
        draft.quotes[asked] = draft.quotes.pop("dates")
        draft.ask = [asked if name == "dates" else name for name in draft.ask]


def _read_beside(draft: Draft, days: list[FoundDay]) -> None:
    """`20/6 đ/c ạ, 25/26 đảng viên`: figures told with the day."""
    pass_over_measures(draft)
    take_nobody_absent(draft)
    counts = find_counts(draft.line.open)
    if PAIR.search(draft.line.open) or counts:
        read_pairs(draft, has_day=True, has_count=bool(counts))
        read_headcount(draft, counts, [], days)
        draft.values |= with_derived(draft.values)


def _tells(draft: Draft) -> bool:
    return any(clause.tense is not Tense.NOTHING or clause.not_before for clause in draft.clauses)


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
    reasons = find_reasons(inner.line.open)
    settle_absences(inner, find_counts(inner.line.open, reasons), reasons)
    if "absent_reasons" in inner.values:
        draft.values["absent_reasons"] = inner.values["absent_reasons"]
        draft.flags += inner.flags


def _read_number(draft: Draft, asked: str, text: str) -> None:
    words = draft.line.text.strip()
    if _ABOUT.search(words):
        return
    numbers = [int(number) for number in re.findall(r"(?<![\d/.])\d{1,6}(?![\d/%]|\.\d)", words)]
    if len(numbers) > 2 and sum(numbers[:-1]) == numbers[-1]:
        # "30 chính thức, 2 dự bị là 32".
        draft.values[asked] = numbers[-1]
    if asked == "absent":
        _read_figures(draft, asked, text)
    match = None if draft.values else _ONE_NUMBER.match(words)
    if match and "%" not in words and not find_reasons(f"vang {words}"):
        draft.values[asked] = int(match[1])
    elif draft.values:
        pass
    elif asked == "absent" and _NOBODY.match(without_manners(words)):
        draft.values["absent"] = 0
    else:
        _read_figures(draft, asked, text)
    if asked in ("attended", "total") and len(numbers) > 1 and not _EXPLAINED.search(words):
        # "42 chính thức và 1 dự bị": one of them, or their sum?
        told_sum = sum(numbers[:-1]) == numbers[-1]
        draft.values = draft.values if told_sum else {}
    whole = draft.line.words(0, len(draft.line.text))
    draft.quotes = dict.fromkeys(draft.values, whole)


def _read_figures(draft: Draft, asked: str, text: str) -> None:
    """Several numbers: the word that was asked for stands before them unless they bring their own."""
    inner = Draft(spell_out(f"{_CUES.get(asked, '')} {text}"), draft.context)
    take_documents(inner)
    pass_over_hours(inner)
    days: list[FoundDay] = take_days(inner.line, inner.around())
    pass_over_measures(inner)
    take_nobody_absent(inner)
    reasons = find_reasons(inner.line.open)
    counts = find_counts(inner.line.open, reasons)
    read_pairs(inner, has_day=bool(days), has_count=bool(counts))
    read_headcount(inner, counts, reasons, days)
    if inner.ask and asked in ("attended", "total"):
        _as_figures(inner)
    draft.values |= with_derived(inner.values)
    draft.flags += inner.flags
    draft.ask += inner.ask
    draft.readings += inner.readings


def _as_figures(draft: Draft) -> None:
    """Asked for figures, `6/7` is no date."""
    pairs = [reading for reading in draft.readings if "attended" in reading and "total" in reading]
    if len(pairs) == 1 and all(flag.startswith("ambiguous:") for flag in draft.flags):
        draft.values |= pairs[0]
        draft.flags.clear()
        draft.ask.clear()
        draft.readings.clear()
