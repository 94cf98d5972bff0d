"""Reports are returned, withdrawn, supplemented and entered by staff; they have files; matters wait for staff."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report") as report:
        report.add_column(sa.Column("returned_field", sa.String(60), nullable=False, server_default=""))
        report.add_column(sa.Column("return_reason", sa.String(300), nullable=False, server_default=""))
        report.add_column(sa.Column("return_late_from", sa.DateTime(timezone=True), nullable=True))
        report.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("report_revision") as revision:
        revision.add_column(sa.Column("kind", sa.String(12), nullable=False, server_default="report"))
        revision.add_column(sa.Column("source", sa.String(10), nullable=False, server_default=""))
    op.execute("UPDATE report_revision SET kind = 'correction' WHERE number > 1")
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    _create_attachments()
    _create_forms()
    _create_matters()


def _create_attachments() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_attachment_assignment_id_assignment")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_attachment_file_id_stored_file")),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_attachment_added_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("assignment_id", "sha256", name=op.f("uq_attachment_assignment_id_sha256")),
    )
    op.create_index("ix_attachment_file_id", "attachment", ["file_id"])


def _create_forms() -> None:
    op.create_table(
        "form",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_form")),
    )


def _create_matters() -> None:
    op.create_table(
        "matter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("assignment_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("wished", sa.String(200), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_matter_unit_id_unit")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_matter_assignment_id_assignment")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_matter_person_id_person")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_matter_owner_id_person")),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_matter_address_id_address")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
    )
    is_open = sa.text("state IN ('open', 'taken')")
    op.create_index("ix_matter_open", "matter", ["unit_id"], sqlite_where=is_open, postgresql_where=is_open)
    op.create_index("ix_matter_assignment_id", "matter", ["assignment_id"])
    op.create_index("ix_matter_person_id", "matter", ["person_id"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
