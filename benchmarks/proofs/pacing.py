"""Sending as fast as a strict Telegram permits and no faster, beside the library's own rate limiter."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.baselines.start import limited_sender
from benchmarks.bot_api.client import Attempt, Message, bot_api
from benchmarks.database import Database
from benchmarks.installation import installed
from benchmarks.people import FIRST_CHAT, STARTS, chats, prepared
from benchmarks.sections import Section

PERMITTED = 30
AT_LEAST = 0.92
ROUND_TRIPS = (0.0, 0.06, 0.12)
WAIT_SECONDS = 3
# What was on its way when the first refusal was sent cannot be called back.
GRACE_SECONDS = 0.25
MOST_SECONDS = 90.0
GROUPS = (-501, -502)
GROUP_MESSAGES = 22
PRIVATE_CHATS = 40
GROUP_ROUND_TRIP = 0.06
COLUMNS = ("Đôn Đốc", "AIORateLimiter")
ABOUT = """\
`python -m benchmarks pacing`. A Bot API that lets 30 messages through in *any* second, by a sliding window,
and refuses every other with 429; {count} secretaries ask for their tasks at once, with a round trip of 0, 60
and 120 ms. python-telegram-bot's `AIORateLimiter`, with its defaults, sends as many messages to the same
chats; what it is refused is lost. In the row of the wait every message is refused for {wait} s from the
hundredth on, as Telegram does to a bot that floods: *too early* are further messages sent before the wait was
over, except those that were on their way. With chat limits the server also refuses a second message to a
chat within one second and a 21st to a group within a minute; two groups get {group} answers each beside two
to each of {private} private chats, and one of the groups is told to wait for {wait} s in between."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What a server saw of one run.

    Attributes:
        per_second: messages accepted a second, from the first to the last.
        refused: messages answered with 429.
        too_early: those of them in the scope of the wait, when the bot had been told.
        refused_elsewhere: those of them outside it.
        lost: messages that did not come.
        repeated: messages that came again.
    """

    per_second: float
    refused: int
    too_early: int
    refused_elsewhere: int
    lost: int
    repeated: int


def measure(folder: Path, is_quick: bool) -> Section:
    """Each round trip for both, a wait, and the limits of chats."""
    count = 150 if is_quick else 400
    database = prepared(folder, count)
    about = ABOUT.format(count=count, wait=WAIT_SECONDS, group=GROUP_MESSAGES, private=PRIVATE_CHATS)
    section = Section("Pacing", COLUMNS, about)
    asked = [(chat, "/tasks") for chat in chats(count)]
    ours = [_product(folder / f"product-{trip}", database, asked, trip) for trip in ROUND_TRIPS]
    # A minute of mostly waiting, beside what needs little of the processor.
    with ThreadPoolExecutor() as beside:
        in_groups = beside.submit(_in_groups, folder / "groups", database)
        theirs = [_limiter(folder / f"limiter-{trip}", count, trip) for trip in ROUND_TRIPS]
        waits = [(count // 4, None, WAIT_SECONDS)]
        waiting = _product(folder / "waiting", database, asked, GROUP_ROUND_TRIP, waits=waits)
    for trip, our, their in zip(ROUND_TRIPS, ours, theirs, strict=True):
        _compare(section, f"Round trip {trip * 1000:.0f} ms", our, their)
    _check_wait(section, "Told to wait", waiting)
    _check_wait(section, "Limits of chats", in_groups.result())
    return section


def _product(
    folder: Path,
    database: Database,
    asked: list[Message],
    round_trip: float,
    scope: int | None = None,
    **rules: object,
) -> Pace:
    rules = {"per_second": PERMITTED, "round_trip": round_trip} | rules
    with installed(folder, database, STARTS, rules) as installation, installation.running():
        installation.api.wait_for_poll()
        installation.api.write(asked)
        installation.api.wait_for(len(asked), MOST_SECONDS)
        time.sleep(1)
        return _pace(asked, installation.api.attempts(), round_trip, scope)


def _limiter(folder: Path, count: int, round_trip: float) -> Pace:
    folder.mkdir()
    with bot_api(folder, per_second=PERMITTED, round_trip=round_trip) as api:
        with limited_sender(api, folder, FIRST_CHAT, count) as process:
            if process.wait(timeout=60):
                raise RuntimeError("the library's rate limiter did not run; is aiolimiter installed?")
        return _pace([(chat, "") for chat in chats(count)], api.attempts(), round_trip, None)


def _pace(wanted: list[Message], attempts: list[Attempt], round_trip: float, scope: int | None) -> Pace:
    accepted = [attempt for attempt in attempts if attempt.is_accepted]
    refused = [attempt for attempt in attempts if attempt.outcome == "429"]
    inside = [attempt for attempt in refused if scope in (None, attempt.chat)]
    known_from = inside[0].moment + round_trip + GRACE_SECONDS if inside else 0.0
    times = Counter(chat for chat, _ in wanted)
    times.subtract(attempt.chat for attempt in accepted)
    return Pace(
        (len(accepted) - 1) / (accepted[-1].moment - accepted[0].moment),
        len(refused),
        too_early=sum(attempt.moment > known_from for attempt in inside),
        refused_elsewhere=len(refused) - len(inside),
        lost=(+times).total(),
        repeated=(-times).total(),
    )


def _in_groups(folder: Path, database: Database) -> Pace:
    asked = [(chat, "/tasks") for chat in chats(PRIVATE_CHATS) for _ in range(2)]
    asked += [(group, "/help") for group in GROUPS for _ in range(GROUP_MESSAGES)]
    waits = [(2 * PRIVATE_CHATS, GROUPS[0], WAIT_SECONDS)]
    return _product(folder, database, asked, GROUP_ROUND_TRIP, GROUPS[0], has_chat_limits=True, waits=waits)


def _compare(section: Section, name: str, ours: Pace, theirs: Pace) -> None:
    section.add(f"{name}: messages a second", ours.per_second, theirs.per_second)
    section.add(f"{name}: refused", ours.refused, theirs.refused)
    section.add(f"{name}: lost", ours.lost, theirs.lost)
    least = AT_LEAST * PERMITTED
    section.promise(ours.per_second >= least, f"{name}: {ours.per_second:.2f} a second, not {least:.1f}.")
    section.promise(not ours.refused, f"{name}: {ours.refused} messages refused.")
    _check_all_came(section, name, ours)


def _check_wait(section: Section, name: str, pace: Pace) -> None:
    section.add(f"{name}: refused", pace.refused, "")
    section.add(f"{name}: too early", pace.too_early, "")
    section.promise(pace.refused > 0, f"{name}: the wait was not met.")
    section.promise(not pace.too_early, f"{name}: {pace.too_early} messages before the wait was over.")
    section.promise(not pace.refused_elsewhere, f"{name}: {pace.refused_elsewhere} messages refused.")
    _check_all_came(section, name, pace)


def _check_all_came(section: Section, name: str, pace: Pace) -> None:
    section.promise(not pace.lost, f"{name}: {pace.lost} messages did not come.")
    section.promise(not pace.repeated, f"{name}: {pace.repeated} messages came twice.")
