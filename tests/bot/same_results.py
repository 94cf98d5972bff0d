"""What an office looks like after messages were handled, without the numbers that depend on their order."""

import re
from typing import Any

from sqlalchemy import Table, delete, insert, select

from services.work import Database, Work
from storage.tables import (
    Address,
    Assignment,
    AuditEntry,
    Conversation,
    InboxMessage,
    OutboxMessage,
    Report,
    ReportRevision,
)
from storage.tables.base import Base
from tests.core import NOON

# Receipt codes are drawn by lot; rows are numbered in the order in which they are written.
BY_LOT = re.compile(
    r"BC-[0-9A-Z]{6}|/forward \d+|/matters (?:[a-z]+ )?\d+|/extension \w+ \d+|Việc số \d+|việc số \d+"
)
Rows = dict[Table, list[dict[str, Any]]]


def keep(database: Database) -> Rows:
    """Everything that is stored."""
    with database.look(NOON) as work:
        return {
            table: [dict(row) for row in work.session.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }


def bring_back(database: Database, kept: Rows) -> None:
    """Make the database what it was."""
    with database.work(NOON) as work:
        for table in reversed(kept):
            work.session.execute(delete(table))
        for table, rows in kept.items():
            if rows:
                work.session.execute(insert(table), rows)


def results(database: Database) -> dict[str, list[str]]:
    """What came of the messages, each table by itself."""
    with database.look(NOON) as work:
        return {name: [_plain(row) for row in rows] for name, rows in _asked(work).items()}


def _asked(work: Work) -> dict[str, list[Any]]:
    def rows(*columns: Any, of: Any, by: tuple[Any, ...]) -> list[Any]:
        return list(work.session.execute(select(*columns).select_from(of).order_by(*by)))

    answered = Base.metadata.tables["outbox"].join(Address.__table__).outerjoin(InboxMessage.__table__)
    reported = Base.metadata.tables["report"].join(ReportRevision.__table__)
    talks = Base.metadata.tables["conversation"].join(Address.__table__)
    outbox = (Address.chat_id, OutboxMessage.kind, OutboxMessage.content, OutboxMessage.state)
    return {
        "inbox": rows(
            InboxMessage.message_id, InboxMessage.outcome, InboxMessage.error,
            of=InboxMessage, by=(InboxMessage.id,),
        ),
        "outbox": rows(
            *outbox, InboxMessage.message_id,
            of=answered, by=(Address.chat_id, OutboxMessage.rank, OutboxMessage.id),
        ),
        "reports": rows(
            Report.assignment_id, ReportRevision.number, ReportRevision.values, ReportRevision.raw_text,
            ReportRevision.sent_by, Report.received_at,
            of=reported, by=(Report.assignment_id, ReportRevision.number),
        ),
        "assignments": rows(
            Assignment.id, Assignment.late_from, Assignment.waived_at, Assignment.next_look_at,
            of=Assignment, by=(Assignment.id,),
        ),
        "talks": rows(
            Address.chat_id, Conversation.serial, Conversation.dialogue, Conversation.state,
            Conversation.choices, Conversation.takes_number,
            of=talks, by=(Address.chat_id,),
        ),
        "audit": sorted(
            rows(
                AuditEntry.actor_id, AuditEntry.action, AuditEntry.details,
                of=AuditEntry, by=(AuditEntry.id,),
            ),
            key=str,
        ),
        "addresses": rows(
            Address.chat_id, Address.person_id, Address.unreachable_reason, of=Address, by=(Address.chat_id,)
        ),
    }  # fmt: skip


def _plain(row: Any) -> str:
    return BY_LOT.sub("…", str(tuple(row)))
