"""A step is sent to a person, whichever of their addresses it goes to."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        UPDATE reminder SET recipient = coalesce(
            (SELECT 'person:' || CAST(address.person_id AS VARCHAR(20)) FROM address
             WHERE address.id = CAST(substr(reminder.recipient, 9) AS INTEGER)),
            reminder.recipient)
        WHERE reminder.recipient LIKE 'address:%'
    """)
