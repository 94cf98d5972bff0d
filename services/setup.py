"""The first administrator claims the bot with a code printed at first start."""

import hmac

from sqlalchemy import select

from domain.roles import Role
from locales import say
from services import audit
from services.actors import Actor, Sender, load_actor
from services.codes import canonical, grouped, hashed, new_code
from services.work import Work
from storage.tables import Address, Office, Person, Setting

SETUP_KEY = "setup_code_hash"


def ensure_setup_code(work: Work, configured: str) -> str | None:
    """The setup code to print, or None when an administrator exists or the operator chose the code.

    A code that is not configured is made anew at each start until it is used, because only its hash is kept.
    """
    if _has_administrator(work):
        return None
    code = canonical(configured) if configured else new_code()
    work.session.merge(Setting(key=SETUP_KEY, value=hashed(code)))
    return None if configured else grouped(code)


def is_setup_code(work: Work, typed: str) -> bool:
    """Whether this is the code with which the first administrator claims the bot."""
    stored = work.session.get(Setting, SETUP_KEY)
    return stored is not None and hmac.compare_digest(stored.value, hashed(canonical(typed)))


def claim_bot(work: Work, sender: Sender) -> Actor:
    """Make the sender the first administrator; the code is gone afterwards."""
    stored = work.session.get_one(Setting, SETUP_KEY, with_for_update=True, populate_existing=True)
    work.session.delete(stored)
    address = work.session.get_one(Address, sender.address_id)
    person_id = sender.actor.person_id if sender.actor else _new_person(work, address)
    work.session.add(Office(person_id=person_id, role=Role.ADMINISTRATOR.value, since=work.now))
    work.session.flush()
    actor = load_actor(work, person_id)
    audit.record(work, actor, "bot_claimed", "person", person_id)
    return actor


def _new_person(work: Work, address: Address) -> int:
    name = address.display_name or say("unnamed-administrator", work.installation.language)
    person = Person(name=name, language=work.installation.language, created_at=work.now)
    work.session.add(person)
    work.session.flush()
    address.person_id = person.id
    return person.id


def _has_administrator(work: Work) -> bool:
    held = select(Office.id).where(Office.role == Role.ADMINISTRATOR.value, Office.until.is_(None))
    return work.session.scalar(held) is not None
