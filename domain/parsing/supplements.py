"""Members who made up for it later: a figure that is cumulative, beside the report that stands."""

import re

from domain.forms import Value
from domain.parsing.draft import Draft, whole
from domain.parsing.understanding import Understanding

_STILL_ABSENT = re.compile(
    r"\bcon (?:vang |thieu |lai )?(?P<n>\d{1,5})\b(?! ?/)"
    r"(?! (?:dong chi|nguoi|dang vien)(?: con lai)? (?:da|hoc))"
)
_GAINED = re.compile(
    r"\b(?:them|hoc bu|bo sung|hoc them|cho|cua)(?: (?:duoc|cho|them|la"
    r"|dot nay))* (?P<n>\d{1,5}) (?:dong chi|dang vien|nguoi)"
)
_ALL_NOW = re.compile(r"\b(?:nay|gio|da|den nay) (?:da )?du\b|\b100 ?%")


def supplement(draft: Draft) -> Understanding:
    """The cumulative figure, from the words or added to the report that stands; else it is asked."""
    _forget_who_was_absent_then(draft)
    attended, total = _cumulative(draft)
    if attended is not None and total is not None and attended > total:
        draft.doubt("attended>total", "attended", "total")
        attended = total = None
    elif attended is None:
        draft.doubt("", "attended")
    fields = _fields(draft, attended, total)
    ask = tuple(name for name in draft.ask if name not in fields)
    draft.quotes.setdefault("attended_cumulative", draft.quotes.get("attended", ""))
    quotes = {name: words for name, words in draft.quotes.items() if name in fields and words}
    return Understanding("supplement", fields, ask, tuple(draft.flags), quotes)


def _forget_who_was_absent_then(draft: Draft) -> None:
    """`học bù cho 5 đồng chí vắng đợt trước` tells of those who were absent at the first session."""
    for flag in ("absent_mismatch", "absent>total"):
        if flag in draft.flags:
            draft.flags.remove(flag)
            draft.ask, draft.readings = [], []


def _cumulative(draft: Draft) -> tuple[int | None, int | None]:
    """How many attended by now, and of how many."""
    previous = draft.context.previous or {}
    before, total_before = whole(previous.get("attended")), whole(previous.get("total"))
    attended, total = draft.number("attended"), draft.number("total")
    still = _STILL_ABSENT.search(draft.line.text)
    if still and not draft.pair_figures and total_before is not None:
        return total_before - int(still["n"]), total_before
    if attended is not None and total is not None:
        is_of_session = before is not None and total_before is not None and total < total_before
        return (
            (before + attended, total_before) if is_of_session and before is not None else (attended, total)
        )
    return _added(draft, attended, before, total_before) or (None, total)


def _added(
    draft: Draft, attended: int | None, before: int | None, total_before: int | None
) -> tuple[int, int | None] | None:
    match = _GAINED.search(draft.line.text)
    more = int(match["n"]) if match else attended
    if more is not None and before is not None:
        is_already_the_sum = (
            total_before is not None and before + more > total_before and attended is not None
        )
        return (more if is_already_the_sum else before + more), total_before
    if total_before is not None and _ALL_NOW.search(draft.line.text):
        return total_before, total_before
    return None


def _fields(draft: Draft, attended: int | None, total: int | None) -> dict[str, Value]:
    fields: dict[str, Value] = {"held": True}
    if draft.days:
        fields["dates"] = list(draft.days)
    if attended is not None:
        fields["attended_cumulative"] = attended
    if total is not None:
        fields["total"] = total
    if attended is not None and total is not None:
        fields["absent"] = total - attended
    if "mode" in draft.values:
        fields["mode"] = draft.values["mode"]
    return fields
