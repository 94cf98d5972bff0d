"""Erasing what is kept about a person: name, addresses and words go; the figures of the units stay."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    String,
    Table,
    Text,
    and_,
    case,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from domain.errors import DomainError
from domain.parsing.letters import without_diacritics
from domain.roles import Role
from services import audit
from services.actors import Actor
from services.looking import look_again_at_unit
from services.own_channels import former_addresses
from services.own_mail import unconfirmed_addresses
from services.persons import allow_managing, known_person
from services.unit_lists import let_go_of_all
from services.work import Work
from storage.tables import (
    Address,
    Attachment,
    CalendarFeed,
    ChannelCode,
    CodeAttempt,
    Conversation,
    InboxMessage,
    Matter,
    Office,
    OutboxMessage,
    Person,
    PersonalLink,
    PushSubscription,
    Registration,
    Snooze,
    StoredFile,
    Unit,
    WebSession,
)
from storage.tables.base import Base

ERASED = "…"
SHORTEST_PHONE = 8
EXPORT_NAME = "du-lieu-nguoi-{number}.json"
"""Name of the file that holds what was handed out about a person; it goes with the person."""


def erase_person(work: Work, actor: Actor | None, person_id: int) -> None:
    """Forget a person for good: offices end, what the units reported stays with them.

    A name that somebody else bears as well, or that is one word only, is taken from the person's own rows
    and left where others mention it: there it may mean the other. So is a telephone of several contacts.

    Raises:
        DomainError: `not-allowed`, `no-such-person`, `erase-yourself`, or `last-administrator`.
    """
    allow_managing(actor)
    person = known_person(work, person_id)
    if actor is not None and actor.person_id == person_id:
        raise DomainError("erase-yourself")
    _keep_an_administrator(work, person_id)
    own = work.session.scalars(select(Address).where(Address.person_id == person_id))
    typed = unconfirmed_addresses(work, person_id)
    addresses = list(dict.fromkeys([*own, *former_addresses(work, person_id), *typed]))
    names = _names(work, person, addresses)
    unit_ids = _end_offices(work, person_id)
    _forget_messages(work, addresses)
    _forget_requests(work, person_id, [address.id for address in addresses])
    person.name, person.erased_at = "", work.now
    for address in addresses:
        address.chat_id, address.display_name = f"erased-{address.id}", ""
        address.unreachable_since, address.unreachable_reason = work.now, "erased"
    exports = StoredFile.name == EXPORT_NAME.format(number=person_id)
    work.session.execute(update(StoredFile).where(exports).values(content=b""))
    work.session.flush()
    mentions = _unmistakable(work, names)
    mentions |= _forget_contacts(work, unit_ids, names, mentions)
    let_go_of_all(work)
    _forget_mentions(work, mentions)
    work.session.expire_all()
    audit.record(work, actor, "person_erased", "person", person_id)


def _keep_an_administrator(work: Work, person_id: int) -> None:
    held = set(
        work.session.scalars(
            select(Office.person_id).where(Office.role == Role.ADMINISTRATOR.value, Office.until.is_(None))
        )
    )
    if held == {person_id}:
        raise DomainError("last-administrator")


def _names(work: Work, person: Person, addresses: list[Address]) -> set[str]:
    applied = select(Registration.name).where(Registration.address_id.in_([row.id for row in addresses]))
    told = {person.name, *(row.display_name for row in addresses), *work.session.scalars(applied)}
    return {" ".join(name.split()) for name in told} - {""}


def _end_offices(work: Work, person_id: int) -> set[int]:
    """End the offices, those of the past lose their titles; returns the units they are or were for."""
    offices = list(work.session.scalars(select(Office).where(Office.person_id == person_id)))
    unit_ids = {office.unit_id for office in offices if office.unit_id is not None}
    for office in offices:
        office.until, office.position = office.until or work.now, ""
    work.session.flush()
    for unit_id in unit_ids:
        look_again_at_unit(work, unit_id)
    return unit_ids


def _forget_contacts(work: Work, unit_ids: set[int], names: set[str], mentions: set[str]) -> set[str]:
    """Take the person out of the list of units; returns the telephones that stood there for nobody else."""
    own = and_(Unit.id.in_(unit_ids), Unit.contact_name.in_(names))
    units = list(work.session.scalars(select(Unit).where(own)))
    if mentions:
        named, pattern = select(Unit).where(_mentioning(Unit.contact_name, mentions)), _whole(mentions)
        units += [unit for unit in work.session.scalars(named) if pattern.search(unit.contact_name)]
    phones = {unit.contact_phone for unit in units}
    for unit in units:
        unit.contact_name = unit.contact_phone = ""
    work.session.flush()
    others = {_digits(phone) for phone in work.session.scalars(select(Unit.contact_phone).distinct())}
    own_phones = {phone for phone in phones if _digits(phone) not in others}
    return {written for phone in own_phones for written in _phone_variants(phone)}


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))


def _phone_variants(phone: str) -> set[str]:
    """A telephone in the ways people write it; nothing for what is too short to be meant for certain."""
    digits = _digits(phone)
    if len(digits) < SHORTEST_PHONE:
        return set()
    local = "0" + digits.removeprefix("84") if phone.strip().startswith(("+84", "84")) else digits
    parts = (local[:4], local[4:7], local[7:])
    abroad = local.removeprefix("0")
    return {phone, digits, local, *(mark.join(parts) for mark in " .-"), f"+84{abroad}", f"+84 {abroad}"}


def _forget_messages(work: Work, addresses: list[Address]) -> None:
    """What was written and heard: the rows stay, for the accounts, without words and without the chat."""
    files: list[int | None] = []
    for address in addresses:
        own = and_(InboxMessage.channel == address.channel, InboxMessage.chat_id == address.chat_id)
        files += work.session.scalars(
            select(InboxMessage.file_id).where(own, InboxMessage.file_id.is_not(None))
        )
        is_settled = InboxMessage.outcome.in_(("done", "refused"))
        work.session.execute(
            update(InboxMessage)
            .where(own)
            .values(
                text="",
                sender_name="",
                error="",
                file_id=None,
                new_chat_id=None,
                chat_id=f"erased-{address.id}",
                message_id=literal("erased-") + cast(InboxMessage.id, String),
                handled_at=func.coalesce(InboxMessage.handled_at, work.now),
                outcome=case((is_settled, InboxMessage.outcome), else_="set_aside"),
            )
        )
    kept = select(Attachment.file_id)
    work.session.execute(delete(StoredFile).where(StoredFile.id.in_(files), StoredFile.id.not_in(kept)))
    ids = [address.id for address in addresses]
    waiting = and_(
        OutboxMessage.address_id.in_(ids), OutboxMessage.state.in_(("queued", "failed", "uncertain"))
    )
    stopped = {"state": "cancelled", "reason": "erased", "finished_at": work.now}
    work.session.execute(update(OutboxMessage).where(waiting).values(stopped))
    heard = update(OutboxMessage).where(OutboxMessage.address_id.in_(ids))
    work.session.execute(heard.values(content={}, external_id=None))


def _forget_requests(work: Work, person_id: int, address_ids: list[int]) -> None:
    work.session.execute(delete(CalendarFeed).where(CalendarFeed.person_id == person_id))
    for table in (Conversation, WebSession, CodeAttempt, PushSubscription):
        work.session.execute(delete(table).where(table.address_id.in_(address_ids)))
    for of_person in (Snooze, PersonalLink, ChannelCode):
        work.session.execute(delete(of_person).where(of_person.person_id == person_id))
    applied = update(Registration).where(Registration.address_id.in_(address_ids))
    work.session.execute(applied.values(name="", position=""))
    # Nobody may come into an office under a name that is forgotten.
    is_waiting = Registration.state.in_(("pending", "call", "coming"))
    work.session.execute(applied.where(is_waiting).values(state="refused", decided_at=work.now))
    work.session.execute(update(Matter).where(Matter.person_id == person_id).values(words=""))


def _unmistakable(work: Work, names: Iterable[str]) -> set[str]:
    """Full names that nobody else bears, in the ways people write them."""
    others = {
        " ".join(name.split()).casefold()
        for name in work.session.scalars(select(Person.name).where(Person.name != ""))
    }
    whole = [name for name in names if (" " in name or "@" in name) and name.casefold() not in others]
    return {variant for name in whole for variant in _variants(name)}


def _variants(name: str) -> set[str]:
    plain = without_diacritics(name)
    written = {name, name.upper(), name.lower(), plain, plain.title(), plain.upper()}
    return written | {unicodedata.normalize("NFD", form) for form in written}


def _forget_mentions(work: Work, names: set[str]) -> None:
    """Take the name out of whatever others wrote and the bot said, in every text there is."""
    for table in Base.metadata.sorted_tables if names else ():
        for column in table.columns:
            if isinstance(column.type, String | JSON) and not column.primary_key:
                _forget_in(work, table, column, names)


def _forget_in(work: Work, table: Table, column: Column[Any], names: set[str]) -> None:
    keys, pattern = list(table.primary_key.columns), _whole(names)
    for *key, value in work.session.execute(select(*keys, column).where(_mentioning(column, names))).all():
        row = tuple_(*keys) == tuple(key) if len(keys) > 1 else keys[0] == key[0]
        work.session.execute(update(table).where(row).values({column.name: _without(value, pattern)}))


def _mentioning(column: Any, names: set[str]) -> ColumnElement[bool]:
    """Texts with any of the names, be it as a part of another."""
    return or_(*(cast(column, Text).contains(name, autoescape=True) for name in names))


def _whole(names: set[str]) -> re.Pattern[str]:
    """The names as whole words: who is called Văn Anh keeps the name when Văn An is forgotten."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest_first))})(?![^\W_]|[\u0300-\u036f])")


def _without(value: Any, pattern: re.Pattern[str]) -> Any:
    """The value with every mention taken out of its texts, however deep they lie."""
    if isinstance(value, str):
        return pattern.sub(ERASED, value)
    if isinstance(value, list):
        return [_without(part, pattern) for part in value]
    if isinstance(value, dict):
        return {key: _without(part, pattern) for key, part in value.items()}
    return value
