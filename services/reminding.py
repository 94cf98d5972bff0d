"""The tick: what is due now is asked of the rows themselves, and queued under a unique key."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import aliased

from domain.ladder import Rung, rung_when_late
from domain.reminders import Step, may_be_spared
from domain.roles import UNIT_ROLES
from services import audit
from services.actors import Actor
from services.batches import in_batches
from services.duties import Duty, load_duties
from services.looking import look_again
from services.outbox import NewPush, queue_pushes
from services.quotas import scarce_addresses
from services.reach import Contact, rungs_by_person
from services.steps import DueStep, Known, PassedStep, decide, look_up, recipient_of
from services.work import Work
from storage.tables import Assignment, Office, Reminder, Snooze

MOST_AT_ONCE = 1_000
# Any number that no other advisory lock of the program uses.
ROLES = [role.value for role in UNIT_ROLES]


def tick(work: Work, most: int = MOST_AT_ONCE) -> int:
    """Queue what is due of about `most` assignments; returns how many were looked at: to be repeated until 0.

    One person gets one message for all duties due.
    Steps that lie before the relevant one are noted as not sent, so that a system that was off sends
    one message and not a burst.
    """
    duties = _to_look_at(work, most)
    if not duties:
        return 0
    known = look_up(work, duties)
    due: list[DueStep] = []
    passed: list[PassedStep] = []
    looks: dict[datetime | None, list[int]] = defaultdict(list)
    for duty in duties:
        look_at = None
        if known.is_owed(duty):
            decision, may_push = decide(known, duty), known.may_push(duty)
            if may_push:
                due += decision.due
                passed += decision.passed
            look_at = known.next_look(duty, is_pending=bool(decision) and not may_push)
        looks[look_at].append(duty.id)
    by_address = _by_address(due)
    passed += _spare(work, known, by_address)
    _queue_one_message_each(work, by_address)
    _note(work, passed)
    _look_at_next(work, looks)
    return len(duties)


def cover_current_steps(work: Work, assignment_ids: Collection[int]) -> None:
    """Note the steps relevant now as told already, because a notice names the same duties."""
    for ids in in_batches(assignment_ids, MOST_AT_ONCE):
        duties = load_duties(work, Assignment.id.in_(ids))
        known = look_up(work, duties)
        for duty in (duty for duty in duties if known.is_owed(duty)):
            decision = decide(known, duty)
            _note(work, decision.passed)
            _note(work, [_not_sent(due, "told_by_notice") for due in decision.due])


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
    look_again(work, assignment_ids)


def _to_look_at(work: Work, most: int) -> list[Duty]:
    """The next duties to look at, with every other one that may go into the same messages."""
    is_time = Assignment.next_look_at <= work.now
    first = select(Assignment.unit_id).where(is_time)
    first = first.order_by(Assignment.next_look_at, Assignment.unit_id).limit(most)
    unit_ids = _with_shared_holders(work, set(work.session.scalars(first)))
    return [
        duty
        for batch in in_batches(unit_ids)
        for duty in load_duties(work, Assignment.unit_id.in_(batch), is_time, is_locked=True)
    ]


def _with_shared_holders(work: Work, unit_ids: set[int]) -> set[int]:
    """These units and all that are tied to them by a person who holds offices of both."""
    held, other = aliased(Office), aliased(Office)
    query = (
        select(other.unit_id)
        .join(held, held.person_id == other.person_id)
        .where(held.until.is_(None), held.role.in_(ROLES), other.until.is_(None), other.role.in_(ROLES))
    )
    found, new = set(unit_ids), set(unit_ids)
    while new:
        tied = [
            work.session.scalars(query.where(held.unit_id.in_(batch)).distinct()) for batch in in_batches(new)
        ]
        new = {unit_id for rows in tied for unit_id in rows if unit_id is not None} - found
        found |= new
    return found


def _by_address(due_steps: Iterable[DueStep]) -> dict[int, list[DueStep]]:
    by_address: dict[int, list[DueStep]] = defaultdict(list)
    for due in due_steps:
        by_address[due.contact.address_id].append(due)
    return by_address


def _spare(work: Work, known: Known, by_address: dict[int, list[DueStep]]) -> list[PassedStep]:
    """Where a bot's messages are scarce, take out who would get only what may be spared; returns what was.

    Whoever has another channel gets it there instead.
    """
    spared = []
    for address_id in scarce_addresses(work, by_address):
        steps = by_address[address_id]
        if not all(may_be_spared(due.step, known.policies[due.duty.plan_id]) for due in steps):
            continue
        del by_address[address_id]
        other = _other_rung(work, steps[0].contact)
        if other is None:
            spared += [_not_sent(due, "quota_saved") for due in steps]
        else:
            by_address[other.address_id] = [_by_way_of(due, other) for due in steps]
    return spared


def _other_rung(work: Work, contact: Contact) -> Rung | None:
    """Another channel of a person, of which nobody counts the messages."""
    rungs = rungs_by_person(work, [contact.person_id])[contact.person_id]
    counted = scarce_addresses(work, [rung.address_id for rung in rungs])
    return rung_when_late(rungs, counted)


def _by_way_of(due: DueStep, rung: Rung) -> DueStep:
    contact = replace(due.contact, address_id=rung.address_id, channel=rung.channel, rank=rung.rank)
    return replace(due, contact=contact)


def _queue_one_message_each(work: Work, by_address: dict[int, list[DueStep]]) -> None:
    rows = queue_pushes(work, [_push(address_id, due) for address_id, due in by_address.items()])
    _insert(work, [_sent(due, rows[address_id]) for address_id, sent in by_address.items() for due in sent])


def _push(address_id: int, due_steps: Sequence[DueStep]) -> NewPush:
    urgent_first = sorted(due_steps, key=lambda due: (due.duty.facts.due_from, due.duty.id))
    kind = "nudge" if any(due.step.is_nudge for due in due_steps) else "reminder"
    ids = [due.duty.id for due in urgent_first]
    return NewPush(address_id, due_steps[0].contact.channel, kind, {"assignment_ids": ids})


def _not_sent(due: DueStep, reason: str) -> PassedStep:
    return PassedStep(due.duty, due.step, recipient_of(due.contact), reason)


def _note(work: Work, passed: Iterable[PassedStep]) -> None:
    _insert(
        work, [{**_reminder(step.duty, step.step, step.recipient), "reason": step.reason} for step in passed]
    )


def _sent(due: DueStep, outbox_id: int) -> dict[str, object]:
    return {**_reminder(due.duty, due.step, recipient_of(due.contact)), "outbox_id": outbox_id}


def _reminder(duty: Duty, step: Step, recipient: str) -> dict[str, object]:
    return {"assignment_id": duty.id, "step": step.key, "recipient": recipient, "due_at": step.at}


def _insert(work: Work, rows: list[dict[str, object]]) -> None:
    if rows:
        work.session.connection().execute(insert(Reminder), rows)


def _look_at_next(work: Work, looks: dict[datetime | None, list[int]]) -> None:
    for look_at, ids in looks.items():
        for batch in in_batches(ids):
            change = update(Assignment).where(Assignment.id.in_(batch)).values(next_look_at=look_at)
            work.session.execute(change, execution_options={"synchronize_session": False})
