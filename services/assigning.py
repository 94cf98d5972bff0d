"""Giving units what they owe: whom a milestone addresses, and one assignment for each of them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, select

from domain.errors import DomainError
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
    """The milestones asked for that meet all conditions, in order, each with the units it addresses now."""
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
    milestones = select(Milestone).where(Milestone.dropped_at.is_(None), *conditions)
    return [
        (milestone, addressed_units(units, groups.get(milestone.id, set()), codes.get(milestone.id, set())))
        for milestone in work.session.scalars(milestones.order_by(Milestone.position))
    ]


def set_addressees(work: Work, milestone_id: int, groups: Sequence[str], units: Sequence[str]) -> None:
    """Address a milestone to these groups and units, by code, and to nobody else.

    Raises:
        DomainError: `no-units-yet`, `unknown-group` or `unknown-unit`.
    """
    known_groups = dict(work.session.execute(select(UnitGroup.code, UnitGroup.id)).all())
    named = select(Unit.code, Unit.id).where(Unit.is_active, Unit.code.in_(units))
    known_units = dict(work.session.execute(named).all())
    work.session.execute(delete(Addressee).where(Addressee.milestone_id == milestone_id))
    for code in groups:
        if not known_groups:
            raise DomainError("no-units-yet")
        if code not in known_groups:
            raise DomainError("unknown-group", group=code, known=", ".join(known_groups))
        work.session.add(Addressee(milestone_id=milestone_id, group_id=known_groups[code]))
    for code in units:
        if code not in known_units:
            raise DomainError("unknown-unit", unit=code)
        work.session.add(Addressee(milestone_id=milestone_id, unit_id=known_units[code]))
    work.session.flush()


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
        "begun_at": work.now,
        "next_look_at": look_at,
    }
    rows = [{"unit_id": unit.id, **same} for unit in units]
    work.session.connection().execute(insert_or_ignore(work, Assignment), rows)
    return len(units)
