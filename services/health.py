"""Is everything that should move moving, and did the audit find everything in order?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.exc import DBAPIError

from services.auditor import last_audit, open_findings
from services.inbox import oldest_unhandled
from services.uptime import last_tick
from services.work import Database, Work

LONGEST_WAIT = timedelta(minutes=2)
LONGEST_TICK_GAP = timedelta(minutes=2)
LONGEST_AUDIT_GAP = timedelta(minutes=4)


async def check_health(database: Database, now: datetime, *, is_ticking: bool) -> list[str]:
    """Problems in one English line each; empty when all is well.

    `is_ticking`: this process has jobs to run; whether they run is judged for the database as a whole.
    """
    try:
        return await database.read(now, _problems, is_ticking=is_ticking)
    except DBAPIError as error:
        return [f"database: {type(error.orig).__name__}"]


def _problems(work: Work, *, is_ticking: bool) -> list[str]:
    oldest = oldest_unhandled(work)
    problems = [f"audit: {finding}" for finding in open_findings(work)]
    if oldest is not None and work.now - oldest > LONGEST_WAIT:
        problems.append(f"inbox: a message waits since {oldest.isoformat()}")
    return [*problems, *(_late_jobs(work) if is_ticking else ())]


def _late_jobs(work: Work) -> Iterator[str]:
    for name, last, longest in (
        ("ticker", last_tick(work), LONGEST_TICK_GAP),
        ("audit", last_audit(work), LONGEST_AUDIT_GAP),
    ):
        if last is None or work.now - last > longest:
            yield f"{name}: last run at {last.isoformat() if last else '–'}"
