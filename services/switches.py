"""What staff see of the ladder: which messages went on to another channel, from where, and why."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from domain.roles import Action
from services.actors import Actor, require
from services.trouble import LOOK_BACK, is_of, sent
from services.trouble_lists import unit_names
from services.work import Work
from storage.tables import Assignment, Milestone, OutboxAttempt, OutboxMessage, Person, Reminder


@dataclass(frozen=True, slots=True)
class Switch:
    """A channel that a message left: it `failed` there, or was `late`; then the reason may be empty."""

    channel: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class Switched:
    """Messages to one person that left one channel for one reason, and where they went from there."""

    recipient: str
    units: tuple[str, ...]
    switch: Switch
    went_to: tuple[str, ...]
    count: int
    latest_at: datetime


def count_switched(work: Work, actor: Actor | None) -> int:
    """How many messages of the last fortnight went on to another channel, of this actor's units."""
    actor = require(actor, Action.SETTLE_TROUBLE)
    query = sent(func.count(OutboxMessage.id.distinct())).join(
        OutboxAttempt, OutboxAttempt.outbox_id == OutboxMessage.id
    )
    return work.session.scalar(query.where(*_is_recent(work, actor))) or 0


def switched_messages(work: Work, actor: Actor | None) -> list[Switched]:
    """Who was written to on another channel in the last fortnight and why, by unit."""
    actor = require(actor, Action.SETTLE_TROUBLE)
    switch = (OutboxAttempt.channel, OutboxAttempt.outcome, OutboxAttempt.reason)
    rows = work.session.execute(
        sent(
            Person.id.label("person_id"),
            Person.name,
            *switch,
            OutboxMessage.channel.label("went_to"),
            func.count().label("messages"),
            func.max(OutboxAttempt.at).label("latest_at"),
        )
        .join(OutboxAttempt, OutboxAttempt.outbox_id == OutboxMessage.id)
        .where(*_is_recent(work, actor))
        .group_by(Person.id, Person.name, *switch, OutboxMessage.channel)
    ).all()
    units = unit_names(work, [row.person_id for row in rows])
    together = defaultdict(list)
    for row in rows:
        together[row.person_id, Switch(row.channel, row.outcome, row.reason)].append(row)
    found = [
        Switched(
            same[0].name or "",
            units.get(person_id, ()),
            left,
            tuple(sorted(row.went_to for row in same)),
            sum(row.messages for row in same),
            max(row.latest_at for row in same),
        )
        for (person_id, left), same in together.items()
    ]
    return sorted(found, key=lambda one: (one.units or ("\uffff",), one.recipient, one.latest_at))


def switches_of_plan(work: Work, plan_id: int) -> dict[int, list[Switch]]:
    """By outbox row, the channels that the reminders of a plan left before they went where they went."""
    of_plan = (
        select(Reminder.outbox_id)
        .join(Assignment, Assignment.id == Reminder.assignment_id)
        .join(Milestone, Milestone.id == Assignment.milestone_id)
        .where(Milestone.plan_id == plan_id)
    )
    left: dict[int, list[Switch]] = defaultdict(list)
    query = select(OutboxAttempt).where(OutboxAttempt.outbox_id.in_(of_plan)).order_by(OutboxAttempt.id)
    for attempt in work.session.scalars(query):
        left[attempt.outbox_id].append(Switch(attempt.channel, attempt.outcome, attempt.reason))
    return left


def _is_recent(work: Work, actor: Actor) -> list[ColumnElement[bool]]:
    return [OutboxAttempt.at >= work.now - LOOK_BACK, *is_of(work, actor)]
