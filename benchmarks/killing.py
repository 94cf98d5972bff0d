"""SIGKILL at random moments, each followed by a new start."""

import random
import time
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.installation import Claim, Installation
from benchmarks.processes import kill

LONGEST_START = 3.0
LONGEST_WAIT = 20.0
LONGEST_LAG = 0.03


@dataclass(frozen=True, slots=True)
class Moment:
    """When to kill: once so many more messages were accepted than at the start, and `seconds` after that."""

    more: int = 0
    seconds: float = 0.0


def random_moments(count: int, messages: int, seed: int = 1) -> list[Moment]:
    """Moments to kill at while so many messages go out; every fifth comes while the product starts."""
    draw = random.Random(seed)  # noqa: S311 - a repeatable draw, no secret
    points = [0, *sorted(draw.sample(range(1, messages), count - count // 5))]
    moments = [Moment(more - less, draw.uniform(0, LONGEST_LAG)) for less, more in pairwise(points)]
    for _ in range(count // 5):
        moments.insert(draw.randrange(len(moments)), Moment(seconds=draw.uniform(0.3, LONGEST_START)))
    return moments


def kill_at(installation: Installation, moments: list[Moment]) -> list[int]:
    """Start and kill it at these moments; a chat for each message that was on its way at a kill.

    A claim outlives several kills until its lease has run out, and is counted once.
    """
    claims: set[Claim] = set()
    for moment in moments:
        with installation.running() as process:
            _wait(installation, moment)
            kill(process)
        claims |= installation.claims()
    return [claim.chat for claim in claims]


def stop_after(installation: Installation, accepted: int) -> float:
    """Start it, send SIGTERM once so many messages were accepted; the seconds it took to exit."""
    with installation.running() as process:
        _wait(installation, Moment(accepted))
        begins = time.monotonic()
        process.terminate()
        process.wait(timeout=60)
        return time.monotonic() - begins


def _wait(installation: Installation, moment: Moment) -> None:
    api = installation.api
    if moment.more:
        api.wait_for(len(api.accepted()) + moment.more, LONGEST_WAIT)
    time.sleep(moment.seconds)
