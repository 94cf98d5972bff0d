"""The answer to the question how many there were."""

import re

from domain.forms import with_derived
from domain.parsing.absence_reasons import find_reasons
from domain.parsing.absences import settle_absences
from domain.parsing.count_words import ABSENT, ATTENDED, TOTAL
from domain.parsing.counts import find_counts
from domain.parsing.documents_named import take_documents
from domain.parsing.draft import Draft
from domain.parsing.everybody import take_nobody_absent
from domain.parsing.headcount import read_headcount
from domain.parsing.manners import without_manners
from domain.parsing.noise import pass_over_hours, pass_over_measures
from domain.parsing.pairs import read_pairs
from domain.parsing.reply_dates import take_days
from domain.parsing.spelling import spell_out

# The word that makes a bare number the figure that was asked for.
_CUES = {
    "attended": "dự",
    "total": "tổng số",
    "absent": "vắng",
    "non_party": "quần chúng",
    "members": "hội viên",
}
_NUMBER = re.compile(r"(?<![\d/.])\d{1,6}(?![\d/%]|\.\d| ?%)")
_ABOUT = re.compile(
    r"\b(?:hinh nhu|co le|chac|dau nhu|doan)\b|\b(?:khoang|quanh|hon|gan|tam|chung|xap xi"
    r"|ngot|uoc|ngoai|duoi)(?: \w+)? ?\d|\d ?may\b|\bmay (?:chuc|muoi)\b|\b(?:muoi"
    r"|chuc) may\b"
)
_NOBODY = re.compile(
    r"^(?:da |thua |ok |bao cao |dong chi )*(?:khong|khong co|khong ai|khong co ai"
    r"|khong co ai vang|k|du|khong vang|du ca|day du|0)"
    r"(?: a| ai| dong chi nao| nao| dong chi| het| ca| vang| nhe| nguoi nao)*$"
)
_EXPLAINED = re.compile(
    r"[/⁄]|\b(?:trong do|ke ca|gom ca|tinh ca|du(?! bi)|vang|co mat|tong|quan chung|khach"
    r"|hoi vien|doan vien|nghi|thieu)\b"
)
_EXCUSES = re.compile(r"\b(?:ly do|phep)\b")
_FIGURES = frozenset({ATTENDED, TOTAL, ABSENT})


def read_number(draft: Draft, asked: str, text: str) -> None:
    """The number, with what else was told; of several that are not explained none is taken."""
    words = draft.line.text.strip()
    numbers = [int(number) for number in _NUMBER.findall(words)]
    if _ABOUT.search(words):
        return
    if len(numbers) > 2 and sum(numbers[:-1]) == numbers[-1]:
        # "30 chính thức, 2 dự bị là 32".
        draft.values[asked] = numbers[-1]
    elif len(numbers) == 1 and _is_said_of(asked, words):
        draft.values[asked] = numbers[0]
    elif asked == ABSENT and _NOBODY.match(without_manners(words)):
        draft.values[ABSENT] = 0
    elif _is_explained(asked, numbers, words):
        _read_figures(draft, asked, text)
    draft.quotes = dict.fromkeys(draft.values, draft.line.words(0, len(draft.line.text)))


def read_reasons(draft: Draft, text: str) -> None:
    """Why members were absent, and how many for each reason."""
    inner = Draft(spell_out(f"vắng {text}"), draft.context)
    reasons = find_reasons(inner.line.open)
    settle_absences(inner, find_counts(inner.line.open, reasons), reasons)
    if "absent_reasons" in inner.values:
        draft.values["absent_reasons"] = inner.values["absent_reasons"]
        draft.flags += inner.flags


def _is_said_of(asked: str, words: str) -> bool:
    """A number alone answers the question; `vắng 3` is no answer to how many attended."""
    others = _FIGURES - {asked}
    return not (
        any(count.role in others and count.is_sure for count in find_counts(words))
        or _reasons(words)
        or (asked == ABSENT and _EXCUSES.search(words))
    )


def _is_explained(asked: str, numbers: list[int], words: str) -> bool:
    """`42 chính thức và 1 dự bị`: one of them, or their sum?"""
    if len(numbers) == 1:
        return asked == ABSENT and bool(_reasons(words) or _EXCUSES.search(words))
    return not numbers or bool(_EXPLAINED.search(words)) or _reasons(words)


def _begins_with_another(asked: str, words: str) -> bool:
    """`đi 30 nghỉ 2`, asked for the total: each number has a word of its own."""
    first = _NUMBER.search(words)
    return any(
        count.role in _FIGURES - {asked} and first is not None and count.at == first.start()
        for count in find_counts(words)[:1]
    )


def _reasons(words: str) -> bool:
    return bool(find_reasons(f"vang {words}"))


def _read_figures(draft: Draft, asked: str, text: str) -> None:
    """Several numbers: the word that was asked for stands before them unless they bring their own."""
    brings_own = asked != ABSENT and _begins_with_another(asked, draft.line.text)
    cue = "" if brings_own else _CUES.get(asked, "")
    inner = Draft(spell_out(f"{cue} {text}"), draft.context)
    take_documents(inner)
    pass_over_hours(inner)
    days = take_days(inner.line, inner.around())
    pass_over_measures(inner)
    take_nobody_absent(inner)
    reasons = find_reasons(inner.line.open)
    counts = find_counts(inner.line.open, reasons)
    read_pairs(inner, has_day=bool(days), has_count=bool(counts))
    read_headcount(inner, counts, reasons, days)
    if inner.ask and asked != ABSENT:
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
