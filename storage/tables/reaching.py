"""How people are reached: attempts on each channel, links, codes, push subscriptions and quotas."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class OutboxAttempt(Base):
    """A message was to go to an address and went on to the person's next one: where it was, why it left.

    `outcome`: `failed` when it can never arrive there, `late` when it only waited too long.
    """

    __tablename__ = "outbox_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), index=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"))
    channel: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(200), default="")


class PersonalLink(Base):
    """A link that opens the web chat for one person, on the device that used it first; only its hash is kept.

    `address_id` is the web address it was bound to at `bound_at`.
    """

    __tablename__ = "personal_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    address_id: Mapped[int | None] = mapped_column(ForeignKey("address.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    bound_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class ChannelCode(Base):
    """A one-time code with which a registered person adds another channel; only its hash is kept.

    `address_id` is the e-mail address to which it went; a code that is shown in a chat has none.
    """

    __tablename__ = "channel_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    address_id: Mapped[int | None] = mapped_column(ForeignKey("address.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class PushSubscription(Base):
    """A browser that takes notifications for a web address; `gone_at` when its push service refused it."""

    __tablename__ = "push_subscription"

    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"), index=True)
    endpoint: Mapped[str] = mapped_column(String(500), unique=True)
    public_key: Mapped[str] = mapped_column(String(120))
    secret: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]


class ChannelQuota(Base):
    """How many messages one bot of a channel has sent in a month (`2026-11`, local), for all processes."""

    __tablename__ = "channel_quota"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    bot: Mapped[str] = mapped_column(String(40), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    sent: Mapped[int] = mapped_column(default=0)
    spent_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]
