"""Plan documents that staff sent: which are to be read next, and what came of reading them."""

from dataclasses import dataclass

from sqlalchemy import select

from domain.addressing import addressed
from domain.plan_proposals import Proposal
from domain.roles import Action
from services import audit
from services.actors import Actor, load_actor, require
from services.files import load_file
from services.plan_proposals import HeldProposal, forget, hold, known_here, store
from services.plan_rights import require_plan
from services.plan_versions import open_plan, set_beside
from services.privacy import throw_away_file
from services.work import Work
from storage.tables import PlanProposal

CLASSIFIED = "plan-classified"


@dataclass(frozen=True, slots=True)
class UnreadDocument:
    """A document that waits to be read."""

    proposal_id: int
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who waits for a document: the address it is told at, and the language."""

    address_id: int
    language: str


def send_document(
    work: Work, actor: Actor | None, file_id: int, address_id: int, plan_id: int | None = None
) -> int:
    """Have a stored file read as a plan, as the correction of `plan_id` if given; returns the proposal.

    Raises:
        DomainError: `not-allowed`, `no-such-file`, `no-such-plan`, `plan-not-active` for a closed plan, or
            `concerns-others` for a plan that is not only for the actor's units.
    """
    actor = require(actor, Action.MANAGE_PLANS)
    if plan_id is not None:
        require_plan(work, actor, plan_id)
    name = load_file(work, file_id).name
    row = PlanProposal(
        file_id=file_id,
        person_id=actor.person_id,
        plan_id=open_plan(work, plan_id).id if plan_id is not None else None,
        address_id=address_id,
        state="unread",
        facts={},
        duties=[],
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    audit.record(work, actor, "plan_document_sent", "proposal", row.id, name=name)
    return row.id


def next_unread(work: Work) -> UnreadDocument | None:
    """The oldest document that waits to be read."""
    waiting = select(PlanProposal).where(PlanProposal.state == "unread").order_by(PlanProposal.id)
    row = work.session.scalar(waiting.limit(1))
    if row is None or row.file_id is None:
        return None
    file = load_file(work, row.file_id)
    return UnreadDocument(row.id, file.name, file.content)


def keep_reading(work: Work, proposal_id: int, proposal: Proposal) -> tuple[HeldProposal, Waiting] | None:
    """Keep what a document proposes, matched to those who are known here; None when it was read before."""
    row = _unread(work, proposal_id)
    if row is None:
        return None
    row.state = "open"
    matched = addressed(proposal, known_here(work))
    if row.plan_id is None:
        store(work, row, matched)
    else:
        set_beside(work, row, matched, row.plan_id)
    return hold(row), _waiting(work, row)


def give_up(work: Work, proposal_id: int, code: str) -> Waiting | None:
    """A document cannot be read: `code` says why; a classified one is thrown away. None as above."""
    row = _unread(work, proposal_id)
    if row is None:
        return None
    file_id = row.file_id
    forget(work, row)
    if code == CLASSIFIED and file_id is not None:
        throw_away_file(work, load_actor(work, row.person_id), file_id)
    return _waiting(work, row)


def _unread(work: Work, proposal_id: int) -> PlanProposal | None:
    row = work.session.get(PlanProposal, proposal_id, with_for_update=True)
    return row if row is not None and row.state == "unread" else None


def _waiting(work: Work, row: PlanProposal) -> Waiting:
    assert row.address_id is not None
    return Waiting(row.address_id, load_actor(work, row.person_id).language)
