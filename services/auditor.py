"""The audit: once a minute the books of messages are checked; what is found is kept until it is mended."""

from datetime import datetime, timedelta

from sqlalchemy import select

from domain import accounts, alarms
from services.accounts import forgotten_steps, out_of_order, unanswered
from services.instants import claim_turn, read_instant
from services.waits import waiting_too_long
from services.work import Work
from storage.tables import Finding

AUDITED = "audited"
EVERY = timedelta(seconds=50)


def audit_accounts(work: Work) -> list[accounts.Finding]:
    """Check everything when it is time again; returns what the last audit had not found yet."""
    if not claim_turn(work, AUDITED, EVERY):
        return []
    found = [*out_of_order(work), *waiting_too_long(work), *unanswered(work), *forgotten_steps(work)]
    by_code = {finding.code: finding for finding in found}
    known = {row.code: row for row in work.session.scalars(select(Finding))}
    for code in known.keys() - by_code.keys():
        known[code].since, known[code].count = None, 0
    new = [finding for finding in found if finding.code not in known or known[finding.code].since is None]
    for finding in found:
        _keep(work, known.get(finding.code), finding)
    work.session.flush()
    return new


def last_audit(work: Work) -> datetime | None:
    """When the books were checked last, by whichever process; None before the first time."""
    return read_instant(work, AUDITED)


def open_findings(work: Work) -> list[accounts.Finding]:
    """What the last audit found."""
    rows = work.session.scalars(select(Finding).where(Finding.since.is_not(None)).order_by(Finding.code))
    return [_finding(row) for row in rows]


def take_alarms(work: Work) -> list[accounts.Finding]:
    """What staff are to be told of now; it counts as told."""
    due = [
        row
        for row in work.session.scalars(select(Finding).order_by(Finding.code))
        if alarms.is_alarm_due(row.code, work.now, row.since, row.told_at)
    ]
    for row in due:
        row.told_at, row.is_alarmed = work.now, True
    work.session.flush()
    return [_finding(row) for row in due]


def take_all_clear(work: Work) -> bool:
    """Whether staff are to be told now that all is well again; it counts as told."""
    rows = work.session.scalars(select(Finding)).all()
    is_due = any(row.is_alarmed for row in rows) and all(row.since is None for row in rows)
    for row in rows if is_due else ():
        row.is_alarmed = False
    work.session.flush()
    return is_due


def _keep(work: Work, row: Finding | None, found: accounts.Finding) -> None:
    if row is None:
        row = Finding(code=found.code, since=work.now, told_at=None, is_alarmed=False)
        work.session.add(row)
    elif row.since is None:
        row.since = work.now
    row.count, row.examples = found.count, list(found.examples)


def _finding(row: Finding) -> accounts.Finding:
    return accounts.Finding(row.code, row.count, tuple(row.examples))
