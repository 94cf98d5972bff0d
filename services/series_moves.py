"""What a new rule or first date of a recurring duty means to the periods that are open already."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from sqlalchemy import update

from domain.plan_differences import deadline_in_force
from services.duties import Duty, load_duties
from services.occurrences import occurrences_of
from services.work import Work
from storage.tables import Assignment, Milestone

Deadlines = dict[str, datetime]
A_YEAR = timedelta(days=366)


def opened_deadlines(milestone: Milestone, zone: ZoneInfo) -> Deadlines:
    """The periods that have opened, with their deadlines by the rule that is in force until now."""
    until = milestone.opened_until
    if until is None:
        return {}
    opened = takewhile(lambda one: one.late_from <= until, occurrences_of(milestone, zone))
    return {one.period: one.late_from for one in opened}


def make_series(work: Work, milestone: Milestone, late_from: datetime) -> Deadlines:
    """What units owed once until now is the first period of what comes back; returns its former deadline."""
    first = next(occurrences_of(milestone, work.zone))
    once = (Assignment.milestone_id == milestone.id, Assignment.occurrence == "")
    work.session.execute(update(Assignment).where(*once).values(occurrence=first.period))
    milestone.opened_until = max(first.late_from, work.now)
    return {first.period: late_from}


def moved_periods(work: Work, milestone: Milestone, opened: Deadlines) -> Iterator[tuple[Duty, datetime]]:
    """The assignments of periods not yet due that get another deadline, each with it; reports stay on time.

    `opened` is what `opened_deadlines` said before the milestone was changed.
    """
    due = _due_now(work, milestone, opened)
    for duty in load_duties(work, Assignment.milestone_id == milestone.id, is_locked=True):
        before, after = opened.get(duty.occurrence), due.get(duty.occurrence)
        if before is None or after is None or before <= work.now or duty.facts.waived_at is not None:
            continue
        has_report = duty.facts.received_at is not None and duty.facts.withdrawn_at is None
        late_from = deadline_in_force(duty.facts.late_from, before, after, has_report=has_report)
        if late_from != duty.facts.late_from:
            yield duty, late_from


def _due_now(work: Work, milestone: Milestone, opened: Deadlines) -> Deadlines:
    """The deadlines of the periods by the new rule; without one the latest period stands for all."""
    if not opened or milestone.late_from is None:
        return {}
    if not milestone.rrule:
        return {max(opened, key=opened.__getitem__): milestone.late_from}
    end = max(opened.values()) + A_YEAR
    ahead = takewhile(lambda one: one.late_from <= end, occurrences_of(milestone, work.zone))
    return {one.period: one.late_from for one in ahead}
