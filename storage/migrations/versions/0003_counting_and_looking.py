"""What summaries count stands beside the report, and each assignment says when to look at it next."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

AT_ONCE = 5_000
REPORTS = sa.table("report", *(sa.column(name) for name in ("id", "revision", "attended", "total")))
REVISIONS = sa.table(
    "report_revision", sa.column("report_id"), sa.column("number"), sa.column("values", sa.JSON())
)


def upgrade() -> None:
    with op.batch_alter_table("report") as report:
        report.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
        report.add_column(sa.Column("attended", sa.BigInteger(), nullable=True))
        report.add_column(sa.Column("total", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("assignment") as assignment:
        assignment.add_column(sa.Column("next_look_at", sa.DateTime(timezone=True), nullable=True))
    for rows in _latest_revisions(op.get_bind()):
        if rows:
            op.get_bind().execute(_COPY, rows)
    _look_at_everything_open()
    is_waiting = sa.text("next_look_at IS NOT NULL")
    op.create_index(
        "ix_assignment_to_look_at",
        "assignment",
        ["next_look_at", "unit_id"],
        sqlite_where=is_waiting,
        postgresql_where=is_waiting,
    )


_COPY = (
    sa.update(REPORTS)
    .where(REPORTS.c.id == sa.bindparam("row"))
    .values(
        revision=sa.bindparam("number"),
        attended=sa.bindparam("attended_members"),
        total=sa.bindparam("all_members"),
    )
)


def _latest_revisions(connection: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    """What each report's latest revision says, some thousand reports at a time."""
    after = 0
    while True:
        some = sa.select(REPORTS.c.id).where(REPORTS.c.id > after).order_by(REPORTS.c.id).limit(AT_ONCE)
        ids = list(connection.scalars(some))
        if not ids:
            return
        # The latest comes last and stays.
        query = (
            sa.select(REVISIONS)
            .where(REVISIONS.c.report_id > after, REVISIONS.c.report_id <= ids[-1])
            .order_by(REVISIONS.c.report_id, REVISIONS.c.number)
        )
        yield list({row.report_id: _copied(*row) for row in connection.execute(query)}.values())
        after = ids[-1]


def _copied(report_id: int, number: int, values: dict[str, Any]) -> dict[str, Any]:
    attended, total = _whole(values.get("attended")), _whole(values.get("total"))
    return {"row": report_id, "number": number, "attended_members": attended, "all_members": total}


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _look_at_everything_open() -> None:
    """The first tick after the upgrade looks at whatever still owes; any instant that has passed says so."""
    passed = "SELECT p.activated_at FROM milestone m JOIN plan p ON p.id = m.plan_id"
    op.execute(
        f"UPDATE assignment SET next_look_at = ({passed} WHERE m.id = assignment.milestone_id AND p.state = 'active')"
        " WHERE waived_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM report WHERE report.assignment_id = assignment.id)"
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
