"""One duty is proposed once, however often the document repeats it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from domain.parsing.letters import folded_plain
from domain.parsing.plan.proposals import ProposedDuty

MOST_DUTIES = 400
_ALIKE = 0.5
_WORD = re.compile(r"\w+")


def merged(duties: Iterable[ProposedDuty]) -> tuple[ProposedDuty, ...]:
    """Duties in their order, repetitions joined with all their clauses; at most MOST_DUTIES."""
    found: list[ProposedDuty] = []
    for duty in duties:
        at = next((at for at, other in enumerate(found) if _is_same(other, duty)), None)
        if at is not None:
            found[at] = _joined(found[at], duty)
        elif len(found) < MOST_DUTIES:
            found.append(duty)
    return tuple(_absorb_undated(found))


def _absorb_undated(duties: list[ProposedDuty]) -> list[ProposedDuty]:
    """A study or report spoken of without a date is the one with a date that the same units owe."""
    kept: list[ProposedDuty] = []
    dated = {id(duty): duty for duty in duties if duty.last_moment}
    for duty in duties:
        if (
            duty.last_moment
            or duty.needs[:1] != ("deadline",)
            or duty.kind not in ("study", "report", "make_plan")
        ):
            continue
        for key, other in dated.items():
            if (
                other.kind == duty.kind
                and _same_people(other, duty)
                and _agree(other, duty)
                and _may_absorb(other, duty)
            ):
                dated[key] = _joined(other, duty)
                break
        else:
            kept.append(duty)
    lost = {
        id(duty)
        for duty in duties
        if duty.needs[:1] == ("deadline",)
        and duty.kind in ("study", "report", "make_plan")
        and not duty.last_moment
    } - {id(duty) for duty in kept}
    return [dated.get(id(duty), duty) for duty in duties if id(duty) not in lost]


def _may_absorb(dated: ProposedDuty, undated: ProposedDuty) -> bool:
    return dated.kind != "report" or _likeness(dated, undated) >= 0.3


def _is_same(first: ProposedDuty, second: ProposedDuty) -> bool:
    if (first.last_moment, first.rrule) != (second.last_moment, second.rrule):
        return False
    if first.last_moment is None and not first.rrule:
        is_plain = first.needs == second.needs and first.kind == second.kind and _agree(first, second)
        alike = first.kind == "make_plan" or _likeness(first, second) >= _ALIKE
        return is_plain and _same_people(first, second) and alike
    if not _agree(first, second) or not _people_agree(first, second):
        return False
    if first.kind == second.kind and first.kind in ("study", "report", "make_plan"):
        return first.kind == "study" or _likeness(first, second) >= 0.3
    return _likeness(first, second) >= _ALIKE


def _agree(first: ProposedDuty, second: ProposedDuty) -> bool:
    pairs = ((first.recipient, second.recipient), (first.via, second.via))
    return all(not one or not other or folded_plain(one) == folded_plain(other) for one, other in pairs)


def _same_people(first: ProposedDuty, second: ProposedDuty) -> bool:
    """`Các trường` are `Các trường THCS` when the same is asked of both."""
    return any(
        one == other or one.startswith(f"{other} ") or other.startswith(f"{one} ")
        for one in _names(first)
        for other in _names(second)
    )


def _people_agree(first: ProposedDuty, second: ProposedDuty) -> bool:
    return not first.addressees or not second.addressees or _same_people(first, second)


def _names(duty: ProposedDuty) -> set[str]:
    return {re.sub(r"^(?:cac|moi|tung) ", "", folded_plain(name)) for name in duty.addressees}


def _likeness(first: ProposedDuty, second: ProposedDuty) -> float:
    words, others = _words_of(first.title), _words_of(second.title)
    least = min(len(words), len(others))
    return len(words & others) / least if least else 0.0


@lru_cache(maxsize=2 * MOST_DUTIES)
def _words_of(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded_plain(title)))


def _joined(first: ProposedDuty, second: ProposedDuty) -> ProposedDuty:
    clauses = [*first.clause.split("; "), *second.clause.split("; ")]
    addressees = first.addressees or second.addressees
    needs = tuple(need for need in first.needs if need != "addressees" or not addressees)
    return replace(
        first,
        clause="; ".join(dict.fromkeys(clause for clause in clauses if clause)),
        addressees=addressees,
        recipient=first.recipient or second.recipient,
        via=first.via or second.via,
        start=first.start or second.start,
        needs=needs,
    )
