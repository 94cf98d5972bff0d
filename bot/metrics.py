"""`/metrics` for Prometheus: what this process has counted, and what waits in the database.

Counting is done here by hand; the library is imported when somebody first asks. No label names a person.
"""

import hmac
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING

from aiohttp import web

from services.gauges import Gauges

if TYPE_CHECKING:
    from prometheus_client.core import Metric

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


@dataclass(slots=True)
class Counts:
    """What one process has done since it started.

    Attributes:
        sends: attempts to send, by channel, kind of message and outcome.
        answer_seconds: how long answers took from being queued to being accepted, by bucket; the last is
            for all that took longer.
    """

    sends: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    answer_seconds: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    answer_seconds_sum: float = 0.0

    def count_send(self, channel: str, kind: str, outcome: str, seconds: float) -> None:
        """One attempt has ended; the seconds count for answers that were accepted."""
        self.sends[channel, kind, outcome] += 1
        if kind == "reply" and outcome == "sent":
            self.answer_seconds[bisect_left(BUCKETS, seconds)] += 1
            self.answer_seconds_sum += seconds


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a scrape shows."""

    counts: Counts
    gauges: Gauges
    tick_lag_seconds: float
    loop_lag_seconds: float


def metrics_route(look: Callable[[], Awaitable[Snapshot]], token: str) -> web.RouteDef:
    """`GET /metrics`: with a token for whoever has it, without one for this machine only."""

    async def show(request: web.Request) -> web.Response:
        _admit(request, token)
        return web.Response(text=as_text(await look()), content_type="text/plain", charset="utf-8")

    return web.get("/metrics", show)


def _admit(request: web.Request, token: str) -> None:
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), token.encode()):
            raise web.HTTPUnauthorized
    elif request.remote is None or not ip_address(request.remote).is_loopback:
        raise web.HTTPForbidden


def as_text(snapshot: Snapshot) -> str:
    """The snapshot in Prometheus's text format."""
    from prometheus_client import CollectorRegistry, generate_latest

    class Collector:
        def collect(self) -> "Iterator[Metric]":
            return _metrics(snapshot)

    registry = CollectorRegistry(auto_describe=False)
    registry.register(Collector())
    return generate_latest(registry).decode()


def _metrics(snapshot: Snapshot) -> "Iterator[Metric]":
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

    gauges = snapshot.gauges
    plain = {
        "dondoc_inbox_waiting": ("Messages that wait to be answered", gauges.inbox.count),
        "dondoc_inbox_age_seconds": ("How long the first of them has waited", gauges.inbox.seconds),
        "dondoc_inbox_failed": ("Messages that could not be handled", gauges.failed),
        "dondoc_outbox_uncertain": ("Messages that may or may not have arrived", gauges.uncertain),
        "dondoc_processes": ("Running processes on this database", gauges.processes),
        "dondoc_tick_lag_seconds": ("Time since the last tick", snapshot.tick_lag_seconds),
        "dondoc_loop_lag_seconds": ("How late the event loop woke up", snapshot.loop_lag_seconds),
    }
    for name, (words, value) in plain.items():
        yield GaugeMetricFamily(name, words, value=value)
    waiting = GaugeMetricFamily("dondoc_outbox_waiting", "Messages that may go out now", labels=["channel"])
    age = GaugeMetricFamily("dondoc_outbox_age_seconds", "How long the first has waited", labels=["channel"])
    for channel, found in gauges.outbox.items():
        waiting.add_metric([channel], found.count)
        age.add_metric([channel], found.seconds)
    yield from (waiting, age)
    sends = CounterMetricFamily("dondoc_sends", "Attempts to send", labels=["channel", "kind", "outcome"])
    for labels, count in snapshot.counts.sends.items():
        sends.add_metric(list(labels), count)
    yield sends
    answers = HistogramMetricFamily("dondoc_answer_seconds", "From being queued to being accepted")
    answers.add_metric([], _cumulative(snapshot.counts), snapshot.counts.answer_seconds_sum)
    yield answers


def _cumulative(counts: Counts) -> list[tuple[str, float]]:
    total, buckets = 0, []
    for edge, count in zip((*map(str, BUCKETS), "+Inf"), counts.answer_seconds, strict=True):
        total += count
        buckets.append((edge, float(total)))
    return buckets


async def loop_lag(sleep: Callable[[float], Awaitable[None]]) -> float:
    """How many seconds later than asked for the event loop comes back to this."""
    began = time.monotonic()
    await sleep(0)
    return time.monotonic() - began
