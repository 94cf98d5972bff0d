"""Which units stand where, a page of names at a time: those of a group, and those that still owe."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, select

from domain.errors import DomainError
from domain.roles import Action
from services.actors import Actor, require
from services.assignments import AssignmentView, load_assignments
from services.counting import (
    expects_report,
    first_groups,
    is_unreached,
    joined,
    of_occurrence,
    of_plan,
    still_owes,
    visible_to,
)
from services.period_names import titled
from services.reach import contacts_by_unit, unreached_reason
from services.summary import addressed_groups
from services.work import Work
from storage.tables import Assignment, Milestone, Unit


@dataclass(frozen=True, slots=True)
class Page:
    """The part of a long list that is asked for: rows to pass over, and how many then at most."""

    first: int
    most: int


@dataclass(frozen=True, slots=True)
class MissingCount:
    """How many units still owe a milestone, or an occurrence of it, and how many of them nobody reaches."""

    milestone_id: int
    title: str
    units: int
    unreached: int
    occurrence: str = ""


@dataclass(frozen=True, slots=True)
class MissingUnit:
    """A unit that still owes: the assignment, how to call it, and why it was not reached ("" when it was)."""

    assignment: AssignmentView
    contact_name: str
    contact_phone: str
    unreached: str


def missing_counts(work: Work, actor: Actor | None, plan_id: int) -> list[MissingCount]:
    """What units still owe of a plan, each occurrence by itself, the most urgent first."""
    require(actor, Action.READ_SUMMARY)
    owed = (
        joined(
            Milestone.id,
            Milestone.title,
            Milestone.position,
            Assignment.occurrence,
            Assignment.late_from,
            case((is_unreached(work), 1), else_=0).label("is_unreached"),
        )
        .where(of_plan(plan_id), expects_report(), still_owes(work.now), *visible_to(actor))
        .subquery()
    )
    columns = (owed.c.id, owed.c.title, owed.c.position, owed.c.occurrence)
    rows = work.session.execute(
        select(*columns, func.count(), func.sum(owed.c.is_unreached))
        .group_by(*columns)
        .order_by(func.min(owed.c.late_from), owed.c.position)
    )
    return [
        MissingCount(row, titled(work, title, occurrence), units, int(unreached), occurrence)
        for row, title, _position, occurrence, units, unreached in rows
    ]


def missing_units(
    work: Work, actor: Actor | None, milestone_id: int, page: Page, occurrence: str = ""
) -> list[MissingUnit]:
    """A page of the units that still owe an occurrence, most urgent first, and why it was not reached."""
    require(actor, Action.READ_SUMMARY)
    scope = (*of_occurrence(milestone_id, occurrence), expects_report(), still_owes(work.now))
    views = _views(work, joined(Assignment.id).where(*scope, *visible_to(actor)), page)
    unit_ids = [view.unit_id for view in views]
    registry = {unit.id: unit for unit in work.session.scalars(select(Unit).where(Unit.id.in_(unit_ids)))}
    contacts = contacts_by_unit(work, unit_ids)
    return [
        MissingUnit(
            view,
            registry[view.unit_id].contact_name,
            registry[view.unit_id].contact_phone,
            unreached_reason(contacts.get(view.unit_id, [])),
        )
        for view in views
    ]


def units_of_group(
    work: Work, actor: Actor | None, milestone_id: int, place: int | None, page: Page, occurrence: str = ""
) -> list[AssignmentView]:
    """A page of an occurrence's assignments whose units count in one group (None for no group).

    Raises:
        DomainError: `not-allowed`, or `no-such-milestone` when it does not address such a group.
    """
    require(actor, Action.READ_SUMMARY)
    if place is not None and place not in {row for row, *_ in addressed_groups(work, milestone_id)}:
        raise DomainError("no-such-milestone")
    places = first_groups(milestone_id)
    query = joined(Assignment.id).outerjoin(places, places.c.unit_id == Assignment.unit_id)
    is_of_group = places.c.place.is_(None) if place is None else places.c.place == place
    query = query.where(*of_occurrence(milestone_id, occurrence), is_of_group, *visible_to(actor))
    return _views(work, query, page)


def _views(work: Work, ids: Select[*tuple[Any, ...]], page: Page) -> list[AssignmentView]:
    wanted = (
        ids.join(Unit, Unit.id == Assignment.unit_id)
        .order_by(Assignment.late_from, Unit.code)
        .offset(page.first)
        .limit(page.most)
    )
    return load_assignments(work, ids=list(work.session.scalars(wanted)))
