"""How much one visitor may ask for."""

from collections import deque

LONGEST_TEXT = 10_000
LARGEST_FILE = 20 * 1024 * 1024
LONGEST_WAIT = 25.0
SESSIONS_A_MINUTE = 20
MINUTE = 60.0


class SessionLimit:
    """At most so many new sessions a minute from one remote address; kept in memory, it only slows abuse."""

    def __init__(self, most: int = SESSIONS_A_MINUTE) -> None:
        self._most = most
        self._opened: dict[str, deque[float]] = {}

    def allows(self, remote: str, at: float) -> bool:
        """Whether `remote` may open one more session at `at` (seconds of a steady clock); counts it if so."""
        self._forget_before(at - MINUTE)
        opened = self._opened.setdefault(remote, deque())
        if len(opened) >= self._most:
            return False
        opened.append(at)
        return True

    def _forget_before(self, start: float) -> None:
        for remote, opened in list(self._opened.items()):
            while opened and opened[0] <= start:
                opened.popleft()
            if not opened:
                del self._opened[remote]
