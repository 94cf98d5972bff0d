"""How many members were absent, how many of them with leave, and for which reasons."""

import re
from dataclasses import replace

from domain.parsing.count_words import ABSENT, EXCUSED, UNEXCUSED
from domain.parsing.counts import Count
from domain.parsing.cues import Stretch
from domain.parsing.draft import Draft
from domain.parsing.health import has_named_illness
from domain.parsing.outcomes import HEALTH

LEAVE = "nghi_phep"

_NUMBER_BEFORE = re.compile(r"(?<![\d/])(\d{1,3}) $")
_EXCUSED_ALL = re.compile(
    r"\b(?P<no>(?:khong|chua)(?: ro| biet)? )?(?:co )?(?:ly do chinh dang|ly do|phep"
    r"|xin phep)\b(?! ?:? (?:la|vi|om|di|khac|vang|nghi))(?! ?:)"
)


def settle_absences(draft: Draft, counts: list[Count], reasons: list[Stretch]) -> None:
    """Take what was told of absent members; what cannot be told for sure is left out."""
    absent = [count for count in counts if count.role == ABSENT]
    plain = [count for count in absent if not count.reason]
    reasoned = [count for count in absent if count.reason and count.reason not in (EXCUSED, UNEXCUSED)]
    if reasoned or reasons:
        # "1 phép, 2 công tác": among reasons a leave is one of them.
        leaves = [count for count in absent if count.reason == EXCUSED and reasoned and not count.is_first]
        reasoned += [replace(count, reason=LEAVE) for count in leaves]
        absent = [
            *(count for count in absent if count not in leaves),
            *reasoned[len(reasoned) - len(leaves) :],
        ]
    unnumbered = [span for span in reasons if not any(count.reason_start == span[0] for count in reasoned)]
    first = next((span for span in reasons if reasoned and span[0] == reasoned[0].reason_start), None)
    if first and not plain and unnumbered and reasoned[0].is_first:
        # "vắng 2 ốm, thai sản": two in all, each with a reason.
        plain = [reasoned.pop(0)]
        unnumbered.insert(0, first)
    _take_absent(draft, plain, reasoned, absent, has_more=bool(unnumbered))
    _take_excused(draft, absent, reasons)
    if reasons and not any(_is_of_either(draft.line.open, count, absent) for count in reasoned):
        _take_reasons(draft, reasoned, unnumbered, reasons)


def _is_of_either(text: str, reason: Count, absent: list[Count]) -> bool:
    """`2 om 1 cogn tac`: the number after the reason, or the one before it that has none of its own?"""
    if reason.at < reason.reason_start:
        return False
    before = _NUMBER_BEFORE.search(text, 0, max(reason.reason_start, 0))
    return before is not None and all(count.at != before.start(1) for count in absent)


def _take_absent(
    draft: Draft, plain: list[Count], reasoned: list[Count], absent: list[Count], *, has_more: bool
) -> None:
    """The count that was told, or the sum of its parts; with two counts, the one the other figures agree with."""
    if "absent" in draft.values or not absent:
        return
    missing = _missing(draft)
    told = {count.number for count in plain}
    parts = sum(count.number for count in absent if count.reason) if not has_more else 0
    if len(told) > 1:
        told |= {sum(count.number for count in plain)}
        told = {missing} & told if missing is not None else set()
        if not told:
            draft.doubt("", "absent")
    elif not told and parts:
        told = {parts}
    others = sum(count.number for count in reasoned) if plain else 0
    if missing is not None and told and missing not in told and missing in _with_others(draft, told, others):
        told = {missing}
    if told:
        draft.values["absent"] = told.pop() or 0
        draft.quotes["absent"] = draft.line.words(absent[0].start, absent[0].end)


def _with_others(draft: Draft, told: set[int], others: int) -> set[int]:
    """`1 xin nghỉ, 1 đi thi`: the second is another one, of whom it is not said that he was absent."""
    unnamed = sum(draft.unnamed)
    return {number + more for number in told for more in (others, unnamed, others + unnamed)}


def _missing(draft: Draft) -> int | None:
    attended, total = draft.number("attended"), draft.number("total")
    return None if attended is None or total is None else total - attended


def _mention_of_excuse(draft: Draft, reasons: list[Stretch]) -> re.Match[str] | None:
    """`vắng 5 (có lý do)`; the `phép` of `nghỉ phép` is a reason itself."""
    return next(
        (
            match
            for match in _EXCUSED_ALL.finditer(draft.line.open)
            if not any(start <= match.start() < end for start, end, _ in reasons)
        ),
        None,
    )


def _take_excused(draft: Draft, absent: list[Count], reasons: list[Stretch]) -> None:
    total = draft.number("absent")
    excused = [count for count in absent if count.reason == EXCUSED]
    unexcused = [count for count in absent if count.reason == UNEXCUSED]
    is_told = bool(excused or unexcused) or any(count.reason == LEAVE for count in absent)
    mention = None if is_told else _mention_of_excuse(draft, reasons)
    if excused:
        found = sum(count.number for count in excused)
    elif unexcused and total is not None:
        found = total - sum(count.number for count in unexcused)
    elif mention and total is not None and total > 0:
        found = 0 if mention["no"] else total
    else:
        return
    draft.values["absent_excused"] = max(found, 0)
    spans = [(count.start, count.end) for count in (*excused, *unexcused)] or (
        [mention.span()] if mention else []
    )
    draft.quotes["absent_excused"] = draft.line.words(*spans[0])


def _take_reasons(
    draft: Draft, reasoned: list[Count], unnumbered: list[Stretch], reasons: list[Stretch]
) -> None:
    found: dict[str, int] = {}
    for count in reasoned:
        found[count.reason] = found.get(count.reason, 0) + count.number
    each = _number_of_each(draft, sum(found.values()), unnumbered)
    if each is None:
        return
    for _, _, name in unnumbered:
        found[name] = found.get(name, 0) + each
    absent = draft.number("absent")
    if absent is not None and sum(found.values()) > absent:
        draft.doubt("reasons>absent", "absent")
    elif found:
        draft.values["absent_reasons"] = found
        draft.quotes["absent_reasons"] = draft.line.words(reasons[0][0], reasons[-1][1])
        _flag_named_illness(draft)


def _number_of_each(draft: Draft, known: int, unnumbered: list[Stretch]) -> int | None:
    """How many members each reason without a number stands for; None when it cannot be told."""
    if not unnumbered:
        return 0
    absent = draft.number("absent")
    absent = _missing(draft) if absent is None else absent
    if absent is None:
        return 1 if len(unnumbered) == 1 and has_named_illness(draft.line.original) else None
    left = absent - known
    if len(unnumbered) == 1:
        return left if left > 0 else None
    return 1 if left == len(unnumbered) else None


def _flag_named_illness(draft: Draft) -> None:
    if has_named_illness(draft.line.original):
        draft.doubt(HEALTH)
        draft.quotes["absent_reasons"] = ""
