"""Turns a second, order and latency under a burst, beside the naive bot."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.baselines.start import naive_bot
from benchmarks.bot_api.client import BotApi, bot_api
from benchmarks.database import Database
from benchmarks.installation import installed
from benchmarks.load import Load, run_load
from benchmarks.people import STARTS, chats, prepared
from benchmarks.processes import Process
from benchmarks.sections import Section, ratio
from benchmarks.turns import NAIVE_SAYS, PRODUCT_SAYS, Burst, Wording

ROUND_TRIP = 0.05
STEADY = 1000
STEADY_PER_SECOND = 100.0
MOST_SECONDS = 45.0
# What a careful design reached on two cores is 5.5 and 46 times; a busy machine halves it.
AT_LEAST_ON_LOOPBACK = 2.0
AT_LEAST_WITH_ROUND_TRIP = 15.0
COLUMNS = ("Đôn Đốc", "naive bot", "naive, `concurrent_updates`", "ratio to naive")
ABOUT = """\
`python -m benchmarks burst`. Registered secretaries write reports in plain words, their confirmations and
`/tasks`: {messages:,} messages from {chats:,} chats. All wait at the Bot API at once, each chat's in its
order and the chats mixed by a seeded random, which loads the bots as fully as they can take; the naive
ones get a fifth of it, with a round trip a tenth, because they need minutes otherwise. A bot has
{seconds:.0f} s for each load; what it has not answered by then counts as not answered. A turn of Đôn Đốc is
more work than one of the naive bot, which is a python-telegram-bot application with one handler: INSERT,
commit, reply. Both commit to SQLite with WAL and `synchronous=FULL`. A chat is out of order when an answer
overtook that to an earlier message. Latency counts from a message's arrival at the Bot API to its answer's.
Telegram's limit of messages a second is off on both sides."""


Start = Callable[[Path, float], AbstractContextManager[tuple[BotApi, Process]]]
"""Starts a Bot API with a round trip of so many seconds, and a bot, in a folder of their own."""


@dataclass(frozen=True, slots=True)
class Loads:
    """One bot's loads: on loopback, with a round trip, and at an even rate."""

    loopback: Load
    distant: Load
    steady: Load


def measure(folder: Path, is_quick: bool) -> Section:
    """All three bots in turn."""
    count = 400 if is_quick else 2000
    burst = Burst.reports(chats(count), tasks_of=count // 2)
    part = Burst.reports(chats(count // 5), tasks_of=count // 10)
    small_part = Burst.reports(chats(count // 10), tasks_of=count // 20)
    database = prepared(folder, count)
    naive = _measure(folder / "naive", _naive_bot(), NAIVE_SAYS, (part, small_part))
    concurrent = _measure(folder / "concurrent", _naive_bot("--concurrent"), NAIVE_SAYS, (part, small_part))
    product = _measure(folder / "product", _product(database), PRODUCT_SAYS, (burst, burst))
    section = Section(
        "Turns under a burst", COLUMNS, ABOUT.format(messages=len(burst), chats=count, seconds=MOST_SECONDS)
    )
    _compare(section, product, naive, concurrent)
    _check(section, product, naive)
    return section


def _measure(folder: Path, start: Start, wording: Wording, bursts: tuple[Burst, Burst]) -> Loads:
    def load(name: str, burst: Burst, round_trip: float = 0.0, per_second: float = 0.0) -> Load:
        with start(folder / name, round_trip) as (api, process):
            return run_load(api, process, burst, wording, MOST_SECONDS, per_second)

    return Loads(
        load("loopback", bursts[0]),
        load("distant", bursts[1], round_trip=ROUND_TRIP),
        load("steady", bursts[0].first(STEADY), per_second=STEADY_PER_SECOND),
    )


def _product(database: Database) -> Start:
    @contextmanager
    def start(folder: Path, round_trip: float) -> Iterator[tuple[BotApi, Process]]:
        with (
            installed(
                folder, database, STARTS, {"round_trip": round_trip}, is_unlimited=True
            ) as installation,
            installation.running() as process,
        ):
            yield installation.api, process

    return start


def _naive_bot(*flags: str) -> Start:
    @contextmanager
    def start(folder: Path, round_trip: float) -> Iterator[tuple[BotApi, Process]]:
        folder.mkdir(parents=True)
        with bot_api(folder, round_trip=round_trip) as api, naive_bot(api, folder, *flags) as process:
            yield api, process

    return start


def _compare(section: Section, product: Loads, naive: Loads, concurrent: Loads) -> None:
    def row(name: str, figure: Callable[[Loads], float]) -> None:
        figures = [figure(bot) for bot in (product, naive, concurrent)]
        section.add(name, *figures, ratio(figures[0], figures[1]))

    row("Turns a second, loopback", lambda bot: bot.loopback.per_second)
    row("Turns a second, round trip 50 ms", lambda bot: bot.distant.per_second)
    row("CPU per turn, ms", lambda bot: bot.loopback.cpu_ms)
    row("Latency p50 at 100 messages/s, ms", lambda bot: bot.steady.percentile(50))
    row("Latency p99 at 100 messages/s, ms", lambda bot: bot.steady.percentile(99))
    counted: dict[str, Callable[[Load], int]] = {
        "Not answered": lambda load: load.answers.lost,
        "Answered more than once": lambda load: len(load.answers.repeated),
        "Chats out of order": lambda load: load.answers.chats_out_of_order,
    }
    for name, count in counted.items():
        section.add(name, *(_in_all(bot, count) for bot in (product, naive, concurrent)), "")


def _in_all(bot: Loads, count: Callable[[Load], int]) -> int:
    return sum(count(load) for load in (bot.loopback, bot.distant, bot.steady))


def _check(section: Section, product: Loads, naive: Loads) -> None:
    for name, load in (("loopback", product.loopback), ("50 ms", product.distant), ("100/s", product.steady)):
        answers = load.answers
        section.promise(
            not answers.lost, f"{name}: {answers.lost} messages not answered in {MOST_SECONDS} s."
        )
        section.promise(not answers.repeated, f"{name}: {len(answers.repeated)} answers came twice.")
        out_of_order = answers.chats_out_of_order
        section.promise(not out_of_order, f"{name}: {out_of_order} chats out of order.")
        section.promise(not answers.unexpected, f"{name}: unexpected {answers.unexpected[:3]}.")
    for name, at_least, ours, theirs in (
        ("loopback", AT_LEAST_ON_LOOPBACK, product.loopback, naive.loopback),
        ("50 ms", AT_LEAST_WITH_ROUND_TRIP, product.distant, naive.distant),
    ):
        times = ours.per_second / theirs.per_second
        section.promise(times >= at_least, f"{name}: {times:.2f} times the naive bot, not {at_least}.")
