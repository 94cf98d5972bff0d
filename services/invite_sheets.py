"""Invites for many units at once: for sheets to print and lists to forward."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import insert, select, update

from domain.errors import DomainError
from domain.local_time import local_day
from domain.roles import Action, Role
from services import audit
from services.actors import Actor, require, visible_unit_ids
from services.batches import in_batches
from services.codes import grouped, hashed, new_code
from services.quotas import zalo_bots_with_room
from services.units import RegisteredUnit, all_units
from services.work import Work
from storage.tables import Invite, Office


@dataclass(frozen=True, slots=True)
class UnitInvite:
    """A unit's new code, to be handed out once, and the last day on which it works.

    `zalo_bot`: the name of the Zalo bot that has room for its secretary, empty when there is none.
    """

    entry: RegisteredUnit
    code: str
    last_day: date
    zalo_bot: str = ""


def units_without_secretary(work: Work) -> list[RegisteredUnit]:
    """Active units that nobody is secretary of, by code."""
    held = select(Office.unit_id).where(Office.role == Role.SECRETARY.value, Office.until.is_(None))
    taken = set(work.session.scalars(held.where(Office.unit_id.is_not(None)).distinct()))
    return [entry for entry in all_units(work) if entry.unit.id not in taken]


def units_of(work: Work, codes: Sequence[str], groups: Sequence[str]) -> list[RegisteredUnit]:
    """The units of these codes and those of these groups, by code, each once.

    Raises:
        DomainError: `unknown-unit` or `unknown-group` for a code that no active unit has.
    """
    entries = all_units(work)
    known = {entry.unit.code for entry in entries}
    known_groups = {group for entry in entries for group in entry.unit.groups}
    for code in codes:
        if code not in known:
            raise DomainError("unknown-unit", unit=code[:80])
    for group in groups:
        if group not in known_groups:
            raise DomainError("unknown-group", group=group[:80], known=", ".join(sorted(known_groups)))
    return [entry for entry in entries if entry.unit.code in codes or entry.unit.groups & set(groups)]


def invite_units(work: Work, actor: Actor | None, entries: Sequence[RegisteredUnit]) -> list[UnitInvite]:
    """A new secretary's code for each unit; codes of theirs that nobody used become void.

    The command line passes no actor.

    Raises:
        DomainError: `not-allowed`, or `invites-for-nobody` when there is no unit.
    """
    if not entries:
        raise DomainError("invites-for-nobody")
    if actor is not None:
        _require_units(work, actor, entries)
    ids = [entry.unit.id for entry in entries]
    _void_unused(work, ids)
    expires_at = work.now + timedelta(days=work.installation.invite_days)
    codes = {unit_id: new_code() for unit_id in ids}
    same = {"role": Role.SECRETARY.value, "created_at": work.now, "expires_at": expires_at}
    rows = [{"code_hash": hashed(code), "unit_id": unit_id, **same} for unit_id, code in codes.items()]
    work.session.execute(insert(Invite), rows)
    audit.record(work, actor, "invites_created", "invite", None, units=len(ids))
    last_day = local_day(expires_at - timedelta(seconds=1), work.zone)
    bots = zalo_bots_with_room(work, len(entries))
    return [
        UnitInvite(entry, grouped(codes[entry.unit.id]), last_day, bot)
        for entry, bot in zip(entries, bots, strict=True)
    ]


def _require_units(work: Work, actor: Actor, entries: Sequence[RegisteredUnit]) -> None:
    require(actor, Action.MANAGE_UNITS)
    visible = visible_unit_ids(work, actor)
    for entry in entries:
        if visible is not None and entry.unit.id not in visible:
            raise DomainError("not-your-unit", unit=entry.unit.name)


def _void_unused(work: Work, unit_ids: Collection[int]) -> None:
    for batch in in_batches(unit_ids):
        work.session.execute(
            update(Invite)
            .where(
                Invite.unit_id.in_(batch),
                Invite.role == Role.SECRETARY.value,
                Invite.used_at.is_(None),
                Invite.voided_at.is_(None),
            )
            .values(voided_at=work.now)
        )
