"""How much waits and for how long, in figures for a monitor; every question is answered by a small index."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from services.auditor import open_findings
from services.inbox import count_waiting, oldest_unhandled
from services.outbox import literally
from services.quotas import BotUse, bots_in_use
from services.uptime import last_tick
from services.work import Work
from storage.tables import InboxMessage, Lease, OutboxMessage

OPEN_STATES = ("queued", "failed", "sending")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many messages wait, and for how many seconds the first of them has."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Gauges:
    """What a monitor wants to know of one database.

    Attributes:
        inbox: messages that came in and are not answered yet.
        outbox: messages that may go out now and have not, by channel.
        uncertain: messages of which nobody knows whether they arrived, for staff to decide.
        failed: messages that could not be handled, for staff to look at.
        processes: running processes, by their leases.
        tick_lag_seconds: since a tick ran last, in any process.
        findings: rows the audit found out of order, by the name of what is wrong.
        bots: what each bot whose messages are counted has used of its month.
    """

    inbox: Waiting
    outbox: dict[str, Waiting]
    uncertain: int
    failed: int
    processes: int
    tick_lag_seconds: float
    findings: dict[str, int]
    bots: tuple[BotUse, ...] = ()


def read_gauges(work: Work) -> Gauges:
    """The figures of this instant."""
    return Gauges(
        Waiting(count_waiting(work), _age(work, oldest_unhandled(work))),
        _outbox(work),
        _count(work, select(OutboxMessage.id).where(OutboxMessage.state == "uncertain")),
        _count(work, select(InboxMessage.id).where(InboxMessage.outcome == "failed")),
        _count(work, select(Lease.id)),
        _age(work, last_tick(work)),
        {finding.code: finding.count for finding in open_findings(work)},
        tuple(bots_in_use(work)),
    )


def _outbox(work: Work) -> dict[str, Waiting]:
    rows = work.session.execute(
        select(OutboxMessage.channel, func.count(), func.min(OutboxMessage.not_before))
        .where(OutboxMessage.state.in_(literally(*OPEN_STATES)), OutboxMessage.not_before <= work.now)
        .group_by(OutboxMessage.channel)
    )
    return {channel: Waiting(count, _age(work, oldest)) for channel, count, oldest in rows}


def _count(work: Work, rows: Select[Any]) -> int:
    return work.session.execute(select(func.count()).select_from(rows.subquery())).scalar_one()


def _age(work: Work, since: datetime | None) -> float:
    return max(0.0, (work.now - since).total_seconds()) if since is not None else 0.0
