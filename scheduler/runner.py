"""APScheduler fires the jobs; the only place that knows it."""

from collections.abc import Awaitable, Callable, Iterable
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from scheduler.jobs import Job

RunJob = Callable[[Job], Awaitable[None]]


class JobRunner:
    """Runs each job at its interval; never two runs of one job at once, none dropped for being late."""

    def __init__(self, jobs: Iterable[Job], run: RunJob, zone: ZoneInfo) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=zone, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        for job in jobs:
            trigger = IntervalTrigger(seconds=job.every_seconds)
            self._scheduler.add_job(run, trigger, args=[job], id=job.name)

    def start(self) -> None:
        """Begin firing."""
        self._scheduler.start()

    def stop(self) -> None:
        """Fire nothing more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
