"""Moving the clock: stop by stop, so that each day's reminders appear on their day."""

from datetime import datetime, time, timedelta

from bot.build import App
from bot.clock import MovableClock
from domain.local_time import instant_at, local_day
from scheduler.jobs import JOBS

# The hours at which something falls due: the end of the quiet hours, the hour of steps and digests,
# and one more for snoozes.
STOPS = (time(6, 30), time(8), time(14))
# Books that are looked over all the time are looked over once a day on the way, and at the end of it.
BOOKKEEPING = frozenset({"audit", "quotas", "retention"})


async def move_to(app: App, instant: datetime) -> None:
    """Move the app's movable clock to an instant; at every stop on the way, tick and send what is due."""
    clock = app.clock
    assert isinstance(clock, MovableClock)
    for stop in _stops_between(app, instant):
        clock.advance_to(stop)
        is_last_of_day = stop == instant or stop.astimezone(app.settings.zone).time() == STOPS[-1]
        await tick_and_settle(app, but=frozenset() if is_last_of_day else BOOKKEEPING)


async def tick_and_settle(app: App, but: frozenset[str] = frozenset()) -> None:
    """Run every job once at the present instant, `but` some, then handle and send what is waiting."""
    for job in JOBS:
        if job.name not in but:
            await app.run_job(job)
    await app.settle()


def _stops_between(app: App, until: datetime) -> list[datetime]:
    zone = app.settings.zone
    day, last = local_day(app.clock.now(), zone), local_day(until, zone)
    stops = []
    while day <= last:
        stops += [instant_at(day, hour, zone) for hour in STOPS]
        day += timedelta(days=1)
    now = app.clock.now()
    return [*(stop for stop in stops if now < stop < until), until]
