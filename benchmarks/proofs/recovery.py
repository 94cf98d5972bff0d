"""Off while reminders fall due: what still means something goes once and soon, the rest says why not."""

import time
from collections import Counter
from datetime import datetime
from pathlib import Path

from benchmarks.baselines.start import naive_reminders
from benchmarks.bot_api.client import bot_api
from benchmarks.clock import RunningClock
from benchmarks.database import Database
from benchmarks.installation import Installation, installed
from benchmarks.ledger import entries, newest_row
from benchmarks.people import FIRST_CHAT, chats, prepared
from benchmarks.sections import Section

REMINDERS = 300
INVITED = 40
# The morning of a conference, to which some are invited, and a morning after it, when two reports are near.
CONFERENCE = datetime.fromisoformat("2024-06-11T08:01+07:00")
BACK = datetime.fromisoformat("2024-06-27T09:00+07:00")
PACE = 28
# Adding three hundred jobs takes the scheduler some seconds.
DUE_IN = 20
CONFERENCE_ROWS = "SELECT state, reason FROM outbox WHERE id > ? AND id <= ? AND kind = 'reminder'"
SILENT = "SELECT count(*) FROM reminder WHERE outbox_id IS NULL AND reason = ''"
PASSED = "SELECT count(*) FROM reminder WHERE outbox_id IS NULL AND reason = 'superseded'"
MOST_SECONDS = 60.0
COLUMNS = ("Đôn Đốc", "APScheduler")
ABOUT = """\
`python -m benchmarks recovery`. On the morning of a conference the reminders of {invited} secretaries cannot
be sent, because Telegram answers 500; then Đôn Đốc is off for sixteen days. In that time {count} reminders
fall due, and earlier ones lose their meaning. Started again, it sends each secretary one message, within 60 s
beyond what 28 messages a second need; those to the conference are cancelled and every step that was passed
over is noted, each with a reason. The baseline is one APScheduler job for each reminder in its SQLAlchemy job
store with the defaults, off when they are due: it drops what is more than a second late."""


def measure(folder: Path, is_quick: bool) -> Section:
    """Queue what will lose its meaning, be off, come back."""
    count, invited = (100, 10) if is_quick else (REMINDERS, INVITED)
    section = Section("Off when reminders are due", COLUMNS, ABOUT.format(invited=invited, count=count))
    database = prepared(folder, count, invited=invited)
    with installed(folder / "product", database, CONFERENCE, {"is_down": True}) as installation:
        before = newest_row(installation.database)
        _fail_to_send(installation, invited)
        since = newest_row(installation.database)
        seconds = _come_back(installation)
        once = _count_once(installation, since, count)
        theirs, their_seconds = _scheduler(folder / "scheduler", count)
        section.add(f"Of {count} reminders came once", once, theirs)
        section.promise(once == count, f"{count - once} of {count} reminders did not come just once.")
        _check_conference(section, installation.database, before, since, invited)
        _check_passed(section, installation.database)
    limit = MOST_SECONDS + count / PACE
    section.add("Seconds from the start to the last of them", seconds, their_seconds)
    section.promise(seconds <= limit, f"the last reminder came after {seconds:.0f} s, not {limit:.0f}.")
    return section


def _fail_to_send(installation: Installation, invited: int) -> None:
    with installation.running():
        until = time.monotonic() + MOST_SECONDS
        while installation.open_messages() < invited and time.monotonic() < until:
            time.sleep(0.2)
        # Some attempts, too, so that not all is as new as on the first day.
        time.sleep(2)


def _come_back(installation: Installation) -> float:
    """Start it on the later morning; the seconds from then to the last message that arrived."""
    clock, began = RunningClock(BACK), time.monotonic()
    installation.api.obey(clock_ahead=clock.ahead)
    with installation.at(clock).running():
        installation.api.wait_for_poll(installation.api.polls())
        # The first tick comes with the start; what it queued is sent when nothing is open any more.
        installation.api.wait_for(1, MOST_SECONDS)
        installation.wait_until_settled(2 * MOST_SECONDS)
    return max((attempt.moment - began for attempt in installation.api.accepted()), default=0.0)


def _count_once(installation: Installation, since: int, count: int) -> int:
    arrived: Counter[int] = Counter()
    for row in entries(installation.database, since, installation.api.attempts()):
        arrived[row.chat] += row.arrived
    return sum(arrived[chat] == 1 for chat in chats(count))


def _check_passed(section: Section, database: Database) -> None:
    silent, passed = database.count(SILENT), database.count(PASSED)
    section.add("Steps passed over, with a reason", passed, "")
    section.promise(not silent, f"{silent} steps were neither queued nor given a reason.")
    section.promise(passed > 0, "no step is noted as passed over.")


def _check_conference(section: Section, database: Database, before: int, since: int, invited: int) -> None:
    rows = database.rows(CONFERENCE_ROWS, before, since)
    cancelled = sum(row["state"] == "cancelled" and row["reason"] != "" for row in rows)
    section.add(f"Of {invited} that lost their meaning, cancelled with a reason", cancelled, "")
    states = dict(Counter(row["state"] for row in rows))
    is_kept = cancelled == len(rows) == invited
    section.promise(is_kept, f"the {invited} reminders of the conference are {states}, not all cancelled.")


def _scheduler(folder: Path, count: int) -> tuple[int, float]:
    """How many arrive of those that were due while it was off, and when the last did."""
    folder.mkdir()
    with bot_api(folder) as api:
        with naive_reminders(api, folder, "--plan", FIRST_CHAT, count, DUE_IN) as process:
            assert process.stdout is not None
            process.stdout.readline()
        time.sleep(DUE_IN)
        began = time.monotonic()
        with naive_reminders(api, folder):
            time.sleep(5)
        accepted = api.accepted()
        return len(accepted), max((attempt.moment - began for attempt in accepted), default=0.0)
