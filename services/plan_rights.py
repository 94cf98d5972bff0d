"""Who may change a plan: staff of all units, or staff of every unit that the plan asks anything of."""

from sqlalchemy import select

from domain.errors import DomainError
from domain.roles import Action
from services.actors import Actor, allowed_unit_ids, require
from services.assigning import addressed
from services.work import Work
from storage.tables import Assignment, Milestone, PlanProposal


def require_plan(work: Work, actor: Actor | None, plan_id: int) -> Actor:
    """The actor when every unit that the plan concerns is theirs.

    A plan that addresses nobody yet is left to staff of all units: anybody may come to owe it.

    Raises:
        DomainError: those of `require`, or `concerns-others`.
    """
    actor = require(actor, Action.MANAGE_PLANS)
    if not may_change_plan(work, actor, plan_id):
        raise DomainError("concerns-others")
    return actor


def require_proposal(work: Work, actor: Actor | None, row: PlanProposal) -> Actor:
    """The actor when the proposal changes a plan of theirs, or is a new one that they sent themselves.

    Raises:
        DomainError: those of `require_plan`.
    """
    actor = require(actor, Action.MANAGE_PLANS)
    if row.plan_id is not None:
        return require_plan(work, actor, row.plan_id)
    if row.person_id != actor.person_id and allowed_unit_ids(work, actor, Action.MANAGE_PLANS) is not None:
        raise DomainError("concerns-others")
    return actor


def may_change_plan(work: Work, actor: Actor, plan_id: int) -> bool:
    """Whether every unit that the plan concerns is the actor's to manage plans for."""
    allowed = allowed_unit_ids(work, actor, Action.MANAGE_PLANS)
    if allowed is None:
        return True
    concerned = _concerned(work, plan_id)
    return bool(concerned) and concerned <= allowed


def _concerned(work: Work, plan_id: int) -> set[int]:
    """The units that a plan addresses as it stands, and those that still owe something of it."""
    asked = addressed(work, Milestone.plan_id == plan_id)
    owing = (
        select(Assignment.unit_id)
        .join(Milestone, Milestone.id == Assignment.milestone_id)
        .where(Milestone.plan_id == plan_id, Assignment.waived_at.is_(None), Assignment.ended_at.is_(None))
    )
    return {unit.id for _, units in asked for unit in units} | set(work.session.scalars(owing.distinct()))
