"""How plans stood in the past: what later versions added, moved and dropped can be taken back."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from services.work import Work
from storage.tables import Milestone, PlanVersion


@dataclass(slots=True)
class VersionsThen:
    """What the versions made after an instant changed; empty when the present is asked for.

    Attributes:
        added: milestones that were not there yet.
        deadlines: the first late instants of milestones that have moved since, None for no date.
        assigned: the units that were asked only later, as (milestone, unit).
    """

    added: set[int] = field(default_factory=set)
    deadlines: dict[int, datetime | None] = field(default_factory=dict)
    assigned: set[tuple[int, int]] = field(default_factory=set)

    def was_assigned(self, milestone_id: int, unit_id: int) -> bool:
        """Whether a unit of today's milestone owed it then."""
        had_no_date = milestone_id in self.deadlines and self.deadlines[milestone_id] is None
        is_later = milestone_id in self.added or had_no_date
        return not is_later and (milestone_id, unit_id) not in self.assigned

    def late_from(self, milestone: Milestone) -> datetime | None:
        """The milestone's deadline as it was then."""
        return self.deadlines.get(milestone.id, milestone.late_from)


def versions_after(work: Work) -> VersionsThen:
    """What the versions made after `work.now` changed, when the past is asked for."""
    then = VersionsThen()
    if not work.is_past:
        return then
    later = select(PlanVersion).where(PlanVersion.made_at > work.now)
    # The latest first, so that in the end what the earliest changed stands.
    for version in work.session.scalars(later.order_by(PlanVersion.number.desc())):
        for change in version.changes:
            _take_back(then, change)
    return then


def _take_back(then: VersionsThen, change: dict[str, object]) -> None:
    milestone_id = int(str(change["milestone_id"]))
    if change["change"] == "added":
        then.added.add(milestone_id)
    elif change["change"] == "moved":
        before = change["before"]
        then.deadlines[milestone_id] = datetime.fromisoformat(str(before)) if before else None
    elif change["change"] == "readdressed":
        units = change["added_units"]
        assert isinstance(units, list)
        then.assigned |= {(milestone_id, unit_id) for unit_id in units}
