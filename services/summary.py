"""Counting a plan: by milestone, by unit group, by unit; figures that add up at any instant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from domain.deadlines import ONE_SECOND, last_valid_day
from domain.local_time import local_day
from domain.roles import Action
from domain.summary import CountedAssignment, Tally, tally
from services.actors import Actor, require, visible_unit_ids
from services.assignments import AssignmentView, load_assignments
from services.calendar import work_calendar
from services.plans import get_plan
from services.reach import contacts_by_unit, unreached_reason
from services.units import all_units, group_names
from services.work import Work
from storage.tables import Addressee, Milestone, UnitGroup


@dataclass(frozen=True, slots=True)
class MilestoneSummary:
    """One milestone counted. `last_moment` is None while its date is open.

    An event expects no report: `expects_report` is False and its tally stays empty.
    """

    id: int
    title: str
    kind: str
    phrase: str
    last_moment: datetime | None
    expects_report: bool
    invited: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan counted as of an instant."""

    as_of: datetime
    plan_id: int
    title: str
    number: str
    state: str
    milestones: tuple[MilestoneSummary, ...]


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """One unit group of a milestone counted; a unit in several groups counts in the first one only."""

    code: str
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class MissingUnit:
    """A unit that still owes: the assignment, how to call it, and why it was not reached ("" when it was)."""

    assignment: AssignmentView
    contact_name: str
    contact_phone: str
    unreached: str


@dataclass(frozen=True, slots=True)
class DigestLine:
    """What the daily digest says of one milestone."""

    title: str
    last_day: date
    tally: Tally
    unreached: int


def summarise_plan(work: Work, actor: Actor | None, plan_id: int) -> PlanSummary:
    """Count every milestone of a plan as of `work.now`; the command line passes no actor and sees all."""
    plan = get_plan(work, plan_id)
    views = _visible_assignments(work, actor, plan_id=plan_id)
    milestones = work.session.scalars(
        select(Milestone).where(Milestone.plan_id == plan_id).order_by(Milestone.position)
    )
    return PlanSummary(
        work.now,
        plan.id,
        plan.title,
        plan.number,
        plan.state,
        tuple(_count(work, milestone, views) for milestone in milestones),
    )


def summarise_groups(work: Work, actor: Actor | None, milestone_id: int) -> list[GroupSummary]:
    """Count one milestone by unit group."""
    by_group = assignments_by_group(work, actor, milestone_id)
    names = group_names(work)
    return [
        GroupSummary(code, names.get(code, ""), tally(counted(work, views)))
        for code, views in by_group.items()
    ]


def assignments_by_group(
    work: Work, actor: Actor | None, milestone_id: int
) -> dict[str, list[AssignmentView]]:
    """The assignments of a milestone by the first addressed group their unit belongs to ("" for none)."""
    views = _visible_assignments(work, actor, milestone_id=milestone_id)
    groups_of = {entry.unit.id: entry.unit.groups for entry in all_units(work)}
    addressed = work.session.scalars(
        select(UnitGroup.code)
        .join(Addressee, Addressee.group_id == UnitGroup.id)
        .where(Addressee.milestone_id == milestone_id)
        .order_by(Addressee.id)
    )
    order = list(addressed)
    found: dict[str, list[AssignmentView]] = {code: [] for code in order}
    for view in views:
        first = next((code for code in order if code in groups_of.get(view.unit_id, frozenset())), "")
        found.setdefault(first, []).append(view)
    return {code: views for code, views in found.items() if views}


def missing_units(
    work: Work, actor: Actor | None, plan_id: int, milestone_id: int | None = None
) -> list[MissingUnit]:
    """Who still owes what, most urgent first, with the reason where nobody could be reached."""
    require(actor, Action.READ_SUMMARY)
    views = _visible_assignments(work, actor, plan_id=plan_id, milestone_id=milestone_id)
    registry = {entry.unit.id: entry for entry in all_units(work)}
    contacts = contacts_by_unit(work)
    return [
        MissingUnit(
            view,
            registry[view.unit_id].contact_name if view.unit_id in registry else "",
            registry[view.unit_id].contact_phone if view.unit_id in registry else "",
            unreached_reason(contacts.get(view.unit_id, [])),
        )
        for view in views
        if view.expects_report and view.status(work).still_owes
    ]


def digest_lines(work: Work, actor: Actor, plan_id: int) -> list[DigestLine]:
    """Milestones with something due before the next working day is over, or late; empty on quiet days."""
    calendar = work_calendar(work)
    today = local_day(work.now, work.zone)
    soon = calendar.on_or_after(today + timedelta(days=1))
    views = _visible_assignments(work, actor, plan_id=plan_id)
    contacts = contacts_by_unit(work)
    lines = []
    for milestone_id in dict.fromkeys(view.milestone_id for view in views if view.expects_report):
        of_milestone = [view for view in views if view.milestone_id == milestone_id]
        owing = [view for view in of_milestone if view.status(work).still_owes]
        if any(last_valid_day(view.facts.late_from, work.zone) < soon for view in owing):
            unreached = sum(bool(unreached_reason(contacts.get(view.unit_id, []))) for view in owing)
            last_day = last_valid_day(of_milestone[0].facts.late_from, work.zone)
            counts = tally(counted(work, of_milestone))
            lines.append(DigestLine(of_milestone[0].title, last_day, counts, unreached))
    return lines


def counted(work: Work, views: Iterable[AssignmentView]) -> list[CountedAssignment]:
    """The assignments as the summary counts them."""
    return [
        CountedAssignment(
            view.status(work), _whole(view.values.get("attended")), _whole(view.values.get("total"))
        )
        for view in views
    ]


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _count(work: Work, milestone: Milestone, views: list[AssignmentView]) -> MilestoneSummary:
    own = [view for view in views if view.milestone_id == milestone.id]
    expects_report = milestone.form != "none"
    return MilestoneSummary(
        milestone.id,
        milestone.title,
        milestone.kind,
        milestone.phrase,
        milestone.late_from - ONE_SECOND if milestone.late_from else None,
        expects_report,
        len(own),
        tally(counted(work, own)) if expects_report else Tally(),
    )


def _visible_assignments(
    work: Work, actor: Actor | None, *, plan_id: int | None = None, milestone_id: int | None = None
) -> list[AssignmentView]:
    unit_ids = None
    if actor is not None:
        require(actor, Action.READ_SUMMARY)
        unit_ids = visible_unit_ids(work, actor)
    return load_assignments(work, plan_id=plan_id, milestone_id=milestone_id, unit_ids=unit_ids)
