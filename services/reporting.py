"""Recording reports: the first one, and corrections as new revisions."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError

from domain.deadlines import days_late
from domain.errors import DomainError
from domain.forms import Form, Value, Values, find_problem, missing_fields, with_derived
from domain.local_time import local_day
from domain.parsing.health import without_health_details
from domain.roles import Action
from domain.status import AssignmentFacts, counted_from
from services import audit
from services.actors import Actor, require, require_unit
from services.assignments import AssignmentView, get_assignment, keep_assignment, load_assignments
from services.codes import RECEIPT_LENGTH, new_code
from services.delivery import cancel_reminders
from services.forms import load_form
from services.looking import stop_looking
from services.matters import note_difficulties
from services.work import Work, undo_on_error
from storage.tables import Assignment, Report, ReportRevision

# Built once: every new report asks it.
_OF_CODE = select(Report.id).where(Report.code == bindparam("code"))


@dataclass(frozen=True, slots=True)
class Receipt:
    """The proof that a report arrived: code, instant, revision, its kind, and days late (0: on time)."""

    code: str
    received_at: datetime
    revision: int
    days_late: int
    kind: str = "report"


def assignment_to_report(
    work: Work, actor: Actor | None, assignment_id: int, source: str = ""
) -> AssignmentView:
    """An assignment the actor may report on now.

    `source`: staff enter for the unit what came on `paper` or by `phone`; they may also change the report
    of a plan that is closed.

    Raises:
        DomainError: `not-allowed`, `not-your-unit`, `report-locked` when the plan is closed,
            `no-report-expected` or `waived`.
    """
    view = get_assignment(work, assignment_id)
    if source:
        require_unit(work, actor, Action.ENTER_REPORTS, view.unit_id)
    elif view.unit_id not in require(actor, Action.REPORT).unit_ids():
        raise DomainError("not-your-unit", unit=view.unit_name)
    if not view.plan_is_active and not source:
        raise DomainError("report-locked", duty=view.title)
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
    kind: str = "correction",
    source: str = "",
) -> Receipt:
    """Store a report or, when one stands already, a new revision of it.

    Args:
        work: the unit of work.
        actor: the secretary or deputy who confirmed the card.
        assignment_id: what is answered.
        values: the confirmed values, one per field.
        raw_text: the words the values came from.
        based_on: number of the revision the person saw (0: none); a newer one means that somebody
            else answered meanwhile.
        received_at: when the confirmation arrived, or, of what staff enter, when it reached the office;
            decides on time or late.
        kind: what a revision of a standing report is: `correction` or `supplement`.
        source: `paper` or `phone` when staff enter it for the unit, else "".

    Raises:
        DomainError: those of `assignment_to_report`; `report-incomplete`; `report-contradicts`;
            `arrived-impossible` for a receipt that lies ahead or before the last withdrawal;
            `answered-meanwhile` when a colleague reported since the card was shown.
    """
    actor = require(actor, Action.ENTER_REPORTS if source else Action.REPORT)
    lock_report(work, assignment_id)
    view = assignment_to_report(work, actor, assignment_id, source)
    values = _complete(load_form(work, view.form), values, local_day(received_at, work.zone))
    if view.revision != based_on:
        raise DomainError("answered-meanwhile", duty=view.title)
    if source and not (view.facts.withdrawn_at or received_at) <= received_at <= work.now:
        raise DomainError("arrived-impossible")
    is_known = work.memory is not None and work.memory.is_fresh
    kind = kind if view.has_report else "report"
    entered_at = work.now if source else None
    new = NewRevision(kind, values, raw_text, actor.person_id, received_at, source, entered_at)
    receipt, changed = store_revision(work, view, new)
    cancel_reminders(work, view.id, "reported")
    stop_looking(work, view.id)
    audit.record(
        work, actor, "report_recorded", "report", view.report_id,
        assignment_id=view.id, revision=receipt.revision, kind=kind, before=view.values, after=values,
        **_entered(view, source),
    )  # fmt: skip
    if work.memory is not None and is_known:
        work.memory.notice()
        keep_assignment(work, changed)
    note_difficulties(work, actor, view, values)
    return receipt


def _entered(view: AssignmentView, source: str) -> dict[str, str | bool]:
    """What the audit says of an entry by staff; changing a closed plan overrides its lock."""
    if not source:
        return {}
    return {"source": source} if view.plan_is_active else {"source": source, "override": True}


def lock_report(work: Work, assignment_id: int) -> None:
    """Of several processes only one at a time records a report of an assignment, on what is true then."""
    if work.is_postgresql:
        work.session.execute(select(Assignment.id).where(Assignment.id == assignment_id).with_for_update())
        if work.memory is not None:
            work.memory.forget(("assignment", assignment_id))


def _complete(form: Form, values: Values, received_on: date) -> dict[str, Value]:
    """The values with what follows from them, or the error that says what is missing or contradictory."""
    complete = with_derived(values, form)
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
    return [view for view in views if view.has_report]


@dataclass(frozen=True, slots=True)
class NewRevision:
    """What is to be stored: see `storage.tables.ReportRevision`."""

    kind: str
    values: dict[str, Value]
    raw_text: str
    sent_by: int
    received_at: datetime
    source: str = ""
    entered_at: datetime | None = None


def store_revision(work: Work, view: AssignmentView, new: NewRevision) -> tuple[Receipt, AssignmentView]:
    """Store the next revision; what was asked of the report before is settled by it."""
    report = _report(work, view, new)
    number = view.revision + 1
    # Summaries count what stands here; the values are those of the latest revision.
    report.revision = number
    report.attended, report.total = _whole(new.values.get("attended")), _whole(new.values.get("total"))
    try:
        with undo_on_error(work):
            work.session.add(
                ReportRevision(
                    report=report,
                    number=number,
                    values=_without_illnesses(new.values),
                    raw_text=without_health_details(new.raw_text),
                    sent_by=new.sent_by,
                    received_at=new.received_at,
                    kind=new.kind,
                    source=new.source,
                    entered_at=new.entered_at,
                )
            )
            if work.memory is None:
                work.session.flush()
    except IntegrityError:
        # Another process stored the same revision between our look and our insert.
        raise DomainError("answered-meanwhile", duty=view.title) from None
    late = days_late(report.received_at, view.facts.late_from, work.zone)
    receipt = Receipt(report.code, new.received_at, number, late, new.kind)
    return receipt, _changed(view, report, new)


def _changed(view: AssignmentView, report: Report, new: NewRevision) -> AssignmentView:
    facts = AssignmentFacts(
        view.facts.late_from, view.facts.waived_at, report.received_at, withdrawn_at=report.withdrawn_at
    )
    return replace(
        view,
        facts=facts,
        values=new.values,
        revision=report.revision,
        report_code=report.code,
        source=new.source,
        returned_field="",
        return_reason="",
    )


def _without_illnesses(values: Values) -> dict[str, Value]:
    """No illness is stored beside a name, whoever typed it."""
    return {
        name: without_health_details(value) if isinstance(value, str) else value
        for name, value in values.items()
    }


def _whole(value: Value | None) -> int | None:
    return value if isinstance(value, int) else None


def _report(work: Work, view: AssignmentView, new: NewRevision) -> Report:
    """The assignment's report; a new one is stored together with its first revision."""
    if view.report_id is None:
        return Report(assignment_id=view.id, code=_new_receipt_code(work), received_at=new.received_at)
    report = work.session.get_one(Report, view.report_id)
    if new.kind == "report":
        report.received_at = new.received_at
    elif new.kind != "withdrawal":
        report.received_at = counted_from(view.facts, new.received_at) or new.received_at
    report.withdrawn_at = new.received_at if new.kind == "withdrawal" else None
    # What staff accepted or returned is not what stands now.
    report.accepted_at = report.returned_at = report.return_late_from = None
    report.returned_field = report.return_reason = ""
    return report


def _new_receipt_code(work: Work) -> str:
    """A code that no report has: of some ten thousand, two would draw the same sooner or later."""
    while True:
        code = f"BC-{new_code(RECEIPT_LENGTH)}"
        # Not through the session: what waits to be written there has nothing to do with it.
        if work.session.connection().scalar(_OF_CODE, {"code": code}) is None:
            return code
