"""SIGKILL at random points while reminders go out, under both policies, and APScheduler killed once."""

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.baselines.start import naive_reminders
from benchmarks.bot_api.client import bot_api
from benchmarks.database import Database
from benchmarks.installation import installed
from benchmarks.killing import kill_at, random_moments
from benchmarks.ledger import Entry, entries, newest_row
from benchmarks.people import FIRST_CHAT, MORNING, chats, prepared
from benchmarks.processes import kill
from benchmarks.sections import Section

REMINDERS = 300
RULES = {"round_trip": 0.1}
MOST_SECONDS = 60.0
COLUMNS = ("Đôn Đốc, `hold`", "Đôn Đốc, `resend`", "APScheduler")
ABOUT = """\
`python -m benchmarks kill-reminders`. {count} reminders fall due at once; the Bot API answers after 100 ms.
Đôn Đốc is killed {kills} times, every fifth time while it starts and otherwise at a random number of
reminders that arrived, and started again each time, once with `DONDOC_UNCERTAIN_REMINDERS=hold` and once with
`resend`. What was on its way at a kill may have arrived: held, it is listed as *uncertain* and not repeated;
resent, it may come twice. The baseline is one APScheduler job for each reminder in its SQLAlchemy job store,
sent through python-telegram-bot's rate limiter, killed once after a third; its jobs may be late
(`misfire_grace_time=None`)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run came to; `on_their_way` holds a chat for each row being sent at a kill."""

    arrived: Counter[int]
    uncertain: set[int]
    on_their_way: list[int]
    rows: list[Entry]
    is_settled: bool = True

    @property
    def lost(self) -> int:
        """Reminders that did not arrive and are not shown as uncertain."""
        return sum(not times and chat not in self.uncertain for chat, times in self.arrived.items())

    @property
    def repeated(self) -> Counter[int]:
        """How often more than once a reminder arrived, by chat."""
        return Counter({chat: times - 1 for chat, times in self.arrived.items() if times > 1})


def measure(folder: Path, is_quick: bool) -> Section:
    """Both policies, then the baseline."""
    count, kills = (100, 5) if is_quick else (REMINDERS, 20)
    section = Section("Killed while reminders go out", COLUMNS, ABOUT.format(count=count, kills=kills))
    database = prepared(folder, count)
    held = _product(folder / "hold", database, count, kills, "hold")
    resent = _product(folder / "resend", database, count, kills, "resend")
    _compare(section, held, resent, _scheduler(folder / "scheduler", count))
    _check(section, "hold", held)
    _check(section, "resend", resent)
    twice = held.repeated.total()
    section.promise(not twice, f"hold: {twice} reminders came twice.")
    unexplained = (resent.repeated - Counter(resent.on_their_way)).total()
    section.promise(
        not unexplained, f"resend: {unexplained} came twice that were not on their way at a kill."
    )
    section.promise(not resent.uncertain, f"resend: {len(resent.uncertain)} reminders are held.")
    return section


def _product(folder: Path, database: Database, count: int, kills: int, policy: str) -> Outcome:
    settings = {"uncertain_reminders": policy}
    with installed(folder, database, MORNING, RULES, settings=settings) as installation:
        since = newest_row(installation.database)
        # Held are about ten for each kill, so that only so many arrive before the last.
        on_their_way = kill_at(installation, random_moments(kills, count // 4))
        with installation.running():
            installation.api.wait_for_poll(installation.api.polls())
            is_settled = installation.wait_until_settled(MOST_SECONDS)
        rows = entries(installation.database, since, installation.api.attempts())
    arrived = Counter({row.chat: row.arrived for row in rows} | dict.fromkeys(_without_row(rows, count), 0))
    uncertain = {row.chat for row in rows if row.state == "uncertain"}
    return Outcome(arrived, uncertain, on_their_way, rows, is_settled)


def _without_row(rows: list[Entry], count: int) -> set[int]:
    return set(chats(count)) - {row.chat for row in rows}


def _scheduler(folder: Path, count: int) -> Outcome:
    folder.mkdir()
    with bot_api(folder, **RULES) as api:
        with naive_reminders(api, folder, "--patient", "--plan", FIRST_CHAT, count, 5) as process:
            api.wait_for(count // 3, MOST_SECONDS)
            kill(process)
        with naive_reminders(api, folder):
            time.sleep(5)
        arrived = Counter(dict.fromkeys(chats(count), 0))
        arrived.update(attempt.chat for attempt in api.accepted())
        return Outcome(arrived, set(), [], [])


def _compare(section: Section, *runs: Outcome) -> None:
    section.add("Lost", *(run.lost for run in runs))
    section.add("Came twice", *(run.repeated.total() for run in runs))
    section.add("Shown as uncertain", *(len(run.uncertain) for run in runs))
    section.add("On their way at the kills", *(len(run.on_their_way) or "" for run in runs))


def _check(section: Section, name: str, run: Outcome) -> None:
    section.promise(run.is_settled, f"{name}: not everything was sent after {MOST_SECONDS} s.")
    section.promise(not run.lost, f"{name}: {run.lost} reminders lost.")
    rows = Counter(row.chat for row in run.rows)
    many = sum(times > 1 for times in rows.values())
    section.promise(not many, f"{name}: {many} secretaries have more than one row in the outbox.")
    wrong = sum(row.state == "sent" and not row.arrived for row in run.rows)
    section.promise(not wrong, f"{name}: {wrong} rows are sent and did not arrive.")
