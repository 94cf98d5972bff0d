"""What runs by itself: each job by name, with how often it runs. Nothing is scheduled ahead per reminder."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

import structlog

from handlers.digest import queue_digests
from handlers.trouble_notice import queue_trouble_notices
from services.reminding import tick
from services.retention import forget_raw
from services.verifying import verify_slice
from services.work import Work

log = structlog.get_logger(__name__)

Function = Callable[[Work], int]


def report_forgotten(work: Work) -> int:
    """Check a slice of what is owed; a step that no tick would have sent in time is a bug to be told."""
    for forgotten in verify_slice(work):
        log.error("step_forgotten", **asdict(forgotten))
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
    Job("tick", 20, tick),
    Job("digests", 60, queue_digests),
    Job("forgotten_steps", 60, report_forgotten),
    Job("trouble", 60, queue_trouble_notices),
    Job("retention", 3600, forget_raw, at_start=False),
)
