"""Several processes on one PostgreSQL, one of them killed: nothing lost, nothing twice without need."""

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import postgresql
from benchmarks.baselines.start import naive_reminders
from benchmarks.bot_api.client import bot_api
from benchmarks.database import Database
from benchmarks.installation import Installation, installed
from benchmarks.ledger import REMINDER, Entry, entries, kind_of, newest_row
from benchmarks.people import FIRST_CHAT, MORNING, chats, prepare
from benchmarks.processes import Process, cpu_ms, kill
from benchmarks.sections import Section
from benchmarks.stored import StoredReports, count_reports
from benchmarks.turns import PRODUCT_SAYS, Answers, Burst, count_answers

RULES = {"round_trip": 0.03}
MOST_SECONDS = 90.0
# Both are up by then: adding three hundred jobs takes some seconds.
DUE_IN = 25
COLUMNS = ("two processes", "three processes", "two of APScheduler")
ABOUT = """\
`python -m benchmarks processes`. Two and three processes of Đôn Đốc on one PostgreSQL: {people:,} secretaries
are due a reminder, and three in four of them write a report and its confirmation, which cancels the reminder
if it has not gone yet. The process that was started first, which fetches the updates, is killed when half of
it all has arrived, and not started again. What was on its way at the kill may have arrived: answers go again,
reminders are held as *uncertain*; *on their way* also counts what the survivors were sending at that moment.
The baseline are two processes of APScheduler on one SQLAlchemy job store in the same PostgreSQL, with a job
for each of {scheduled} reminders, none of them killed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run came to; `on_their_way` holds a chat for each message being sent at the kill."""

    reports: StoredReports
    answers: Answers
    reminders: list[Entry]
    people: list[int]
    reported_before: set[int]
    on_their_way: list[int]
    processor_seconds: list[float]
    is_settled: bool

    @property
    def lost_reminders(self) -> int:
        """Those due that neither arrived nor are shown as uncertain nor were cancelled."""
        known = {row.chat for row in self.reminders if row.arrived or row.state in ("uncertain", "cancelled")}
        return len(set(self.people) - known - self.reported_before)

    @property
    def repeated_reminders(self) -> int:
        """Those that came again."""
        times = Counter({row.chat: row.arrived for row in self.reminders})
        return sum(count - 1 for count in times.values() if count > 1)

    def in_state(self, state: str) -> int:
        """How many reminders are in a state."""
        return sum(row.state == state for row in self.reminders)


def measure(folder: Path, is_quick: bool) -> Section:
    """Two processes, three, and the baseline."""
    count, scheduled = (200, 100) if is_quick else (1200, 300)
    section = Section("Several processes", COLUMNS, ABOUT.format(people=count, scheduled=scheduled))
    with postgresql.server() as server:
        database = server.create("prepared")
        prepare(folder, database, count)
        runs = {}
        for processes in (2, 3):
            copy, place = server.create(f"run_{processes}", like="prepared"), folder / f"run-{processes}"
            with installed(place, copy, MORNING, RULES, is_unlimited=True) as installation:
                runs[processes] = _run(installation, processes, chats(count))
        repeated = _scheduler(folder / "scheduler", server.create("scheduler"), scheduled)
    _compare(section, runs[2], runs[3], repeated)
    for processes, run in runs.items():
        _check(section, f"{processes} processes", run)
    return section


def _run(installation: Installation, processes: int, people: list[int]) -> Outcome:
    api, burst = installation.api, Burst.reports(people[: len(people) * 3 // 4])
    since = newest_row(installation.database)
    api.write(burst.messages)
    with ExitStack() as running:
        started = [running.enter_context(installation.running())]
        api.wait_for_poll()
        started += [running.enter_context(installation.running()) for _ in range(processes - 1)]
        api.wait_for((len(burst) + len(people)) // 2, MOST_SECONDS)
        seconds = [cpu_ms(process) / 1000 for process in started]
        kill(started[0])
        on_their_way = [claim.chat for claim in installation.claims()]
        is_settled = installation.wait_until_settled(MOST_SECONDS)
    attempts = api.attempts()
    answers = [attempt for attempt in attempts if attempt.is_accepted and kind_of(attempt.text) != REMINDER]
    return Outcome(
        count_reports(installation.database, list(burst.kinds)),
        count_answers(burst, answers, PRODUCT_SAYS),
        [row for row in entries(installation.database, since, attempts) if row.kind == REMINDER],
        people,
        _reported_before(installation.database),
        on_their_way,
        seconds,
        is_settled,
    )


def _reported_before(database: Database) -> set[int]:
    """Whose report was stored before the tick had come to their unit: they are rightly not reminded."""
    found = database.rows(
        "SELECT address.chat_id FROM report JOIN assignment ON assignment.id = report.assignment_id"
        " JOIN office ON office.unit_id = assignment.unit_id"
        " JOIN address ON address.person_id = office.person_id"
        " WHERE NOT EXISTS (SELECT 1 FROM reminder WHERE reminder.assignment_id = report.assignment_id)"
    )
    return {int(row["chat_id"]) for row in found}


def _scheduler(folder: Path, database: Database, count: int) -> int:
    """How many reminders came more than once."""
    folder.mkdir()
    with bot_api(folder, **RULES) as api, ExitStack() as running:

        def start(*flags: object) -> Process:
            return running.enter_context(naive_reminders(api, folder, *flags, database=database.url))

        planning = start("--patient", "--plan", FIRST_CHAT, count, DUE_IN)
        assert planning.stdout is not None
        planning.stdout.readline()
        start("--patient")
        api.wait_for(2 * count, MOST_SECONDS / 2)
        return len(api.accepted()) - len({attempt.chat for attempt in api.accepted()})


def _compare(section: Section, two: Outcome, three: Outcome, repeated: int) -> None:
    both = (two, three)
    section.add("Reports lost", *(run.reports.lost for run in both), "")
    section.add("Reports stored twice", *(run.reports.repeated for run in both), "")
    section.add("Answers lost", *(run.answers.lost for run in both), "")
    section.add("Answers that came twice", *(len(run.answers.repeated) for run in both), "")
    section.add("Reminders lost", *(run.lost_reminders for run in both), "")
    section.add("Reminders that came twice", *(run.repeated_reminders for run in both), repeated)
    for state in ("sent", "cancelled", "uncertain"):
        section.add(f"Reminders {state}", *(run.in_state(state) for run in both), "")
    section.add("On their way at the kill", *(len(run.on_their_way) for run in both), "")
    shares = (" + ".join(f"{seconds:.1f}" for seconds in run.processor_seconds) for run in both)
    section.add("Processor seconds of each until the kill", *shares, "")


def _check(section: Section, name: str, run: Outcome) -> None:
    reports, answers = run.reports, run.answers
    section.promise(run.is_settled, f"{name}: not everything was handled and sent after {MOST_SECONDS} s.")
    section.promise(not reports.lost, f"{name}: {reports.lost} reports lost.")
    section.promise(not reports.repeated, f"{name}: {reports.repeated} reports stored twice.")
    section.promise(not reports.wrong, f"{name}: {reports.wrong} reports with other figures.")
    section.promise(not answers.lost, f"{name}: {answers.lost} answers lost.")
    out_of_order = answers.chats_out_of_order
    section.promise(not out_of_order, f"{name}: {out_of_order} chats out of order.")
    unexplained = (Counter(chat for chat, _ in answers.repeated) - Counter(run.on_their_way)).total()
    section.promise(not unexplained, f"{name}: {unexplained} answers came twice that were not on their way.")
    section.promise(not run.lost_reminders, f"{name}: {run.lost_reminders} reminders lost.")
    section.promise(not run.repeated_reminders, f"{name}: {run.repeated_reminders} reminders came twice.")
    arrived = sum(row.state == "cancelled" and row.arrived > 0 for row in run.reminders)
    section.promise(not arrived, f"{name}: {arrived} cancelled reminders arrived.")
