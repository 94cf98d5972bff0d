"""The outbox row by row, against what the Bot API accepted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.bot_api.client import Attempt
from benchmarks.database import Database
from benchmarks.people import STAFF_CHAT

STATES = ("sent", "uncertain", "undeliverable", "cancelled", "queued", "sending", "failed")
REPLY, REMINDER = "reply", "reminder"
REMINDER_BEGINS = "Kính gửi đồng chí"
SECRETARIES_ROWS = """
    SELECT outbox.id, address.chat_id, outbox.kind, outbox.state, outbox.reason
    FROM outbox JOIN address ON address.id = outbox.address_id
    WHERE outbox.id > ? AND address.chat_id <> ?
    ORDER BY outbox.id
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the outbox, and how its messages fared at the Bot API, attempt by attempt."""

    chat: int
    kind: str
    state: str
    reason: str
    outcomes: tuple[str, ...]
    arrived: int


def newest_row(database: Database) -> int:
    """The newest row of the outbox, from which on later ones are counted."""
    return database.count("SELECT coalesce(max(id), 0) FROM outbox")


def entries(database: Database, since: int, attempts: Iterable[Attempt]) -> list[Entry]:
    """What was put into the outbox for secretaries after a row, where each has one row of a kind at most."""
    made: dict[tuple[int, str], list[Attempt]] = {}
    for attempt in attempts:
        made.setdefault((attempt.chat, kind_of(attempt.text)), []).append(attempt)
    found = []
    for row in database.rows(SECRETARIES_ROWS, since, str(STAFF_CHAT)):
        chat, kind = int(row["chat_id"]), REPLY if row["kind"] == REPLY else REMINDER
        own = made.get((chat, kind), [])
        outcomes = tuple(attempt.outcome for attempt in own)
        arrived = sum(attempt.is_accepted for attempt in own)
        found.append(Entry(chat, kind, row["state"], row["reason"], outcomes, arrived))
    return found


def kind_of(text: str) -> str:
    """Whether a text is a reminder or a reply, by how it begins."""
    return REMINDER if text.startswith(REMINDER_BEGINS) else REPLY


def states(rows: Iterable[Entry]) -> Counter[str]:
    """How many rows there are in each state."""
    return Counter(row.state for row in rows)
