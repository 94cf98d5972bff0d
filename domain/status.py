"""The status of an assignment at an instant: computed from its facts, never stored."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.deadlines import days_late

DUE_SOON = timedelta(days=7)


class Standing(StrEnum):
    """Where an assignment stands."""

    WAIVED = "waived"
    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    """What is known of one assignment; instants are UTC, None means "has not happened".

    Attributes:
        late_from: the deadline in force, extension included.
        waived_at: when staff released the unit.
        received_at: when the first report was received.
        returned_at: when staff sent the report back and it has not been mended since.
        accepted_at: when staff accepted it.
    """

    late_from: datetime
    waived_at: datetime | None = None
    received_at: datetime | None = None
    returned_at: datetime | None = None
    accepted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """A standing and, when late or overdue, by how many days (else 0)."""

    standing: Standing
    days_late: int = 0

    @property
    def is_reported(self) -> bool:
        """Whether a report counts for the summary."""
        return self.standing in (Standing.ACCEPTED, Standing.SUBMITTED, Standing.RETURNED)

    @property
    def still_owes(self) -> bool:
        """Whether the unit has something left to send."""
        return self.standing in (Standing.RETURNED, Standing.OVERDUE, Standing.DUE_SOON, Standing.PENDING)


def status_at(facts: AssignmentFacts, now: datetime, zone: ZoneInfo) -> Status:
    """The status at `now`; a fact that happens after `now` is not seen."""
    if _has_happened(facts.waived_at, now):
        return Status(Standing.WAIVED)
    if facts.received_at is not None and facts.received_at <= now:
        late = days_late(facts.received_at, facts.late_from, zone)
        if _has_happened(facts.returned_at, now):
            return Status(Standing.RETURNED, late)
        accepted = _has_happened(facts.accepted_at, now)
        return Status(Standing.ACCEPTED if accepted else Standing.SUBMITTED, late)
    if now >= facts.late_from:
        return Status(Standing.OVERDUE, days_late(now, facts.late_from, zone))
    return Status(Standing.DUE_SOON if facts.late_from - now <= DUE_SOON else Standing.PENDING)


def _has_happened(instant: datetime | None, now: datetime) -> bool:
    return instant is not None and instant <= now
