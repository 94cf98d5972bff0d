"""How fast messages leave on a channel: evenly, within the messenger's limits, for all processes together.

Kept in the database, in real time: a movable clock says nothing of how long a messenger wants to rest.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from services.work import Work, insert_or_ignore
from storage.tables import Address, Pace

# Booked ahead at most, so that a reply never waits long behind reminders that were booked before it.
HORIZON = timedelta(milliseconds=250)
# What is further ahead than this was booked before the computer's clock was set back.
LONGEST_BOOKING = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Rate:
    """What a messenger takes: messages a second overall (0: no limit), seconds between two to one chat."""

    a_second: float = 0.0
    chat_seconds: float = 0.0
    group_seconds: float = 0.0

    @property
    def spacing(self) -> timedelta:
        """The time between two messages, whatever their chats."""
        return timedelta(seconds=1 / self.a_second) if self.a_second else timedelta()

    def chat_spacing(self, chat_id: str) -> timedelta:
        """The time between two messages to this chat; a group's id is negative on Telegram."""
        return timedelta(seconds=self.group_seconds if chat_id.startswith("-") else self.chat_seconds)


UNLIMITED = Rate()


@dataclass(frozen=True, slots=True)
class Slots:
    """The departures that are free now: the first instant, how far apart, and how many."""

    first: datetime
    spacing: timedelta
    count: int

    def departure(self, position: int) -> datetime:
        """When the message at this position may leave."""
        return self.first + position * self.spacing


def free_slots(work: Work, channel: str, rate: Rate, present: datetime, most: int) -> Slots:
    """The next departures within the horizon, at most `most`; locks the channel's pace until committed."""
    pace = _pace(work, channel, present)
    if pace.paused_until > present:
        return Slots(pace.paused_until, rate.spacing, 0)
    if not rate.a_second:
        return Slots(present, timedelta(), most)
    first = max(present, pace.free_at)
    count = int((present + HORIZON - first) / rate.spacing) + 1 if first <= present + HORIZON else 0
    return Slots(first, rate.spacing, min(most, count))


def book(work: Work, channel: str, slots: Slots, taken: int) -> None:
    """Take the first departures for good."""
    if slots.spacing and taken:
        _pace(work, channel, slots.first).free_at = slots.departure(taken)


def book_chat(work: Work, address_id: int, until: datetime) -> None:
    """Nothing more leaves for this chat before an instant."""
    work.session.execute(
        update(Address).where(Address.id == address_id).values(free_at=until),
        execution_options={"synchronize_session": False},
    )


def rest_chat(work: Work, address_id: int, present: datetime, wait: timedelta) -> None:
    """Nothing leaves for this chat for a while, because the messenger said so; a long while in parts."""
    book_chat(work, address_id, present + min(wait, LONGEST_BOOKING))


def pause(work: Work, channel: str, present: datetime, wait: timedelta) -> None:
    """Nothing leaves on this channel for a while, because the messenger said so."""
    pace = _pace(work, channel, present)
    pace.paused_until = max(present + wait, pace.paused_until)
    pace.free_at = max(present, pace.free_at)


def _pace(work: Work, channel: str, present: datetime) -> Pace:
    """The channel's pace, locked; it begins anew when the computer's clock was set back since it was kept."""
    locked = select(Pace).where(Pace.channel == channel).with_for_update()
    pace = work.session.scalar(locked)
    if pace is None:
        # Two processes may begin at the same time: one makes the row, the other waits for it.
        new = insert_or_ignore(work, Pace).values(channel=channel, free_at=present, paused_until=present)
        work.session.execute(new)
        pace = work.session.scalars(locked).one()
    if pace.free_at > present + LONGEST_BOOKING:
        pace.free_at = pace.paused_until = present
    return pace
