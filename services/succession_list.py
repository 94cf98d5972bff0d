"""Who holds an office of a unit, who is named for one to come, and who can be named without a code."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from domain.parsing.letters import folded_plain
from domain.roles import UNIT_ROLES, Action, Role
from services.actors import Actor, may_for_unit, visible_unit_ids
from services.work import Work
from storage.tables import Address, Invite, Office, Person, Registration, Unit

MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds an office of a unit now; `ends_at` None: without a known end."""

    office_id: int
    person_id: int
    name: str
    role: Role
    unit_id: int
    unit_name: str
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class WaitingSuccession:
    """Somebody named for an office that has not begun.

    `state`: `code` while nobody has used the code, `pending` while staff decide, `coming` until its day.
    """

    invite_id: int
    unit_id: int
    unit_name: str
    role: Role
    named: str
    predecessor_id: int | None
    replaces: str
    since: datetime | None
    until: datetime | None
    state: str
    person_id: int | None


def held_by(work: Work, unit_id: int, *roles: Role) -> list[Holder]:
    """Who holds these offices of a unit, the longest first."""
    rows = work.session.execute(
        _HOLDERS.where(Office.unit_id == unit_id, Office.role.in_([role.value for role in roles]))
    )
    return [_holder(*row) for row in rows]


def candidates(work: Work, actor: Actor, unit_id: int, typed: str = "") -> list[Holder]:
    """Who can be named for a unit's office without a code, as they hold one already.

    Deputies of the unit; whose name holds the typed words, for staff among all they follow.
    """
    deputies = held_by(work, unit_id, Role.DEPUTY)
    if not typed:
        return deputies[:MOST_CANDIDATES]
    known = deputies
    if may_for_unit(work, actor, Action.DECIDE_REGISTRATIONS, unit_id):
        visible = visible_unit_ids(work, actor)
        query = _HOLDERS.where(Office.role.in_([role.value for role in UNIT_ROLES]))
        known = [
            _holder(*row)
            for row in work.session.execute(
                query if visible is None else query.where(Office.unit_id.in_(visible))
            )
        ]
    wanted = folded_plain(typed)
    by_person = {
        holder.person_id: holder for holder in reversed(known) if wanted in folded_plain(holder.name)
    }
    return list(by_person.values())[:MOST_CANDIDATES]


def waiting_successions(work: Work, unit_ids: Collection[int] | None) -> list[WaitingSuccession]:
    """Who is named for an office of these units (None: of all) that has not begun, oldest first."""
    predecessor = aliased(Person)
    has_terms = or_(Invite.named != "", Invite.predecessor_id.is_not(None))
    is_open = or_(
        Invite.used_at.is_(None) & (Invite.expires_at > work.now),
        Registration.state.in_(["pending", "call", "coming"]),
    )
    query = (
        select(
            Invite.id,
            Unit.id,
            Unit.name,
            Invite.role,
            Invite.named,
            Invite.predecessor_id,
            predecessor.name,
            Invite.office_since,
            Invite.office_until,
            Registration.state,
            Address.person_id,
        )
        .join(Unit, Unit.id == Invite.unit_id)
        .outerjoin(predecessor, predecessor.id == Invite.predecessor_id)
        .outerjoin(Registration, Registration.invite_id == Invite.id)
        .outerjoin(Address, Address.id == Registration.address_id)
        .where(has_terms, Invite.voided_at.is_(None), is_open)
        .order_by(Invite.id)
    )
    if unit_ids is not None:
        query = query.where(Invite.unit_id.in_(unit_ids))
    return [
        WaitingSuccession(
            invite_id, unit_id, unit, Role(role), named, predecessor_id, replaces or "", since, until,
            _state(state), person_id,
        )
        for invite_id, unit_id, unit, role, named, predecessor_id, replaces, since, until, state, person_id
        in work.session.execute(query)
    ]  # fmt: skip


_HOLDERS = (
    select(Office.id, Person.id, Person.name, Office.role, Unit.id, Unit.name, Office.ends_at)
    .join(Person, Person.id == Office.person_id)
    .join(Unit, Unit.id == Office.unit_id)
    .where(Office.until.is_(None))
    .order_by(Office.id)
)


def _holder(office_id: int, person_id: int, name: str, role: str, *place: Any) -> Holder:
    return Holder(office_id, person_id, name, Role(role), *place)


def _state(state: str | None) -> str:
    if state is None:
        return "code"
    return "pending" if state == "call" else state
