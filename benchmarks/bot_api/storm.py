"""Bad weather: which sends fail, and how, drawn from a seeded random."""

import random

FAULTS = ("429", "500", "refused", "reset", "unanswered")
"""`refused`: the connection breaks before the request counts, and for a moment nobody can connect.
`reset`: it breaks before the request counts. `unanswered`: the message is accepted and no answer comes."""


class Storm:
    """Draws a fault for each send, each kind with the same share, until `sends` were drawn.

    The first `timeouts` of the unanswered ones let the client wait until it gives up; the others break
    the connection, which tells the client just as little but sooner.
    """

    def __init__(self, seed: int = 0, share: float = 0.0, sends: int = 0, timeouts: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a repeatable draw, no secret
        self._share = share
        self._left = sends
        self._timeouts = timeouts

    def draw(self) -> str | None:
        """One of FAULTS or `hung_up`, or None for a send that is let alone."""
        if self._left <= 0:
            return None
        self._left -= 1
        place = int(self._random.random() / self._share) if self._share else len(FAULTS)
        fault = FAULTS[place] if place < len(FAULTS) else None
        if fault != "unanswered":
            return fault
        self._timeouts -= 1
        return fault if self._timeouts >= 0 else "hung_up"
