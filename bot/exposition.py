"""The figures in Prometheus's text format. No label names a person, a unit or a chat.

Imported when somebody first asks, because the library is slow to import.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from platform import python_version

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)

from bot.counts import Counts, Durations
from bot.metrics import Snapshot
from services.gauges import Gauges
from services.quotas import BotUse


def as_text(snapshot: Snapshot) -> str:
    """The snapshot as a scrape reads it."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Collector(snapshot))
    return generate_latest(registry).decode()


class _Collector:
    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def collect(self) -> Iterable[Metric]:
        yield InfoMetricFamily("dondoc_build", "What runs here", value=_build(self._snapshot.database))
        yield from _of_database(self._snapshot.gauges)
        yield from _of_process(self._snapshot.counts)
        yield _gauge("dondoc_loop_lag_seconds", "How late the event loop woke up", self._snapshot.loop_lag)


def _build(database: str) -> dict[str, str]:
    try:
        own = version("dondoc")
    except PackageNotFoundError:
        own = "unknown"
    return {"version": own, "python": python_version(), "database": database}


def _of_database(gauges: Gauges) -> Iterator[Metric]:
    plain = {
        "dondoc_inbox_waiting": ("Messages that wait to be answered", gauges.inbox.count),
        "dondoc_inbox_age_seconds": ("How long the first of them has waited", gauges.inbox.seconds),
        "dondoc_inbox_failed": ("Messages that could not be handled", gauges.failed),
        "dondoc_outbox_uncertain": ("Messages that may or may not have arrived", gauges.uncertain),
        "dondoc_processes": ("Running processes on this database", gauges.processes),
        "dondoc_tick_lag_seconds": ("Time since the last tick of any process", gauges.tick_lag_seconds),
    }
    yield from (_gauge(name, words, value) for name, (words, value) in plain.items())
    waiting = {channel: found.count for channel, found in gauges.outbox.items()}
    ages = {channel: found.seconds for channel, found in gauges.outbox.items()}
    yield _labelled("dondoc_outbox_waiting", "Messages that may go out now", "channel", waiting)
    yield _labelled("dondoc_outbox_age_seconds", "How long the first has waited", "channel", ages)
    yield _labelled("dondoc_audit_findings", "Rows the audit found out of order", "code", gauges.findings)
    yield from _of_bots(gauges.bots)


def _of_bots(bots: Sequence[BotUse]) -> Iterator[Metric]:
    figures = {
        "dondoc_bot_messages": ("Messages sent this month", [use.sent for use in bots]),
        "dondoc_bot_messages_limit": (
            "Messages it may send; 0: no limit",
            [use.quota.messages for use in bots],
        ),
        "dondoc_bot_users": ("People who write to it", [use.users for use in bots]),
        "dondoc_bot_users_limit": ("People it may serve; 0: no limit", [use.quota.users for use in bots]),
        "dondoc_bot_spent": ("Whether its month is spent", [int(use.is_spent) for use in bots]),
    }
    for name, (words, values) in figures.items():
        family = GaugeMetricFamily(name, words, labels=["channel", "bot"])
        for use, value in zip(bots, values, strict=True):
            family.add_metric([use.channel, use.bot], value)
        yield family


def _of_process(counts: Counts) -> Iterator[Metric]:
    sends = CounterMetricFamily("dondoc_sends", "Attempts to send", labels=["channel", "kind", "outcome"])
    for labels, count in counts.sends.items():
        sends.add_metric(list(labels), count)
    words = "Messages accepted although an earlier attempt may have arrived"
    repeats = CounterMetricFamily("dondoc_possible_duplicates", words, labels=["channel"])
    for channel, count in counts.repeats.items():
        repeats.add_metric([channel], count)
    yield from (sends, repeats)
    yield _histogram("dondoc_wait_seconds", "From being received to being handled", counts.waits)
    yield _histogram("dondoc_answer_seconds", "From being queued to being accepted", counts.answers)


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=value)


def _labelled(name: str, words: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=[label])
    for labelled, value in values.items():
        family.add_metric([labelled], value)
    return family


def _histogram(name: str, words: str, durations: Durations) -> Metric:
    family = HistogramMetricFamily(name, words)
    family.add_metric([], list(durations.cumulative()), durations.total_seconds)
    return family
