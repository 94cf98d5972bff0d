"""A duty in somebody's own calendar: on its last valid day, with an alarm the day before."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.deadlines import ONE_DAY, is_whole_day, last_valid_day
from domain.local_time import start_of_day

LAST_STRETCH = timedelta(minutes=30)
"""How long a deadline at an hour is shown before it."""
ALARM_AT = time(8)


class EntryState(StrEnum):
    """What a calendar shows of a duty: to be done (with an alarm), done, or no longer asked for."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One duty.

    Attributes:
        uid: the same for ever, so that a newer entry takes the place of an older one.
        late_from: its deadline in force, as an instant.
        state: see `EntryState`.
        sequence: grows with every change.
        changed_at: when it last changed.
        title, details: the words.
    """

    uid: str
    late_from: datetime
    state: EntryState
    sequence: int
    changed_at: datetime
    title: str
    details: str


def begin_and_end(late_from: datetime, zone: ZoneInfo) -> tuple[date, date]:
    """The last valid day as a whole (the end is the day after), or the last stretch before an hour (UTC)."""
    day = last_valid_day(late_from, zone)
    if is_whole_day(late_from, zone):
        return day, day + ONE_DAY
    end = late_from.astimezone(UTC)
    return max(end - LAST_STRETCH, start_of_day(day, zone)), end


def alarm_before(late_from: datetime, zone: ZoneInfo) -> timedelta:
    """How long before the begin of the entry: at 08:00 the day before, a day before for an hour."""
    if is_whole_day(late_from, zone):
        return ONE_DAY - timedelta(hours=ALARM_AT.hour)
    return ONE_DAY
