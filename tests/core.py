"""What tests of the core start from: a database without an application, addresses, messages to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select

from domain.messages import Reply, split_chat
from services import claiming, delivery, outbox
from services.claiming import Claim, ClaimedMessage
from services.pacing import UNLIMITED, Rate
from services.work import Database, Work
from storage.tables import Address, OutboxMessage
from storage.tables.base import Base
from tests.builders import build_settings

CHANNEL = "telegram"
NOON = datetime(2024, 6, 5, 5, tzinfo=UTC)
# Pacing goes by the computer's clock, which has nothing to do with a movable one.
PRESENT = datetime(2031, 3, 1, 12, tzinfo=UTC)


def open_database(folder: Path, resent_kinds: frozenset[str] | None = None) -> Database:
    """A migrated database of a test's own, by default with the policy that an installation has by default."""
    settings = build_settings(folder)
    installation = settings.installation()
    if resent_kinds is not None:
        installation = replace(installation, resent_kinds=resent_kinds)
    database = Database(settings.database_url.get_secret_value(), installation)
    database.migrate()
    return database


@contextmanager
def emptied(database: Database) -> Iterator[Database]:
    """The same database with nothing in it: for the next example of a property."""
    with database.work(NOON) as work:
        for table in reversed(Base.metadata.sorted_tables):
            work.session.execute(delete(table))
    yield database


def add_address(work: Work, chat_id: str = "7001", channel: str = CHANNEL) -> int:
    """An address that can be written to; returns its id."""
    bot, _ = split_chat(chat_id)
    address = Address(channel=channel, chat_id=chat_id, display_name="", created_at=work.now, bot=bot)
    work.session.add(address)
    work.session.flush()
    return address.id


def say_to(work: Work, address_id: int, text: str = "Kính gửi", kind: str = "reply") -> int:
    """Queue one message; returns its row."""
    outbox_id = outbox.queue(work, address_id, Reply(text), kind=kind)
    assert outbox_id is not None
    return outbox_id


def claim(
    database: Database,
    *,
    now: datetime = NOON,
    lease: int = 1,
    most: int = 100,
    is_quiet: bool = False,
    rate: Rate = UNLIMITED,
    present: datetime = PRESENT,
    channel: str = CHANNEL,
) -> list[ClaimedMessage]:
    """Claim as a dispatcher would, in a transaction of its own."""
    with database.work(now) as work:
        return claiming.claim_next(work, Claim(channel, lease, rate, present, most, is_quiet))


def fail(database: Database, message: ClaimedMessage, *, now: datetime = NOON, **told: timedelta) -> None:
    """It was not accepted, in a transaction of its own; `wait` when the messenger asks for it."""
    with database.work(now) as work:
        delivery.retry_later(work, message.id, "server_error", **told)


def accept(database: Database, message: ClaimedMessage, *, now: datetime = NOON) -> None:
    """The messenger accepted it, in a transaction of its own."""
    with database.work(now) as work:
        delivery.mark_sent(work, [(message, f"m{message.id}")])


def ids(claimed: list[ClaimedMessage]) -> list[int]:
    """The rows that were claimed."""
    return [message.id for message in claimed]


def row_of(database: Database, outbox_id: int) -> OutboxMessage:
    """A message as it stands."""
    with database.look(NOON) as work:
        return work.session.get_one(OutboxMessage, outbox_id)


def states(database: Database) -> list[str]:
    """The state of every message, oldest first."""
    with database.look(NOON) as work:
        return list(work.session.scalars(select(OutboxMessage.state).order_by(OutboxMessage.id)))


def after(seconds: float) -> datetime:
    """So many seconds after noon."""
    return NOON + timedelta(seconds=seconds)
