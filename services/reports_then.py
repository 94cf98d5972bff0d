"""How reports stood in the past: every revision is kept, so what came later can be taken back."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from domain.forms import Value
from services.work import Work
from storage.tables import Report, ReportRevision


@dataclass(frozen=True, slots=True)
class ReportThen:
    """A report as it was: the revision in force, the receipt it counted from, and when it was withdrawn."""

    code: str
    received_at: datetime
    withdrawn_at: datetime | None
    revision: int
    values: dict[str, Value]
    source: str


def reports_as_of(work: Work) -> dict[int, ReportThen]:
    """The reports that were changed after `work.now` and existed by then, as they stood; by assignment."""
    later = select(ReportRevision.report_id).where(ReportRevision.received_at > work.now)
    rows = work.session.execute(
        select(Report, ReportRevision)
        .join(Report, Report.id == ReportRevision.report_id)
        .where(ReportRevision.report_id.in_(later), ReportRevision.received_at <= work.now)
        .order_by(ReportRevision.number)
    )
    revisions: dict[int, list[Any]] = defaultdict(list)
    reports: dict[int, Report] = {}
    for report, revision in rows:
        reports[report.assignment_id] = report
        revisions[report.assignment_id].append(revision)
    return {known: _then(reports[known], revisions[known]) for known in reports}


def _then(report: Report, revisions: list[ReportRevision]) -> ReportThen:
    latest = revisions[-1]
    is_withdrawn = latest.kind == "withdrawal"
    return ReportThen(
        report.code,
        _counted_from(report, revisions),
        latest.received_at if is_withdrawn else None,
        latest.number,
        dict(latest.values),
        latest.source,
    )


def _counted_from(report: Report, revisions: list[ReportRevision]) -> datetime:
    """The first receipt since the last withdrawal, or the late mending that counts instead of it."""
    life: list[ReportRevision] = []
    for revision in revisions:
        # A report that was withdrawn begins anew with the next one.
        life = [revision] if revision.kind == "report" else [*life, revision]
    received = {revision.received_at for revision in life}
    return report.received_at if report.received_at in received else life[0].received_at
