"""A code that went out in a letter belongs to its address; those for any channel belong to none."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("channel_code") as table:
        table.add_column(sa.Column("address_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_channel_code_address_id_address"), "address", ["address_id"], ["id"])
