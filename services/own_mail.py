"""A person adds an e-mail address: a code goes there, and comes back by the channel the person writes on."""

from datetime import timedelta

from sqlalchemy import func, select, update

from domain.errors import DomainError
from domain.mail_addresses import read_mail_address
from services import audit
from services.actors import Actor, Sender, find_sender
from services.channel_codes import LinkedChannel, keep_code
from services.codes import canonical, grouped, hashed, new_code
from services.invites import CodeRefusal, is_locked, note_wrong_try
from services.own_channels import add_channel
from services.reach import EMAIL
from services.work import Work
from storage.tables import Address, ChannelCode

CODE_LENGTH = 8  # 40 bits, for an hour, with five tries
MOST_LETTERS_AN_HOUR = 5


def ask_mail_code(work: Work, actor: Actor, typed: str) -> tuple[int, str]:
    """The address that was typed, not yet the person's, and the code to be sent there.

    Raises:
        DomainError: `mail-off` where no mail server is set, `mail-unreadable`, `channel-own`,
            `mail-taken` when it is somebody else's, or `mail-too-many` letters within an hour.
    """
    if not work.installation.has_mail:
        raise DomainError("mail-off")
    mail = read_mail_address(typed)
    _refuse_flood(work, actor)
    found = find_sender(work, EMAIL, mail, display_name=mail)
    if found.actor is not None:
        raise DomainError("channel-own" if found.actor.person_id == actor.person_id else "mail-taken")
    code = new_code(CODE_LENGTH)
    keep_code(work, actor, _hash(found.address_id, code), found.address_id)
    audit.record(work, actor, "mail_code_sent", "address", found.address_id)
    return found.address_id, grouped(code)


def confirm_mail(
    work: Work, actor: Actor, sender: Sender, address_id: int, typed: str
) -> LinkedChannel | CodeRefusal:
    """Add the address when the code from the letter is right; wrong tries are counted as for invites."""
    if is_locked(work, sender):
        return CodeRefusal("code-locked")
    used = (
        update(ChannelCode)
        .where(
            ChannelCode.code_hash == _hash(address_id, canonical(typed)),
            ChannelCode.person_id == actor.person_id,
            ChannelCode.used_at.is_(None),
            ChannelCode.expires_at > work.now,
        )
        .values(used_at=work.now)
        .returning(ChannelCode.id)
    )
    address = work.session.get_one(Address, address_id, with_for_update=True, populate_existing=True)
    if address.person_id is not None or work.session.execute(used).first() is None:
        note_wrong_try(work, sender)
        return CodeRefusal("mail-code-wrong")
    address.unreachable_since, address.unreachable_reason = None, ""
    add_channel(work, address, actor.person_id)
    audit.record(work, actor, "channel_linked", "address", address.id, channel=EMAIL)
    return LinkedChannel(actor, address.id, EMAIL)


def unconfirmed_addresses(work: Work, person_id: int) -> list[Address]:
    """Addresses that this person alone asked to add, and that are nobody's yet."""
    asked = select(ChannelCode.address_id).where(ChannelCode.address_id.is_not(None))
    typed = asked.where(ChannelCode.person_id == person_id)
    by_others = asked.where(ChannelCode.person_id != person_id)
    found = select(Address).where(
        Address.id.in_(typed), Address.id.not_in(by_others), Address.person_id.is_(None)
    )
    return list(work.session.scalars(found))


def _hash(address_id: int, code: str) -> str:
    """Bound to the address: whoever gets the letter by mistake can do nothing else with its code."""
    return hashed(f"{EMAIL}:{address_id}:{code}")


def _refuse_flood(work: Work, actor: Actor) -> None:
    lately = ChannelCode.created_at > work.now - timedelta(hours=1)
    in_letters = (ChannelCode.person_id == actor.person_id, ChannelCode.address_id.is_not(None))
    count = select(func.count()).where(*in_letters, lately)
    if (work.session.scalar(count) or 0) >= MOST_LETTERS_AN_HOUR:
        raise DomainError("mail-too-many")
