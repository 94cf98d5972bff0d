"""Recurring duties open their occurrences one after the other."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("milestone") as milestone:
        milestone.add_column(sa.Column("opened_until", sa.DateTime(timezone=True), nullable=True))
        milestone.add_column(sa.Column("next_look_at", sa.DateTime(timezone=True), nullable=True))
    is_waiting = sa.text("next_look_at IS NOT NULL")
    op.create_index(
        "ix_milestone_to_look_at",
        "milestone",
        ["next_look_at"],
        sqlite_where=is_waiting,
        postgresql_where=is_waiting,
    )
