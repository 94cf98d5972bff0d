"""PostgreSQL's advisory locks: held by a transaction or a connection, and gone with it.

On SQLite nothing is locked here: a transaction that writes has the whole database to itself.
"""

import hashlib

from sqlalchemy import Connection, text

MIGRATING = "migrating"


def lock_key(name: str) -> int:
    """The number of a lock, the same in every process and in every version."""
    # The prefix keeps apart from other programs that use the same database.
    return int.from_bytes(hashlib.sha256(f"dondoc/{name}".encode()).digest()[:8], signed=True)


def wait_for_lock(connection: Connection, name: str) -> None:
    """Hold a lock until the transaction ends; waits for whoever holds it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": lock_key(name)})


def try_lock(connection: Connection, name: str) -> bool:
    """Hold a lock until the transaction ends; False when another transaction holds it."""
    if connection.dialect.name != "postgresql":
        return True
    wanted = text("SELECT pg_try_advisory_xact_lock(:key)")
    return bool(connection.scalar(wanted, {"key": lock_key(name)}))
