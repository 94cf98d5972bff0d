"""The read model that reporting, reminding and counting share: an assignment with all its facts."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased

from domain.errors import DomainError
from domain.forms import Value
from domain.status import AssignmentFacts, Status, status_at
from services.work import Work
from storage.tables import Assignment, Extension, Milestone, Plan, Report, ReportRevision, Unit


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """One assignment with the milestone, the unit and the report that belong to it.

    `values`, `revision` and `report_code` are those of the latest revision received by the asked instant;
    empty, 0 and "" when there is no report.
    """

    id: int
    plan_id: int
    plan_is_active: bool
    milestone_id: int
    title: str
    kind: str
    form: str
    phrase: str
    recipient: str
    via: str
    unit_id: int
    unit_code: str
    unit_name: str
    member_count: int | None
    facts: AssignmentFacts
    values: dict[str, Value]
    revision: int
    report_code: str
    waive_reason: str

    def status(self, work: Work) -> Status:
        """Where it stands at the work's instant."""
        return status_at(self.facts, work.now, work.zone)

    @property
    def expects_report(self) -> bool:
        """Whether the duty is answered by a report; an event is only reminded of."""
        return self.form != "none"


def _joined() -> Select[*tuple[Any, ...]]:
    latest = aliased(ReportRevision)
    newer = aliased(ReportRevision)
    return (
        select(Assignment, Milestone, Plan, Unit, Report, latest)
        .join(Milestone, Milestone.id == Assignment.milestone_id)
        .join(Plan, Plan.id == Milestone.plan_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(Report, Report.assignment_id == Assignment.id)
        .outerjoin(latest, latest.report_id == Report.id)
        .outerjoin(newer, and_(newer.report_id == Report.id, newer.number > latest.number))
        .where(newer.id.is_(None))
        .order_by(Assignment.late_from, Milestone.position, Unit.code)
    )


# Built once: every turn and every tick asks it.
_JOINED = _joined()


def load_assignments(
    work: Work,
    *,
    plan_id: int | None = None,
    milestone_id: int | None = None,
    unit_ids: Collection[int] | None = None,
    ids: Collection[int] | None = None,
    only_active: bool = False,
) -> list[AssignmentView]:
    """Assignments by plan, milestone, units or ids, ordered by deadline, milestone and unit.

    With `work.is_past`, extensions and revisions later than `work.now` are not seen.
    """
    query = _JOINED
    if plan_id is not None:
        query = query.where(Plan.id == plan_id)
    if milestone_id is not None:
        query = query.where(Milestone.id == milestone_id)
    if unit_ids is not None:
        query = query.where(Assignment.unit_id.in_(unit_ids))
    if ids is not None:
        query = query.where(Assignment.id.in_(ids))
    if only_active:
        query = query.where(Plan.state == "active")
    if work.is_past:
        query = query.where(Plan.activated_at <= work.now)
    views = [_view(work, *row) for row in work.session.execute(query)]
    return _as_of(work, views) if work.is_past else views


def get_assignment(work: Work, assignment_id: int) -> AssignmentView:
    """One assignment, or DomainError `no-such-assignment`."""
    found = load_assignments(work, ids=[assignment_id])
    if not found:
        raise DomainError("no-such-assignment")
    return found[0]


def open_assignments(work: Work, unit_ids: Collection[int]) -> list[AssignmentView]:
    """What these units still owe a report for in active plans, most urgent first."""
    views = load_assignments(work, unit_ids=unit_ids, only_active=True)
    return [view for view in views if view.expects_report and view.status(work).still_owes]


def _view(
    work: Work,
    assignment: Assignment,
    milestone: Milestone,
    plan: Plan,
    unit: Unit,
    report: Report | None,
    revision: ReportRevision | None,
) -> AssignmentView:
    facts = AssignmentFacts(
        assignment.late_from,
        assignment.waived_at,
        report.received_at if report else None,
        report.returned_at if report else None,
        report.accepted_at if report else None,
    )
    is_seen = report is not None and report.received_at <= work.now
    return AssignmentView(
        assignment.id,
        plan.id,
        plan.state == "active",
        milestone.id,
        milestone.title,
        milestone.kind,
        milestone.form,
        milestone.phrase,
        milestone.recipient,
        milestone.via,
        unit.id,
        unit.code,
        unit.name,
        unit.member_count,
        facts,
        dict(revision.values) if revision and is_seen else {},
        revision.number if revision and is_seen else 0,
        report.code if report and is_seen else "",
        assignment.waive_reason,
    )


def _as_of(work: Work, views: list[AssignmentView]) -> list[AssignmentView]:
    """Take back extensions granted and revisions received after `work.now`."""
    later = work.session.scalars(
        select(Extension).where(Extension.granted_at > work.now).order_by(Extension.id.desc())
    )
    previous: dict[int, datetime] = {row.assignment_id: row.previous_late_from for row in later}
    corrected = _revisions_as_of(work)
    return [_taken_back(view, previous.get(view.id), corrected.get(view.id)) for view in views]


def _taken_back(
    view: AssignmentView, late_from: datetime | None, revision: ReportRevision | None
) -> AssignmentView:
    if late_from is not None:
        view = replace(view, facts=replace(view.facts, late_from=late_from))
    if revision is not None and view.revision:
        view = replace(view, values=dict(revision.values), revision=revision.number)
    return view


def _revisions_as_of(work: Work) -> dict[int, ReportRevision]:
    """For reports corrected after `now`, the revision that was in force then, by assignment."""
    later = select(ReportRevision.report_id).where(ReportRevision.received_at > work.now)
    rows = work.session.execute(
        select(Report.assignment_id, ReportRevision)
        .join(Report, Report.id == ReportRevision.report_id)
        .where(ReportRevision.report_id.in_(later), ReportRevision.received_at <= work.now)
        .order_by(ReportRevision.number)
    )
    return dict(rows.all())
