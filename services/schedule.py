"""What will be sent, and when something happens next: asked of the same rules as the tick."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.plans import policy_from_json
from domain.reminders import steps_of_return, steps_until
from services.calendar import work_calendar
from services.counting import expects_report, is_unreached, joined, still_owes
from services.looking import is_in_force
from services.plans import get_plan
from services.work import Work
from storage.tables import Assignment, Milestone, Report, Unit

AHEAD = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step that lies ahead: when, of which kind, for which milestone, and whom it would reach."""

    at: datetime
    is_nudge: bool
    milestone_id: int
    title: str
    units: tuple[str, ...]
    unreached: tuple[str, ...]


@dataclass(slots=True)
class _Owing:
    """The units that owe a milestone by the same deadline, reached or not."""

    plan_id: int
    milestone_id: int
    title: str
    expects_report: bool
    due_from: datetime
    returned_at: datetime | None
    units: list[str] = field(default_factory=list)
    unreached: list[str] = field(default_factory=list)


def planned_steps(work: Work, ahead: timedelta = AHEAD) -> list[PlannedStep]:
    """Steps after `work.now`, for the units that owe at `work.now`, oldest first."""
    calendar = work_calendar(work)
    found: dict[tuple[datetime, bool, int], PlannedStep] = {}
    for owing in _owing(work):
        policy = policy_from_json(get_plan(work, owing.plan_id).policy)
        horizon = work.now + ahead if owing.expects_report else min(work.now + ahead, owing.due_from)
        by_policy = (policy, calendar, work.zone, horizon)
        steps = (
            steps_of_return(owing.returned_at, owing.due_from, *by_policy)
            if owing.returned_at is not None
            else steps_until(owing.due_from, *by_policy)
        )
        for step in steps:
            if step.at > work.now:
                key = (step.at, step.is_nudge, owing.milestone_id)
                found[key] = _joined(found.get(key), key, owing)
    return [step for _, step in sorted(found.items())]


def next_event(work: Work) -> datetime | None:
    """The next instant at which a step is due, or None when nothing lies ahead."""
    steps = planned_steps(work)
    return steps[0].at if steps else None


def _joined(known: PlannedStep | None, key: tuple[datetime, bool, int], owing: _Owing) -> PlannedStep:
    """The step for these units too: units with other deadlines may share its instant."""
    units, unreached = (known.units, known.unreached) if known else ((), ())
    return PlannedStep(*key, owing.title, (*units, *owing.units), (*unreached, *owing.unreached))


def _owing(work: Work) -> list[_Owing]:
    rows = work.session.execute(
        joined(
            Milestone.plan_id,
            Milestone.id,
            Milestone.title,
            expects_report(),
            Assignment.late_from,
            Report.return_late_from,
            Report.returned_at,
            Report.withdrawn_at,
            Unit.name,
            is_unreached(),
        )
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(is_in_force(), still_owes(work.now))
        .order_by(Assignment.late_from, Milestone.position, Unit.code)
    )
    found: dict[tuple[object, ...], _Owing] = {}
    for plan_id, milestone_id, title, is_expected, *dates, unit, is_out_of_reach in rows:
        due_from, returned_at = _due(*dates)
        key = (milestone_id, due_from, returned_at)
        owing = found.setdefault(
            key, _Owing(plan_id, milestone_id, title, is_expected, due_from, returned_at)
        )
        (owing.unreached if is_out_of_reach else owing.units).append(unit)
    return list(found.values())


def _due(
    late_from: datetime,
    return_late_from: datetime | None,
    returned_at: datetime | None,
    withdrawn_at: datetime | None,
) -> tuple[datetime, datetime | None]:
    """The deadline of what is owed, and when the report was returned if it is to be mended."""
    if returned_at is None or return_late_from is None or withdrawn_at is not None:
        return late_from, None
    return return_late_from, returned_at
