"""A person has several channels, in order; offices are handed over; units merge and split."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("address") as address:
        address.add_column(sa.Column("bot", sa.String(40), nullable=False, server_default=""))
        address.add_column(sa.Column("rank", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("office") as office:
        office.add_column(sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("invite") as invite:
        invite.add_column(sa.Column("predecessor_id", sa.Integer(), nullable=True))
        invite.add_column(sa.Column("office_since", sa.DateTime(timezone=True), nullable=True))
        invite.add_column(sa.Column("office_until", sa.DateTime(timezone=True), nullable=True))
        invite.create_foreign_key(op.f("fk_invite_predecessor_id_person"), "person", ["predecessor_id"], ["id"])
    _create_attempts()
    _create_links()
    _create_quotas()
    _create_lineage()


def _create_attempts() -> None:
    op.create_table(
        "outbox_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_outbox_attempt_outbox_id_outbox")),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_outbox_attempt_address_id_address")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_attempt")),
    )
    op.create_index("ix_outbox_attempt_outbox_id", "outbox_attempt", ["outbox_id"])


def _create_links() -> None:
    op.create_table(
        "personal_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("invite_id", sa.Integer(), nullable=True),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_personal_link_person_id_person")),
        sa.ForeignKeyConstraint(["invite_id"], ["invite.id"], name=op.f("fk_personal_link_invite_id_invite")),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_personal_link_address_id_address")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_personal_link_token_hash")),
    )
    op.create_index("ix_personal_link_person_id", "personal_link", ["person_id"])
    op.create_table(
        "channel_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_channel_code_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_channel_code_code_hash")),
    )
    op.create_index("ix_channel_code_person_id", "channel_code", ["person_id"])
    op.create_table(
        "push_subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.String(500), nullable=False),
        sa.Column("public_key", sa.String(120), nullable=False),
        sa.Column("secret", sa.String(60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_push_subscription_address_id_address")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscription")),
        sa.UniqueConstraint("endpoint", name=op.f("uq_push_subscription_endpoint")),
    )
    op.create_index("ix_push_subscription_address_id", "push_subscription", ["address_id"])


def _create_quotas() -> None:
    op.create_table(
        "channel_quota",
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("bot", sa.String(40), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("spent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("channel", "bot", "month", name=op.f("pk_channel_quota")),
    )


def _create_lineage() -> None:
    op.create_table(
        "unit_lineage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_unit_id", sa.Integer(), nullable=False),
        sa.Column("to_unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["from_unit_id"], ["unit.id"], name=op.f("fk_unit_lineage_from_unit_id_unit")),
        sa.ForeignKeyConstraint(["to_unit_id"], ["unit.id"], name=op.f("fk_unit_lineage_to_unit_id_unit")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_unit_lineage_made_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_lineage")),
        sa.UniqueConstraint("from_unit_id", "to_unit_id", name=op.f("uq_unit_lineage_from_unit_id_to_unit_id")),
    )
