"""Start time and idle load of `dondoc run` beside the naive bot, which does as little as a bot can."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.bot_api import TOKEN
from benchmarks.processes import (
    Memory,
    Process,
    Telegram,
    cpu_ms,
    memory,
    running,
    telegram,
    wait_until_ready,
)
from benchmarks.table import Row

ROUNDS = 5
# On a busy computer fewer rounds are run.
LAST_ROUND_BEGINS_BY = 45.0
SETTLE_SECONDS = 0.5
IDLE_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class Sample:
    """One start."""

    start_ms: float
    memory: Memory
    idle_cpu_ms_per_second: float


Start = Callable[[Telegram, Path], AbstractContextManager[Process]]


def measure(folder: Path) -> list[Row]:
    """Both bots in turn, several rounds; the first start, which makes the database, is not counted."""
    samples: dict[Start, list[Sample]] = {_naive_bot: [], _product: []}
    begins = time.monotonic()
    for number in range(ROUNDS + 1):
        if number > 1 and time.monotonic() - begins > LAST_ROUND_BEGINS_BY:
            break
        for start, taken in samples.items():
            sample = _measure_once(start, folder)
            if number:
                taken.append(sample)
    return _rows(samples[_product], samples[_naive_bot])


def _measure_once(start: Start, folder: Path) -> Sample:
    with telegram(folder) as api:
        begins = time.monotonic()
        with start(api, folder) as process:
            api.wait_for_poll()
            start_ms = (time.monotonic() - begins) * 1000
            time.sleep(SETTLE_SECONDS)
            before = cpu_ms(process)
            time.sleep(IDLE_SECONDS)
            return Sample(start_ms, memory(process), (cpu_ms(process) - before) / IDLE_SECONDS)


@contextmanager
def _naive_bot(api: Telegram, folder: Path) -> Iterator[Process]:
    with running("benchmarks.naive_bot", api.url, "naive.sqlite3", folder=folder) as process:
        yield process


@contextmanager
def _product(api: Telegram, folder: Path) -> Iterator[Process]:
    port = _free_port()
    environment = {
        "DONDOC_TELEGRAM_TOKEN": TOKEN,
        "DONDOC_TELEGRAM_API_URL": api.url,
        "DONDOC_DATABASE_URL": "sqlite:///dondoc.sqlite3",
        "DONDOC_HTTP_PORT": str(port),
        "DONDOC_LOG_LEVEL": "WARNING",
    }
    with running("bot.cli", "run", folder=folder, environment=environment) as process:
        wait_until_ready(f"http://127.0.0.1:{port}/readyz", process)
        yield process


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _rows(product: list[Sample], naive: list[Sample]) -> list[Row]:
    def row(name: str, figure: Callable[[Sample], float]) -> Row:
        return Row(name, median(map(figure, product)), median(map(figure, naive)))

    rows = [
        row("Start until ready, ms", lambda sample: sample.start_ms),
        row("Idle memory RSS, MB", lambda sample: sample.memory.rss),
        row("Idle CPU, ms per second", lambda sample: sample.idle_cpu_ms_per_second),
    ]
    if all(sample.memory.pss is not None for sample in (*product, *naive)):
        rows.insert(2, row("Idle memory PSS, MB", lambda sample: sample.memory.pss or 0.0))
    return rows
