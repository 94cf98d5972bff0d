"""The milestones of a plan in the shape of a proposal, so that a new document can be held beside them."""

from sqlalchemy import select

from domain.plan_proposals import ProposalDuty, proposal_from_json
from services.work import Work
from storage.tables import Addressee, Milestone, PlanProposal, Unit, UnitGroup


def known_milestones(work: Work, plan_id: int) -> list[ProposalDuty]:
    """The milestones that a plan asks for, as a proposal compares them."""
    groups, units = _codes(work, plan_id)
    words = _words_before(work, plan_id)
    asked_for = select(Milestone).where(Milestone.plan_id == plan_id, Milestone.dropped_at.is_(None))
    return [
        ProposalDuty(
            id=row.id,
            title=row.title,
            kind=row.kind,
            addressees=words.get(row.id, ()),
            groups=tuple(groups.get(row.id, ())),
            units=tuple(units.get(row.id, ())),
            phrase=row.phrase,
            clause=row.clause,
            late_from=row.late_from,
            starts_on=row.starts_on,
            recipient=row.recipient,
            via=row.via,
            rrule=row.rrule,
            needs=tuple(row.needs),
            milestone_id=row.id,
        )
        for row in work.session.scalars(asked_for.order_by(Milestone.position))
    ]


def _codes(work: Work, plan_id: int) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """The codes of the groups and of the units that each milestone addresses."""
    rows = work.session.execute(
        select(Addressee.milestone_id, UnitGroup.code, Unit.code)
        .join(Milestone, Milestone.id == Addressee.milestone_id)
        .outerjoin(UnitGroup, UnitGroup.id == Addressee.group_id)
        .outerjoin(Unit, Unit.id == Addressee.unit_id)
        .where(Milestone.plan_id == plan_id)
        .order_by(Addressee.id)
    )
    groups: dict[int, list[str]] = {}
    units: dict[int, list[str]] = {}
    for milestone_id, group, unit in rows:
        (groups if group is not None else units).setdefault(milestone_id, []).append(group or unit)
    return groups, units


def _words_before(work: Work, plan_id: int) -> dict[int, tuple[str, ...]]:
    """How the document of each milestone worded its addressees, where it came from one."""
    stored = select(PlanProposal).where(PlanProposal.plan_id == plan_id, PlanProposal.state == "stored")
    return {
        duty.milestone_id: duty.addressees
        for row in work.session.scalars(stored.order_by(PlanProposal.id))
        for duty in proposal_from_json(row.facts, row.duties).kept
        if duty.milestone_id is not None and duty.addressees
    }
