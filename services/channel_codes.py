"""A registered person adds a channel: a code from one that is theirs, typed on the new one."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update

from domain.errors import DomainError
from services import audit
from services.actors import Actor, Sender, load_actor
from services.codes import canonical, grouped, hashed, new_code
from services.invites import CodeRefusal, is_locked
from services.own_channels import add_channel
from services.work import Work
from storage.tables import Address, ChannelCode

CODE_HOURS = 1


@dataclass(frozen=True, slots=True)
class LinkedChannel:
    """A channel that was added, and to whom it belongs from now on."""

    actor: Actor
    address_id: int
    channel: str


@dataclass(frozen=True, slots=True)
class ChannelOffer:
    """A code that was opened and waits for a yes: its row, and the name of whoever made it."""

    code_id: int
    person_name: str


def create_channel_code(work: Work, actor: Actor) -> str:
    """A new code for one more channel of the actor, to be shown once; an unused one becomes void."""
    of_chats = (ChannelCode.person_id == actor.person_id, ChannelCode.address_id.is_(None))
    is_open = (ChannelCode.used_at.is_(None), ChannelCode.expires_at > work.now)
    work.session.execute(update(ChannelCode).where(*of_chats, *is_open).values(expires_at=work.now))
    code = new_code()
    row = keep_code(work, actor, hashed(code))
    audit.record(work, actor, "channel_code_created", "channel_code", row.id)
    return grouped(code)


def keep_code(work: Work, actor: Actor, code_hash: str, address_id: int | None = None) -> ChannelCode:
    """Keep a new code of the actor's, of which only the hash is known; `address_id` got it in a letter."""
    row = ChannelCode(
        code_hash=code_hash,
        person_id=actor.person_id,
        address_id=address_id,
        created_at=work.now,
        expires_at=work.now + timedelta(hours=CODE_HOURS),
    )
    work.session.add(row)
    work.session.flush()
    return row


def open_channel_code(work: Work, sender: Sender, typed: str) -> ChannelOffer | CodeRefusal | None:
    """Whose channel the sender's address would become; None when it is no code of this kind.

    Nothing is added before the sender says yes to the name: a link with somebody else's code must not make
    anybody write in that person's name. Wrong tries are counted where invites are opened, and lock both.

    Raises:
        DomainError: `channel-own` when the address is this person's already, `channel-taken` when it is
            somebody else's.
    """
    if is_locked(work, sender):
        return CodeRefusal("code-locked")
    row = work.session.scalar(select(ChannelCode).where(ChannelCode.code_hash == hashed(canonical(typed))))
    if row is None:
        return None
    _refuse_known(sender, row)
    if row.used_at is not None or row.expires_at <= work.now:
        return CodeRefusal("code-used" if row.used_at is not None else "code-expired")
    return ChannelOffer(row.id, load_actor(work, row.person_id).name)


def link_by_code(work: Work, sender: Sender, code_id: int) -> LinkedChannel | CodeRefusal:
    """Add the sender's address to whoever made the code that the sender has opened; DomainError as above."""
    row = work.session.get_one(ChannelCode, code_id)
    _refuse_known(sender, row)
    if not _use(work, row.id):
        return CodeRefusal("code-used" if row.used_at is not None else "code-expired")
    address = work.session.get_one(Address, sender.address_id)
    add_channel(work, address, row.person_id)
    actor = load_actor(work, row.person_id)
    audit.record(work, actor, "channel_linked", "address", address.id, channel=address.channel)
    return LinkedChannel(actor, address.id, address.channel)


def _refuse_known(sender: Sender, row: ChannelCode) -> None:
    if sender.actor is not None:
        is_own = sender.actor.person_id == row.person_id
        raise DomainError("channel-own" if is_own else "channel-taken")


def _use(work: Work, code_id: int) -> bool:
    """Mark a code used: of two who type it at once, one gets it; an expired one nobody."""
    used = (
        update(ChannelCode)
        .where(ChannelCode.id == code_id, ChannelCode.used_at.is_(None), ChannelCode.expires_at > work.now)
        .values(used_at=work.now)
        .returning(ChannelCode.id)
    )
    return work.session.execute(used).first() is not None
