"""What staff say of a report: accepted, or returned with the field to be mended and until when."""

from datetime import datetime, time, timedelta

from sqlalchemy import select, update

from domain.errors import DomainError
from domain.local_time import instant_at, local_day
from domain.roles import Action
from services import audit
from services.actors import Actor, require, require_unit
from services.assignments import AssignmentView, get_assignment, load_assignments
from services.batches import in_batches
from services.calendar import work_calendar
from services.counting import joined, of_occurrence, visible_to
from services.delivery import cancel_reminders
from services.looking import look_again, stop_looking
from services.period_names import titled
from services.plans import get_milestone
from services.work import Work
from storage.tables import Assignment, Report, ReportRevision

DAYS_TO_MEND = 2
LONGEST_REASON = 300


def usual_return_deadline(work: Work) -> datetime:
    """The first instant after the second working day from today."""
    day = work_calendar(work).working_day_after(local_day(work.now, work.zone), DAYS_TO_MEND)
    return instant_at(day + timedelta(days=1), time(0), work.zone)


def reports_to_judge(work: Work, unit_id: int) -> list[AssignmentView]:
    """The standing reports of a unit in plans in force, the latest first; a returned one may be accepted."""
    views = load_assignments(work, unit_ids=[unit_id], only_active=True)
    return [view for view in reversed(views) if view.has_report and not view.facts.waived_at]


def words_of(work: Work, assignment_id: int) -> str:
    """What the unit said in the latest revision of its report, in its own words."""
    latest = (
        select(ReportRevision.raw_text)
        .join(Report, Report.id == ReportRevision.report_id)
        .where(Report.assignment_id == assignment_id)
        .order_by(ReportRevision.number.desc())
    )
    return work.session.scalar(latest.limit(1)) or ""


def return_report(
    work: Work, actor: Actor | None, assignment_id: int, field: str, reason: str, late_from: datetime
) -> AssignmentView:
    """Send a report back: `field` ("" for all of it) is asked again, until `late_from`.

    Raises:
        DomainError: `not-allowed`, `not-your-unit`, `report-locked` when the plan is closed, `no-report-yet`,
            `reason-missing`, or `return-in-past`.
    """
    view = _report_to_judge(work, actor, assignment_id)
    if not reason.strip():
        raise DomainError("reason-missing")
    if late_from <= work.now:
        raise DomainError("return-in-past")
    _change(
        work,
        view,
        returned_at=work.now,
        returned_field=field,
        return_reason=reason.strip()[:LONGEST_REASON],
        return_late_from=late_from,
        accepted_at=None,
    )
    look_again(work, [view.id])
    audit.record(
        work, actor, "report_returned", "report", view.report_id,
        assignment_id=view.id, field=field, reason=reason, until=late_from.isoformat(),
    )  # fmt: skip
    return get_assignment(work, view.id)


def accept_report(work: Work, actor: Actor | None, assignment_id: int) -> AssignmentView:
    """Accept a report; a returned one is accepted as it stands.

    Raises:
        DomainError: `not-allowed`, `not-your-unit`, `report-locked`, `no-report-yet` or `already-accepted`.
    """
    view = _report_to_judge(work, actor, assignment_id)
    if view.facts.accepted_at is not None:
        raise DomainError("already-accepted", unit=view.unit_name)
    _change(
        work,
        view,
        accepted_at=work.now,
        returned_at=None,
        returned_field="",
        return_reason="",
        return_late_from=None,
    )
    if view.is_returned:
        cancel_reminders(work, view.id, "accepted")
        stop_looking(work, view.id)
    audit.record(work, actor, "report_accepted", "report", view.report_id, assignment_id=view.id)
    return get_assignment(work, view.id)


def acceptable_on_time(work: Work, actor: Actor | None, milestone_id: int, occurrence: str = "") -> list[int]:
    """The assignments of an occurrence whose on-time reports wait to be accepted, of those the actor sees."""
    require(actor, Action.JUDGE_REPORTS)
    waits = [*of_occurrence(milestone_id, occurrence), *_WAITS]
    query = joined(Assignment.id).where(*waits, *visible_to(actor)).order_by(Assignment.id)
    return list(work.session.scalars(query))


def accept_all_on_time(work: Work, actor: Actor | None, milestone_id: int, occurrence: str = "") -> int:
    """Accept every on-time report of an occurrence that waits for it; returns how many."""
    ids = acceptable_on_time(work, actor, milestone_id, occurrence)
    for batch in in_batches(ids):
        accept = update(Report).where(Report.assignment_id.in_(batch)).values(accepted_at=work.now)
        work.session.execute(accept, execution_options={"synchronize_session": False})
    title = titled(work, get_milestone(work, milestone_id).title, occurrence)
    audit.record(work, actor, "reports_accepted", "milestone", milestone_id, title=title, count=len(ids))
    return len(ids)


_WAITS = (
    Assignment.waived_at.is_(None),
    Report.received_at < Assignment.late_from,
    Report.accepted_at.is_(None),
    Report.returned_at.is_(None),
    Report.withdrawn_at.is_(None),
)


def _report_to_judge(work: Work, actor: Actor | None, assignment_id: int) -> AssignmentView:
    require(actor, Action.JUDGE_REPORTS)
    # Two who judge the same report at once: the second sees what the first said.
    work.session.execute(select(Assignment.id).where(Assignment.id == assignment_id).with_for_update())
    if work.memory is not None:
        work.memory.forget(("assignment", assignment_id))
    view = get_assignment(work, assignment_id)
    require_unit(work, actor, Action.JUDGE_REPORTS, view.unit_id)
    if not view.has_report:
        raise DomainError("no-report-yet", unit=view.unit_name)
    if not view.plan_is_active:
        raise DomainError("report-locked", duty=view.title)
    return view


def _change(work: Work, view: AssignmentView, **values: object) -> None:
    work.session.execute(update(Report).where(Report.id == view.report_id).values(**values))
