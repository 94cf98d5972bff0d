"""What the product's database holds after a burst of reports, against what was written."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.database import Database
from benchmarks.turns import MEMBERS, attended

REPORTS = """
    SELECT address.chat_id, report_revision."values" AS figures
    FROM report_revision
    JOIN report ON report.id = report_revision.report_id
    JOIN address ON address.person_id = report_revision.sent_by
"""


@dataclass(frozen=True, slots=True)
class StoredReports:
    """Secretaries whose report is missing, is there more than once, or holds other figures than theirs."""

    lost: int
    repeated: int
    wrong: int


def count_reports(database: Database, chats: Iterable[int]) -> StoredReports:
    """Each of these chats reported once, the figures of `turns.attended`."""
    stored = [(int(row["chat_id"]), _figures(row["figures"])) for row in database.rows(REPORTS)]
    times = Counter(chat for chat, _ in stored)
    return StoredReports(
        lost=sum(times[chat] == 0 for chat in chats),
        repeated=sum(many - 1 for many in times.values()),
        wrong=sum(figures != (attended(chat), MEMBERS) for chat, figures in stored),
    )


def _figures(stored: str | dict[str, int]) -> tuple[int, int]:
    values = json.loads(stored) if isinstance(stored, str) else stored
    return values["attended"], values["total"]
