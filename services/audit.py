"""The audit log: every change by a person leaves one row."""

from typing import Any

from services.actors import Actor
from services.work import Work
from storage.tables import AuditEntry


def record(
    work: Work, actor: Actor | None, action: str, subject: str, subject_id: int | None, **details: Any
) -> None:
    """Note who did what to which row; `details` hold the values before and after, never a secret."""
    work.session.add(
        AuditEntry(
            at=work.now,
            actor_id=actor.person_id if actor else None,
            action=action,
            subject=subject,
            subject_id=subject_id,
            details=details,
        )
    )
