"""Giving units what they owe: whom a milestone addresses, and one assignment for each of them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from domain.plans import policy_from_json
from domain.recurrence import Occurrence
from domain.reminders import next_look, relevant_step, steps_until
from domain.units import Unit as DomainUnit
from domain.units import addressed_units
from services.calendar import work_calendar
from services.units import all_units
from services.work import Work, insert_or_ignore
from storage.tables import Addressee, Assignment, Milestone, Plan, Unit, UnitGroup


def addressed(work: Work, *conditions: ColumnElement[bool]) -> list[tuple[Milestone, list[DomainUnit]]]:
    """The milestones that meet all conditions, in order, each with the active units it addresses now."""
    units = [entry.unit for entry in all_units(work)]
    rows = work.session.execute(
        select(Addressee.milestone_id, UnitGroup.code, Unit.code)
        .outerjoin(UnitGroup, UnitGroup.id == Addressee.group_id)
        .outerjoin(Unit, Unit.id == Addressee.unit_id)
        .join(Milestone, Milestone.id == Addressee.milestone_id)
        .where(*conditions)
    )
    groups: dict[int, set[str]] = {}
    codes: dict[int, set[str]] = {}
    for milestone_id, group_code, unit_code in rows:
        (groups if group_code is not None else codes).setdefault(milestone_id, set()).add(
            group_code or unit_code
        )
    milestones = select(Milestone).where(*conditions).order_by(Milestone.position)
    return [
        (milestone, addressed_units(units, groups.get(milestone.id, set()), codes.get(milestone.id, set())))
        for milestone in work.session.scalars(milestones)
    ]


def assign(
    work: Work, plan: Plan, milestone: Milestone, occurrence: Occurrence, units: Sequence[DomainUnit]
) -> int:
    """One assignment for each unit, to be looked at when its first step falls due; returns for how many.

    A unit that owes the occurrence already keeps what it has: the unique key says so.
    """
    if not units:
        return 0
    policy, calendar = policy_from_json(plan.policy), work_calendar(work)
    late_from = occurrence.late_from
    steps = steps_until(late_from, policy, calendar, work.zone, work.now)
    look_at = next_look(
        work.now, late_from, policy, calendar, work.zone,
        expects_report=milestone.form != "none", is_pending=relevant_step(steps, work.now) is not None,
    )  # fmt: skip
    same = {
        "milestone_id": milestone.id,
        "occurrence": occurrence.period,
        "late_from": late_from,
        "assigned_at": work.now,
        "next_look_at": look_at,
    }
    rows = [{"unit_id": unit.id, **same} for unit in units]
    work.session.connection().execute(insert_or_ignore(work, Assignment), rows)
    return len(units)
