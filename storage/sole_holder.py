"""A lock that one process at a time holds while it lives: PostgreSQL drops it with the connection."""

from threading import Lock

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from storage.locks import lock_key


class SoleHolder:
    """Holds one named lock on a connection of its own; on SQLite, which has one process, always."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._key = lock_key(name)
        self._guard = Lock()
        self._connection: Connection | None = None
        self._is_held = False

    def try_hold(self) -> bool:
        """Whether the lock is this process's now; asked again, whether it still is.

        Raises:
            DBAPIError: the database cannot be asked, so nobody knows.
        """
        if self._engine.dialect.name != "postgresql":
            return True
        with self._guard:
            try:
                return self._ask()
            except DBAPIError:
                # With a broken connection the lock is gone; a new one may win it again.
                self._let_go()
                return self._ask()

    def release(self) -> None:
        """Leave the lock to another process."""
        with self._guard:
            self._let_go()

    def _ask(self) -> bool:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if self._is_held:
            self._connection.execute(text("SELECT 1"))
        else:
            wanted = text("SELECT pg_try_advisory_lock(:key)")
            self._is_held = bool(self._connection.scalar(wanted, {"key": self._key}))
        return self._is_held

    def _let_go(self) -> None:
        connection, self._connection, self._is_held = self._connection, None, False
        if connection is not None:
            # Not back into the pool: whoever got it next would hold the lock without knowing.
            connection.invalidate()
            connection.close()
