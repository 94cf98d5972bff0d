"""Counting in SQL what `domain.status` and `domain.summary` define, without loading a row per assignment."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from domain.roles import UNIT_ROLES, Action
from domain.summary import Tally
from services.actors import Actor, ids_below, require
from services.reach import is_reached
from services.work import Work
from storage.tables import (
    Address,
    Addressee,
    Assignment,
    Milestone,
    Office,
    Report,
    UnitGroupMember,
)

Condition = ColumnElement[bool]
Key = ColumnElement[Any] | InstrumentedAttribute[Any]
Conditions = Sequence[Condition]
OCCURRENCE = (Assignment.milestone_id, Assignment.occurrence)


def tallies_of_occurrences(work: Work, scope: Conditions) -> dict[tuple[int, str], Tally]:
    """The tally of each occurrence of each milestone in scope; "" is the only one of what does not recur."""
    return {(milestone, period): counts for (milestone, period), counts in _tallies(work, OCCURRENCE, scope)}


def tallies_of_places(work: Work, places: Subquery, scope: Conditions) -> dict[int | None, Tally]:
    """The tally of each of these places of units (see `first_groups`), None for units that have none."""
    return {place: counts for (place,), counts in _tallies(work, (places.c.place,), scope, places)}


def _tallies(
    work: Work, keys: Sequence[Key], scope: Conditions, places: Subquery | None = None
) -> Iterable[tuple[tuple[Any, ...], Tally]]:
    has_members = and_(Report.attended.is_not(None), Report.total.is_not(None))
    query = joined(
        *(key.label(f"key_{place}") for place, key in enumerate(keys)),
        _standing(work.now).label("standing"),
        case((has_members, Report.attended), else_=0).label("attended"),
        case((has_members, Report.total), else_=0).label("total"),
    )
    if places is not None:
        query = query.outerjoin(places, places.c.unit_id == Assignment.unit_id)
    each = query.where(*scope).subquery()
    counts = (each.c.standing, func.count(), func.sum(each.c.attended), func.sum(each.c.total))
    by = [each.c[f"key_{place}"] for place, _ in enumerate(keys)]
    rows = work.session.execute(select(*by, *counts).group_by(*by, each.c.standing))
    found: dict[tuple[Any, ...], Tally] = defaultdict(Tally)
    for *group, name, units, attended, total in rows:
        is_reported = name in ("on_time", "late")
        members = {"attended": int(attended), "total": int(total)} if is_reported else {}
        found[tuple(group)] += Tally(**{name: units}, **members)
    return found.items()


def joined(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Columns of the assignments that count now, with their milestone and, if there is one, their report."""
    return (
        select(*columns)
        .select_from(Assignment)
        .join(Milestone, Milestone.id == Assignment.milestone_id)
        .outerjoin(Report, Report.assignment_id == Assignment.id)
        .where(Assignment.ended_at.is_(None))
    )


def of_plan(plan_id: int) -> Condition:
    """The assignment belongs to a plan."""
    return Assignment.milestone_id.in_(select(Milestone.id).where(Milestone.plan_id == plan_id))


def of_occurrence(milestone_id: int, occurrence: str) -> list[Condition]:
    """The assignment is one of this occurrence ("" of what does not recur) of a milestone."""
    return [Assignment.milestone_id == milestone_id, Assignment.occurrence == occurrence]


def expects_report() -> Condition:
    """The duty is answered by a report; an event is only reminded of."""
    return Milestone.form != "none"


def still_owes(now: datetime) -> Condition:
    """`Status.still_owes`: not waived, and not reported, or sent back or withdrawn."""
    return and_(
        or_(Assignment.waived_at.is_(None), Assignment.waived_at > now),
        or_(
            Report.id.is_(None),
            Report.received_at > now,
            Report.returned_at <= now,
            Report.withdrawn_at <= now,
        ),
    )


def is_unreached(work: Work) -> Condition:
    """Nobody of the assignment's unit is reached; the same as `services.reach.unreached_reason`."""
    return ~exists().where(
        Office.unit_id == Assignment.unit_id,
        Office.role.in_([role.value for role in UNIT_ROLES]),
        Office.until.is_(None),
        Address.person_id == Office.person_id,
        is_reached(work),
    )


def visible_to(actor: Actor | None) -> list[Condition]:
    """What an actor may see of assignments, as `services.actors.visible_unit_ids`; no actor sees all.

    Raises:
        DomainError: `not-allowed` to read summaries.
    """
    if actor is None:
        return []
    require(actor, Action.READ_SUMMARY)
    reading = [office for office in actor.offices if office.role not in UNIT_ROLES]
    if any(office.unit_id is None for office in reading):
        return []
    roots = [office.unit_id for office in reading if office.unit_id is not None]
    ids = ids_below(roots)
    return [or_(Assignment.unit_id.in_(ids), Assignment.unit_id.in_(actor.unit_ids()))]


def first_groups(milestone_id: int) -> Subquery:
    """For each unit, as `place`, the first row of the milestone's addressees that names a group of it."""
    return (
        select(UnitGroupMember.unit_id, func.min(Addressee.id).label("place"))
        .join(Addressee, Addressee.group_id == UnitGroupMember.group_id)
        .where(Addressee.milestone_id == milestone_id)
        .group_by(UnitGroupMember.unit_id)
        .subquery()
    )


def _standing(now: datetime) -> ColumnElement[str]:
    # A returned report whose own deadline has passed counts as if it were mended now.
    is_mended_late = and_(
        Report.returned_at <= now, Report.return_late_from <= now, Assignment.late_from <= now
    )
    is_late = or_(Report.received_at >= Assignment.late_from, is_mended_late)
    return case(
        (Assignment.waived_at <= now, "waived"),
        (Report.withdrawn_at <= now, "missing"),
        (and_(Report.received_at <= now, is_late), "late"),
        (Report.received_at <= now, "on_time"),
        else_="missing",
    )
