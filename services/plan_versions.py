"""New versions of a plan: begun from a corrected document or from the plan itself, compared, put in force."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, select

from domain.errors import DomainError
from domain.parsing.letters import folded
from domain.plan_decisions import separate
from domain.plan_differences import Difference, beside, difference, is_stale
from domain.plan_likeness import is_alike, same_title
from domain.plan_proposals import Proposal, ProposalDuty, ProposalFacts, proposal_from_json
from services import audit
from services.actors import Actor
from services.plan_milestones import known_milestones
from services.plan_proposals import HeldProposal, hold, own_row, store
from services.plan_rights import require_plan
from services.plans import PlanView, get_plan, plan_view
from services.version_changes import Affected, apply_difference
from services.work import Work
from storage.tables import Plan, PlanProposal, PlanVersion


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What putting a version in force did; `number` is 0 for a draft, which has no versions yet."""

    plan_id: int
    number: int
    affected: tuple[Affected, ...]


def twin_plan(work: Work, held: HeldProposal) -> PlanView | None:
    """The plan that a document may be a correction of: not closed, with its number or else its title.

    A plan in force that asks for the same things by the same days is one, too, whatever it is called.
    """
    facts, duties = held.proposal.facts, held.proposal.duties
    if held.plan_id is not None or "twin" in facts.settled:
        return None
    return _twin(work, select(Plan).where(Plan.state != "closed"), facts.number, facts.title, duties)


def plan_in_force_like(work: Work, plan_id: int) -> PlanView | None:
    """The plan in force that a draft seems to ask for once more; None when there is none."""
    draft = get_plan(work, plan_id)
    in_force = select(Plan).where(Plan.state == "active", Plan.id != plan_id)
    return _twin(work, in_force, draft.number, draft.title, known_milestones(work, plan_id))


def begin_version(work: Work, actor: Actor | None, plan_id: int, address_id: int) -> HeldProposal:
    """A proposal that holds a plan as it stands, for staff to change; one that is open already goes on.

    Raises:
        DomainError: those of `require_plan`, `no-such-plan` or `plan-not-active` for a closed one.
    """
    actor = require_plan(work, actor, plan_id)
    plan = open_plan(work, plan_id)
    waiting = select(PlanProposal).where(PlanProposal.plan_id == plan_id, PlanProposal.state == "open")
    row = work.session.scalar(waiting.order_by(PlanProposal.id.desc()))
    if row is not None:
        return hold(row)
    row = PlanProposal(
        person_id=actor.person_id, plan_id=plan_id, address_id=address_id, state="open", facts={}, duties=[],
        created_at=work.now, updated_at=work.now,
    )  # fmt: skip
    work.session.add(row)
    facts = ProposalFacts(plan.title, plan.number, plan.issuer, plan.issued_on, "", ("number", "issued_on"))
    numbered = enumerate(known_milestones(work, plan_id), start=1)
    duties = tuple(
        replace(duty, id=number, decision="" if duty.late_from and duty.next_need else "kept")
        for number, duty in numbered
    )
    store(work, row, Proposal(replace(facts, settled=(*facts.settled, "issuer")), duties))
    audit.record(work, actor, "version_begun", "plan", plan_id)
    return hold(row)


def correct_plan(work: Work, actor: Actor | None, proposal_id: int, plan_id: int) -> HeldProposal:
    """Make a proposal a new version of a plan: its duties are held beside the milestones.

    Raises:
        DomainError: those of `get_proposal` and `require_plan`, `no-such-plan` or `plan-not-active` for a
            closed one.
    """
    row, actor = own_row(work, actor, proposal_id)
    if row.plan_id is not None:
        raise DomainError("button-old")
    require_plan(work, actor, plan_id)
    set_beside(work, row, proposal_from_json(row.facts, row.duties), open_plan(work, plan_id).id)
    audit.record(work, actor, "version_begun", "plan", plan_id)
    return hold(row)


def set_beside(work: Work, row: PlanProposal, proposal: Proposal, plan_id: int) -> None:
    """Store a proposal as one that changes a plan."""
    plan = get_plan(work, plan_id)
    facts = proposal.facts
    own = replace(
        facts,
        number=facts.number or plan.number,
        issuer=facts.issuer or plan.issuer,
        issued_on=facts.issued_on or plan.issued_on,
        settled=("number", "issued_on", "issuer"),
    )
    row.plan_id = plan_id
    store(work, row, beside(replace(proposal, facts=own), known_milestones(work, plan_id)))


def separate_duty(work: Work, actor: Actor | None, proposal_id: int, duty_id: int) -> HeldProposal:
    """Say that a duty is a new one, not the milestone it was taken for."""
    row, actor = own_row(work, actor, proposal_id)
    proposal = proposal_from_json(row.facts, row.duties)
    milestone_id = proposal.duty(duty_id).milestone_id
    known = {duty.milestone_id: duty for duty in known_milestones(work, row.plan_id or 0)}
    if milestone_id not in known:
        raise DomainError("button-old")
    store(work, row, separate(proposal, duty_id, known[milestone_id]))
    audit.record(work, actor, "proposal_decided", "proposal", row.id, what="separate")
    return hold(row)


def compare(work: Work, actor: Actor | None, proposal_id: int) -> Difference:
    """What a proposal would change of its plan as decided so far."""
    row, _ = own_row(work, actor, proposal_id)
    known = known_milestones(work, row.plan_id or 0)
    return difference(proposal_from_json(row.facts, row.duties), known)


def make_version(work: Work, actor: Actor | None, proposal_id: int, reason: str) -> NewVersion:
    """Put a decided version in force; `reason` is kept with what it moves and what units owe no more.

    Reports stay. Who is affected is returned, to be told once.

    Raises:
        DomainError: those of `get_proposal`, `proposal-open` while something is not decided,
            `plan-not-active` for a closed plan, `version-stale` when another version came between,
            `version-same` when nothing would change, or `concerns-others` when it would address units that
            are not the actor's.
    """
    row, actor = own_row(work, actor, proposal_id)
    if row.plan_id is None:
        raise DomainError("button-old")
    plan = open_plan(work, row.plan_id)
    work.session.refresh(plan, with_for_update=True)
    proposal = proposal_from_json(row.facts, row.duties)
    if any(duty.is_open for duty in proposal.duties):
        raise DomainError("proposal-open")
    known = known_milestones(work, plan.id)
    if is_stale(proposal, known):
        raise DomainError("version-stale")
    told = difference(proposal, known)
    is_reissued = _reissue(plan, proposal.facts)
    if not told and not is_reissued:
        raise DomainError("version-same")
    changed = apply_difference(work, actor, plan, told, reason)
    require_plan(work, actor, plan.id)
    number = _next_version(work, actor, plan, row, changed.rows) if changed.is_in_force else 0
    row.state, row.updated_at = "stored", work.now
    audit.record(work, actor, "version_made", "plan", plan.id, version=number, changes=changed.rows)
    work.session.flush()
    return NewVersion(plan.id, number, tuple(changed.affected))


def open_plan(work: Work, plan_id: int) -> Plan:
    """A plan that can be changed, or DomainError `no-such-plan`, `plan-not-active` for a closed one."""
    plan = get_plan(work, plan_id)
    if plan.state == "closed":
        raise DomainError("plan-not-active")
    return plan


def document_of(work: Work, plan_id: int) -> int | None:
    """The stored file of the document a plan came from, that of its latest version that had one."""
    versions = select(PlanVersion.file_id).where(
        PlanVersion.plan_id == plan_id, PlanVersion.file_id.is_not(None)
    )
    return work.session.scalar(versions.order_by(PlanVersion.number.desc()))


def _twin(
    work: Work, among: Select[Plan], number: str, title: str, duties: Sequence[ProposalDuty]
) -> PlanView | None:
    plans = work.session.scalars(among.order_by(Plan.id.desc())).all()
    for plan in plans:
        has_number = bool(number) and bool(plan.number)
        if folded(plan.number) == folded(number) if has_number else same_title(plan.title, title):
            return plan_view(plan)
    unnumbered = (plan for plan in plans if plan.state == "active" and not (number and plan.number))
    for plan in unnumbered:
        if is_alike(title, duties, plan.title, known_milestones(work, plan.id)):
            return plan_view(plan)
    return None


def _reissue(plan: Plan, facts: ProposalFacts) -> bool:
    """Take over what the new document says of itself; whether that differs."""
    said = {"number": facts.number, "issuer": facts.issuer, "issued_on": facts.issued_on}
    changed = {name: value for name, value in said.items() if value and value != getattr(plan, name)}
    for name, value in changed.items():
        setattr(plan, name, value)
    return bool(changed)


def _next_version(
    work: Work, actor: Actor, plan: Plan, row: PlanProposal, changes: list[dict[str, Any]]
) -> int:
    plan.version += 1
    version = PlanVersion(
        plan_id=plan.id, number=plan.version, made_at=work.now, made_by=actor.person_id, file_id=row.file_id,
        changes=changes,
    )  # fmt: skip
    work.session.add(version)
    return plan.version
