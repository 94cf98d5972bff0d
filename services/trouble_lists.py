"""The lists behind `/trouble`: each message that went wrong, with who, when and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from domain.roles import Action
from services.actors import Actor, require
from services.period_names import titled
from services.trouble import (
    holds_unit_office,
    is_failed,
    is_uncertain,
    is_undeliverable,
    received,
    sent,
)
from services.work import Work
from storage.tables import Address, Assignment, InboxMessage, Milestone, Office, OutboxMessage, Person, Unit

UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class FailedMessage:
    """A message that came in and could not be handled; `error` begins with the name of what went wrong."""

    id: int
    sender: str
    units: tuple[str, ...]
    received_at: datetime
    text: str
    is_readable: bool
    error: str
    attempts: int


@dataclass(frozen=True, slots=True)
class UncertainMessage:
    """A message that may or may not have arrived; `duties` is empty for what is no reminder."""

    id: int
    kind: str
    recipient: str
    units: tuple[str, ...]
    sent_at: datetime
    duties: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Unreached:
    """Messages to one person that did not arrive for one reason, and whom to call instead."""

    recipient: str
    units: tuple[str, ...]
    reason: str
    count: int
    latest_at: datetime
    contacts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is wanted: so many after the first `offset`."""

    offset: int
    most: int


def failed_messages(work: Work, actor: Actor | None, wanted: Page | int) -> list[FailedMessage]:
    """Messages that could not be handled, oldest first: a page of them, or the one with this number."""
    conditions = is_failed(work, require(actor, Action.SETTLE_TROUBLE))
    query = received(InboxMessage, Person.id.label("person_id"), Person.name).where(*conditions)
    rows = work.session.execute(_wanted(query, InboxMessage.id, wanted)).all()
    units = unit_names(work, [row.person_id for row in rows])
    return [_failed(row.InboxMessage, row.name, units.get(row.person_id, ())) for row in rows]


def uncertain_messages(work: Work, actor: Actor | None, wanted: Page | int) -> list[UncertainMessage]:
    """Messages that may not have arrived, oldest first: a page of them, or the one with this number."""
    conditions = is_uncertain(work, require(actor, Action.SETTLE_TROUBLE))
    query = sent(OutboxMessage, Person.id.label("person_id"), Person.name, Address.display_name)
    rows = work.session.execute(_wanted(query.where(*conditions), OutboxMessage.id, wanted)).all()
    units = unit_names(work, [row.person_id for row in rows])
    titles = _titles(work, [row.OutboxMessage for row in rows])
    return [
        _uncertain(row.OutboxMessage, row.name or row.display_name, units.get(row.person_id, ()), titles)
        for row in rows
    ]


def undeliverable_messages(work: Work, actor: Actor | None) -> list[Unreached]:
    """Who was not reached in the last fortnight and why, by unit; each message counts once."""
    conditions = is_undeliverable(work, require(actor, Action.SETTLE_TROUBLE))
    rows = work.session.execute(
        sent(
            Address.id.label("address_id"),
            Person.id.label("person_id"),
            func.coalesce(Person.name, Address.display_name).label("recipient"),
            OutboxMessage.reason,
            func.count().label("count"),
            func.max(OutboxMessage.finished_at).label("latest_at"),
        )
        .where(*conditions)
        .group_by(Address.id, Person.id, Person.name, Address.display_name, OutboxMessage.reason)
    ).all()
    person_ids = [row.person_id for row in rows]
    units, contacts = unit_names(work, person_ids), _contacts(work, person_ids)
    together: dict[tuple[object, str], list[Any]] = defaultdict(list)
    for row in rows:
        together[row.person_id or f"address:{row.address_id}", kind_of_reason(row.reason)].append(row)
    found = [
        Unreached(
            same[0].recipient,
            units.get(same[0].person_id, ()),
            reason,
            sum(row.count for row in same),
            max(row.latest_at for row in same),
            contacts.get(same[0].person_id, ()),
        )
        for (_, reason), same in together.items()
    ]
    return sorted(found, key=lambda entry: (entry.units or ("\uffff",), entry.recipient, entry.reason))


def kind_of_reason(reason: str) -> str:
    """The name of a reason without its details: `gave up: server_error` is `gave up`."""
    return reason.partition(":")[0]


def unit_names(work: Work, person_ids: Collection[int | None]) -> dict[int, tuple[str, ...]]:
    """The units whose secretary or deputy each person is."""
    units = _units(work, person_ids)
    return {person_id: tuple(unit.name for unit in held) for person_id, held in units.items()}


def _wanted(query: Select[Any], number: InstrumentedAttribute[int], wanted: Page | int) -> Select[Any]:
    if isinstance(wanted, int):
        return query.where(number == wanted)
    return query.order_by(number).offset(wanted.offset).limit(wanted.most)


def _failed(row: InboxMessage, name: str | None, units: tuple[str, ...]) -> FailedMessage:
    return FailedMessage(
        row.id,
        name or row.sender_name,
        units,
        row.received_at,
        row.text,
        row.kind != UNREADABLE,
        kind_of_reason(row.error),
        row.attempts,
    )


def _uncertain(
    row: OutboxMessage, recipient: str, units: tuple[str, ...], titles: dict[int, str]
) -> UncertainMessage:
    duties = [titles[known] for known in row.content.get("assignment_ids", ()) if known in titles]
    sent_at = row.claimed_at or row.created_at
    return UncertainMessage(
        row.id, row.kind, recipient, units, sent_at, tuple(dict.fromkeys(duties)), row.content.get("text", "")
    )


def _titles(work: Work, messages: Iterable[OutboxMessage]) -> dict[int, str]:
    ids = {known for message in messages for known in message.content.get("assignment_ids", ())}
    if not ids:
        return {}
    rows = work.session.execute(
        select(Assignment.id, Milestone.title, Assignment.occurrence)
        .join(Milestone, Milestone.id == Assignment.milestone_id)
        .where(Assignment.id.in_(ids))
    )
    return {row.id: titled(work, row.title, row.occurrence) for row in rows}


def _contacts(work: Work, person_ids: Collection[int | None]) -> dict[int, tuple[str, ...]]:
    """How to call instead, as the registry of units has it."""
    units = _units(work, person_ids)
    words = {
        person_id: [f"{unit.contact_name} {unit.contact_phone}".strip() for unit in held]
        for person_id, held in units.items()
    }
    return {person_id: tuple(dict.fromkeys(filter(None, found))) for person_id, found in words.items()}


def _units(work: Work, person_ids: Collection[int | None]) -> dict[int, list[Unit]]:
    known = {person_id for person_id in person_ids if person_id is not None}
    if not known:
        return {}
    rows = work.session.execute(
        select(Office.person_id, Unit)
        .join(Unit, Unit.id == Office.unit_id)
        .where(holds_unit_office(), Office.person_id.in_(known))
        .order_by(Unit.code)
    )
    units: dict[int, list[Unit]] = {}
    for person_id, unit in rows:
        held = units.setdefault(person_id, [])
        if unit not in held:
            held.append(unit)
    return units
