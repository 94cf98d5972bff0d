"""Assignments as following up sees them: plain facts, light enough for a whole country's."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement

from domain.status import AssignmentFacts, is_here, status_at
from services.counting import joined
from services.period_names import titled
from services.work import Work
from storage.tables import Assignment, Milestone, Report


@dataclass(frozen=True, slots=True)
class Duty:
    """One assignment: who owes what, when it has to be looked at next, and what has happened to it.

    `occurrence` is the period of a duty that comes back, which the title names. `begun_at` is None for
    what was assigned with its plan, before that was kept.
    """

    id: int
    unit_id: int
    plan_id: int
    milestone_id: int
    title: str
    occurrence: str
    expects_report: bool
    next_look_at: datetime | None
    facts: AssignmentFacts
    begun_at: datetime | None = None

    def is_owed(self, work: Work) -> bool:
        """Whether it is still to be reminded of: an event only until it has passed."""
        if not self.expects_report and work.now >= self.facts.late_from:
            return False
        if is_here(self.facts):
            # Should the computer's clock have been set back, a report that is here was still received.
            return False
        return status_at(self.facts, work.now, work.zone).still_owes


_DUTIES = joined(
    Assignment.id,
    Assignment.unit_id,
    Milestone.plan_id,
    Milestone.id,
    Milestone.title,
    Assignment.occurrence,
    Milestone.form,
    Assignment.next_look_at,
    Assignment.begun_at,
    Assignment.late_from,
    Assignment.waived_at,
    Report.received_at,
    Report.returned_at,
    Report.accepted_at,
    Report.return_late_from,
    Report.withdrawn_at,
).order_by(Assignment.late_from, Milestone.position, Assignment.id)


def load_duties(work: Work, *conditions: ColumnElement[bool], is_locked: bool = False) -> list[Duty]:
    """The duties that meet all conditions, most urgent first.

    `is_locked`: whoever wants to change one waits until this transaction ends (PostgreSQL).
    """
    query = _DUTIES.where(*conditions)
    if is_locked:
        query = query.with_for_update(of=Assignment)
    return [_duty(work, *row) for row in work.session.execute(query)]


def _duty(
    work: Work,
    row: int,
    unit_id: int,
    plan_id: int,
    milestone_id: int,
    title: str,
    occurrence: str,
    form: str,
    next_look_at: datetime | None,
    begun_at: datetime | None,
    *facts: datetime,
) -> Duty:
    return Duty(
        row,
        unit_id,
        plan_id,
        milestone_id,
        titled(work, title, occurrence),
        occurrence,
        form != "none",
        next_look_at,
        AssignmentFacts(*facts),
        begun_at,
    )
