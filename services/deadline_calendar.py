"""What stands in a secretary's own calendar: the duties of the units in plans in force, as they changed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from domain.calendar_entries import EntryState
from services.assignments import AssignmentView, load_assignments
from services.codes import new_code
from services.work import Work
from storage.tables import (
    Assignment,
    Extension,
    Milestone,
    Plan,
    PlanVersion,
    Report,
    ReportRevision,
    Setting,
)

CALENDAR_KEY = "calendar_id"


@dataclass(frozen=True, slots=True)
class CalendarDuty:
    """One assignment as a calendar shows it.

    Attributes:
        view: the assignment.
        state: to be done, done, or no longer asked for.
        late_from: the deadline in force; of a returned report, that of its mending.
        is_extended: the deadline is no longer the one the document names.
        sequence, changed_at: see `domain.calendar_entries.CalendarEntry`.
    """

    view: AssignmentView
    state: EntryState
    late_from: datetime
    is_extended: bool
    sequence: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class _History:
    """When something about an assignment changed that its view does not tell."""

    activated_at: datetime
    extended_at: datetime | None
    dropped_at: datetime | None
    others: tuple[datetime | None, ...]


def calendar_duties(work: Work, unit_ids: Collection[int]) -> list[CalendarDuty]:
    """Every duty of these units in active plans, the most urgent first.

    What is done stays in as done: a calendar that took it in earlier would go on sounding its alarm.
    """
    views = load_assignments(work, unit_ids=unit_ids, only_active=True)
    histories = _histories(work, [view.id for view in views])
    return [_duty(view, histories[view.id]) for view in views]


def calendar_id(work: Work) -> str:
    """What tells this installation's entries from those of any other; made when it is first needed."""
    known = work.session.get(Setting, CALENDAR_KEY)
    if known is None:
        known = Setting(key=CALENDAR_KEY, value=new_code().lower())
        work.session.add(known)
        work.session.flush()
    return known.value


def _duty(view: AssignmentView, history: _History) -> CalendarDuty:
    late_from = view.facts.late_from
    if view.is_returned and view.facts.return_late_from is not None:
        late_from = view.facts.return_late_from
    facts = view.facts
    told = (facts.waived_at, facts.received_at, facts.returned_at, facts.accepted_at, facts.withdrawn_at)
    instants = (*told, history.extended_at, history.dropped_at, *history.others, history.activated_at)
    changed_at = max(instant for instant in instants if instant is not None)
    return CalendarDuty(
        view,
        _state(view, history),
        late_from,
        is_extended=history.extended_at is not None,
        # Whatever changes does so later than what changed before, so the time itself can count.
        sequence=int((changed_at - history.activated_at).total_seconds()),
        changed_at=changed_at,
    )


def _state(view: AssignmentView, history: _History) -> EntryState:
    if view.facts.waived_at is not None or history.dropped_at is not None:
        return EntryState.CANCELLED
    return EntryState.DONE if view.has_report and not view.is_returned else EntryState.OPEN


def _histories(work: Work, ids: Collection[int]) -> dict[int, _History]:
    extended = select(func.max(Extension.granted_at)).where(Extension.assignment_id == Assignment.id)
    version = select(func.max(PlanVersion.made_at)).where(PlanVersion.plan_id == Plan.id)
    of_report = (Report.assignment_id == Assignment.id, ReportRevision.report_id == Report.id)
    received = select(func.max(ReportRevision.received_at)).where(*of_report)
    entered = select(func.max(ReportRevision.entered_at)).where(*of_report)
    rows = work.session.execute(
        select(
            Assignment.id,
            Plan.activated_at,
            extended.scalar_subquery(),
            Milestone.dropped_at,
            version.scalar_subquery(),
            received.scalar_subquery(),
            entered.scalar_subquery(),
        )
        .join(Milestone, Milestone.id == Assignment.milestone_id)
        .join(Plan, Plan.id == Milestone.plan_id)
        .where(Assignment.id.in_(ids))
    )
    return {
        row: _History(activated_at or work.now, extended_at, dropped_at, tuple(others))
        for row, activated_at, extended_at, dropped_at, *others in rows
    }
