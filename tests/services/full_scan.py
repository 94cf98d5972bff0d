"""The tick said plainly: load everything that is owed, each time. What the real one is held to."""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import select

from domain.plans import policy_from_json
from domain.reminders import Step, may_push, relevant_step, steps_of_return, steps_until
from services.assignments import AssignmentView, load_assignments
from services.calendar import work_calendar
from services.outbox import NewPush, queue_pushes
from services.reach import Contact, contacts_by_unit, unreached_reason
from services.work import Work
from storage.tables import Plan, Reminder, Snooze

Due = dict[int, list[tuple[AssignmentView, Step, Contact]]]


def scan(work: Work) -> None:
    """Queue every reminder and nudge that is due and was not queued before."""
    plans = {plan.id: plan for plan in work.session.scalars(select(Plan))}
    calendar, contacts = work_calendar(work), contacts_by_unit(work)
    due: Due = defaultdict(list)
    for view in load_assignments(work, only_active=True):
        policy = policy_from_json(plans[view.plan_id].policy)
        if not _is_owed(work, view) or not may_push(
            work.now, view.facts.due_from, policy, calendar, work.zone
        ):
            continue
        horizon = work.now if view.expects_report else min(work.now, view.facts.late_from)
        by_policy = (policy, calendar, work.zone, horizon)
        returned_at = view.facts.returned_at
        steps = (
            steps_of_return(returned_at, view.facts.due_from, *by_policy)
            if view.is_returned and returned_at is not None
            else steps_until(view.facts.late_from, *by_policy)
        )
        activated = plans[view.plan_id].activated_at
        assert activated is not None
        _ask(work, view, steps, contacts.get(view.unit_id, []), activated, due)
    for address_id, found in due.items():
        _send(work, address_id, found)


def _is_owed(work: Work, view: AssignmentView) -> bool:
    has_passed = not view.expects_report and work.now >= view.facts.late_from
    return view.status(work).still_owes and not has_passed


def _ask(
    work: Work,
    view: AssignmentView,
    steps: list[Step],
    contacts: list[Contact],
    activated: datetime,
    due: Due,
) -> None:
    relevant = relevant_step(steps, work.now)
    reason = unreached_reason(contacts)
    if relevant is not None and reason and not _is_taken(work, view, relevant, "nobody"):
        _note(work, view, relevant, "nobody", reason)
    for contact in contacts:
        step = _step_for(work, view, steps, relevant, contact, activated)
        if step is not None and not contact.unreachable_reason:
            due[contact.address_id].append((view, step, contact))


def _step_for(
    work: Work,
    view: AssignmentView,
    steps: list[Step],
    relevant: Step | None,
    contact: Contact,
    activated: datetime,
) -> Step | None:
    recipient = f"person:{contact.person_id}"
    snoozed = work.session.scalar(
        select(Snooze.until).filter_by(assignment_id=view.id, person_id=contact.person_id)
    )
    if snoozed is not None and snoozed > work.now:
        return None
    for step in steps if relevant is not None else []:
        is_passed = max(activated, contact.since) < step.at < relevant.at  # type: ignore[union-attr]
        if is_passed and not _is_taken(work, view, step, recipient):
            _note(work, view, step, recipient, contact.unreachable_reason or "superseded")
    is_new = relevant is not None and not _is_taken(work, view, relevant, recipient)
    if snoozed is not None and work.now - snoozed <= timedelta(days=7):
        again = Step(f"again/{snoozed:%Y-%m-%dT%H:%M}", snoozed, is_nudge=False)
        if not _is_taken(work, view, again, recipient):
            if relevant is not None and is_new:
                _note(work, view, relevant, recipient, "snoozed")
            return again
    return relevant if is_new else None


def _is_taken(work: Work, view: AssignmentView, step: Step, recipient: str) -> bool:
    query = select(Reminder.id).filter_by(assignment_id=view.id, step=step.key, recipient=recipient)
    return work.session.scalar(query) is not None


def _note(
    work: Work, view: AssignmentView, step: Step, recipient: str, reason: str, outbox_id: int | None = None
) -> None:
    work.session.add(
        Reminder(
            assignment_id=view.id, step=step.key, recipient=recipient, due_at=step.at, reason=reason,
            outbox_id=outbox_id,
        )
    )  # fmt: skip
    work.session.flush()


def _send(work: Work, address_id: int, found: list[tuple[AssignmentView, Step, Contact]]) -> None:
    urgent = sorted(found, key=lambda one: (one[0].facts.due_from, one[0].id))
    kind = "nudge" if any(step.is_nudge for _, step, _ in found) else "reminder"
    content = {"assignment_ids": [view.id for view, _, _ in urgent]}
    outbox_id = queue_pushes(work, [NewPush(address_id, "web", kind, content)])[address_id]
    for view, step, contact in urgent:
        _note(work, view, step, f"person:{contact.person_id}", "", outbox_id)
