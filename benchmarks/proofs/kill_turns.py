"""SIGKILL at random points of a burst of reports, SIGTERM in mid-work, and the naive bot killed once."""

import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.baselines.start import NAIVE_DATABASE, naive_bot
from benchmarks.bot_api.client import BotApi, bot_api
from benchmarks.database import Database
from benchmarks.installation import Installation, installed
from benchmarks.killing import kill_at, random_moments, stop_after
from benchmarks.people import STARTS, chats, prepared
from benchmarks.processes import kill
from benchmarks.sections import Section
from benchmarks.stored import StoredReports, count_reports
from benchmarks.turns import NAIVE_SAYS, PRODUCT_SAYS, REPORT, Answers, Burst, count_answers

RULES = {"round_trip": 0.03}
# What a dead process had claimed goes again when its lease ran out; what failed waits longer.
MOST_SECONDS = 120.0
MOST_SECONDS_TO_STOP = 10.0
COLUMNS = ("Đôn Đốc, SIGKILL", "Đôn Đốc, SIGTERM", "naive bot, SIGKILL")
ABOUT = """\
`python -m benchmarks kill-turns`. {chats:,} registered secretaries write a report and its confirmation, all
waiting at the Bot API, which answers after 30 ms. Đôn Đốc is killed {kills} times, every fifth time while it
starts and otherwise at a random number of accepted answers, and started again each time; in another run,
with half the messages, it is told to stop once, in mid-work. Counted are the rows of the reports, with their
figures, and what the Bot API accepted. An answer that was on its way at a kill may come twice, as nobody
knows whether it arrived: *on their way* counts the outbox rows that were being sent at the kills. The naive
bot of `burst` gets {chats:,} reports and is killed once, at a quarter of them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run came to; `on_their_way` holds a chat for each answer being sent at a kill."""

    reports: StoredReports
    answers: Answers
    on_their_way: list[int]
    is_settled: bool = True
    seconds_to_stop: float = 0.0


def measure(folder: Path, is_quick: bool) -> Section:
    """Đôn Đốc killed often, told to stop once, and the naive bot killed once."""
    count, kills = (300, 10) if is_quick else (2000, 20)
    database = prepared(folder, count)
    section = Section("Killed during a burst of reports", COLUMNS, ABOUT.format(chats=count, kills=kills))
    killed = _killed(folder / "killed", database, Burst.reports(chats(count)), kills)
    stopped = _stopped(folder / "stopped", database, Burst.reports(chats(count // 2)))
    naive = _naive(folder / "naive", Burst.mixed({chat: [REPORT] for chat in chats(count)}))
    _compare(section, killed, stopped, naive)
    _check(section, "SIGKILL", killed)
    _check(section, "SIGTERM", stopped)
    is_quick_to_stop = stopped.seconds_to_stop <= MOST_SECONDS_TO_STOP
    section.promise(is_quick_to_stop, f"SIGTERM: exits after {stopped.seconds_to_stop:.1f} s.")
    return section


def _killed(folder: Path, database: Database, burst: Burst, kills: int) -> Outcome:
    with installed(folder, database, STARTS, RULES, is_unlimited=True) as installation:
        installation.api.write(burst.messages)
        on_their_way = kill_at(installation, random_moments(kills, len(burst)))
        return _finish(installation, burst, on_their_way)


def _stopped(folder: Path, database: Database, burst: Burst) -> Outcome:
    with installed(folder, database, STARTS, RULES, is_unlimited=True) as installation:
        installation.api.write(burst.messages)
        seconds = stop_after(installation, len(burst) // 10)
        return replace(_finish(installation, burst, []), seconds_to_stop=seconds)


def _finish(installation: Installation, burst: Burst, on_their_way: list[int]) -> Outcome:
    with installation.running():
        is_settled = installation.wait_until_settled(MOST_SECONDS)
    reports = count_reports(installation.database, list(burst.kinds))
    answers = count_answers(burst, installation.api.accepted(), PRODUCT_SAYS)
    return Outcome(reports, answers, on_their_way, is_settled)


def _naive(folder: Path, burst: Burst) -> Outcome:
    folder.mkdir(parents=True)
    with bot_api(folder, **RULES) as api:
        api.write(burst.messages)
        with naive_bot(api, folder) as process:
            api.wait_for(len(burst) // 4, MOST_SECONDS)
            kill(process)
        with naive_bot(api, folder):
            _wait_until_quiet(api)
        answers = count_answers(burst, api.accepted(), NAIVE_SAYS)
    notes = Database.sqlite(folder / NAIVE_DATABASE).counts("SELECT chat_id, count(*) FROM note GROUP BY 1")
    lost = sum(chat not in notes for chat in burst.kinds)
    return Outcome(StoredReports(lost, sum(notes.values()) - len(notes), 0), answers, [])


def _wait_until_quiet(api: BotApi) -> None:
    """Until everything was fetched and nothing was answered for a while."""
    api.wait_for_poll(api.polls())
    answered = -1
    while api.unconfirmed() or answered != len(api.accepted()):
        answered = len(api.accepted())
        time.sleep(2)


def _compare(section: Section, *runs: Outcome) -> None:
    section.add("Reports lost", *(run.reports.lost for run in runs))
    section.add("Reports stored twice", *(run.reports.repeated for run in runs))
    section.add("Reports with other figures", *(run.reports.wrong for run in runs))
    section.add("Answers lost", *(run.answers.lost for run in runs))
    section.add("Answers that came twice", *(len(run.answers.repeated) for run in runs))
    section.add("Answers on their way at the kills", *(len(run.on_their_way) or "" for run in runs))
    section.add("Chats out of order", *(run.answers.chats_out_of_order for run in runs))
    section.add("Seconds to exit", *(run.seconds_to_stop or "" for run in runs))


def _check(section: Section, name: str, run: Outcome) -> None:
    reports, answers = run.reports, run.answers
    section.promise(run.is_settled, f"{name}: not everything was handled and sent after {MOST_SECONDS} s.")
    section.promise(not reports.lost, f"{name}: {reports.lost} reports lost.")
    section.promise(not reports.repeated, f"{name}: {reports.repeated} reports stored twice.")
    section.promise(not reports.wrong, f"{name}: {reports.wrong} reports with other figures.")
    section.promise(not answers.lost, f"{name}: {answers.lost} answers lost.")
    section.promise(not answers.unexpected, f"{name}: unexpected answers {answers.unexpected[:3]}.")
    section.promise(
        not answers.chats_out_of_order, f"{name}: {answers.chats_out_of_order} chats out of order."
    )
    unexplained = Counter(chat for chat, _ in answers.repeated) - Counter(run.on_their_way)
    count = unexplained.total()
    section.promise(not count, f"{name}: {count} answers came twice that were not on their way at a kill.")
