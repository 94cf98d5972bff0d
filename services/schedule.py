"""What will be sent, and when something happens next: asked of the same rules as the tick."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from domain.plans import policy_from_json
from domain.reminders import Step, relevant_step, steps_of_return, steps_until
from domain.work_calendar import WorkCalendar
from services.calendar import work_calendar
from services.counting import expects_report, is_unreached, joined, still_owes
from services.looking import is_in_force
from services.occurrences import Coming, coming_occurrences
from services.period_names import titled
from services.plans import get_plan
from services.reach import reachable_unit_ids
from services.work import Work
from storage.tables import Assignment, Milestone, Report, Unit

AHEAD = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step that lies ahead: when, of which kind, for which milestone, and whom it would reach.

    The title names the period of a duty that comes back.
    """

    at: datetime
    is_nudge: bool
    milestone_id: int
    title: str
    units: tuple[str, ...]
    unreached: tuple[str, ...]


@dataclass(slots=True)
class _Owing:
    """The units that owe a milestone by the same deadline, reached or not.

    `opens_at`: since when they will owe a period that has not opened yet.
    """

    plan_id: int
    milestone_id: int
    title: str
    expects_report: bool
    due_from: datetime
    occurrence: str
    returned_at: datetime | None = None
    opens_at: datetime | None = None
    units: list[str] = field(default_factory=list)
    unreached: list[str] = field(default_factory=list)


_Key = tuple[datetime, bool, int, str]


def planned_steps(work: Work, ahead: timedelta = AHEAD) -> list[PlannedStep]:
    """Steps after `work.now`, for the units that owe at `work.now` or will by then, oldest first."""
    calendar, horizon = work_calendar(work), work.now + ahead
    found: dict[_Key, PlannedStep] = {}
    for owing in [*_owing(work), *_will_owe(work, horizon)]:
        for step in _steps_ahead(work, owing, calendar, horizon):
            key = (step.at, step.is_nudge, owing.milestone_id, owing.occurrence)
            found[key] = _joined(found.get(key), step, owing)
    return [step for _, step in sorted(found.items())]


def next_event(work: Work) -> datetime | None:
    """The next instant at which a step is due, or None when nothing lies ahead."""
    steps = planned_steps(work)
    return steps[0].at if steps else None


def _steps_ahead(work: Work, owing: _Owing, calendar: WorkCalendar, horizon: datetime) -> Iterator[Step]:
    if not owing.expects_report:
        horizon = min(horizon, owing.due_from)
    policy = policy_from_json(get_plan(work, owing.plan_id).policy)
    if owing.returned_at is None:
        steps = steps_until(owing.due_from, policy, calendar, work.zone, horizon)
    else:
        steps = steps_of_return(owing.returned_at, owing.due_from, policy, calendar, work.zone, horizon)
    opens_at = owing.opens_at or work.now
    # A period that opens after some of its steps begins with the latest of them.
    first = relevant_step(steps, opens_at) if owing.opens_at else None
    if first is not None:
        yield replace(first, at=opens_at)
    yield from (step for step in steps if step.at > opens_at)


def _joined(known: PlannedStep | None, step: Step, owing: _Owing) -> PlannedStep:
    """The step for these units too: units with other deadlines may share its instant."""
    units, unreached = (known.units, known.unreached) if known else ((), ())
    return PlannedStep(
        step.at,
        step.is_nudge,
        owing.milestone_id,
        owing.title,
        (*units, *owing.units),
        (*unreached, *owing.unreached),
    )


def _owing(work: Work) -> list[_Owing]:
    rows = work.session.execute(
        joined(
            Milestone.plan_id,
            Milestone.id,
            Milestone.title,
            expects_report(),
            Assignment.late_from,
            Assignment.occurrence,
            Report.return_late_from,
            Report.returned_at,
            Report.withdrawn_at,
            Unit.name,
            is_unreached(work),
        )
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(is_in_force(), still_owes(work.now))
        .order_by(Assignment.late_from, Milestone.position, Unit.code)
    )
    found: dict[tuple[object, ...], _Owing] = {}
    for plan_id, milestone_id, title, is_expected, late_from, period, *returned, unit, is_missed in rows:
        due_from, returned_at = _due(late_from, *returned)
        name = titled(work, title, period)
        key = (milestone_id, period, due_from, returned_at)
        owing = found.setdefault(
            key,
            _Owing(plan_id, milestone_id, name, is_expected, due_from, period, returned_at),
        )
        (owing.unreached if is_missed else owing.units).append(unit)
    return list(found.values())


def _will_owe(work: Work, until: datetime) -> list[_Owing]:
    """The periods of recurring duties that open by then."""
    coming = coming_occurrences(work, until=until)
    reached = reachable_unit_ids(work) if coming else set()
    return [_when_open(work, one, reached) for one in coming]


def _when_open(work: Work, coming: Coming, reached: set[int]) -> _Owing:
    milestone, occurrence = coming.milestone, coming.occurrence
    return _Owing(
        milestone.plan_id,
        milestone.id,
        titled(work, milestone.title, occurrence.period),
        milestone.form != "none",
        occurrence.late_from,
        occurrence.period,
        None,
        max(coming.opens_at, work.now),
        [unit.name for unit in coming.units if unit.id in reached],
        [unit.name for unit in coming.units if unit.id not in reached],
    )


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
