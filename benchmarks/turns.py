"""Turns per second, latency and processor time of the product beside the naive bot."""

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from benchmarks.people import STARTS, prepare
from benchmarks.processes import Process, Telegram, cpu_ms, running, telegram
from benchmarks.table import Row

CHATS = 100
TEXTS = ("/tasks", "45/50 ngày 15/6 trực tiếp", "đúng")
ROUNDS = 3
# On a busy computer fewer rounds are run.
LAST_ROUND_BEGINS_BY = 60.0
WARM_UP = 60
BACKLOG = 210
STEADY = 60
STEADY_PER_SECOND = 10.0

Start = Callable[[Telegram, Path], AbstractContextManager[Process]]


@dataclass(slots=True)
class Figures:
    """What was measured of one bot in all rounds."""

    turns_per_second: list[float] = field(default_factory=list)
    cpu_ms_per_turn: list[float] = field(default_factory=list)
    latencies_ms: list[float] = field(default_factory=list)

    @property
    def percentiles(self) -> tuple[float, float]:
        """p50 and p99 of the latency."""
        hundredths = quantiles(self.latencies_ms, n=100)
        return hundredths[49], hundredths[98]


def measure(folder: Path) -> list[Row]:
    """Both bots in turn, several rounds, each on a fresh copy of its database."""
    begins = time.monotonic()
    asyncio.run(prepare(folder / "prepared.sqlite3", CHATS))
    product, naive = Figures(), Figures()
    for number in range(ROUNDS):
        if number and time.monotonic() - begins > LAST_ROUND_BEGINS_BY:
            break
        for figures, start in ((naive, _naive_bot), (product, _product)):
            place = folder / f"round-{number}-{start.__name__}"
            place.mkdir()
            _measure_once(figures, start, place)
    return _rows(product, naive)


def _measure_once(figures: Figures, start: Start, folder: Path) -> None:
    with telegram(folder, TEXTS, CHATS, int(STARTS.timestamp())) as api, start(api, folder) as bot:
        api.wait_for_poll()
        api.load(WARM_UP)
        before = cpu_ms(bot)
        backlog = api.load(BACKLOG)
        figures.cpu_ms_per_turn.append((cpu_ms(bot) - before) / BACKLOG)
        figures.turns_per_second.append(BACKLOG / backlog["seconds"])
        steady = api.load(STEADY, STEADY_PER_SECOND)
        figures.latencies_ms += [seconds * 1000 for seconds in steady["latencies"]]


@contextmanager
def _naive_bot(api: Telegram, folder: Path) -> Iterator[Process]:
    with running("benchmarks.naive_bot", api.url, "naive.sqlite3", folder=folder) as process:
        yield process


@contextmanager
def _product(api: Telegram, folder: Path) -> Iterator[Process]:
    shutil.copy(folder.parent / "prepared.sqlite3", folder / "product.sqlite3")
    with running("benchmarks.product_bot", api.url, "product.sqlite3", folder=folder) as process:
        yield process


def _rows(product: Figures, naive: Figures) -> list[Row]:
    (product_p50, product_p99), (naive_p50, naive_p99) = product.percentiles, naive.percentiles
    load = f"{STEADY_PER_SECOND:.0f} messages/s"
    return [
        Row("Turns per second, everything waiting at once", *_medians(product, naive, "turns_per_second")),
        Row("CPU per turn, ms", *_medians(product, naive, "cpu_ms_per_turn")),
        Row(f"Latency p50 at {load}, ms", product_p50, naive_p50),
        Row(f"Latency p99 at {load}, ms", product_p99, naive_p99),
    ]


def _medians(product: Figures, naive: Figures, name: str) -> tuple[float, float]:
    return median(getattr(product, name)), median(getattr(naive, name))
