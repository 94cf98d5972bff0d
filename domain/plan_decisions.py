"""What staff decide of a proposed plan: each decision gives a new proposal, or says why it cannot."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from domain.deadlines import Deadline, by_end_of_day
from domain.errors import DomainError
from domain.forms import FORM_OF_KIND
from domain.parsing.recurring_phrases import read_duty_deadline
from domain.plan_proposals import DATE_NEEDS, INFERRED, Proposal, ProposalDuty

Change = Callable[[Proposal], Proposal]


def keep(proposal: Proposal, duty_id: int) -> Proposal:
    """Keep a duty as it stands; DomainError `duty-unsettled` while something must be settled first."""
    duty = _live(proposal, duty_id)
    if duty.next_need:
        raise DomainError("duty-unsettled", duty=duty.title[:80])
    return proposal.with_duty(replace(duty, decision="kept"))


def keep_clear(proposal: Proposal) -> Proposal:
    """Keep every duty about which nothing is open."""
    return _each(proposal, lambda duty: replace(duty, decision="kept") if duty.is_clear else duty)


def keep_all(proposal: Proposal) -> Proposal:
    """Keep every duty as it stands, settled or not: what each needs stays with it."""
    return _each(proposal, lambda duty: replace(duty, decision="kept"))


def keep_undated(proposal: Proposal) -> Proposal:
    """Keep all duties without a date: they stay in the draft, to be dated later."""
    return _decide_undated(proposal, "kept")


def drop_undated(proposal: Proposal) -> Proposal:
    """Leave out all duties without a date that nobody has decided yet."""
    return _decide_undated(proposal, "dropped")


def drop(proposal: Proposal, duty_id: int) -> Proposal:
    """Leave a duty out of the plan."""
    return proposal.with_duty(replace(_live(proposal, duty_id), decision="dropped"))


def set_deadline(proposal: Proposal, duty_id: int, deadline: Deadline, rrule: str = "") -> Proposal:
    """Give a duty the date staff named; its phrase is theirs from now on, and its rule if they name one."""
    duty = _live(proposal, duty_id)
    dated = replace(
        duty,
        late_from=deadline.late_from,
        phrase=deadline.phrase,
        starts_on=deadline.starts_on,
        rrule=rrule or duty.rrule,
        needs=without(duty.needs, *DATE_NEEDS, "deadline"),
        decision="",
    )
    return proposal.with_duty(dated)


def count_from(proposal: Proposal, duty_id: int, last_day: date, zone: ZoneInfo) -> Proposal:
    """Give a relative duty the last day that follows from its anchor; the document's phrase stays."""
    duty = _live(proposal, duty_id)
    needs = without(duty.needs, "anchor", "deadline")
    dated = replace(duty, late_from=by_end_of_day(last_day, zone), needs=needs, decision="")
    return proposal.with_duty(dated)


def confirm(proposal: Proposal, duty_id: int, need: str) -> Proposal:
    """What was inferred is right; DomainError `button-old` when nothing of the sort is open."""
    duty = _live(proposal, duty_id)
    if need not in INFERRED or need not in duty.needs or duty.late_from is None:
        raise DomainError("button-old")
    return proposal.with_duty(replace(duty, needs=without(duty.needs, need)))


def leave_undated(proposal: Proposal, duty_id: int) -> Proposal:
    """Keep a duty whose date nobody can settle yet; `needs` goes on saying why."""
    duty = _live(proposal, duty_id)
    reason = "anchor" if "anchor" in duty.needs else "deadline"
    needs = (reason, *without(duty.needs, *DATE_NEEDS, "deadline"))
    undated = replace(duty, late_from=None, starts_on=None, needs=needs, decision="kept")
    return proposal.with_duty(undated)


def address(proposal: Proposal, duty_id: int, groups: tuple[str, ...], units: tuple[str, ...]) -> Proposal:
    """Address a duty to these groups and units; DomainError `pick-one` for nobody."""
    if not groups and not units:
        raise DomainError("pick-one")
    duty = _live(proposal, duty_id)
    needs = without(duty.needs, "addressees")
    addressed = replace(duty, groups=groups, units=units, unmatched=(), needs=needs, decision="")
    return proposal.with_duty(addressed)


def rename(proposal: Proposal, duty_id: int, title: str) -> Proposal:
    """Give a duty another title."""
    return proposal.with_duty(replace(_live(proposal, duty_id), title=title, decision=""))


def set_kind(proposal: Proposal, duty_id: int, kind: str) -> Proposal:
    """Make a duty one of another kind; DomainError `button-old` for an unknown one."""
    if kind not in FORM_OF_KIND:
        raise DomainError("button-old")
    return proposal.with_duty(replace(_live(proposal, duty_id), kind=kind, decision=""))


def merge(proposal: Proposal, duty_id: int, into_id: int) -> Proposal:
    """Make one duty of two: the second stays, names the clauses of both and addresses all of them.

    Merged into a milestone that the document seemed to have forgotten, a duty takes that one's place.
    """
    source, target = _live(proposal, duty_id), _live(proposal, into_id)
    if duty_id == into_id or target.decision == "dropped":
        raise DomainError("button-old")
    joined = _in_place_of(target, source) if target.is_gone else _joined(source, target)
    return proposal.with_duty(joined).with_duty(replace(source, decision="merged"))


def separate(proposal: Proposal, duty_id: int, known: ProposalDuty) -> Proposal:
    """The duty is a new one after all; `known` is the milestone it was taken for, which is gone then."""
    duty = _live(proposal, duty_id)
    if duty.milestone_id is None or duty.is_gone:
        raise DomainError("button-old")
    gone = replace(known, id=1 + max(other.id for other in proposal.duties), is_gone=True, decision="")
    separated = proposal.with_duty(replace(duty, milestone_id=None, decision=""))
    return replace(separated, duties=(*separated.duties, gone))


def set_fact(proposal: Proposal, name: str, value: str | date | None, zone: ZoneInfo) -> Proposal:
    """What staff say of the document; a day of issue gives duties without a year their year."""
    said: dict[str, Any] = {name: value, "settled": (*without(proposal.facts.settled, name), name)}
    proposal = replace(proposal, facts=replace(proposal.facts, **said))
    if not isinstance(value, date):
        return proposal
    return _each(proposal, lambda duty: _with_year(duty, value, zone))


def is_own_plan(proposal: Proposal) -> Proposal:
    """The document is a plan of its own, not the correction of one that looks alike."""
    facts = proposal.facts
    return replace(proposal, facts=replace(facts, settled=(*without(facts.settled, "twin"), "twin")))


def add_duty(proposal: Proposal, title: str) -> Proposal:
    """One more duty that the document does not name, to be dated and addressed by staff."""
    last = max((duty.id for duty in proposal.duties), default=0)
    duty = ProposalDuty(last + 1, title, "other", needs=("deadline", "addressees"))
    return replace(proposal, duties=(*proposal.duties, duty))


def without(names: tuple[str, ...], *gone: str) -> tuple[str, ...]:
    """The names that are not gone, in their order."""
    return tuple(name for name in names if name not in gone)


def once(words: tuple[str, ...]) -> tuple[str, ...]:
    """Each word once, empty ones left out."""
    return tuple(dict.fromkeys(word for word in words if word))


def _live(proposal: Proposal, duty_id: int) -> ProposalDuty:
    """A duty that can be decided; DomainError `duty-merged` for one that went into another."""
    duty = proposal.duty(duty_id)
    if duty.decision == "merged":
        raise DomainError("duty-merged")
    return duty


def _decide_undated(proposal: Proposal, decision: str) -> Proposal:
    undated = {duty.id for duty in proposal.open_undated}
    return _each(proposal, lambda duty: replace(duty, decision=decision) if duty.id in undated else duty)


def _joined(source: ProposalDuty, target: ProposalDuty) -> ProposalDuty:
    dated = target if target.late_from is not None or source.late_from is None else source
    unmatched = once((*target.unmatched, *source.unmatched))
    joined = replace(
        target,
        late_from=dated.late_from,
        starts_on=dated.starts_on,
        phrase=dated.phrase,
        quote=dated.quote,
        rrule=dated.rrule,
        clause="; ".join(once((*target.clause.split("; "), *source.clause.split("; ")))),
        addressees=once((*target.addressees, *source.addressees)),
        unmatched=unmatched,
        groups=once((*target.groups, *source.groups)),
        units=once((*target.units, *source.units)),
        recipient=target.recipient or source.recipient,
        via=target.via or source.via,
        decision="",
    )
    is_unaddressed = bool(unmatched) or not joined.is_addressed
    needs = (*without(dated.needs, "addressees"), *(("addressees",) if is_unaddressed else ()))
    return replace(joined, needs=needs)


def _in_place_of(gone: ProposalDuty, source: ProposalDuty) -> ProposalDuty:
    placed = replace(source, id=gone.id, milestone_id=gone.milestone_id, decision="")
    if source.is_addressed:
        return placed
    needs = without(source.needs, "addressees")
    return replace(placed, groups=gone.groups, units=gone.units, unmatched=(), needs=needs)


def _with_year(duty: ProposalDuty, issued_on: date, zone: ZoneInfo) -> ProposalDuty:
    if "year" not in duty.needs or duty.late_from is not None:
        return duty
    try:
        deadline, _ = read_duty_deadline(duty.phrase, issued_on, zone)
    except DomainError:
        return duty
    return replace(duty, late_from=deadline.late_from, starts_on=deadline.starts_on)


def _each(proposal: Proposal, change: Callable[[ProposalDuty], ProposalDuty]) -> Proposal:
    return replace(proposal, duties=tuple(change(duty) for duty in proposal.duties))
