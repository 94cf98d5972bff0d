"""What runs by itself: each job by name, with how often it runs. Nothing is scheduled ahead per reminder."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.digest import queue_digests
from handlers.trouble_notice import queue_trouble_notices
from services.reminding import tick
from services.work import Work

Function = Callable[[Work], int]


@dataclass(frozen=True, slots=True)
class Job:
    """A named piece of regular work; the function says how many things it queued or mended."""

    name: str
    every_seconds: int
    function: Function


JOBS = (
    Job("tick", 20, tick),
    Job("digests", 60, queue_digests),
    Job("trouble", 60, queue_trouble_notices),
)
