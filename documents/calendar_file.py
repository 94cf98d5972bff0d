"""Deadlines as an iCalendar file (RFC 5545), for the calendar of a telephone."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from domain.calendar_entries import CalendarEntry, EntryState, alarm_before, begin_and_end

if TYPE_CHECKING:
    from icalendar import Alarm, Event

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//Don Doc//dondoc//VI"
ASKED_AGAIN_AFTER = timedelta(hours=6)


def write_calendar(
    entries: Iterable[CalendarEntry], *, uid: str, title: str, now: datetime, zone: ZoneInfo
) -> bytes:
    """The file; hours are in UTC, days are days, so that it needs no table of time zones.

    Args:
        entries: what stands in it.
        uid: names this calendar, the same for ever.
        title: what the calendar is called.
        now: when it was written.
        zone: where the deadlines hold.
    """
    # Slow to import, and of no use to whoever takes no calendar.
    from icalendar import Calendar

    calendar = Calendar.new(
        prodid=PRODUCT,
        method="PUBLISH",
        uid=uid,
        name=title,
        subcomponents=[_event(entry, now, zone) for entry in entries],
    )
    calendar.add("refresh-interval", ASKED_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, now: datetime, zone: ZoneInfo) -> "Event":
    from icalendar import STATUS, TRANSP, Event

    begin, end = begin_and_end(entry.late_from, zone)
    is_open = entry.state is EntryState.OPEN
    return Event.new(
        uid=entry.uid,
        summary=entry.title,
        description=entry.details,
        start=begin,
        end=end,
        stamp=now,
        last_modified=entry.changed_at,
        sequence=entry.sequence,
        status=STATUS.CANCELLED if entry.state is EntryState.CANCELLED else STATUS.CONFIRMED,
        # A deadline keeps nobody from doing other things that day.
        transparency=TRANSP.TRANSPARENT,
        subcomponents=[_alarm(entry, zone)] if is_open else [],
    )


def _alarm(entry: CalendarEntry, zone: ZoneInfo) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm.new(description=entry.title)
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -alarm_before(entry.late_from, zone))
    return alarm
