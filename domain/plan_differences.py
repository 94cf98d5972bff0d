"""A plan and the document that changes it: which duty is which milestone, what moves, what goes.

A milestone of the plan is held here as a `ProposalDuty` with its `milestone_id`, so that both sides compare.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.parsing.letters import folded_plain
from domain.plan_decisions import without
from domain.plan_proposals import DATE_NEEDS, Proposal, ProposalDuty

LEAST_LIKENESS = 1.5
_CLAUSE = re.compile(r"\b(?:[IVX]+|\d+)(?:\.(?:\d+|[a-zđ]))*\b")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Changed:
    """A milestone and what becomes of it; `what` names `moved`, `readdressed`, `reworded`."""

    before: ProposalDuty
    after: ProposalDuty
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new version would change, in the order of the document."""

    added: tuple[ProposalDuty, ...]
    dropped: tuple[ProposalDuty, ...]
    changed: tuple[Changed, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.dropped or self.changed)


def beside(proposal: Proposal, known: Sequence[ProposalDuty]) -> Proposal:
    """A proposal beside the milestones of a plan: each duty with the one it seems to be.

    What changes nothing is kept at once. Milestones that no duty seems to be are added as gone, for staff to
    decide. Titles and kinds stay those of the plan.
    """
    pairs = _pairs(proposal.duties, known)
    duties = [_as_milestone(duty, pairs[duty.id]) if duty.id in pairs else duty for duty in proposal.duties]
    taken = {duty.milestone_id for duty in duties}
    last = max((duty.id for duty in duties), default=0)
    gone = [milestone for milestone in known if milestone.milestone_id not in taken]
    duties += [replace(one, id=number, is_gone=True) for number, one in enumerate(gone, start=last + 1)]
    return replace(proposal, duties=tuple(duties))


def difference(proposal: Proposal, known: Sequence[ProposalDuty]) -> Difference:
    """What the kept duties change of the plan; a milestone no kept duty stands for is dropped."""
    kept = {duty.milestone_id: duty for duty in proposal.kept}
    changed = []
    for before in known:
        after = kept.get(before.milestone_id)
        what = changes(before, after) if after is not None else ()
        if after is not None and what:
            changed.append(Changed(before, after, what))
    return Difference(
        tuple(duty for duty in proposal.kept if duty.milestone_id is None),
        tuple(before for before in known if before.milestone_id not in kept),
        tuple(changed),
    )


def changes(before: ProposalDuty, after: ProposalDuty) -> tuple[str, ...]:
    """What differs between a milestone and the duty that stands for it; a date is never taken away."""
    found = (
        ("moved", after.late_from is not None and after.late_from != before.late_from),
        ("readdressed", _addressed_to(before) != _addressed_to(after)),
        ("reworded", _words_of(before) != _words_of(after)),
    )
    return tuple(name for name, is_so in found if is_so)


def is_stale(proposal: Proposal, known: Sequence[ProposalDuty]) -> bool:
    """Whether the plan has gained or lost milestones since the proposal was held beside it."""
    held = {duty.milestone_id for duty in proposal.duties if duty.milestone_id is not None}
    return held != {milestone.milestone_id for milestone in known}


def deadline_in_force(current: datetime, before: datetime, after: datetime, *, has_report: bool) -> datetime:
    """The deadline of one assignment once its milestone moves from `before` to `after`.

    A report that is here never becomes late by a change of the plan, and an extension of a unit's own is
    not taken away: such deadlines only move on.
    """
    return max(current, after) if has_report or current != before else after


def _pairs(duties: Sequence[ProposalDuty], known: Sequence[ProposalDuty]) -> dict[int, ProposalDuty]:
    """The most alike first, each milestone and each duty once."""
    scored = [(_likeness(duty, one), -duty.id, -place) for duty in duties for place, one in enumerate(known)]
    pairs: dict[int, ProposalDuty] = {}
    taken: set[int] = set()
    for score, duty_id, place in sorted(scored, reverse=True):
        if score >= LEAST_LIKENESS and -duty_id not in pairs and -place not in taken:
            pairs[-duty_id] = known[-place]
            taken.add(-place)
    return pairs


def _likeness(duty: ProposalDuty, milestone: ProposalDuty) -> float:
    """Kind, clause and words count most; the same deadline or phrase tells two alike apart."""
    words = _overlap(_WORD.findall(folded_plain(duty.title)), _WORD.findall(folded_plain(milestone.title)))
    is_same_day = duty.late_from is not None and duty.late_from == milestone.late_from
    return (
        (duty.kind == milestone.kind)
        + words
        + _overlap(_CLAUSE.findall(duty.clause), _CLAUSE.findall(milestone.clause))
        + 0.5 * is_same_day
        + 0.5 * (bool(duty.phrase) and duty.phrase == milestone.phrase)
    )


def _overlap(one: Sequence[str], other: Sequence[str]) -> float:
    least = min(len(set(one)), len(set(other)))
    return len(set(one) & set(other)) / least if least else 0.0


def _as_milestone(duty: ProposalDuty, milestone: ProposalDuty) -> ProposalDuty:
    changed = replace(
        _dated_like(_addressed_like(duty, milestone), milestone),
        title=milestone.title,
        kind=milestone.kind,
        recipient=duty.recipient or milestone.recipient,
        via=duty.via or milestone.via,
        milestone_id=milestone.milestone_id,
    )
    is_settled = not changed.next_need and not changes(milestone, changed)
    return replace(changed, decision="kept") if is_settled else changed


def _addressed_like(duty: ProposalDuty, milestone: ProposalDuty) -> ProposalDuty:
    """Whom staff addressed it to stays, unless the document's words about that have changed."""
    is_same = {*map(folded_plain, duty.addressees)} == {*map(folded_plain, milestone.addressees)}
    if not milestone.is_addressed or not (is_same or duty.unmatched or not duty.is_addressed):
        return duty
    needs = without(duty.needs, "addressees")
    return replace(duty, groups=milestone.groups, units=milestone.units, unmatched=(), needs=needs)


def _dated_like(duty: ProposalDuty, milestone: ProposalDuty) -> ProposalDuty:
    """A date is never taken away, and one that staff settled once for the same words is not asked again."""
    is_silent = duty.is_undated or (duty.late_from is None and duty.phrase == milestone.phrase)
    # Read from a later document, the same rule names a later day first; the series goes on all the same.
    is_same = duty.late_from == milestone.late_from or (bool(duty.rrule) and duty.rrule == milestone.rrule)
    if milestone.late_from is None or not (is_silent or is_same):
        return duty
    return replace(
        duty,
        late_from=milestone.late_from,
        starts_on=milestone.starts_on,
        phrase=milestone.phrase if is_silent else duty.phrase,
        needs=without(duty.needs, *DATE_NEEDS, "deadline"),
    )


def _addressed_to(duty: ProposalDuty) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(duty.groups), frozenset(duty.units)


def _words_of(duty: ProposalDuty) -> tuple[str, ...]:
    return duty.title, duty.kind, duty.recipient, duty.via, duty.rrule
