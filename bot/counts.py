"""What one process counts by hand, for `/metrics`: so that nothing is lost before somebody first asks."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


@dataclass(slots=True)
class Durations:
    """How often something took how long; the last bucket is for all that took longer."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    total_seconds: float = 0.0

    def add(self, seconds: float) -> None:
        """One more."""
        self.counts[bisect_left(BUCKETS, seconds)] += 1
        self.total_seconds += seconds

    def cumulative(self) -> Iterator[tuple[str, float]]:
        """For each bucket's upper edge how many took no longer."""
        total = 0
        for edge, count in zip((*map(str, BUCKETS), "+Inf"), self.counts, strict=True):
            total += count
            yield edge, float(total)


@dataclass(slots=True)
class Counts:
    """What one process has done since it started.

    Attributes:
        sends: attempts to send, by channel, kind of message and outcome.
        repeats: messages that were accepted although an earlier attempt may have arrived, by channel.
        waits: how long messages that came in waited until they were handled, where an answer went out.
        answers: how long answers took from being queued to being accepted.
    """

    sends: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    repeats: Counter[str] = field(default_factory=Counter)
    waits: Durations = field(default_factory=Durations)
    answers: Durations = field(default_factory=Durations)


@dataclass(slots=True)
class LoopLag:
    """How much later than asked for the event loop woke up, at worst since somebody last asked."""

    seconds: float = 0.0

    def note(self, seconds: float) -> None:
        """It was so late this time."""
        self.seconds = max(self.seconds, seconds)

    def worst(self) -> float:
        """The worst since the last time."""
        worst, self.seconds = self.seconds, 0.0
        return worst
