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
        received_at: when the report was received that counts; see `counted_from`.
        returned_at: when staff sent the report back and it has not been mended since.
        accepted_at: when staff accepted it.
        return_late_from: the first instant at which the mending of a returned report is late.
        withdrawn_at: when the unit took its report back and has not reported since.
    """

    late_from: datetime
    waived_at: datetime | None = None
    received_at: datetime | None = None
    returned_at: datetime | None = None
    accepted_at: datetime | None = None
    return_late_from: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def is_returned(self) -> bool:
        """Whether a report lies here that staff sent back and nobody has mended."""
        is_standing = self.received_at is not None and self.withdrawn_at is None
        return is_standing and self.returned_at is not None

    @property
    def due_from(self) -> datetime:
        """From when what is owed now is late: a returned report has a deadline of its own."""
        return self.return_late_from if self.is_returned and self.return_late_from else self.late_from


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
    if _has_happened(facts.received_at, now) and not _has_happened(facts.withdrawn_at, now):
        return _reported(facts, now, zone)
    if now >= facts.late_from:
        return Status(Standing.OVERDUE, days_late(now, facts.late_from, zone))
    return Status(Standing.DUE_SOON if facts.late_from - now <= DUE_SOON else Standing.PENDING)


def is_here(facts: AssignmentFacts) -> bool:
    """Whether a report lies here that is neither returned nor withdrawn, whatever the clock says."""
    return facts.received_at is not None and facts.returned_at is None and facts.withdrawn_at is None


def counted_from(facts: AssignmentFacts, mended_at: datetime) -> datetime | None:
    """The instant a report counts from once it is mended at `mended_at`, or stays unmended until then.

    A returned report keeps the instant of its first receipt when it is mended before `return_late_from`,
    and counts from its mending otherwise. None when there is no report.
    """
    is_mended_late = (
        _has_happened(facts.returned_at, mended_at)
        and facts.return_late_from is not None
        and mended_at >= facts.return_late_from
    )
    return mended_at if is_mended_late else facts.received_at


def _reported(facts: AssignmentFacts, now: datetime, zone: ZoneInfo) -> Status:
    late = days_late(counted_from(facts, now) or now, facts.late_from, zone)
    if _has_happened(facts.returned_at, now):
        return Status(Standing.RETURNED, late)
    is_accepted = _has_happened(facts.accepted_at, now)
    return Status(Standing.ACCEPTED if is_accepted else Standing.SUBMITTED, late)


def _has_happened(instant: datetime | None, now: datetime) -> bool:
    return instant is not None and instant <= now
