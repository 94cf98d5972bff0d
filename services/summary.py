"""Counting a plan: by milestone and by unit group; figures that add up at any instant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from domain.deadlines import ONE_SECOND
from domain.roles import Action
from domain.summary import CountedAssignment, Tally, tally
from services.actors import Actor, require, visible_unit_ids
from services.assignments import AssignmentView, load_assignments
from services.counting import first_groups, of_plan, tallies, visible_to
from services.plans import get_plan
from services.versions_then import versions_after
from services.work import Work
from storage.tables import Addressee, Assignment, Milestone, UnitGroup


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


def summarise_plan(work: Work, actor: Actor | None, plan_id: int) -> PlanSummary:
    """Count every milestone of a plan as of `work.now`; the command line passes no actor and sees all."""
    plan = get_plan(work, plan_id)
    count = _tallies_then if work.is_past else _tallies_now
    counts = count(work, actor, plan_id)
    versions = versions_after(work)
    asked_for = select(Milestone).where(Milestone.plan_id == plan_id, _is_asked_for(work.now))
    milestones = [
        milestone
        for milestone in work.session.scalars(asked_for.order_by(Milestone.position))
        if milestone.id not in versions.added
    ]
    return PlanSummary(
        work.now,
        plan.id,
        plan.title,
        plan.number,
        plan.state,
        tuple(
            _summary(milestone, versions.late_from(milestone), counts.get(milestone.id, Tally()))
            for milestone in milestones
        ),
    )


def summarise_groups(work: Work, actor: Actor | None, milestone_id: int) -> list[GroupSummary]:
    """Count one milestone by unit group, in the order it addresses them; units of none come last."""
    places = first_groups(milestone_id)
    scope = [Assignment.milestone_id == milestone_id, *visible_to(actor)]
    counts = tallies(work, places.c.place, scope, places)
    groups = [(row, code, name) for row, code, name in addressed_groups(work, milestone_id) if row in counts]
    found = [GroupSummary(code, name, counts[row]) for row, code, name in groups]
    return [*found, GroupSummary("", "", counts[None])] if None in counts else found


def addressed_groups(work: Work, milestone_id: int) -> list[tuple[int, str, str]]:
    """The groups a milestone addresses, in its order: the addressee's row, code and name of each."""
    rows = work.session.execute(
        select(func.min(Addressee.id), UnitGroup.code, UnitGroup.name)
        .join(UnitGroup, UnitGroup.id == Addressee.group_id)
        .where(Addressee.milestone_id == milestone_id)
        .group_by(UnitGroup.code, UnitGroup.name)
        .order_by(func.min(Addressee.id))
    )
    return [(row, code, name) for row, code, name in rows]


def _tallies_now(work: Work, actor: Actor | None, plan_id: int) -> dict[int, Tally]:
    return tallies(work, Assignment.milestone_id, [of_plan(plan_id), *visible_to(actor)])


def _tallies_then(work: Work, actor: Actor | None, plan_id: int) -> dict[int, Tally]:
    """How things stood in the past, when what was changed later is to be taken back from each row."""
    unit_ids = visible_unit_ids(work, require(actor, Action.READ_SUMMARY)) if actor is not None else None
    by_milestone: dict[int, list[AssignmentView]] = {}
    for view in load_assignments(work, plan_id=plan_id, unit_ids=unit_ids):
        by_milestone.setdefault(view.milestone_id, []).append(view)
    return {milestone_id: tally(_counted(work, views)) for milestone_id, views in by_milestone.items()}


def _counted(work: Work, views: Iterable[AssignmentView]) -> Iterable[CountedAssignment]:
    for view in views:
        attended, total = view.values.get("attended"), view.values.get("total")
        yield CountedAssignment(view.status(work), _whole(attended), _whole(total))


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _is_asked_for(now: datetime) -> ColumnElement[bool]:
    """No version of the plan up to this instant has dropped the milestone."""
    return or_(Milestone.dropped_at.is_(None), Milestone.dropped_at > now)


def _summary(milestone: Milestone, late_from: datetime | None, counts: Tally) -> MilestoneSummary:
    expects_report = milestone.form != "none"
    return MilestoneSummary(
        milestone.id,
        milestone.title,
        milestone.kind,
        milestone.phrase,
        late_from - ONE_SECOND if late_from else None,
        expects_report,
        counts.addressed,
        counts if expects_report else Tally(),
    )
