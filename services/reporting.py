"""Recording reports: the first one, and corrections as new revisions."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from domain.deadlines import days_late
from domain.errors import DomainError
from domain.forms import Value, Values, find_problem, missing_fields, with_derived
from domain.local_time import local_day
from domain.roles import Action
from services import audit
from services.actors import Actor, require
from services.assignments import AssignmentView, get_assignment, load_assignments
from services.codes import RECEIPT_LENGTH, new_code
from services.looking import stop_looking
from services.outbox import cancel_reminders
from services.work import Work, undo_on_error
from storage.tables import Report, ReportRevision


@dataclass(frozen=True, slots=True)
class Receipt:
    """The proof that a report arrived: code, instant, revision, and days late (0: on time)."""

    code: str
    received_at: datetime
    revision: int
    days_late: int


def assignment_to_report(work: Work, actor: Actor | None, assignment_id: int) -> AssignmentView:
    """An assignment the actor may report on now.

    Raises:
        DomainError: `not-allowed`, `not-your-unit`, `plan-not-active`, `no-report-expected` or `waived`.
    """
    actor = require(actor, Action.REPORT)
    view = get_assignment(work, assignment_id)
    if view.unit_id not in actor.unit_ids():
        raise DomainError("not-your-unit", unit=view.unit_name)
    if not view.plan_is_active:
        raise DomainError("plan-not-active")
    if not view.expects_report:
        raise DomainError("no-report-expected", duty=view.title)
    if view.facts.waived_at is not None:
        raise DomainError("waived", duty=view.title)
    return view


def record_report(
    work: Work,
    actor: Actor | None,
    assignment_id: int,
    values: Values,
    *,
    raw_text: str,
    based_on: int,
    received_at: datetime,
) -> Receipt:
    """Store a report or, when there is one already, a new revision of it.

    Args:
        work: the unit of work.
        actor: the secretary or deputy who confirmed the card.
        assignment_id: what is answered.
        values: the confirmed values, one per field.
        raw_text: the words the values came from.
        based_on: number of the revision the person saw (0: none); a newer one means that somebody
            else answered meanwhile.
        received_at: when the confirmation arrived; decides on time or late.

    Raises:
        DomainError: those of `assignment_to_report`; `report-incomplete`; `report-contradicts`;
            `answered-meanwhile` when a colleague reported since the card was shown.
    """
    view = assignment_to_report(work, actor, assignment_id)
    actor = require(actor, Action.REPORT)
    values = _complete(view.form, values, local_day(received_at, work.zone))
    report = _report_of(work, view)
    if _latest_revision(work, report) != based_on:
        raise DomainError("answered-meanwhile", duty=view.title)
    receipt = _store(work, view, report, values, raw_text, actor, received_at)
    cancel_reminders(work, view.id, "reported")
    stop_looking(work, view.id)
    audit.record(
        work, actor, "report_recorded", "report", report.id if report else None,
        assignment_id=view.id, revision=receipt.revision, before=view.values, after=values,
    )  # fmt: skip
    return receipt


def _complete(form: str, values: Values, received_on: date) -> dict[str, Value]:
    """The values with what follows from them, or the error that says what is missing or contradictory."""
    complete = with_derived(values)
    missing = missing_fields(form, complete)
    if missing:
        raise DomainError("report-incomplete", field=missing[0].name)
    problem = find_problem(form, complete, received_on)
    if problem:
        raise DomainError("report-contradicts", problem=problem.code)
    return complete


def reported_assignments(work: Work, actor: Actor | None) -> list[AssignmentView]:
    """Everything the actor's units have reported, for their own history."""
    actor = require(actor, Action.REPORT)
    views = load_assignments(work, unit_ids=actor.unit_ids())
    return [view for view in views if view.revision]


def _report_of(work: Work, view: AssignmentView) -> Report | None:
    return work.session.scalar(select(Report).where(Report.assignment_id == view.id).with_for_update())


def _latest_revision(work: Work, report: Report | None) -> int:
    if report is None:
        return 0
    latest = select(ReportRevision.number).where(ReportRevision.report_id == report.id)
    return work.session.scalar(latest.order_by(ReportRevision.number.desc())) or 0


def _store(
    work: Work,
    view: AssignmentView,
    report: Report | None,
    values: dict[str, Value],
    raw_text: str,
    actor: Actor,
    received_at: datetime,
) -> Receipt:
    if report is None:
        report = _new_report(work, view, received_at)
    number = _latest_revision(work, report) + 1
    work.session.add(
        ReportRevision(
            report_id=report.id,
            number=number,
            values=values,
            raw_text=raw_text,
            sent_by=actor.person_id,
            received_at=received_at,
        )
    )
    figures = {name: _whole(values.get(name)) for name in ("attended", "total")}
    latest = update(Report).where(Report.id == report.id)
    work.session.execute(latest.values(returned_at=None, revision=number, **figures))
    work.session.flush()
    return Receipt(report.code, received_at, number, _days_late(work, view, report.received_at))


def _whole(value: Value | None) -> int | None:
    return value if isinstance(value, int) else None


def _new_report(work: Work, view: AssignmentView, received_at: datetime) -> Report:
    report = Report(assignment_id=view.id, code=f"BC-{new_code(RECEIPT_LENGTH)}", received_at=received_at)
    try:
        with undo_on_error(work):
            work.session.add(report)
            work.session.flush()
    except IntegrityError:
        # Another process stored the first report between our look and our insert.
        raise DomainError("answered-meanwhile", duty=view.title) from None
    return report


def _days_late(work: Work, view: AssignmentView, received_at: datetime) -> int:
    return days_late(received_at, view.facts.late_from, work.zone)
