"""The only place that asks what time it is."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Something that knows the present instant."""

    def now(self) -> datetime:
        """The present instant, UTC."""


def real_time() -> datetime:
    """The present instant, UTC, whatever a movable clock says: what other servers go by."""
    return datetime.now(UTC)


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The present instant, UTC."""
        return real_time()


class MovableClock:
    """A clock that starts at an instant, runs on, and can be moved forward: for the demo and the tests."""

    def __init__(self, start: datetime, *, is_running: bool = True) -> None:
        self._began = real_time()
        self._start = start.astimezone(UTC)
        self._moved = timedelta()
        self._is_running = is_running

    def now(self) -> datetime:
        """The present instant of this clock, UTC."""
        passed = real_time() - self._began if self._is_running else timedelta()
        return self._start + self._moved + passed

    def advance(self, by: timedelta) -> None:
        """Move forward; time never goes back."""
        self._moved += max(by, timedelta())

    def advance_to(self, instant: datetime) -> None:
        """Move forward to an instant; one that has passed moves nothing."""
        self.advance(instant - self.now())
