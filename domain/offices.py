"""From when until when an office is to be held. Source: docs/domain-rules.md, section "Offices"."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain import wording
from domain.errors import DomainError
from domain.local_time import start_of_day

# A day further away is a slip of the finger in the year.
FURTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Period:
    """When an office begins and ends, UTC; `since` None: at once, `until` None: without end.

    `until` is the first instant at which it is over.
    """

    since: datetime | None = None
    until: datetime | None = None

    def has_come(self, now: datetime) -> bool:
        """Whether it has begun by `now`."""
        return self.since is None or self.since <= now

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended by `now`."""
        return self.until is not None and self.until <= now


def period(first_day: date, last_day: date | None, today: date, zone: ZoneInfo) -> Period:
    """The period from the start of its first day to the end of its last (None: open); today means at once.

    Raises:
        DomainError: `office-day-passed`, `office-day-too-far`, or `office-ends-before` it begins.
    """
    if first_day < today:
        raise DomainError("office-day-passed", day=wording.day(first_day))
    if max(first_day, last_day or first_day) > today + FURTHEST:
        raise DomainError("office-day-too-far")
    if last_day is not None and last_day < first_day:
        raise DomainError("office-ends-before")
    return Period(
        None if first_day == today else start_of_day(first_day, zone),
        None if last_day is None else start_of_day(last_day + timedelta(days=1), zone),
    )
