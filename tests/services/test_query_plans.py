"""What is asked all the time costs the same for ever: it reads an index over the few rows that are open."""

from typing import Any

import pytest
from sqlalchemy import Select, event, text

from services import claiming, gauges, offices, waits
from services.claiming import _NEXT_TO_SEND
from services.delivery import _REMINDERS_WAITING
from services.occurrences import open_occurrences
from services.trouble import newest_trouble
from services.work import Database, Work
from tests.core import NOON, PRESENT

pytestmark = pytest.mark.sqlite
CLAIM = {
    "channel": "telegram", "last_rank": 2, "now": NOON, "present": PRESENT, "latest_booking": PRESENT,
    "most": 40,
}  # fmt: skip


def plans(database: Database, ask: Any) -> list[str]:
    """How SQLite would answer each question that is asked in here."""
    asked: list[tuple[str, Any]] = []
    with database.look(NOON) as work:
        connection = work.session.connection()
        event.listen(
            connection,
            "before_cursor_execute",
            lambda _connection, _cursor, statement, values, *_: asked.append((statement, values)),
        )
        ask(work)
        return [_plan(connection, statement, values) for statement, values in list(asked)]


def _plan(connection: Any, statement: str, values: Any) -> str:
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    return "; ".join(row.detail for row in rows)


def asking(query: Select[Any], values: dict[str, Any]) -> Any:
    return lambda work: work.session.execute(query, values).all()


@pytest.mark.parametrize(
    ("ask", "indexes"),
    [
        (asking(_NEXT_TO_SEND, CLAIM), ["ix_outbox_waiting", "ix_outbox_lane"]),
        (asking(_REMINDERS_WAITING, {"assignment": 1}), []),
        (claiming.owners_in_sending, ["ix_outbox_lease"]),
        (waits.waiting_too_long, ["ix_inbox_waiting", "ix_outbox_waiting"]),
        (gauges.read_gauges, ["ix_inbox_waiting", "ix_outbox_"]),
        (open_occurrences, ["ix_milestone_to_look_at"]),
        (newest_trouble, ["ix_inbox_failed", "ix_outbox_uncertain"]),
        (offices.end_due_offices, ["ix_office_to_end"]),
        (offices.begin_due_offices, ["ix_registration_state"]),
    ],
    ids=[
        "claim",
        "cancel",
        "owners",
        "waits",
        "gauges",
        "occurrences",
        "trouble",
        "offices-end",
        "offices-begin",
    ],
)
def test_no_question_reads_what_is_finished(database: Database, ask: Any, indexes: list[str]) -> None:
    found = plans(database, ask)
    for index in indexes:
        assert any(index in plan for plan in found), found
    for table in ("inbox", "outbox", "milestone", "assignment"):
        assert not [plan for plan in found if f"SCAN {table};" in f"{plan};"], found


def test_a_plan_that_reads_everything_is_noticed(database: Database) -> None:
    def ask(work: Work) -> object:
        return work.session.execute(text("SELECT count(*) FROM outbox WHERE reason = 'x'")).all()

    assert plans(database, ask) == ["SCAN outbox"]
