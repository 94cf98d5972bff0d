"""Two thousand sends in bad weather: every row accounted for, in agreement with what was really accepted."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.bot_api.storm import FAULTS
from benchmarks.database import Database
from benchmarks.installation import Installation, installed
from benchmarks.ledger import REMINDER, REPLY, STATES, Entry, entries, newest_row, states
from benchmarks.people import MORNING, chats, prepared
from benchmarks.sections import Section

SHARE = 0.1
TIMEOUTS = 8
MOST_SECONDS = 140.0
NO_ANSWER = ("unanswered", "hung_up")
NOT_ARRIVED = ("queued", "failed", "undeliverable", "cancelled")
COLUMNS = ("replies", "reminders")
ABOUT = """\
`python -m benchmarks storm`. {chats:,} secretaries get a reminder, and all but the {blocked} who have blocked
the bot (403) ask for their tasks. Of the first {stormy:,} sends 10 % each are answered with 429 (to wait for
1 s) or 500, refused (the connection breaks, and for 30 ms none is taken), reset before the message is
accepted, or accepted without an answer ({timeouts} times until the client gives up, else by a broken
connection, which tells it as little). When all is done, or after {seconds:.0f} s, the product is told to
stop, and each row of the outbox is compared with what the Bot API accepted: *sent* means that it arrived;
what is neither sent nor uncertain did not; a reminder never arrives twice, an answer only after a send
without an answer; who blocked the bot is unreachable and is sent to once."""


def measure(folder: Path, is_quick: bool) -> Section:
    """One storm, then the accounts."""
    count = 150 if is_quick else 1000
    people = chats(count)
    blocked = people[::20]
    stormy = 2 * count - len(blocked)
    rules = {
        "blocked": blocked,
        "storm": {"seed": 1, "share": SHARE, "sends": stormy, "timeouts": TIMEOUTS},
    }
    about = ABOUT.format(
        chats=count, blocked=len(blocked), stormy=stormy, timeouts=TIMEOUTS, seconds=MOST_SECONDS
    )
    section = Section("A storm of failures", COLUMNS, about)
    database = prepared(folder, count)
    with installed(folder / "storm", database, MORNING, rules, is_unlimited=True) as installation:
        since = newest_row(installation.database)
        asking = [chat for chat in people if chat not in blocked]
        with installation.running():
            installation.api.write((chat, "/tasks") for chat in asking)
            installation.wait_until_settled(MOST_SECONDS)
        rows = entries(installation.database, since, installation.api.attempts())
        _show(section, rows)
        _check_numbers(section, rows, {REPLY: asking, REMINDER: people})
        _check_arrivals(section, rows)
        _check_blocked(section, installation, rows)
    return section


def _show(section: Section, rows: list[Entry]) -> None:
    replies = [row for row in rows if row.kind == REPLY]
    reminders = [row for row in rows if row.kind == REMINDER]

    def both(name: str, count: Callable[[list[Entry]], int]) -> None:
        section.add(name, count(replies), count(reminders))

    both("Due", len)
    for state in STATES:
        section.add(f"– {state}", states(replies)[state], states(reminders)[state])
    both("Arrived", lambda some: sum(row.arrived > 0 for row in some))
    both("Arrived again", lambda some: sum(max(0, row.arrived - 1) for row in some))
    for fault in (*FAULTS, "hung_up", "403"):
        section.add(f"Met {fault}", _met(replies, fault), _met(reminders, fault))


def _met(rows: list[Entry], fault: str) -> int:
    return sum(row.outcomes.count(fault) for row in rows)


def _check_numbers(section: Section, rows: list[Entry], due: dict[str, list[int]]) -> None:
    for kind, wanted in due.items():
        times = Counter(row.chat for row in rows if row.kind == kind)
        missing, many = [chat for chat in wanted if not times[chat]], len(times) - len(wanted)
        section.promise(not missing, f"{len(missing)} have no {kind} in the outbox.")
        section.promise(max(times.values()) == 1 and many <= 0, f"some have more than one {kind}.")
    unknown = {row.state for row in rows} - set(STATES)
    section.promise(not unknown, f"rows in unknown states: {unknown}.")
    sending = [row for row in rows if row.state == "sending"]
    section.promise(not sending, f"{len(sending)} rows were left in 'sending' by a clean stop.")


def _check_arrivals(section: Section, rows: list[Entry]) -> None:
    def none(name: str, is_bad: Callable[[Entry], bool]) -> None:
        bad = [row for row in rows if is_bad(row)]
        section.promise(not bad, f"{len(bad)} {name}, such as {bad[:1]}.")

    none("sent rows did not arrive", lambda row: row.state == "sent" and not row.arrived)
    none("rows that arrived and were answered are not sent", _is_forgotten)
    none("reminders arrived twice", lambda row: row.kind == REMINDER and row.arrived > 1)
    none("unsent reminders arrived", lambda row: row.kind == REMINDER and _is_unsent(row) and row.arrived > 0)
    none("answers came again without need", lambda row: row.arrived > 1 + _unanswered(row.outcomes))


def _is_forgotten(row: Entry) -> bool:
    return "accepted" in row.outcomes and row.state != "sent"


def _is_unsent(row: Entry) -> bool:
    return row.state in NOT_ARRIVED


def _unanswered(outcomes: Sequence[str]) -> int:
    return sum(outcome in NO_ANSWER for outcome in outcomes)


def _check_blocked(section: Section, installation: Installation, rows: list[Entry]) -> None:
    sent_to = Counter(attempt.chat for attempt in installation.api.attempts() if attempt.outcome == "403")
    wrong = _unreachable(installation.database) ^ sent_to.keys()
    section.promise(not wrong, f"{len(wrong)} addresses are wrongly held reachable or unreachable.")
    again = [chat for chat, times in sent_to.items() if times > 1]
    section.promise(not again, f"{len(again)} who blocked the bot were sent to again.")
    kept = [row for row in rows if row.chat in sent_to and row.state != "undeliverable"]
    section.promise(not kept, f"{len(kept)} rows to those who blocked the bot are not undeliverable.")


def _unreachable(database: Database) -> set[int]:
    found = database.rows("SELECT chat_id FROM address WHERE unreachable_since IS NOT NULL")
    return {int(row["chat_id"]) for row in found}
