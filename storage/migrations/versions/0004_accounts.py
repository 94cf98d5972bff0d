"""What must not be is found at once by indexes of its own; what is wrong is kept until it is mended."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _index("ix_outbox_undeliverable", "outbox", ["finished_at"], "state = 'undeliverable'")


def _index(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
