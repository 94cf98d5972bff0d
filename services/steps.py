"""What of a duty is due for whom at one instant: decided from what was looked up; nothing is written here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from domain.plans import policy_from_json
from domain.reminders import (
    ReminderPolicy,
    Step,
    may_push,
    next_look,
    policy_of_return,
    relevant_step,
    steps_of_return,
    steps_until,
)
from domain.work_calendar import WorkCalendar
from services.batches import in_batches
from services.calendar import work_calendar
from services.duties import Duty
from services.reach import Contact, contacts_by_unit, unreached_reason
from services.work import Work
from storage.tables import Plan, Reminder, Snooze

NOBODY = "nobody"
SNOOZE_MEANS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step of one duty that is due for one contact."""

    duty: Duty
    step: Step
    contact: Contact


@dataclass(frozen=True, slots=True)
class PassedStep:
    """A step that is not to be sent to a recipient, and why."""

    duty: Duty
    step: Step
    recipient: str
    reason: str


@dataclass(slots=True)
class Decision:
    """What is to be sent and what is only to be noted."""

    due: list[DueStep] = field(default_factory=list)
    passed: list[PassedStep] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.due or self.passed)


@dataclass(slots=True)
class Known:
    """What is looked up once for many duties: policies, calendar, contacts, snoozes and the steps taken."""

    work: Work
    calendar: WorkCalendar
    policies: dict[int, ReminderPolicy]
    activated: dict[int, datetime]
    contacts: dict[int, list[Contact]] = field(default_factory=dict)
    snoozes: dict[tuple[int, int], datetime] = field(default_factory=dict)
    taken: set[tuple[int, str, str]] = field(default_factory=set)
    _steps: dict[tuple[object, ...], list[Step]] = field(default_factory=dict)
    _looks: dict[tuple[object, ...], datetime | None] = field(default_factory=dict)

    def is_owed(self, duty: Duty) -> bool:
        """Whether the duty is to be reminded of at all."""
        return duty.plan_id in self.policies and duty.is_owed(self.work)

    def may_push(self, duty: Duty) -> bool:
        """Whether something that is due may go out now."""
        policy, work = self.policies[duty.plan_id], self.work
        return may_push(work.now, duty.facts.due_from, policy, self.calendar, work.zone)

    def next_look(self, duty: Duty, *, is_pending: bool) -> datetime | None:
        """When the duty has to be looked at again; see `domain.reminders.next_look`."""
        contacts = self.contacts.get(duty.unit_id, ())
        waits = (self.snoozes.get((duty.id, contact.person_id)) for contact in contacts)
        snoozed = tuple(until for until in waits if until is not None)
        due_from, policy = duty.facts.due_from, self.policies[duty.plan_id]
        is_returned = duty.facts.is_returned
        key = (duty.plan_id, due_from, is_returned, duty.expects_report, is_pending, snoozed)
        if key not in self._looks:
            self._looks[key] = next_look(
                self.work.now,
                due_from,
                policy_of_return(policy) if is_returned else policy,
                self.calendar,
                self.work.zone,
                expects_report=duty.expects_report,
                is_pending=is_pending,
                snoozed_until=snoozed,
            )
        return self._looks[key]

    def steps(self, duty: Duty) -> list[Step]:
        """The steps of a duty that have fallen due."""
        facts, now = duty.facts, self.work.now
        returned_at = facts.returned_at if facts.is_returned else None
        key = (duty.plan_id, facts.due_from, returned_at, duty.expects_report)
        if key not in self._steps:
            horizon = now if duty.expects_report else facts.due_from
            by_policy = (self.policies[duty.plan_id], self.calendar, self.work.zone, horizon)
            steps = (
                steps_of_return(returned_at, facts.due_from, *by_policy)
                if returned_at is not None
                else steps_until(facts.due_from, *by_policy)
            )
            self._steps[key] = [step for step in steps if step.at <= now]
        return self._steps[key]

    def is_taken(self, duty: Duty, step: Step, recipient: str) -> bool:
        """Whether the step was sent to this recipient or noted for them before."""
        return (duty.id, step.key, recipient) in self.taken


def look_up(work: Work, duties: Sequence[Duty]) -> Known:
    """Everything that decides about these duties."""
    known = Known(work, work_calendar(work), {}, {})
    for plan in work.session.scalars(select(Plan).where(Plan.state == "active")):
        known.policies[plan.id] = policy_from_json(plan.policy)
        known.activated[plan.id] = plan.activated_at or plan.created_at
    for unit_ids in in_batches({duty.unit_id for duty in duties}):
        known.contacts |= contacts_by_unit(work, unit_ids)
    for ids in in_batches([duty.id for duty in duties]):
        snoozes = select(Snooze.assignment_id, Snooze.person_id, Snooze.until)
        for assignment_id, person_id, until in work.session.execute(
            snoozes.where(Snooze.assignment_id.in_(ids))
        ):
            known.snoozes[assignment_id, person_id] = until
        taken = select(Reminder.assignment_id, Reminder.step, Reminder.recipient)
        rows = work.session.execute(taken.where(Reminder.assignment_id.in_(ids)))
        known.taken.update((assignment_id, step, recipient) for assignment_id, step, recipient in rows)
    return known


def decide(known: Known, duty: Duty) -> Decision:
    """What is due of one duty now, whether or not it may be pushed at this hour."""
    decision = Decision()
    relevant = relevant_step(known.steps(duty), known.work.now)
    contacts = known.contacts.get(duty.unit_id, [])
    reason = unreached_reason(contacts)
    if relevant is not None and reason and not known.is_taken(duty, relevant, NOBODY):
        decision.passed.append(PassedStep(duty, relevant, NOBODY, reason))
    for contact in contacts:
        _decide_for(known, duty, contact, relevant, decision)
    return decision


def recipient_of(contact: Contact) -> str:
    """How the ledger of steps names whom a step is for, whichever of their addresses is written to."""
    return f"person:{contact.person_id}"


def _decide_for(
    known: Known, duty: Duty, contact: Contact, relevant: Step | None, decision: Decision
) -> None:
    """The step to send to one contact, after those that are not to be sent any more."""
    recipient = recipient_of(contact)
    until = known.snoozes.get((duty.id, contact.person_id))
    if until is not None and until > known.work.now:
        return
    is_open = relevant is not None and not known.is_taken(duty, relevant, recipient)
    if relevant is not None:
        decision.passed += _superseded(known, duty, contact, relevant)
    step = relevant if is_open else None
    again = _snooze_step(known.work.now, until)
    if again is not None and not known.is_taken(duty, again, recipient):
        if relevant is not None and is_open:
            decision.passed.append(PassedStep(duty, relevant, recipient, "snoozed"))
        step = again
    if step is not None and not contact.unreachable_reason:
        decision.due.append(DueStep(duty, step, contact))


def _snooze_step(now: datetime, until: datetime | None) -> Step | None:
    if until is None or now - until > SNOOZE_MEANS:
        return None
    return Step(f"again/{until:%Y-%m-%dT%H:%M}", until, is_nudge=False)


def _superseded(known: Known, duty: Duty, contact: Contact, relevant: Step) -> Iterator[PassedStep]:
    activated = known.activated[duty.plan_id]
    known_since = max(activated, contact.since, duty.begun_at or activated)
    recipient = recipient_of(contact)
    for step in known.steps(duty):
        if known_since < step.at < relevant.at and not known.is_taken(duty, step, recipient):
            yield PassedStep(duty, step, recipient, contact.unreachable_reason or "superseded")
