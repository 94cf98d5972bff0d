"""The tick: what is due now is asked of the rows themselves, and queued under a unique key."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from domain.plans import policy_from_json
from domain.reminders import ReminderPolicy, Step, may_push, relevant_step, steps_until
from domain.status import Standing
from domain.work_calendar import WorkCalendar
from services import audit
from services.actors import Actor
from services.assignments import AssignmentView, load_assignments
from services.calendar import work_calendar
from services.outbox import queue_reminder
from services.reach import Contact, contacts_by_unit, unreached_reason
from services.work import Work
from storage.tables import Assignment, Milestone, Plan, Reminder, Snooze

NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step of one assignment that is due for one contact."""

    assignment: AssignmentView
    step: Step
    contact: Contact


class _Known:
    """What one tick looks up once: policies, calendar, contacts, snoozes and the steps already taken."""

    def __init__(self, work: Work, calendar: WorkCalendar) -> None:
        self.work = work
        self.calendar = calendar
        self.policies: dict[int, ReminderPolicy] = {}
        self.activated: dict[int, datetime] = {}
        self.contacts: dict[int, list[Contact]] = {}
        self.snoozes: dict[tuple[int, int], datetime] = {}
        self.taken: set[tuple[int, str, str]] = set()
        self._steps: dict[tuple[int, datetime], list[Step]] = {}

    def steps(self, assignment: AssignmentView) -> list[Step]:
        key = (assignment.plan_id, assignment.facts.late_from)
        if key not in self._steps:
            policy = self.policies[assignment.plan_id]
            horizon = self.work.now if assignment.expects_report else assignment.facts.late_from
            steps = steps_until(assignment.facts.late_from, policy, self.calendar, self.work.zone, horizon)
            self._steps[key] = [step for step in steps if step.at <= self.work.now]
        return self._steps[key]

    def may_push(self, assignment: AssignmentView) -> bool:
        policy, work = self.policies[assignment.plan_id], self.work
        return may_push(work.now, assignment.facts.late_from, policy, self.calendar, work.zone)

    def is_taken(self, assignment: AssignmentView, step: Step, recipient: str) -> bool:
        return (assignment.id, step.key, recipient) in self.taken


def tick(work: Work) -> int:
    """Queue every reminder and nudge that is due and was not queued before; returns the messages queued.

    One person gets one message for all duties due at this tick. Steps that lie before the relevant one
    are noted as not sent, so that a system that was off sends one message and not a burst.
    """
    known = _look_up(work)
    due: dict[int, list[DueStep]] = defaultdict(list)
    for assignment in load_assignments(work, only_active=True):
        if _still_to_remind(work, assignment) and known.may_push(assignment):
            for due_step in _due_steps(work, known, assignment):
                due[due_step.contact.address_id].append(due_step)
    for address_id, due_steps in due.items():
        _queue_one_message(work, address_id, due_steps)
    return len(due)


def cover_current_steps(work: Work, assignment_ids: Collection[int]) -> None:
    """Note the steps relevant now as told already, because a notice names the same duties."""
    known = _look_up(work)
    for assignment in load_assignments(work, only_active=True, ids=assignment_ids):
        if _still_to_remind(work, assignment):
            for due_step in _due_steps(work, known, assignment):
                _note(
                    work, due_step.assignment, due_step.step, _recipient(due_step.contact), "told_by_notice"
                )


def snooze(work: Work, actor: Actor, assignment_ids: list[int], until: datetime) -> None:
    """Remind this person of these assignments again at `until`, and not before."""
    for assignment_id in assignment_ids:
        key = {"assignment_id": assignment_id, "person_id": actor.person_id}
        audit.record(work, actor, "snoozed", "assignment", assignment_id, until=until.isoformat())
        row = work.session.scalar(select(Snooze).filter_by(**key))
        if row is None:
            work.session.add(Snooze(**key, until=until))
        else:
            row.until = until
    work.session.flush()


def _still_to_remind(work: Work, assignment: AssignmentView) -> bool:
    if assignment.revision and assignment.facts.returned_at is None:
        # Should the computer's clock have been set back, a report that is here was still received.
        return False
    status = assignment.status(work)
    if not assignment.expects_report and work.now >= assignment.facts.late_from:
        return False
    return status.still_owes and status.standing is not Standing.RETURNED


def _look_up(work: Work) -> _Known:
    known = _Known(work, work_calendar(work))
    for plan in work.session.scalars(select(Plan).where(Plan.state == "active")):
        known.policies[plan.id] = policy_from_json(plan.policy)
        known.activated[plan.id] = plan.activated_at or plan.created_at
    known.contacts = contacts_by_unit(work)
    for snoozed in work.session.scalars(select(Snooze)):
        known.snoozes[snoozed.assignment_id, snoozed.person_id] = snoozed.until
    taken = work.session.execute(
        select(Reminder.assignment_id, Reminder.step, Reminder.recipient)
        .join(Assignment, Assignment.id == Reminder.assignment_id)
        .join(Milestone, Milestone.id == Assignment.milestone_id)
        .join(Plan, Plan.id == Milestone.plan_id)
        .where(Plan.state == "active")
    )
    known.taken = {(assignment_id, step, recipient) for assignment_id, step, recipient in taken}
    return known


def _due_steps(work: Work, known: _Known, assignment: AssignmentView) -> list[DueStep]:
    relevant = relevant_step(known.steps(assignment), work.now)
    contacts = known.contacts.get(assignment.unit_id, [])
    reason = unreached_reason(contacts)
    if relevant is not None and reason and not known.is_taken(assignment, relevant, NOBODY):
        _note(work, assignment, relevant, NOBODY, reason)
    found = []
    for contact in contacts:
        step = _step_for(work, known, assignment, contact, relevant)
        if step is not None and not contact.unreachable_reason:
            found.append(DueStep(assignment, step, contact))
    return found


def _step_for(
    work: Work, known: _Known, assignment: AssignmentView, contact: Contact, relevant: Step | None
) -> Step | None:
    """The step to send to one contact now, after noting those that are not to be sent any more."""
    recipient = _recipient(contact)
    until = known.snoozes.get((assignment.id, contact.person_id))
    if until is not None and until > work.now:
        return None
    if relevant is not None:
        _note_passed(work, known, assignment, contact, relevant)
    again = _snooze_step(work, until)
    if again is not None and not known.is_taken(assignment, again, recipient):
        if relevant is not None and not known.is_taken(assignment, relevant, recipient):
            _note(work, assignment, relevant, recipient, "snoozed")
        return again
    if relevant is None or known.is_taken(assignment, relevant, recipient):
        return None
    return relevant


def _snooze_step(work: Work, until: datetime | None) -> Step | None:
    if until is None or work.now - until > timedelta(days=7):
        return None
    return Step(f"again/{until:%Y-%m-%dT%H:%M}", until, is_nudge=False)


def _note_passed(
    work: Work, known: _Known, assignment: AssignmentView, contact: Contact, relevant: Step
) -> None:
    known_since = max(known.activated[assignment.plan_id], contact.since)
    recipient = _recipient(contact)
    for step in known.steps(assignment):
        if known_since < step.at < relevant.at and not known.is_taken(assignment, step, recipient):
            _note(work, assignment, step, recipient, contact.unreachable_reason or "superseded")
            known.taken.add((assignment.id, step.key, recipient))


def _note(work: Work, assignment: AssignmentView, step: Step, recipient: str, reason: str) -> None:
    work.session.add(
        Reminder(
            assignment_id=assignment.id, step=step.key, recipient=recipient, due_at=step.at, reason=reason
        )
    )


def _queue_one_message(work: Work, address_id: int, due_steps: list[DueStep]) -> None:
    urgent_first = sorted(due_steps, key=lambda due: (due.assignment.facts.late_from, due.assignment.id))
    ids = [due.assignment.id for due in urgent_first]
    kind = "nudge" if any(due.step.is_nudge for due in due_steps) else "reminder"
    outbox_id = queue_reminder(work, address_id, kind, ids)
    for due in urgent_first:
        work.session.add(
            Reminder(
                assignment_id=due.assignment.id,
                step=due.step.key,
                recipient=_recipient(due.contact),
                due_at=due.step.at,
                outbox_id=outbox_id,
            )
        )
    work.session.flush()


def _recipient(contact: Contact) -> str:
    return f"address:{contact.address_id}"
