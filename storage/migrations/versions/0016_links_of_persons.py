"""A personal link always belongs to a person; it never opened an invite."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("personal_link") as table:
        table.drop_constraint(op.f("fk_personal_link_invite_id_invite"), type_="foreignkey")
        table.drop_column("invite_id")
