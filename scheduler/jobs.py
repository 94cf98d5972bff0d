"""What runs by itself: each job by name, with how often it runs. Nothing is scheduled ahead per reminder."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

import structlog

from handlers.absence import tell_of_absence
from handlers.alarm import check_accounts
from handlers.digest import queue_digests
from handlers.office_words import change_offices
from handlers.quota_notice import queue_quota_notices
from handlers.trouble_notice import queue_trouble_notices
from services.ladder import hurry
from services.occurrences import open_occurrences
from services.reminding import tick
from services.retention import forget_raw
from services.uptime import note_tick
from services.work import Work

log = structlog.get_logger(__name__)

Function = Callable[[Work], int]


def tick_and_note(work: Work) -> int:
    """Offices whose day has come change, periods open, then the tick; that it ran is noted with it.

    Before anybody is reminded all periods are open that are due, so that one message names them all.
    """
    note_tick(work)
    change_offices(work)
    return open_occurrences(work) or tick(work)


def audit(work: Work) -> int:
    """Check the books of messages; what is not as it must be is told to staff, and here."""
    for finding in check_accounts(work):
        log.error("audit_finding", **asdict(finding))
    return 0


@dataclass(frozen=True, slots=True)
class Job:
    """A named piece of regular work, a transaction at a time; 0 says that nothing is left to do.

    `at_start`: it runs once before anybody is served, and then at its interval.
    """

    name: str
    every_seconds: int
    function: Function
    at_start: bool = True


JOBS = (
    Job("tick", 20, tick_and_note),
    Job("ladder", 60, hurry),
    Job("digests", 60, queue_digests),
    Job("audit", 60, audit),
    Job("trouble", 60, queue_trouble_notices),
    Job("quotas", 60, queue_quota_notices),
    Job("retention", 3600, forget_raw, at_start=False),
)
# Before the first tick of a process: afterwards nobody knows any more how long it was off.
AT_START = Job("absence", 0, tell_of_absence)
