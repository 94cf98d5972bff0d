"""An instant of the plan's year that runs on, the same for the product, its messenger and the proof."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class RunningClock:
    """Starts at an instant when it is made, and goes on while the product is off."""

    start: datetime
    began: float = field(default_factory=time.time)

    @property
    def ahead(self) -> float:
        """Seconds it is ahead of this computer's clock, usually a large negative number."""
        return self.start.timestamp() - self.began

    def now(self) -> datetime:
        """The instant it shows."""
        return datetime.fromtimestamp(time.time() + self.ahead, UTC)
