"""Chat lanes, leases of sending processes, and a pace that all processes share."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OPEN, IN_LANE = "state IN ('queued', 'failed')", "state IN ('queued', 'failed', 'sending')"
RANK = "CASE kind WHEN 'reply' THEN 0 WHEN 'notice' THEN 1 ELSE 2 END"


def upgrade() -> None:
    op.create_table(
        "lease",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beats", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lease")),
    )
    op.create_table(
        "pace",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_pace")),
    )
    with op.batch_alter_table("address") as address:
        address.add_column(sa.Column("free_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("inbox") as inbox:
        inbox.add_column(sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
        inbox.drop_index("ix_inbox_unhandled")
    with op.batch_alter_table("inbox") as inbox:
        inbox.alter_column("attempts", server_default=None)
    _index("ix_inbox_waiting", "inbox", ["id"], "handled_at IS NULL")
    _index("ix_inbox_lane", "inbox", ["channel", "chat_id", "id"], "handled_at IS NULL")
    _index("ix_inbox_failed", "inbox", ["id"], "outcome = 'failed'")
    _upgrade_outbox()


def _upgrade_outbox() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("channel", sa.String(length=20), nullable=False, server_default=""))
        outbox.add_column(sa.Column("rank", sa.Integer(), nullable=False, server_default="0"))
        outbox.add_column(sa.Column("lease_id", sa.Integer(), nullable=True))
        outbox.add_column(sa.Column("resends", sa.Integer(), nullable=False, server_default="0"))
        outbox.drop_index("ix_outbox_queue")
    channel = "(SELECT address.channel FROM address WHERE address.id = outbox.address_id)"
    op.execute(f"UPDATE outbox SET channel = {channel}, rank = {RANK}")
    # Nobody holds a lease yet: what an older version was sending goes again, or is shown as uncertain.
    op.execute("UPDATE outbox SET state = 'queued', resends = 1 WHERE state = 'sending' AND rank < 2")
    op.execute("UPDATE outbox SET state = 'uncertain', reason = 'interrupted' WHERE state = 'sending'")
    with op.batch_alter_table("outbox") as outbox:
        for column in ("channel", "rank", "resends"):
            outbox.alter_column(column, server_default=None)
    _index("ix_outbox_waiting", "outbox", ["channel", "rank", "id"], OPEN)
    _index("ix_outbox_lane", "outbox", ["address_id", "id"], IN_LANE)
    _index("ix_outbox_lease", "outbox", ["lease_id"], "state = 'sending'")
    _index("ix_outbox_uncertain", "outbox", ["id"], "state = 'uncertain'")


def _index(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
