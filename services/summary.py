"""Counting a plan: by milestone and by unit group; figures that add up at any instant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from domain.deadlines import ONE_SECOND
from domain.recurrence import Occurrence
from domain.roles import Action
from domain.summary import CountedAssignment, Tally, tally
from services.actors import Actor, require, visible_unit_ids
from services.assignments import AssignmentView, load_assignments
from services.counting import (
    OCCURRENCE,
    first_groups,
    of_occurrence,
    of_plan,
    tallies_of_occurrences,
    tallies_of_places,
    visible_to,
)
from services.occurrences import occurrences_of
from services.period_names import titled
from services.plans import get_plan
from services.versions_then import versions_after
from services.work import Work
from storage.tables import Addressee, Assignment, Milestone, UnitGroup


@dataclass(frozen=True, slots=True)
class MilestoneSummary:
    """One milestone counted, or one occurrence of it. `last_moment` is None while its date is open.

    An event expects no report: `expects_report` is False and its tally stays empty. `occurrence` is the
    period of a duty that comes back, and the title names it; `is_coming`: not even the first has opened yet.
    """

    id: int
    title: str
    kind: str
    phrase: str
    last_moment: datetime | None
    expects_report: bool
    invited: int
    tally: Tally
    occurrence: str = ""
    is_coming: bool = False


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
    """One unit group of a milestone counted; a unit in several groups counts in the first one only.

    `place` is the row of the addressee that names the group, None for the units of no group.
    """

    place: int | None
    code: str
    name: str
    tally: Tally


def summarise_plan(work: Work, actor: Actor | None, plan_id: int) -> PlanSummary:
    """Count a plan as of `work.now`, each occurrence of what comes back by itself.

    The command line passes no actor and sees all.
    """
    plan = get_plan(work, plan_id)
    count = _count_then if work.is_past else _count_now
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
            one
            for milestone in milestones
            for one in _summaries(work, milestone, versions.late_from(milestone), counts)
        ),
    )


def summarise_groups(
    work: Work, actor: Actor | None, milestone_id: int, occurrence: str = ""
) -> list[GroupSummary]:
    """Count one occurrence by unit group, in the order it addresses them; units of none come last."""
    scope = [*of_occurrence(milestone_id, occurrence), *visible_to(actor)]
    counts = tallies_of_places(work, first_groups(milestone_id), scope)
    groups = [(row, code, name) for row, code, name in addressed_groups(work, milestone_id) if row in counts]
    found = [GroupSummary(row, code, name, counts[row]) for row, code, name in groups]
    return [*found, GroupSummary(None, "", "", counts[None])] if None in counts else found


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


@dataclass(frozen=True, slots=True)
class _Counts:
    """Figures by milestone and period; of what comes back also the earliest deadline in force."""

    tallies: dict[tuple[int, str], Tally]
    late_from: dict[tuple[int, str], datetime]


def _count_now(work: Work, actor: Actor | None, plan_id: int) -> _Counts:
    scope = [of_plan(plan_id), *visible_to(actor)]
    counts = tallies_of_occurrences(work, scope)
    late_from: dict[tuple[int, str], datetime] = {}
    if any(period for _, period in counts):
        earliest = select(*OCCURRENCE, func.min(Assignment.late_from)).group_by(*OCCURRENCE)
        still_owed = (Assignment.occurrence != "", Assignment.ended_at.is_(None))
        rows = work.session.execute(earliest.where(*scope, *still_owed))
        late_from = {(milestone, period): late for milestone, period, late in rows}
    return _Counts(counts, late_from)


def _count_then(work: Work, actor: Actor | None, plan_id: int) -> _Counts:
    """How things stood in the past, when what was changed later is to be taken back from each row."""
    unit_ids = visible_unit_ids(work, require(actor, Action.READ_SUMMARY)) if actor is not None else None
    views: dict[tuple[int, str], list[AssignmentView]] = {}
    for view in load_assignments(work, plan_id=plan_id, unit_ids=unit_ids):
        views.setdefault((view.milestone_id, view.occurrence), []).append(view)
    late_from = {key: min(view.facts.late_from for view in found) for key, found in views.items() if key[1]}
    return _Counts({key: tally(_counted(work, found)) for key, found in views.items()}, late_from)


def _counted(work: Work, views: Iterable[AssignmentView]) -> Iterable[CountedAssignment]:
    for view in views:
        attended, total = view.values.get("attended"), view.values.get("total")
        yield CountedAssignment(view.status(work), _whole(attended), _whole(total))


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _is_asked_for(now: datetime) -> ColumnElement[bool]:
    """No version of the plan up to this instant has dropped the milestone."""
    return or_(Milestone.dropped_at.is_(None), Milestone.dropped_at > now)


def _summaries(
    work: Work, milestone: Milestone, late_from: datetime | None, counts: _Counts
) -> list[MilestoneSummary]:
    """One for each occurrence that has opened; before the first has, one of what is still to come."""
    opened = sorted((late, period) for (row, period), late in counts.late_from.items() if row == milestone.id)
    if opened:
        return [
            _summary(work, milestone, Occurrence(period, late), counts.tallies[milestone.id, period])
            for late, period in opened
        ]
    coming = next((one for one in occurrences_of(milestone, work.zone) if one.late_from > work.now), None)
    if coming is not None:
        return [_summary(work, milestone, coming, Tally(), is_coming=True)]
    once = Occurrence("", late_from) if late_from else None
    return [_summary(work, milestone, once, counts.tallies.get((milestone.id, ""), Tally()))]


def _summary(
    work: Work,
    milestone: Milestone,
    occurrence: Occurrence | None,
    counts: Tally,
    *,
    is_coming: bool = False,
) -> MilestoneSummary:
    expects_report = milestone.form != "none"
    period = occurrence.period if occurrence else ""
    return MilestoneSummary(
        milestone.id,
        titled(work, milestone.title, period),
        milestone.kind,
        milestone.phrase,
        occurrence.late_from - ONE_SECOND if occurrence else None,
        expects_report,
        counts.addressed,
        counts if expects_report else Tally(),
        period,
        is_coming,
    )
