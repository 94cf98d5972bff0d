"""What will be sent, and when something happens next: asked of the same rules as the tick."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.plans import policy_from_json
from domain.reminders import steps_until
from services.assignments import AssignmentView, load_assignments
from services.calendar import work_calendar
from services.plans import get_plan
from services.reach import contacts_by_unit, unreached_reason
from services.work import Work

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


def planned_steps(work: Work, ahead: timedelta = AHEAD) -> list[PlannedStep]:
    """Steps after `work.now`, for the units that owe at `work.now`, oldest first."""
    calendar, contacts = work_calendar(work), contacts_by_unit(work)
    policies = {}
    found: dict[tuple[datetime, bool, int], list[AssignmentView]] = {}
    for view in load_assignments(work, only_active=True):
        if not view.status(work).still_owes:
            continue
        if view.plan_id not in policies:
            policies[view.plan_id] = policy_from_json((get_plan(work, view.plan_id)).policy)
        horizon = work.now + ahead if view.expects_report else min(work.now + ahead, view.facts.late_from)
        for step in steps_until(view.facts.late_from, policies[view.plan_id], calendar, work.zone, horizon):
            if step.at > work.now:
                found.setdefault((step.at, step.is_nudge, view.milestone_id), []).append(view)
    return [
        PlannedStep(
            at,
            is_nudge,
            milestone_id,
            views[0].title,
            tuple(view.unit_name for view in views if not unreached_reason(contacts.get(view.unit_id, []))),
            tuple(view.unit_name for view in views if unreached_reason(contacts.get(view.unit_id, []))),
        )
        for (at, is_nudge, milestone_id), views in sorted(found.items(), key=lambda item: item[0])
    ]


def next_event(work: Work) -> datetime | None:
    """The next instant at which a step is due, or None when nothing lies ahead."""
    steps = planned_steps(work)
    return steps[0].at if steps else None
