"""Is everything that should move moving?"""

from datetime import datetime, timedelta

from services.inbox import oldest_unhandled
from services.outbox import backlog
from services.work import Work

LONGEST_WAIT = timedelta(minutes=2)
LONGEST_TICK_GAP = timedelta(minutes=2)


async def check_health(work: Work, last_tick: datetime | None) -> list[str]:
    """Problems in one English line each; empty when all is well."""
    problems = []
    oldest = await oldest_unhandled(work)
    if oldest is not None and work.now - oldest > LONGEST_WAIT:
        problems.append(f"inbox: a message waits since {oldest.isoformat()}")
    if last_tick is not None and work.now - last_tick > LONGEST_TICK_GAP:
        problems.append(f"ticker: last tick at {last_tick.isoformat()}")
    states = await backlog(work)
    if states.get("uncertain"):
        problems.append(f"outbox: {states['uncertain']} messages with unknown outcome")
    return problems
