"""Who is writing: the address, the person behind it, and the offices that allow things."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Select, and_, bindparam, select, update

from domain.errors import DomainError
from domain.messages import split_chat
from domain.roles import ALLOWED, READING_ROLES, STAFF_ROLES, UNIT_ROLES, Action, Role
from services.looking import look_again_for_person
from services.reach import first_addresses
from services.work import Work
from storage.tables import Address, Office, Person, Unit


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """A role the person holds now, for one unit or (None) for all."""

    role: Role
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class Actor:
    """A registered person who does something."""

    person_id: int
    name: str
    language: str
    offices: tuple[HeldOffice, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        """All roles the person holds."""
        return frozenset(office.role for office in self.offices)

    def may(self, action: Action) -> bool:
        """Whether any office allows the action."""
        return not self.roles.isdisjoint(ALLOWED[action])

    def unit_ids(self, roles: Collection[Role] = UNIT_ROLES) -> frozenset[int]:
        """Units whose secretary or deputy this person is, as far as the role is among these."""
        return frozenset(
            office.unit_id
            for office in self.offices
            if office.role in UNIT_ROLES and office.role in roles and office.unit_id is not None
        )


@dataclass(frozen=True, slots=True)
class Sender:
    """The address a message came from and, once registered, the person behind it."""

    address_id: int
    channel: str
    language: str
    actor: Actor | None


def require(actor: Actor | None, action: Action) -> Actor:
    """The actor when allowed, else DomainError `not-registered`, `only-for-units` or `not-allowed`."""
    if actor is None:
        raise DomainError("not-registered")
    if not actor.may(action):
        is_of_units = ALLOWED[action] == UNIT_ROLES and not actor.roles.isdisjoint(READING_ROLES)
        raise DomainError("only-for-units" if is_of_units else "not-allowed")
    return actor


# Built once: every message asks it. The address, the person behind it, and a row for each office held.
_SENDERS = (
    select(
        Address.id,
        Address.chat_id,
        Address.unreachable_since,
        Person.id.label("person_id"),
        Person.name,
        Person.language,
        Office.role,
        Office.unit_id,
    )
    .outerjoin(Person, Person.id == Address.person_id)
    .outerjoin(Office, and_(Office.person_id == Person.id, Office.until.is_(None)))
    .where(Address.channel == bindparam("channel"), Address.chat_id.in_(bindparam("chats", expanding=True)))
    .order_by(Office.id)
)


def find_sender(work: Work, channel: str, chat_id: str, display_name: str = "") -> Sender:
    """The sender at an address; an unknown one is remembered, an unreachable one is reachable again."""
    known = work.memory.recall(("sender", channel, chat_id)) if work.memory else None
    if known is not None:
        return cast("Sender", known)
    found = find_senders(work, channel, [chat_id])
    return found[chat_id] if found else _new_sender(work, channel, chat_id, display_name)


def find_senders(work: Work, channel: str, chats: Collection[str]) -> dict[str, Sender]:
    """The known senders among chats of one channel; unreachable ones are reachable again, as they wrote."""
    rows: dict[str, list[Any]] = {}
    for row in work.session.execute(_SENDERS, {"channel": channel, "chats": list(chats)}):
        rows.setdefault(row.chat_id, []).append(row)
    silent = [found[0].id for found in rows.values() if found[0].unreachable_since is not None]
    if silent:
        reachable = {"unreachable_since": None, "unreachable_reason": ""}
        work.session.execute(update(Address).where(Address.id.in_(silent)).values(reachable))
        for person_id in {rows[0].person_id for rows in rows.values() if rows[0].id in silent}:
            look_again_for_person(work, person_id)
    return {chat_id: _sender(work, channel, found) for chat_id, found in rows.items()}


def _sender(work: Work, channel: str, rows: Sequence[Any]) -> Sender:
    first = rows[0]
    if first.person_id is None:
        return Sender(first.id, channel, work.installation.language, None)
    offices = tuple(HeldOffice(Role(row.role), row.unit_id) for row in rows if row.role is not None)
    actor = Actor(first.person_id, first.name, first.language, offices)
    return Sender(first.id, channel, first.language, actor)


def _new_sender(work: Work, channel: str, chat_id: str, display_name: str) -> Sender:
    address = Address(
        channel=channel,
        chat_id=chat_id,
        display_name=display_name[:120],
        created_at=work.now,
        bot=split_chat(chat_id)[0],
    )
    work.session.add(address)
    work.session.flush()
    return Sender(address.id, channel, work.installation.language, None)


def load_actor(work: Work, person_id: int) -> Actor:
    """A person with the offices held at this instant."""
    person = work.session.get_one(Person, person_id)
    held = work.session.scalars(select(Office).where(Office.person_id == person_id, Office.until.is_(None)))
    offices = tuple(HeldOffice(Role(office.role), office.unit_id) for office in held)
    return Actor(person.id, person.name, person.language, offices)


def visible_unit_ids(work: Work, actor: Actor) -> frozenset[int] | None:
    """Units whose figures the actor may see; None means all of them."""
    reading = [office for office in actor.offices if office.role not in UNIT_ROLES]
    if any(office.unit_id is None for office in reading):
        return None
    return actor.unit_ids() | _below(work, reading)


def require_unit(work: Work, actor: Actor | None, action: Action, unit_id: int | None) -> Actor:
    """The actor when an office allows it for this unit: staff of a subtree act within it only.

    Raises:
        DomainError: those of `require`, or `not-your-unit`.
    """
    actor = require(actor, action)
    if not may_for_unit(work, actor, action, unit_id):
        raise DomainError("not-your-unit", unit="")
    return actor


def require_everywhere(work: Work, actor: Actor | None, action: Action) -> Actor:
    """The actor when an office for all units allows it: what is changed concerns every unit.

    Raises:
        DomainError: those of `require`, or `concerns-others`.
    """
    actor = require(actor, action)
    if allowed_unit_ids(work, actor, action) is not None:
        raise DomainError("concerns-others")
    return actor


def may_for_unit(work: Work, actor: Actor, action: Action, unit_id: int | None) -> bool:
    """Whether an office of this actor allows the action for this unit."""
    allowed = allowed_unit_ids(work, actor, action)
    return allowed is None or unit_id in allowed


def allowed_unit_ids(work: Work, actor: Actor, action: Action) -> frozenset[int] | None:
    """Units for which an office of this actor allows the action; None means all of them."""
    allowing = [office for office in actor.offices if office.role in ALLOWED[action]]
    if any(office.unit_id is None for office in allowing):
        return None
    own = actor.unit_ids(ALLOWED[action])
    return own | _below(work, [office for office in allowing if office.role not in UNIT_ROLES])


def ids_below(roots: Collection[int]) -> Select[int]:
    """Asks for these units and everything below them, those included that merged or split since."""
    tree = select(Unit.id).where(Unit.id.in_(roots)).cte(recursive=True)
    below = select(Unit.id).join(tree, Unit.parent_id == tree.c.id)
    return select(tree.union(below).c.id)


def _below(work: Work, offices: Iterable[HeldOffice]) -> frozenset[int]:
    roots = {office.unit_id for office in offices if office.unit_id is not None}
    return frozenset(work.session.scalars(ids_below(roots))) if roots else frozenset()


def staff_addresses(work: Work, unit_id: int | None = None) -> list[tuple[int, Actor]]:
    """The staff who follow a unit (or all staff), each with the address that is written to first."""
    found = []
    for address_id, actor in holders_with_addresses(work, STAFF_ROLES):
        visible = visible_unit_ids(work, actor)
        if unit_id is None or visible is None or unit_id in visible:
            found.append((address_id, actor))
    return found


def holders_with_addresses(work: Work, roles: Collection[Role]) -> list[tuple[int, Actor]]:
    """Whoever holds one of these roles and can be written to, each with the address that comes first."""
    held = select(Office.person_id).where(
        Office.role.in_([role.value for role in roles]), Office.until.is_(None)
    )
    person_ids = list(work.session.scalars(held.distinct().order_by(Office.person_id)))
    first = first_addresses(work, person_ids)
    return [
        (first[person_id].address_id, load_actor(work, person_id))
        for person_id in person_ids
        if person_id in first
    ]
