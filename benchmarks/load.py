"""One burst through one bot, and what can be said of it."""

import time
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from benchmarks.bot_api.client import Attempt, BotApi
from benchmarks.people import STAFF_CHAT
from benchmarks.processes import Process, cpu_ms
from benchmarks.turns import Answers, Burst, Wording, count_answers

WARM_UP = 20
# Staff may also be told of something at the start.
SETTLE_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Load:
    """What became of a burst.

    Attributes:
        answered: messages with an answer when the time was over.
        per_second: answers a second, from the first message written to the last answer.
        cpu_ms: the bot's processor time for each answer.
        latencies_ms: from a message's arrival at the Bot API to its answer's.
    """

    answered: int
    per_second: float
    cpu_ms: float
    latencies_ms: list[float]
    answers: Answers

    def percentile(self, hundredth: int) -> float:
        """A percentile of the latency."""
        return quantiles(self.latencies_ms, n=100)[hundredth - 1]


def run_load(
    api: BotApi, bot: Process, burst: Burst, wording: Wording, seconds: float, per_second: float = 0.0
) -> Load:
    """Warm the bot up, let people write a burst, and wait until it is answered or the time is over."""
    api.wait_for_poll()
    api.write([(STAFF_CHAT, "/help")] * WARM_UP)
    api.wait_for(WARM_UP, seconds)
    time.sleep(SETTLE_SECONDS)
    before, answered = cpu_ms(bot), len(api.accepted())
    api.write(burst.messages, per_second)
    api.wait_for(answered + len(burst), seconds)
    spent = cpu_ms(bot) - before
    accepted = api.accepted(answered)
    written = api.written(WARM_UP)
    if not accepted:
        raise RuntimeError("the bot answered nothing")
    took = accepted[-1].moment - written[0][0]
    return Load(
        len(accepted),
        len(accepted) / took,
        spent / len(accepted),
        _latencies_ms(written, accepted),
        count_answers(burst, accepted, wording),
    )


def _latencies_ms(written: Sequence[tuple[float, int]], accepted: Sequence[Attempt]) -> list[float]:
    arrivals: dict[int, deque[float]] = defaultdict(deque)
    for moment, chat in written:
        arrivals[chat].append(moment)
    return [
        (attempt.moment - arrivals[attempt.chat].popleft()) * 1000
        for attempt in accepted
        if arrivals[attempt.chat]
    ]
