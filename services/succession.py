"""Naming who comes after a secretary, or stands in for one: by a one-time code, or somebody known already."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from domain.errors import DomainError
from domain.offices import Period
from domain.roles import Action, Role
from services import audit
from services.actors import Actor, may_for_unit, require_unit
from services.codes import grouped, hashed, new_code, new_token
from services.leadership import wait_for_turn
from services.persons import known_person
from services.registration import approve
from services.registration_view import RegistrationView, view_of
from services.succession_list import held_by, waiting_successions
from services.units import get_unit
from services.work import Work
from storage.tables import Address, Invite, Office, Registration

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is to speak for a unit: in which role, from when until when, and in whose place.

    `predecessor_id`: the secretary who is followed; None for a deputy.
    """

    unit_id: int
    role: Role
    named: str
    terms: Period
    predecessor_id: int | None = None


def invite_successor(work: Work, actor: Actor | None, wish: Wish) -> str:
    """A one-time code for the person who is named, to be shown once.

    Raises:
        DomainError: `not-allowed`, `not-your-unit`, `no-such-unit`, `name-missing`, `no-such-office` when the
            predecessor is no secretary of the unit, `succession-waits` when a successor was named already.
    """
    actor = _allow(work, actor, wish)
    code = new_code()
    _store(work, actor, wish, hashed(code), is_used=False)
    return grouped(code)


def appoint(work: Work, actor: Actor | None, wish: Wish, person_id: int, position: str) -> RegistrationView:
    """Name somebody who is registered already: no code is needed.

    What staff decide is decided; a secretary's wish, among the deputies of the unit, waits for them, unless
    codes suffice.

    Raises:
        DomainError: those of `invite_successor`; `no-such-person`, `already-holds`, `already-applied`.
    """
    actor = _allow(work, actor, wish)
    name = known_person(work, person_id).name
    is_staff = may_for_unit(work, actor, Action.DECIDE_REGISTRATIONS, wish.unit_id)
    if not is_staff and person_id not in {one.person_id for one in held_by(work, wish.unit_id, Role.DEPUTY)}:
        raise DomainError("no-such-person")
    _refuse_held(work, wish, person_id)
    address_id = work.session.scalar(
        select(Address.id)
        .where(Address.person_id == person_id)
        .order_by(Address.unreachable_since.is_not(None), Address.rank, Address.id)
        .limit(1)
    )
    if address_id is None:
        raise DomainError("no-such-person")
    # Nobody ever learns this code; the row carries the terms of the office.
    invite = _store(work, actor, wish, hashed(new_token()), is_used=True)
    registration = Registration(
        address_id=address_id,
        invite_id=invite.id,
        unit_id=wish.unit_id,
        role=wish.role.value,
        name=name,
        position=position[:120],
        state="pending",
        created_at=work.now,
    )
    work.session.add(registration)
    work.session.flush()
    is_decided = is_staff or work.installation.code_suffices
    begun = approve(work, actor, registration) if is_decided else None
    return view_of(work, registration, begun)


def cancel_succession(work: Work, actor: Actor | None, invite_id: int) -> RegistrationView | None:
    """Take a naming back before it has come; returns the registration that comes to nothing, if there is one.

    Raises:
        DomainError: `not-allowed`, `not-your-unit`, or `no-such-succession` when it is none any more.
    """
    invite = work.session.get(Invite, invite_id, with_for_update=True, populate_existing=True)
    if invite is None or invite.unit_id is None:
        raise DomainError("no-such-succession")
    actor = require_unit(work, actor, Action.NAME_SUCCESSORS, invite.unit_id)
    if invite_id not in [found.invite_id for found in waiting_successions(work, [invite.unit_id])]:
        raise DomainError("no-such-succession")
    invite.voided_at = work.now
    registration = work.session.scalar(
        select(Registration).where(Registration.invite_id == invite_id).with_for_update()
    )
    if registration is not None:
        registration.state, registration.decided_by = "refused", actor.person_id
        registration.decided_at = work.now
    audit.record(
        work, actor, "succession_cancelled", "invite", invite_id, unit_id=invite.unit_id, name=invite.named
    )
    work.session.flush()
    return view_of(work, registration) if registration is not None else None


def _allow(work: Work, actor: Actor | None, wish: Wish) -> Actor:
    actor = require_unit(work, actor, Action.NAME_SUCCESSORS, wish.unit_id)
    if not get_unit(work, wish.unit_id).is_active:
        raise DomainError("no-such-unit")
    if not any(letter.isalpha() for letter in wish.named):
        raise DomainError("name-missing")
    # Two namings at once: the second sees the first.
    wait_for_turn(work, "offices")
    if wish.role is Role.SECRETARY:
        _allow_replacing(work, actor, wish)
    return actor


def _allow_replacing(work: Work, actor: Actor, wish: Wish) -> None:
    is_staff = may_for_unit(work, actor, Action.DECIDE_REGISTRATIONS, wish.unit_id)
    secretaries = {holder.person_id for holder in held_by(work, wish.unit_id, Role.SECRETARY)}
    if wish.predecessor_id not in secretaries:
        raise DomainError("no-such-office")
    if not is_staff and wish.predecessor_id != actor.person_id:
        raise DomainError("not-your-unit", unit="")
    waiting = waiting_successions(work, [wish.unit_id])
    if any(found.predecessor_id == wish.predecessor_id for found in waiting):
        raise DomainError("succession-waits")


def _refuse_held(work: Work, wish: Wish, person_id: int) -> None:
    held = select(Office.id).where(
        Office.person_id == person_id,
        Office.unit_id == wish.unit_id,
        Office.until.is_(None),
        # A secretary is no stand-in for the own office.
        Office.role.in_({wish.role.value, Role.SECRETARY.value}),
    )
    if work.session.scalar(held) is not None:
        raise DomainError("already-holds")
    waiting = waiting_successions(work, [wish.unit_id])
    if any(found.person_id == person_id and found.role is wish.role for found in waiting):
        raise DomainError("already-applied")


def _store(work: Work, actor: Actor, wish: Wish, code_hash: str, *, is_used: bool) -> Invite:
    invite = Invite(
        code_hash=code_hash,
        role=wish.role.value,
        unit_id=wish.unit_id,
        created_at=work.now,
        expires_at=work.now + timedelta(days=work.installation.invite_days),
        used_at=work.now if is_used else None,
        predecessor_id=wish.predecessor_id,
        office_since=wish.terms.since,
        office_until=wish.terms.until,
        named=" ".join(wish.named.split())[:LONGEST_NAME],
    )
    work.session.add(invite)
    work.session.flush()
    audit.record(
        work, actor, "successor_named", "invite", invite.id,
        unit_id=wish.unit_id, role=wish.role.value, name=invite.named,
        since=wish.terms.since and wish.terms.since.isoformat(),
        until=wish.terms.until and wish.terms.until.isoformat(),
    )  # fmt: skip
    return invite
