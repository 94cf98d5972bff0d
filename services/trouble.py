"""Messages that went wrong and wait for a person: not handled, perhaps not arrived, not deliverable."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from domain.roles import UNIT_ROLES, Action
from services.actors import Actor, require, visible_unit_ids
from services.outbox import REMINDING_KINDS
from services.work import Work
from storage.tables import Address, InboxMessage, Office, OutboxMessage, Person

LOOK_BACK = timedelta(days=14)
# What staff are told of at once; a digest or a notice whose fate is unknown is only listed.
WORTH_TELLING = (*REMINDING_KINDS, "reply")


@dataclass(frozen=True, slots=True)
class OpenTrouble:
    """How many messages wait for a decision, and how many did not arrive lately."""

    failed: int
    uncertain: int
    undeliverable: int

    @property
    def waiting(self) -> int:
        """What staff have to decide."""
        return self.failed + self.uncertain


def count_trouble(work: Work, actor: Actor | None) -> OpenTrouble:
    """What the actor may see of it, counted."""
    actor = require(actor, Action.SETTLE_TROUBLE)
    queries = (
        received(func.count(InboxMessage.id)).where(*is_failed(work, actor)),
        sent(func.count(OutboxMessage.id)).where(*is_uncertain(work, actor)),
        sent(func.count(OutboxMessage.id)).where(*is_undeliverable(work, actor)),
    )
    failed, uncertain, undeliverable = (work.session.scalar(query) or 0 for query in queries)
    return OpenTrouble(failed, uncertain, undeliverable)


def newest_trouble(work: Work) -> datetime | None:
    """When the latest thing happened that staff should be told of, or None."""
    failed = select(func.max(InboxMessage.handled_at)).where(InboxMessage.outcome == "failed")
    uncertain = select(func.max(OutboxMessage.finished_at)).where(
        OutboxMessage.state == "uncertain", OutboxMessage.kind.in_(WORTH_TELLING)
    )
    instants = [work.session.scalar(failed), work.session.scalar(uncertain)]
    return max((instant for instant in instants if instant is not None), default=None)


def is_failed(work: Work, actor: Actor) -> list[ColumnElement[bool]]:
    """Messages that could not be handled, of this actor's units."""
    return [InboxMessage.outcome == "failed", *is_of(work, actor)]


def is_uncertain(work: Work, actor: Actor) -> list[ColumnElement[bool]]:
    """Messages of which nobody knows whether they arrived, to this actor's units."""
    return [OutboxMessage.state == "uncertain", *is_of(work, actor)]


def is_undeliverable(work: Work, actor: Actor) -> list[ColumnElement[bool]]:
    """Messages of the last fortnight that cannot arrive, to this actor's units."""
    is_recent = OutboxMessage.finished_at >= work.now - LOOK_BACK
    return [OutboxMessage.state == "undeliverable", is_recent, *is_of(work, actor)]


def received(*columns: Any) -> Select[Any]:
    """Inbox rows with the address and the person who wrote, where they are known."""
    at = and_(Address.channel == InboxMessage.channel, Address.chat_id == InboxMessage.chat_id)
    query = select(*columns).select_from(InboxMessage).outerjoin(Address, at)
    return query.outerjoin(Person, Person.id == Address.person_id)


def sent(*columns: Any) -> Select[Any]:
    """Outbox rows with the address and the person, once registered, they are for."""
    query = select(*columns).select_from(OutboxMessage)
    query = query.join(Address, Address.id == OutboxMessage.address_id)
    return query.outerjoin(Person, Person.id == Address.person_id)


def holds_unit_office() -> ColumnElement[bool]:
    """Offices of secretaries and deputies that are held now."""
    return and_(Office.role.in_([role.value for role in UNIT_ROLES]), Office.until.is_(None))


def is_of(work: Work, actor: Actor) -> list[ColumnElement[bool]]:
    """Staff of a subtree see the messages of those who hold an office there; staff of all see everything."""
    visible = visible_unit_ids(work, actor)
    if visible is None:
        return []
    holders = select(Office.person_id).where(holds_unit_office(), Office.unit_id.in_(visible))
    return [Address.person_id.in_(holders)]
