"""Who hands over names the successor; a draft outlives its writer's office; units merge and split."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invite") as invite:
        invite.add_column(sa.Column("named", sa.String(120), nullable=False, server_default=""))
    with op.batch_alter_table("assignment") as assignment:
        assignment.add_column(sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
        assignment.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        assignment.drop_constraint(op.f("uq_assignment_milestone_id_unit_id_occurrence"), type_="unique")
    is_in_force = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_assignment_in_force",
        "assignment",
        ["milestone_id", "unit_id", "occurrence"],
        unique=True,
        sqlite_where=is_in_force,
        postgresql_where=is_in_force,
    )
    has_an_end = sa.text("until IS NULL AND ends_at IS NOT NULL")
    op.create_index(
        "ix_office_to_end", "office", ["ends_at"], sqlite_where=has_an_end, postgresql_where=has_an_end
    )
    op.create_table(
        "report_draft",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("raw", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_report_draft_assignment_id_assignment")
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_report_draft")),
    )

