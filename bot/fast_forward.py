"""Moving the clock: stop by stop, so that each day's reminders appear on their day."""

from datetime import datetime, time, timedelta

from bot.build import App
from bot.clock import MovableClock
from domain.local_time import instant_at, local_day
from scheduler.jobs import JOBS

# The hours at which something falls due: the end of the quiet hours, the hour of steps and digests,
# and one more for snoozes.
STOPS = (time(6, 30), time(8), time(14))


async def move_to(app: App, instant: datetime) -> None:
    """Move the app's movable clock to an instant; at every stop on the way, tick and send what is due."""
    clock = app.clock
    assert isinstance(clock, MovableClock)
    for stop in _stops_between(app, instant):
        clock.advance_to(stop)
        await tick_and_settle(app)


async def tick_and_settle(app: App) -> None:
    """Run every job once at the present instant, then handle and send what is waiting."""
    for job in JOBS:
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
