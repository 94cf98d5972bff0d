"""Counting: on time + late + missing + waived = addressed units, whatever the statuses are."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.status import Standing, Status


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of the units one milestone (or group of units) addresses.

    Attributes:
        on_time, late, missing, waived: units; their sum is `addressed`.
        attended, total: members, added up over the units that reported both figures.
    """

    on_time: int = 0
    late: int = 0
    missing: int = 0
    waived: int = 0
    attended: int = 0
    total: int = 0

    @property
    def addressed(self) -> int:
        """All units the milestone addresses."""
        return self.expected + self.waived

    @property
    def expected(self) -> int:
        """Units that owe a report: waived units are not expected."""
        return self.on_time + self.late + self.missing

    @property
    def reported(self) -> int:
        """Units that reported, on time or late."""
        return self.on_time + self.late

    @property
    def completeness(self) -> float | None:
        """Reported ÷ expected, 0 to 1; None when nothing is expected."""
        return self.reported / self.expected if self.expected else None

    @property
    def timeliness(self) -> float | None:
        """On time ÷ expected, the same denominator as completeness."""
        return self.on_time / self.expected if self.expected else None

    @property
    def attendance(self) -> float | None:
        """Attended ÷ total members of the units that have reported; None when none has."""
        return self.attended / self.total if self.total else None

    def __add__(self, other: "Tally") -> "Tally":
        """The tally of two disjoint sets of assignments together."""
        return Tally(
            self.on_time + other.on_time,
            self.late + other.late,
            self.missing + other.missing,
            self.waived + other.waived,
            self.attended + other.attended,
            self.total + other.total,
        )


@dataclass(frozen=True, slots=True)
class CountedAssignment:
    """One assignment as the summary sees it: its status and the members its report gives."""

    status: Status
    attended: int | None = None
    total: int | None = None


def tally(assignments: Iterable[CountedAssignment]) -> Tally:
    """Count assignments; a returned report counts by when it was first received."""
    result = Tally()
    for assignment in assignments:
        result += _count(assignment)
    return result


def _count(assignment: CountedAssignment) -> Tally:
    status = assignment.status
    if status.standing is Standing.WAIVED:
        return Tally(waived=1)
    if not status.is_reported:
        return Tally(missing=1)
    attended, total = assignment.attended, assignment.total
    has_members = attended is not None and total is not None
    return Tally(
        on_time=int(status.days_late == 0),
        late=int(status.days_late > 0),
        attended=attended or 0 if has_members else 0,
        total=total or 0 if has_members else 0,
    )
