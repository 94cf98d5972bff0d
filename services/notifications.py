"""Browsers that take notifications for an address of the web chat, and the key they know us by."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from domain.errors import DomainError
from services import audit
from services.actors import load_actor
from services.looking import look_again_for_person
from services.reach import WEB
from services.work import Work, insert_or_ignore
from storage.tables import Address, Person, PushSubscription, Setting

KEY = "push_key"
LONGEST_ENDPOINT, LONGEST_KEY, LONGEST_SECRET = 500, 120, 60


@dataclass(frozen=True, slots=True)
class Browser:
    """Where a push service takes messages for one browser, and what they are encrypted with."""

    endpoint: str
    public_key: str
    secret: str


def push_key(work: Work, make: Callable[[], str]) -> str:
    """The private key all notifications are signed with, made once: browsers know us by its other half."""
    stored = select(Setting.value).where(Setting.key == KEY)
    found = work.session.scalar(stored)
    if found is None:
        # Of two processes that begin at once, one makes it.
        work.session.execute(insert_or_ignore(work, Setting).values(key=KEY, value=make()))
        found = work.session.scalar(stored)
    assert found is not None
    return found


def take_notifications(work: Work, address_id: int, browser: Browser) -> None:
    """This browser takes notifications for this address from now on, and for no other.

    Raises:
        DomainError: `not-registered` for an address that is nobody's yet, `push-unreadable`.
    """
    address = work.session.get_one(Address, address_id)
    if address.person_id is None:
        raise DomainError("not-registered")
    if not _fits(browser):
        raise DomainError("push-unreadable")
    work.session.execute(delete(PushSubscription).where(PushSubscription.endpoint == browser.endpoint))
    row = PushSubscription(
        address_id=address_id,
        endpoint=browser.endpoint,
        public_key=browser.public_key,
        secret=browser.secret,
        created_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    look_again_for_person(work, address.person_id)
    actor = load_actor(work, address.person_id)
    audit.record(work, actor, "notifications_on", "address", address_id)


def browsers_at(work: Work, chat_id: str) -> tuple[str, list[Browser]]:
    """The language of the person at an address of the web chat, and the browsers to be told."""
    rows = work.session.execute(
        select(Person.language, PushSubscription)
        .join(Address, Address.id == PushSubscription.address_id)
        .join(Person, Person.id == Address.person_id)
        .where(Address.channel == WEB, Address.chat_id == chat_id, PushSubscription.gone_at.is_(None))
        .order_by(PushSubscription.id)
    ).all()
    browsers = [Browser(row.endpoint, row.public_key, row.secret) for _, row in rows]
    return (rows[0][0] if rows else work.installation.language), browsers


def takes_notifications(work: Work, address_id: int) -> bool:
    """Whether any browser takes notifications for an address."""
    taken = select(PushSubscription.id).where(
        PushSubscription.address_id == address_id, PushSubscription.gone_at.is_(None)
    )
    return work.session.scalar(taken.limit(1)) is not None


def forget_browser(work: Work, endpoint: str) -> None:
    """The push service says that this browser is gone: the page alone tells nobody any more."""
    is_it = PushSubscription.endpoint == endpoint
    work.session.execute(update(PushSubscription).where(is_it).values(gone_at=work.now))
    person = select(Address.person_id).join(PushSubscription, PushSubscription.address_id == Address.id)
    look_again_for_person(work, work.session.scalar(person.where(is_it)))


def _fits(browser: Browser) -> bool:
    return (
        0 < len(browser.endpoint) <= LONGEST_ENDPOINT
        and 0 < len(browser.public_key) <= LONGEST_KEY
        and 0 < len(browser.secret) <= LONGEST_SECRET
    )
