"""Of several processes on one PostgreSQL database: who does what only one of them may do.

On SQLite a transaction that writes has the database to itself, so everybody leads and nobody waits.
"""

from collections.abc import Callable
from typing import TypeVar

from services.work import Work
from storage.locks import try_lock, wait_for_lock

Result = TypeVar("Result")


def may_lead(work: Work, name: str) -> bool:
    """Whether nobody else does what is named; then nobody else will until this transaction ends."""
    return try_lock(work.session.connection(), f"lead/{name}")


def run_alone(work: Work, name: str, function: Callable[[Work], Result]) -> Result | None:
    """Run a job, or do nothing (None) while another process is at it."""
    return function(work) if may_lead(work, name) else None


def wait_for_turn(work: Work, name: str) -> None:
    """Wait until nobody else does what is named; others wait until this transaction ends.

    For what is looked at first and changed then, where no row can be locked because there may be none yet.
    """
    wait_for_lock(work.session.connection(), f"turn/{name}")
