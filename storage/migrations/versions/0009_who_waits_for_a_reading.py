"""A proposed plan knows which address waits to hear that its document was read."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("plan_proposal") as proposal:
        proposal.add_column(sa.Column("address_id", sa.Integer(), nullable=True))
        proposal.create_foreign_key(op.f("fk_plan_proposal_address_id_address"), "address", ["address_id"], ["id"])
