"""What must not be is found at once by indexes of its own; what the audit found is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INBOX_OUT_OF_ORDER = (
    "handled_at IS NULL AND outcome <> ''"
    " OR handled_at IS NOT NULL AND outcome NOT IN ('done', 'refused', 'failed', 'set_aside')"
    " OR outcome = 'failed' AND error = ''"
)
OUTBOX_OUT_OF_ORDER = (
    "state IN ('queued', 'failed') AND (lease_id IS NOT NULL OR finished_at IS NOT NULL)"
    " OR state = 'sending' AND (lease_id IS NULL OR claimed_at IS NULL)"
    " OR state NOT IN ('queued', 'failed', 'sending', 'sent', 'uncertain', 'undeliverable', 'cancelled')"
    " OR state IN ('sent', 'uncertain', 'undeliverable', 'cancelled') AND finished_at IS NULL"
    " OR state IN ('uncertain', 'undeliverable', 'cancelled') AND reason = ''"
)
UNACCOUNTED = "outbox_id IS NULL AND reason = ''"


def upgrade() -> None:
    op.create_table(
        "finding",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("examples", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_alarmed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_finding")),
    )
    # Earlier versions did not always say when a message was finished.
    ended = "state IN ('sent', 'uncertain', 'undeliverable', 'cancelled') AND finished_at IS NULL"
    op.execute(f"UPDATE outbox SET finished_at = coalesce(claimed_at, created_at) WHERE {ended}")
    _index("ix_outbox_undeliverable", "outbox", ["finished_at"], "state = 'undeliverable'")
    _index("ix_outbox_out_of_order", "outbox", ["id"], OUTBOX_OUT_OF_ORDER)
    _index("ix_inbox_out_of_order", "inbox", ["id"], INBOX_OUT_OF_ORDER)
    _index("ix_reminder_unaccounted", "reminder", ["outbox_id", "reason"], UNACCOUNTED)


def _index(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
