"""What staff change about assignments: extensions, waivers, and nudging now."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, select, update

from domain.deadlines import Deadline
from domain.errors import DomainError
from domain.local_time import local_day
from domain.roles import Action
from domain.status import status_at
from services import audit
from services.actors import Actor, require, require_unit
from services.assignments import AssignmentView, get_assignment
from services.batches import in_batches
from services.counting import expects_report, of_occurrence, visible_to
from services.delivery import cancel_reminders
from services.duties import Duty, load_duties
from services.looking import is_in_force, look_again, stop_looking
from services.outbox import NewPush, queue_pushes
from services.reach import Contact, contacts_by_unit, unreached_reason
from services.reminding import cover_current_steps
from services.steps import recipient_of
from services.work import Work
from storage.tables import Assignment, Extension, OutboxMessage, Reminder, Report

LEAST_BETWEEN_NUDGES = timedelta(hours=12)
MOST_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class NudgeOutcome:
    """What *nudge now* did, in units: told, told recently and therefore spared, and not reachable."""

    told: int
    spared: int
    unreached: int


def extend_deadline(
    work: Work, actor: Actor | None, assignment_id: int, deadline: Deadline, reason: str
) -> AssignmentView:
    """Move the deadline of one assignment; later reminders follow, because none is scheduled ahead.

    Of a returned report it is the deadline of the mending that moves: on time or late is decided already.

    Raises:
        DomainError: `not-allowed`, `not-your-unit`, `waived`, `extension-not-later` than the deadline in
            force, or `extension-in-past`.
    """
    view = _assignment_for_staff(work, actor, assignment_id)
    if view.facts.waived_at is not None:
        raise DomainError("waived", duty=view.title)
    if deadline.late_from <= view.facts.due_from:
        raise DomainError("extension-not-later")
    if deadline.late_from <= work.now:
        raise DomainError("extension-in-past")
    if view.is_returned:
        moved = update(Report).where(Report.id == view.report_id)
        work.session.execute(moved.values(return_late_from=deadline.late_from))
    else:
        _keep_former(work, actor, view, deadline, reason)
        _change(work, view.id, late_from=deadline.late_from)
    cancel_reminders(work, view.id, "extended")
    cover_current_steps(work, [view.id])
    look_again(work, [view.id])
    audit.record(
        work, actor, "deadline_extended", "assignment", view.id,
        before=view.facts.due_from.isoformat(), after=deadline.late_from.isoformat(), reason=reason,
    )  # fmt: skip
    return get_assignment(work, view.id)


def waive_assignment(work: Work, actor: Actor | None, assignment_id: int, reason: str) -> AssignmentView:
    """Release a unit from one assignment; it is not expected any more.

    Raises:
        DomainError: `not-allowed`, `not-your-unit`, `already-waived` or `reason-missing`.
    """
    view = _assignment_for_staff(work, actor, assignment_id)
    if view.facts.waived_at is not None:
        raise DomainError("already-waived", unit=view.unit_name)
    if not reason.strip():
        raise DomainError("reason-missing")
    _change(work, view.id, waived_at=work.now, waive_reason=reason.strip()[:300])
    cancel_reminders(work, view.id, "waived")
    stop_looking(work, view.id)
    audit.record(work, actor, "assignment_waived", "assignment", view.id, reason=reason)
    return get_assignment(work, view.id)


def nudge_now(work: Work, actor: Actor | None, milestone_id: int, occurrence: str = "") -> NudgeOutcome:
    """Write to every unit that still owes this occurrence, except those written to in the last 12 hours."""
    actor = require(actor, Action.SEND_NUDGES)
    contacts = contacts_by_unit(work)
    recently = _written_recently(work, milestone_id)
    nudged: dict[int, tuple[Contact, list[Duty]]] = {}
    told = spared = unreached = 0
    for duty in _still_owed(work, actor, milestone_id, occurrence):
        unit_contacts = contacts.get(duty.unit_id, [])
        if unreached_reason(unit_contacts):
            unreached += 1
        elif duty.id in recently:
            spared += 1
        else:
            for contact in (contact for contact in unit_contacts if not contact.unreachable_reason):
                nudged.setdefault(contact.address_id, (contact, []))[1].append(duty)
            told += 1
    _nudge(work, nudged)
    audit.record(
        work, actor, "nudged_now", "milestone", milestone_id,
        told=told, spared=spared, unreached=unreached, occurrence=occurrence,
    )  # fmt: skip
    return NudgeOutcome(told, spared, unreached)


def _assignment_for_staff(work: Work, actor: Actor | None, assignment_id: int) -> AssignmentView:
    require(actor, Action.CHANGE_ASSIGNMENTS)
    # Two who change the same assignment at once: the second sees what the first did.
    work.session.execute(select(Assignment.id).where(Assignment.id == assignment_id).with_for_update())
    view = get_assignment(work, assignment_id)
    require_unit(work, actor, Action.CHANGE_ASSIGNMENTS, view.unit_id)
    return view


def _keep_former(
    work: Work, actor: Actor | None, view: AssignmentView, deadline: Deadline, reason: str
) -> None:
    row = Extension(
        assignment_id=view.id,
        previous_late_from=view.facts.late_from,
        late_from=deadline.late_from,
        phrase=deadline.phrase,
        reason=reason[:300],
        granted_at=work.now,
        granted_by=actor.person_id if actor else None,
    )
    work.session.add(row)


def _change(work: Work, assignment_id: int, **values: object) -> None:
    work.session.execute(update(Assignment).where(Assignment.id == assignment_id).values(**values))


def _still_owed(work: Work, actor: Actor, milestone_id: int, occurrence: str) -> list[Duty]:
    scope = (*of_occurrence(milestone_id, occurrence), is_in_force(), expects_report())
    duties = load_duties(work, *scope, *visible_to(actor))
    return [duty for duty in duties if status_at(duty.facts, work.now, work.zone).still_owes]


def _written_recently(work: Work, milestone_id: int) -> set[int]:
    """The assignments for which a message was queued in the last hours, except those that never left."""
    return set(
        work.session.scalars(
            select(Reminder.assignment_id)
            .join(OutboxMessage, OutboxMessage.id == Reminder.outbox_id)
            .join(Assignment, Assignment.id == Reminder.assignment_id)
            .where(
                Assignment.milestone_id == milestone_id,
                OutboxMessage.created_at > work.now - LEAST_BETWEEN_NUDGES,
                OutboxMessage.state.not_in(["cancelled", "undeliverable"]),
            )
        )
    )


def _nudge(work: Work, nudged: dict[int, tuple[Contact, list[Duty]]]) -> None:
    """One message to each person, for all their units."""
    day = local_day(work.now, work.zone)
    for addresses in in_batches(nudged, MOST_AT_ONCE):
        rows = queue_pushes(work, [_push(work, *nudged[address_id]) for address_id in addresses])
        steps = [
            {
                "assignment_id": duty.id,
                "step": f"by_staff/{day}/{rows[address_id]}",
                "recipient": recipient_of(nudged[address_id][0]),
                "due_at": work.now,
                "outbox_id": rows[address_id],
            }
            for address_id in addresses
            for duty in nudged[address_id][1]
        ]
        work.session.connection().execute(insert(Reminder), steps)


def _push(work: Work, contact: Contact, duties: list[Duty]) -> NewPush:
    kind = "nudge" if any(work.now >= duty.facts.due_from for duty in duties) else "reminder"
    content = {"assignment_ids": [duty.id for duty in duties]}
    return NewPush(contact.address_id, contact.channel, kind, content)
