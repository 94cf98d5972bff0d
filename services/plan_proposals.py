"""Proposed plans that staff decide, step by step, until one becomes a draft."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from sqlalchemy import select

from domain.addressing import Known, addressed, known_groups
from domain.errors import DomainError
from domain.plan_decisions import Change, keep_all
from domain.plan_drafts import plan_draft
from domain.plan_proposals import Proposal, ProposalDuty, duties_to_json, facts_to_json, proposal_from_json
from domain.plans import PlanDraft
from domain.roles import Action
from services import audit
from services.actors import Actor, require
from services.plan_rights import require_proposal
from services.plans import create_plan
from services.units import all_units, group_names
from services.work import Work
from storage.tables import Milestone, PlanProposal, PlanVersion

WAITING_STATES = ("unread", "open")


@dataclass(frozen=True, slots=True)
class HeldProposal:
    """A proposal in hand; `plan_id` is the plan it is to change, None when it is to become one."""

    id: int
    plan_id: int | None
    file_id: int | None
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class ListedProposal:
    """A proposal as lists show it; the title is that of the document once it was read."""

    id: int
    title: str
    is_read: bool


def waiting_proposals(work: Work) -> list[ListedProposal]:
    """The proposals that are not settled yet, the latest first."""
    query = select(PlanProposal).where(PlanProposal.state.in_(WAITING_STATES))
    rows = work.session.scalars(query.order_by(PlanProposal.id.desc()))
    return [ListedProposal(row.id, row.facts.get("title", ""), row.state == "open") for row in rows]


def get_proposal(work: Work, actor: Actor | None, proposal_id: int) -> HeldProposal:
    """One proposal that is being decided.

    Raises:
        DomainError: those of `require_proposal`, `no-such-proposal`, `proposal-unread` or `proposal-settled`.
    """
    row, _ = own_row(work, actor, proposal_id)
    return hold(row)


def change_proposal(
    work: Work, actor: Actor | None, proposal_id: int, change: Change, what: str
) -> HeldProposal:
    """Store one decision; `what` names it in the audit log. Raises as `get_proposal` and the decision do."""
    row, actor = own_row(work, actor, proposal_id)
    store(work, row, change(proposal_from_json(row.facts, row.duties)))
    audit.record(work, actor, "proposal_decided", "proposal", row.id, what=what)
    return hold(row)


def draft_from(work: Work, actor: Actor | None, proposal_id: int) -> int:
    """Make a draft plan of a decided proposal; returns the plan's id.

    Raises:
        DomainError: those of `get_proposal`, `plan_draft` and `create_plan`.
    """
    row, actor = own_row(work, actor, proposal_id)
    if row.plan_id is not None:
        raise DomainError("button-old")
    proposal = proposal_from_json(row.facts, row.duties)
    row.plan_id = create_plan(work, actor, plan_draft(proposal))
    row.state = "stored"
    milestones = select(Milestone.id).where(Milestone.plan_id == row.plan_id).order_by(Milestone.position)
    store(work, row, with_milestones(proposal, work.session.scalars(milestones).all()))
    _note_first_version(work, row.plan_id, row.file_id, actor)
    return row.plan_id


def draft_unseen(work: Work, proposal: Proposal, file_id: int) -> tuple[int, PlanDraft]:
    """A draft of everything a document proposes, as it stands, for the command line: the plan and the draft.

    What each duty needs stays with it, to be settled in chat. Raises as `create_plan` does.
    """
    matched = addressed(proposal, known_here(work))
    facts = replace(matched.facts, title=matched.facts.title or PurePath(matched.facts.source).stem)
    draft = plan_draft(keep_all(replace(matched, facts=facts)))
    plan_id = create_plan(work, None, draft)
    _note_first_version(work, plan_id, file_id, None)
    return plan_id, draft


def discard(work: Work, actor: Actor | None, proposal_id: int) -> None:
    """Drop a proposal; what was read is not kept."""
    row, actor = own_row(work, actor, proposal_id)
    forget(work, row)
    audit.record(work, actor, "proposal_dropped", "proposal", row.id)


def known_here(work: Work) -> Known:
    """The groups and units that duties can be addressed to."""
    units = tuple(entry.unit for entry in all_units(work))
    return known_groups(group_names(work), work.installation.profile, units)


def own_row(work: Work, actor: Actor | None, proposal_id: int) -> tuple[PlanProposal, Actor]:
    """The row of a proposal that is this actor's to decide, locked; raises as `get_proposal` does."""
    actor = require(actor, Action.MANAGE_PLANS)
    row = _open_row(work, proposal_id)
    return row, require_proposal(work, actor, row)


def hold(row: PlanProposal) -> HeldProposal:
    """A row as handlers see it."""
    return HeldProposal(row.id, row.plan_id, row.file_id, proposal_from_json(row.facts, row.duties))


def store(work: Work, row: PlanProposal, proposal: Proposal) -> None:
    """Write a proposal down as it stands now."""
    row.facts, row.duties = facts_to_json(proposal.facts), duties_to_json(proposal.duties)
    row.updated_at = work.now
    work.session.flush()


def forget(work: Work, row: PlanProposal) -> None:
    """Drop a proposal with its words; the file goes when nothing else refers to it."""
    row.state, row.file_id, row.facts, row.duties = "dropped", None, {}, []
    row.updated_at = work.now
    work.session.flush()


def with_milestones(proposal: Proposal, milestone_ids: Sequence[int]) -> Proposal:
    """The kept duties with the milestones they became, in their order."""
    rows = iter(milestone_ids)

    def stored(duty: ProposalDuty) -> ProposalDuty:
        return replace(duty, milestone_id=next(rows)) if duty.decision == "kept" else duty

    return replace(proposal, duties=tuple(map(stored, proposal.duties)))


def _open_row(work: Work, proposal_id: int) -> PlanProposal:
    row = work.session.get(PlanProposal, proposal_id, with_for_update=True)
    if row is None:
        raise DomainError("no-such-proposal")
    if row.state == "unread":
        raise DomainError("proposal-unread")
    if row.state != "open":
        raise DomainError("proposal-settled")
    return row


def _note_first_version(work: Work, plan_id: int, file_id: int | None, actor: Actor | None) -> None:
    """The document a plan came from stays known."""
    made_by = actor.person_id if actor else None
    work.session.add(
        PlanVersion(plan_id=plan_id, number=1, made_at=work.now, made_by=made_by, file_id=file_id, changes=[])
    )
    work.session.flush()
