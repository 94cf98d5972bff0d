"""Start time and idle load of `dondoc run` beside two bots that do much less."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.baselines.start import bare_bot, library_bot, naive_bot
from benchmarks.bot_api.client import BotApi, bot_api
from benchmarks.clock import RunningClock
from benchmarks.database import Database
from benchmarks.installation import Installation
from benchmarks.people import STARTS
from benchmarks.processes import Memory, Process, cpu_ms, memory
from benchmarks.sections import Section, ratio

ROUNDS = 5
# On a busy computer fewer rounds are run.
LAST_ROUND_BEGINS_BY = 60.0
SETTLE_SECONDS = 0.5
IDLE_SECONDS = 1.5
COLUMNS = ("Đôn Đốc", "naive bot", "its libraries", "bare process", "ratio to its libraries", "ratio to bare")
ABOUT = """\
`python -m benchmarks footprint`. From the start of the process to its first `getUpdates`, on an existing
database, and what it takes while nobody writes; medians of up to {rounds} rounds. The naive bot is that of
`burst`. The bare process imports python-telegram-bot and SQLAlchemy, opens a database and polls, nothing
else. *Its libraries* is the bare process that also imports what Đôn Đốc stands on by order:
pydantic-settings, SQLAlchemy's mapper, APScheduler, aiohttp, structlog, typer and Fluent; no program on
these can take less. Đôn Đốc also serves the web chat and runs its ticker."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One start."""

    start_ms: float
    memory: Memory
    idle_cpu_ms_per_second: float


Start = Callable[[BotApi, Path], AbstractContextManager[Process]]


def measure(folder: Path, is_quick: bool) -> Section:
    """All in turn, several rounds; the first start, which makes the database, is not counted."""
    samples: dict[Start, list[Sample]] = {start: [] for start in (_product, naive_bot, library_bot, bare_bot)}
    begins = time.monotonic()
    for number in range((2 if is_quick else ROUNDS) + 1):
        if number > 1 and time.monotonic() - begins > LAST_ROUND_BEGINS_BY:
            break
        for start, taken in samples.items():
            sample = _measure_once(start, folder)
            if number:
                taken.append(sample)
    return _section(list(samples.values()))


def _measure_once(start: Start, folder: Path) -> Sample:
    with bot_api(folder) as api:
        begins = time.monotonic()
        with start(api, folder) as process:
            api.wait_for_poll()
            start_ms = (time.monotonic() - begins) * 1000
            time.sleep(SETTLE_SECONDS)
            before = cpu_ms(process)
            time.sleep(IDLE_SECONDS)
            return Sample(start_ms, memory(process), (cpu_ms(process) - before) / IDLE_SECONDS)


@contextmanager
def _product(api: BotApi, folder: Path) -> Iterator[Process]:
    database = Database.sqlite(folder / "product.sqlite3")
    with Installation(folder, database, RunningClock(STARTS), api).running() as process:
        yield process


def _section(samples: list[list[Sample]]) -> Section:
    section = Section("Footprint", COLUMNS, ABOUT.format(rounds=ROUNDS))

    def row(name: str, figure: Callable[[Sample], float]) -> None:
        figures = [median(map(figure, taken)) for taken in samples]
        section.add(name, *figures, ratio(figures[0], figures[2]), ratio(figures[0], figures[3]))

    row("Start until it polls, ms", lambda sample: sample.start_ms)
    row("Idle memory RSS, MB", lambda sample: sample.memory.rss)
    if all(sample.memory.pss is not None for taken in samples for sample in taken):
        row("Idle memory PSS, MB", lambda sample: sample.memory.pss or 0.0)
    row("Idle CPU, ms per second", lambda sample: sample.idle_cpu_ms_per_second)
    return section
