"""The read model that reporting, reminding and counting share: an assignment with all its facts."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from domain.errors import DomainError
from domain.forms import Value
from domain.status import AssignmentFacts, Status, is_here, status_at
from services.period_names import titled
from services.reports_then import ReportThen, reports_as_of
from services.versions_then import versions_after
from services.work import Work
from storage.tables import Assignment, Extension, Milestone, Plan, Report, ReportRevision, Unit


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """One assignment with the milestone, the unit and the report that belong to it.

    `values`, `revision` and `report_code` are those of the latest revision received by the asked instant;
    empty, 0 and "" when there is no report. A withdrawal is a revision too, without values.
    `source` is how staff got the latest revision: `paper`, `phone`, or "" when the unit sent it itself.
    `returned_field` ("" for the whole report) and `return_reason` say what a returned report lacks.
    `title` names the period of a duty that comes back; `occurrence` is its code, else "".
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
    report_id: int | None = None
    source: str = ""
    returned_field: str = ""
    return_reason: str = ""
    occurrence: str = ""

    def status(self, work: Work) -> Status:
        """Where it stands at the work's instant."""
        return status_at(self.facts, work.now, work.zone)

    def is_owed(self, work: Work) -> bool:
        """Whether there is something left to do: an event is over once it has passed, whoever was there."""
        if is_here(self.facts):
            # Should the computer's clock have been set back, a report that is here was still received.
            return False
        has_time = self.expects_report or work.now < self.facts.late_from
        return has_time and self.status(work).still_owes

    @property
    def has_report(self) -> bool:
        """Whether a report stands: received and not withdrawn."""
        return self.revision > 0 and self.facts.withdrawn_at is None

    @property
    def is_returned(self) -> bool:
        """Whether staff sent the report back and it has not been mended since."""
        return self.has_report and self.facts.returned_at is not None

    @property
    def expects_report(self) -> bool:
        """Whether the duty is answered by a report; an event is only reminded of."""
        return self.form != "none"


def _joined() -> Select[*tuple[Any, ...]]:
    latest = aliased(ReportRevision)
    newer = aliased(ReportRevision)
    return (
        select(
            Assignment.id,
            Plan.id.label("plan_id"),
            Plan.state.label("plan_state"),
            Milestone.id.label("milestone_id"),
            Milestone.title,
            Milestone.kind,
            Milestone.form,
            Milestone.phrase,
            Milestone.recipient,
            Milestone.via,
            Unit.id.label("unit_id"),
            Unit.code.label("unit_code"),
            Unit.name.label("unit_name"),
            Unit.member_count,
            Assignment.late_from,
            Assignment.waived_at,
            Assignment.waive_reason,
            Report.id.label("report_id"),
            Report.received_at,
            Report.returned_at,
            Report.accepted_at,
            Report.return_late_from,
            Report.withdrawn_at,
            Report.returned_field,
            Report.return_reason,
            Report.code.label("report_code"),
            latest.number.label("revision"),
            latest.values.label("reported"),
            latest.source,
            Assignment.occurrence,
        )
        .join(Milestone, Milestone.id == Assignment.milestone_id)
        .join(Plan, Plan.id == Milestone.plan_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(Report, Report.assignment_id == Assignment.id)
        .outerjoin(latest, latest.report_id == Report.id)
        .outerjoin(newer, and_(newer.report_id == Report.id, newer.number > latest.number))
        .where(newer.id.is_(None))
        .order_by(Assignment.late_from, Milestone.position, Unit.code)
    )


# Built once: every turn and every tick asks them.
_EVER = _joined()
_IN_FORCE = _EVER.where(Assignment.ended_at.is_(None))
_OF_UNITS = _IN_FORCE.where(Assignment.unit_id.in_(bindparam("units", expanding=True)))
_BY_ID = _IN_FORCE.where(Assignment.id.in_(bindparam("ids", expanding=True)))


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

    With `work.is_past`, what was extended, revised, begun or ended later than `work.now` is taken back.
    """
    is_of_unit = unit_ids is not None and len(unit_ids) == 1 and ids is None and milestone_id is None
    if unit_ids is not None and is_of_unit and not work.is_past:
        views = _of_unit(work, min(unit_ids))
        return [
            view
            for view in views
            if (view.plan_is_active or not only_active) and plan_id in (None, view.plan_id)
        ]
    query = _counted_then(work) if work.is_past else _IN_FORCE
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
    return _views(work, query, {})


def keep_assignments(work: Work, unit_ids: Collection[int]) -> None:
    """Read the assignments of many units ahead, for the turns of a batch."""
    assert work.memory is not None
    by_unit: dict[int, list[AssignmentView]] = {unit_id: [] for unit_id in unit_ids}
    for view in _views(work, _OF_UNITS, {"units": list(unit_ids)}):
        by_unit[view.unit_id].append(view)
        work.memory.keep(("assignment", view.id), view)
    for unit_id, views in by_unit.items():
        work.memory.keep(("assignments", unit_id), views)


def keep_assignment(work: Work, changed: AssignmentView) -> None:
    """Put an assignment that was just changed in the place of what was read ahead."""
    if work.memory is None or not work.memory.is_fresh:
        return
    views = work.memory.recall(("assignments", changed.unit_id)) or []
    work.memory.keep(("assignment", changed.id), changed)
    updated = [changed if view.id == changed.id else view for view in views]
    work.memory.keep(("assignments", changed.unit_id), updated)


def get_assignment(work: Work, assignment_id: int) -> AssignmentView:
    """One assignment, or DomainError `no-such-assignment`; `assignment-ended` when units merged or split."""
    known = work.memory.recall(("assignment", assignment_id)) if work.memory else None
    if known is not None:
        return cast("AssignmentView", known)
    found = _views(work, _BY_ID, {"ids": [assignment_id]})
    if not found:
        is_known = work.session.get(Assignment, assignment_id) is not None
        raise DomainError("assignment-ended" if is_known else "no-such-assignment")
    return found[0]


def open_assignments(work: Work, unit_ids: Collection[int]) -> list[AssignmentView]:
    """What these units still owe a report for in active plans, most urgent first."""
    views = load_assignments(work, unit_ids=unit_ids, only_active=True)
    return [view for view in views if view.expects_report and view.status(work).still_owes]


def _of_unit(work: Work, unit_id: int) -> list[AssignmentView]:
    known = work.memory.recall(("assignments", unit_id)) if work.memory else None
    return _views(work, _OF_UNITS, {"units": [unit_id]}) if known is None else known


def _counted_then(work: Work) -> Select[*tuple[Any, ...]]:
    return _EVER.where(
        Plan.activated_at <= work.now,
        or_(Assignment.begun_at.is_(None), Assignment.begun_at <= work.now),
        or_(Assignment.ended_at.is_(None), Assignment.ended_at > work.now),
    )


def _views(work: Work, query: Select[*tuple[Any, ...]], asked: dict[str, Any]) -> list[AssignmentView]:
    views = [_view(work, row) for row in work.session.execute(query, asked)]
    return _as_of(work, views) if work.is_past else views


def _view(work: Work, row: Any) -> AssignmentView:
    facts = AssignmentFacts(
        row.late_from,
        row.waived_at,
        row.received_at,
        row.returned_at,
        row.accepted_at,
        row.return_late_from,
        row.withdrawn_at,
    )
    # A report that is here is here, even if the computer's clock was set back since.
    is_seen = row.received_at is not None and (not work.is_past or row.received_at <= work.now)
    return AssignmentView(
        row.id,
        row.plan_id,
        row.plan_state == "active",
        row.milestone_id,
        titled(work, row.title, row.occurrence),
        row.kind,
        row.form,
        row.phrase,
        row.recipient,
        row.via,
        row.unit_id,
        row.unit_code,
        row.unit_name,
        row.member_count,
        facts,
        row.reported if is_seen and row.reported else {},
        row.revision if is_seen and row.revision else 0,
        row.report_code if is_seen else "",
        row.waive_reason,
        row.report_id,
        row.source or "" if is_seen else "",
        row.returned_field or "",
        row.return_reason or "",
        row.occurrence,
    )


def _as_of(work: Work, views: list[AssignmentView]) -> list[AssignmentView]:
    """Take back new versions, extensions, revisions and withdrawals that came after `work.now`."""
    later = work.session.scalars(
        select(Extension).where(Extension.granted_at > work.now).order_by(Extension.id.desc())
    )
    previous: dict[int, datetime] = {row.assignment_id: row.previous_late_from for row in later}
    changed, versions = reports_as_of(work), versions_after(work)
    views = [view for view in views if versions.was_assigned(view.milestone_id, view.unit_id)]
    return [_taken_back(view, previous.get(view.id), changed.get(view.id)) for view in views]


def _taken_back(
    view: AssignmentView, late_from: datetime | None, report: ReportThen | None
) -> AssignmentView:
    if late_from is not None:
        view = replace(view, facts=replace(view.facts, late_from=late_from))
    if report is None:
        return view
    facts = replace(view.facts, received_at=report.received_at, withdrawn_at=report.withdrawn_at)
    return replace(
        view,
        facts=facts,
        values=report.values,
        revision=report.revision,
        report_code=report.code,
        source=report.source,
    )
