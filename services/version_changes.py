"""What a new version changes of milestones and assignments, and which units it concerns."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from domain.forms import FORM_OF_KIND
from domain.plan_differences import Changed, Difference, deadline_in_force
from domain.plan_drafts import milestone_draft
from domain.plan_proposals import ProposalDuty
from domain.recurrence import rule_from
from domain.status import status_at
from domain.units import Unit
from services.actors import Actor
from services.assigning import addressed, assign, set_addressees
from services.batches import in_batches
from services.counting import of_occurrence
from services.delivery import cancel_reminders_of_many
from services.duties import Duty, load_duties
from services.looking import look_again
from services.occurrences import coming_occurrences, give_out, open_now
from services.period_names import titled
from services.plans import add_milestone
from services.series_moves import Deadlines, make_series, moved_periods, opened_deadlines
from services.work import Work
from storage.tables import Assignment, Extension, Milestone, Plan


@dataclass(frozen=True, slots=True)
class Affected:
    """What a version means to one unit: a duty `added`, `moved` from `before` to `after`, or `dropped`.

    `assignment_id` is None for a period that has not opened yet.
    """

    what: str
    assignment_id: int | None
    unit_id: int
    title: str
    before: datetime | None = None
    after: datetime | None = None


@dataclass(slots=True)
class VersionChanges:
    """What a version has changed so far: JSON for its row, and the units it concerns."""

    work: Work
    actor: Actor
    plan: Plan
    reason: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    affected: list[Affected] = field(default_factory=list)

    @property
    def is_in_force(self) -> bool:
        """Whether there are assignments to change; a draft has none."""
        return self.plan.state == "active"

    def note(self, change: str, milestone: Milestone, **details: Any) -> None:
        """Keep a change for the version's row."""
        row = {"change": change, "milestone_id": milestone.id, "title": milestone.title}
        self.rows.append({**row, **details})

    def addressed(self, milestone: Milestone) -> list[Unit]:
        """The units that a milestone addresses as it stands now."""
        [(_, units)] = addressed(self.work, Milestone.id == milestone.id)
        return units


def apply_difference(work: Work, actor: Actor, plan: Plan, told: Difference, reason: str) -> VersionChanges:
    """Change the milestones of a plan and, when it is active, its assignments.

    `reason` is kept with every waiver and every deadline that this moves.
    """
    version = VersionChanges(work, actor, plan, reason)
    for changed in told.changed:
        _change(version, work.session.get_one(Milestone, changed.before.milestone_id), changed)
    for dropped in told.dropped:
        _drop(version, work.session.get_one(Milestone, dropped.milestone_id))
    last = work.session.scalar(select(func.max(Milestone.position)).where(Milestone.plan_id == plan.id)) or 0
    for position, duty in enumerate(told.added, start=last + 1):
        _add(version, position, duty)
    work.session.flush()
    return version


def _add(version: VersionChanges, position: int, duty: ProposalDuty) -> None:
    milestone = add_milestone(version.work, version.plan.id, position, milestone_draft(duty))
    version.note("added", milestone)
    if version.is_in_force:
        _begin(version, milestone)


def _begin(version: VersionChanges, milestone: Milestone) -> None:
    """Units owe a milestone that had no date before, or was not asked for."""
    units = version.addressed(milestone)
    give_out(version.work, version.plan, milestone, units)
    _tell_added(version, milestone, units)


def _drop(version: VersionChanges, milestone: Milestone) -> None:
    waived = _waive(version, milestone, None) if version.is_in_force else []
    milestone.dropped_at, milestone.next_look_at = version.work.now, None
    version.work.session.flush()
    version.note("dropped", milestone, dropped_units=waived)


def _change(version: VersionChanges, milestone: Milestone, changed: Changed) -> None:
    rule, before, units = milestone.rrule, milestone.late_from, version.addressed(milestone)
    opened = opened_deadlines(milestone, version.work.zone)
    _write(version, milestone, changed)
    after = milestone.late_from
    if "reworded" in changed.what:
        version.note("reworded", milestone)
    if before is None and after is not None:
        version.note("moved", milestone, before=None, after=after.isoformat())
        if version.is_in_force:
            _begin(version, milestone)
        return
    if "readdressed" in changed.what:
        _readdress(version, milestone, units)
    if before is None or after is None or (rule, before) == (milestone.rrule, after):
        return
    version.note("moved", milestone, before=before.isoformat(), after=after.isoformat())
    if not rule and not milestone.rrule:
        _move(version, milestone, before, after)
    elif version.is_in_force:
        _move_series(version, milestone, opened if rule else make_series(version.work, milestone, before))


def _write(version: VersionChanges, milestone: Milestone, changed: Changed) -> None:
    """The words and the deadline of the new document; a date is never taken away, nor a form in force.

    Raises:
        DomainError: those of `rule_from` when the date is on no day of the duty's rule.
    """
    draft = milestone_draft(changed.after)
    milestone.title, milestone.clause = draft.title, draft.clause
    milestone.recipient, milestone.via = draft.recipient, draft.via
    milestone.rrule, milestone.needs = draft.rrule, list(draft.needs)
    if draft.deadline is not None:
        milestone.late_from, milestone.phrase = draft.deadline.late_from, draft.deadline.phrase
        milestone.starts_on = draft.deadline.starts_on
    if draft.rrule:
        rule_from(draft.rrule, milestone.late_from, version.work.zone)
    if draft.kind != milestone.kind and not version.is_in_force:
        milestone.kind, milestone.form = draft.kind, FORM_OF_KIND[draft.kind]
    version.work.session.flush()
    if "readdressed" in changed.what:
        set_addressees(version.work, milestone.id, draft.groups, draft.units)


def _readdress(version: VersionChanges, milestone: Milestone, before: list[Unit]) -> None:
    after = version.addressed(milestone)
    known, asked = {unit.id for unit in before}, {unit.id for unit in after}
    new = [unit for unit in after if unit.id not in known]
    waived = _waive(version, milestone, known - asked) if version.is_in_force else []
    if version.is_in_force:
        _assign(version, milestone, new)
    added = [unit.id for unit in new]
    version.note("readdressed", milestone, added_units=added, dropped_units=waived)


def _assign(version: VersionChanges, milestone: Milestone, units: list[Unit]) -> None:
    """Give units the duty; one that an earlier version had released from it owes it again."""
    work, ids = version.work, [unit.id for unit in units]
    if not units:
        return
    for occurrence in open_now(work, milestone):
        released = (*of_occurrence(milestone.id, occurrence.period), Assignment.unit_id.in_(ids))
        again = {"waived_at": None, "waive_reason": "", "late_from": occurrence.late_from}
        work.session.execute(
            update(Assignment)
            .where(*released, Assignment.waived_at.is_not(None))
            .values(**again, next_look_at=work.now)
        )
        assign(work, version.plan, milestone, occurrence, units)
    _tell_added(version, milestone, units)


def _tell_added(version: VersionChanges, milestone: Milestone, units: list[Unit]) -> None:
    """What these units owe of the milestone; when nothing of it is open yet, what they will owe first."""
    work, ids = version.work, [unit.id for unit in units]
    periods = [occurrence.period for occurrence in open_now(work, milestone)]
    rows = work.session.execute(
        select(Assignment.id, Assignment.unit_id, Assignment.occurrence, Assignment.late_from).where(
            Assignment.milestone_id == milestone.id,
            Assignment.occurrence.in_(periods),
            Assignment.unit_id.in_(ids),
        )
    ).all()
    for row, unit_id, period, late_from in rows:
        title = titled(work, milestone.title, period)
        version.affected.append(Affected("added", row, unit_id, title, after=late_from))
    if rows or not milestone.rrule:
        return
    for one in coming_occurrences(work, plan_id=version.plan.id):
        if one.milestone.id == milestone.id:
            title, late_from = titled(work, milestone.title, one.occurrence.period), one.occurrence.late_from
            version.affected += [Affected("added", None, row, title, after=late_from) for row in ids]


def _waive(version: VersionChanges, milestone: Milestone, unit_ids: Collection[int] | None) -> list[int]:
    """Release units (None: all) from what they still owe; returns which. What was reported stays."""
    work = version.work
    released = [
        duty
        for duty in load_duties(work, Assignment.milestone_id == milestone.id, is_locked=True)
        if (unit_ids is None or duty.unit_id in unit_ids) and _is_open(work, duty)
    ]
    reason = version.reason[:300]
    ids = [duty.id for duty in released]
    _set(work, ids, waived_at=work.now, waive_reason=reason, next_look_at=None)
    cancel_reminders_of_many(work, ids, "waived")
    version.affected += [
        Affected("dropped", duty.id, duty.unit_id, duty.title, before=duty.facts.late_from)
        for duty in released
    ]
    return [duty.unit_id for duty in released]


def _move(version: VersionChanges, milestone: Milestone, before: datetime, after: datetime) -> None:
    """Move the assignments along; later occurrences of a recurring duty have deadlines of their own."""
    moved: dict[datetime, list[Duty]] = defaultdict(list)
    of_milestone = Assignment.milestone_id == milestone.id
    for duty in load_duties(version.work, of_milestone, Assignment.waived_at.is_(None), is_locked=True):
        current = duty.facts.late_from
        has_report = duty.facts.received_at is not None and duty.facts.withdrawn_at is None
        late_from = deadline_in_force(current, before, after, has_report=has_report)
        if late_from != current:
            moved[late_from].append(duty)
    for late_from, duties in moved.items():
        _move_to(version, milestone, duties, late_from)


def _move_series(version: VersionChanges, milestone: Milestone, opened: Deadlines) -> None:
    """The periods that are open and not yet due follow the new rule; later ones open by it."""
    moved: dict[datetime, list[Duty]] = defaultdict(list)
    for duty, late_from in moved_periods(version.work, milestone, opened):
        moved[late_from].append(duty)
    for late_from, duties in moved.items():
        _move_to(version, milestone, duties, late_from)
    milestone.next_look_at = version.work.now if milestone.rrule else None


def _move_to(version: VersionChanges, milestone: Milestone, duties: list[Duty], late_from: datetime) -> None:
    """One new deadline for many assignments, each move kept as an extension is."""
    work, ids = version.work, [duty.id for duty in duties]
    same = {
        "late_from": late_from,
        "phrase": milestone.phrase,
        "reason": version.reason[:300],
        "granted_at": work.now,
        "granted_by": version.actor.person_id,
    }
    rows = [{"assignment_id": duty.id, "previous_late_from": duty.facts.late_from, **same} for duty in duties]
    work.session.execute(insert(Extension), rows)
    _set(work, ids, late_from=late_from)
    cancel_reminders_of_many(work, ids, "extended")
    look_again(work, ids)
    version.affected += [
        Affected("moved", duty.id, duty.unit_id, duty.title, duty.facts.late_from, late_from)
        for duty in duties
    ]


def _set(work: Work, assignment_ids: Collection[int], **values: object) -> None:
    for ids in in_batches(assignment_ids):
        work.session.execute(update(Assignment).where(Assignment.id.in_(ids)).values(**values))


def _is_open(work: Work, duty: Duty) -> bool:
    """Whether there is something left to be released from: an event is over once it has passed."""
    has_time = duty.expects_report or work.now < duty.facts.late_from
    return has_time and status_at(duty.facts, work.now, work.zone).still_owes
