"""Invites: one-time codes for an office, and the limit on wrong tries."""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import func, select, update

from domain.errors import DomainError
from domain.offices import Period
from domain.roles import UNIT_ROLES, Action, Role
from services import audit
from services.actors import Actor, Sender, require_unit
from services.codes import canonical, grouped, hashed, new_code
from services.units import get_unit
from services.work import Work
from storage.tables import CodeAttempt, Invite, Person

MOST_WRONG_TRIES = 5
TRIES_FORGOTTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class InviteOffer:
    """A good code: the office it gives. `unit_name` is empty for staff.

    `is_fixed`: it was made for a successor or a stand-in, so that the role is no question; `replaces` is the
    name of whom a successor follows, `terms` from when until when.
    """

    invite_id: int
    role: Role
    unit_id: int | None
    unit_name: str
    is_fixed: bool = False
    replaces: str = ""
    terms: Period = field(default_factory=Period)


@dataclass(frozen=True, slots=True)
class CodeRefusal:
    """A code that does not open anything: `error-<code>` says why.

    Returned, not raised, because the wrong try itself has to be remembered.
    """

    code: str


def create_invite(work: Work, actor: Actor | None, role: Role, unit_id: int | None) -> str:
    """A new code for an office, to be shown once; unused codes of the same office of a unit become void.

    Staff with a unit follow it and everything below.

    Raises:
        DomainError: `not-allowed`, `no-such-unit`, or `invite-without-unit` for a unit's role.
    """
    if actor is not None:
        action = Action.MANAGE_UNITS if role in UNIT_ROLES else Action.MANAGE_STAFF
        require_unit(work, actor, action, unit_id)
    if unit_id is not None and not get_unit(work, unit_id).is_active:
        raise DomainError("no-such-unit")
    if role in UNIT_ROLES:
        if unit_id is None:
            raise DomainError("invite-without-unit")
        _void_unused(work, role, unit_id)
    code = new_code()
    invite = Invite(
        code_hash=hashed(code),
        role=role.value,
        unit_id=unit_id,
        created_at=work.now,
        expires_at=work.now + timedelta(days=work.installation.invite_days),
    )
    work.session.add(invite)
    work.session.flush()
    audit.record(work, actor, "invite_created", "invite", invite.id, role=role.value, unit_id=unit_id)
    return grouped(code)


def open_invite(work: Work, sender: Sender, typed: str) -> InviteOffer | CodeRefusal:
    """What a typed code offers; wrong tries are counted per address and locked after five within an hour."""
    if is_locked(work, sender):
        return CodeRefusal("code-locked")
    invite = work.session.scalar(select(Invite).where(Invite.code_hash == hashed(canonical(typed))))
    if invite is None:
        note_wrong_try(work, sender)
        return CodeRefusal("code-wrong")
    if invite.used_at is not None:
        return CodeRefusal("code-used")
    terms = Period(invite.office_since, invite.office_until)
    if invite.voided_at is not None or invite.expires_at <= work.now or terms.is_over(work.now):
        return CodeRefusal("code-expired")
    unit = get_unit(work, invite.unit_id) if invite.unit_id is not None else None
    unit_name = unit.name if unit else ""
    predecessor = work.session.get(Person, invite.predecessor_id) if invite.predecessor_id else None
    return InviteOffer(
        invite.id, Role(invite.role), invite.unit_id, unit_name,
        bool(invite.named), predecessor.name if predecessor else "", terms,
    )  # fmt: skip


def use_invite(work: Work, invite_id: int) -> Invite:
    """Mark an invite used, or DomainError `code-used`: of two who hold the same code, one gets it."""
    result = work.session.execute(
        update(Invite)
        .where(Invite.id == invite_id, Invite.used_at.is_(None), Invite.voided_at.is_(None))
        .values(used_at=work.now)
        .returning(Invite.id)
    )
    if result.first() is None:
        raise DomainError("code-used")
    return work.session.get_one(Invite, invite_id, populate_existing=True)


def note_wrong_try(work: Work, sender: Sender) -> None:
    """A wrong code came from this address."""
    work.session.add(CodeAttempt(address_id=sender.address_id, at=work.now))


def is_locked(work: Work, sender: Sender) -> bool:
    """Whether too many wrong codes came from this address within the last hour."""
    since = work.now - TRIES_FORGOTTEN_AFTER
    count = select(func.count()).where(CodeAttempt.address_id == sender.address_id, CodeAttempt.at > since)
    return (work.session.scalar(count) or 0) >= MOST_WRONG_TRIES


def _void_unused(work: Work, role: Role, unit_id: int) -> None:
    work.session.execute(
        update(Invite)
        .where(
            Invite.unit_id == unit_id,
            Invite.role == role.value,
            Invite.used_at.is_(None),
            Invite.voided_at.is_(None),
        )
        .values(voided_at=work.now)
    )
