"""What will be sent, and when something happens next: asked of the same rules as the tick."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.plans import policy_from_json
from domain.reminders import steps_until
from services.calendar import work_calendar
from services.counting import expects_report, is_unreached, joined, still_owes
from services.looking import is_in_force
from services.plans import get_plan
from services.work import Work
from storage.tables import Assignment, Milestone, Unit

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
    late_from: datetime
    units: list[str] = field(default_factory=list)
    unreached: list[str] = field(default_factory=list)


def planned_steps(work: Work, ahead: timedelta = AHEAD) -> list[PlannedStep]:
    """Steps after `work.now`, for the units that owe at `work.now`, oldest first."""
    calendar = work_calendar(work)
    found: dict[tuple[datetime, bool, int], PlannedStep] = {}
    for owing in _owing(work):
        policy = policy_from_json(get_plan(work, owing.plan_id).policy)
        horizon = work.now + ahead if owing.expects_report else min(work.now + ahead, owing.late_from)
        for step in steps_until(owing.late_from, policy, calendar, work.zone, horizon):
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
            Unit.name,
            is_unreached(work),
        )
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(is_in_force(), still_owes(work.now))
        .order_by(Assignment.late_from, Milestone.position, Unit.code)
    )
    found: dict[tuple[int, datetime], _Owing] = {}
    for plan_id, milestone_id, title, is_expected, late_from, unit, is_out_of_reach in rows:
        owing = found.setdefault(
            (milestone_id, late_from), _Owing(plan_id, milestone_id, title, is_expected, late_from)
        )
        (owing.unreached if is_out_of_reach else owing.units).append(unit)
    return list(found.values())
