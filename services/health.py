"""Is everything that should move moving?"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from services.inbox import oldest_unhandled
from services.work import Database
from storage.tables import Finding

LONGEST_WAIT = timedelta(minutes=2)
LONGEST_TICK_GAP = timedelta(minutes=2)


def check_health(database: Database, now: datetime, last_tick: datetime | None) -> list[str]:
    """Problems in one English line each; empty when all is well."""
    try:
        with database.look(now) as work:
            oldest = oldest_unhandled(work)
            findings = list(work.session.scalars(select(Finding).where(Finding.since.is_not(None))))
    except DBAPIError as error:
        return [f"database: {type(error.orig).__name__}"]
    problems = [f"audit: {found.code} ({found.count})" for found in findings]
    if oldest is not None and now - oldest > LONGEST_WAIT:
        problems.append(f"inbox: a message waits since {oldest.isoformat()}")
    if last_tick is not None and now - last_tick > LONGEST_TICK_GAP:
        problems.append(f"ticker: last tick at {last_tick.isoformat()}")
    return problems
