"""How fast messages leave: spacing, the horizon, chats and groups, pauses, and clocks that are set back."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from services import pacing
from services.pacing import UNLIMITED, Rate
from services.work import Database
from storage.tables import OutboxMessage
from tests.core import (
    CHANNEL,
    NOON,
    PRESENT,
    accept,
    add_address,
    claim,
    emptied,
    ids,
    open_database,
    say_to,
)
from tests.examples import examples

TEN_A_SECOND = Rate(a_second=10)
AN_HOUR = timedelta(hours=1)


def present(seconds: float) -> datetime:
    """So many seconds after the present."""
    return PRESENT + timedelta(seconds=seconds)


def queue_to_many(database: Database, count: int) -> list[int]:
    """Messages to as many chats."""
    with database.work(NOON) as work:
        return [say_to(work, add_address(work, f"7{number:03d}")) for number in range(count)]


def departures(database: Database, seconds: float = 0, rate: Rate = TEN_A_SECOND) -> list[float]:
    """When what can be claimed now may leave, in seconds after the present."""
    claimed = claim(database, rate=rate, present=present(seconds))
    return [round((message.departs_at - PRESENT).total_seconds(), 6) for message in claimed]


def pause(database: Database, seconds: float) -> None:
    with database.work(NOON) as work:
        pacing.pause(work, CHANNEL, PRESENT, timedelta(seconds=seconds))


def queue_to_one(database: Database, chat_id: str, count: int = 1) -> list[int]:
    with database.work(NOON) as work:
        address_id = add_address(work, chat_id)
        return [say_to(work, address_id) for _ in range(count)]


def test_departures_are_spaced_and_booked_no_further_ahead_than_the_horizon(database: Database) -> None:
    queue_to_many(database, 20)
    assert departures(database) == [0, 0.1, 0.2], "a quarter of a second ahead, so that a reply never waits"
    assert departures(database, 0.02) == []
    assert departures(database, 0.06) == [0.3]
    assert departures(database, 0.30) == [0.4, 0.5]


def test_after_a_silence_there_is_no_burst(database: Database) -> None:
    queue_to_many(database, 20)
    departures(database)
    assert departures(database, 3600) == [3600, 3600.1, 3600.2]


def test_a_channel_without_a_limit_is_not_held_back(database: Database) -> None:
    queue_to_many(database, 20)
    assert departures(database, rate=UNLIMITED) == [0] * 20


def test_what_is_not_taken_is_not_booked(database: Database) -> None:
    queue_to_many(database, 1)
    assert departures(database) == [0]
    queue_to_one(database, "8001")
    assert departures(database) == [0.1]


@pytest.mark.parametrize(("chat_id", "seconds"), [("7001", 1.0), ("-100200300", 3.0)])
def test_one_chat_waits_between_two_messages_and_a_group_longer(
    database: Database, chat_id: str, seconds: float
) -> None:
    rate = Rate(a_second=30, chat_seconds=1.0, group_seconds=3.0)
    first, second = queue_to_one(database, chat_id, 2)
    (message,) = claim(database, rate=rate)
    assert message.id == first
    accept(database, message)
    assert claim(database, rate=rate, present=present(seconds - 0.01)) == []
    assert ids(claim(database, rate=rate, present=present(seconds + 0.01))) == [second]


def test_nothing_leaves_in_a_pause_and_everything_after_it(database: Database) -> None:
    queue_to_many(database, 3)
    pause(database, 30)
    assert departures(database, 29.9) == []
    assert departures(database, 30) == [30, 30.1, 30.2]


def test_a_shorter_pause_does_not_end_a_longer_one(database: Database) -> None:
    queue_to_many(database, 1)
    pause(database, 30)
    pause(database, 1)
    assert departures(database, 29) == []


def test_a_pause_of_one_channel_is_not_anothers(database: Database) -> None:
    with database.work(NOON) as work:
        row = say_to(work, add_address(work, channel="web"))
    pause(database, 30)
    assert ids(claim(database, channel="web")) == [row]


@pytest.mark.parametrize("rate", [TEN_A_SECOND, UNLIMITED])
def test_a_clock_that_is_set_back_an_hour_does_not_stop_sending_for_an_hour(
    database: Database, rate: Rate
) -> None:
    queue_to_many(database, 9)
    first = claim(database, rate=rate, most=2)
    pause(database, 5)
    assert len(first) == 2
    back = claim(database, rate=rate, present=PRESENT - AN_HOUR, most=3)
    assert len(back) == 3, "the messenger itself will say so if it still wants to rest"


def test_a_long_pause_is_obeyed_to_its_end(database: Database) -> None:
    queue_to_many(database, 1)
    pause(database, 3600)
    assert departures(database, 3599) == []
    assert departures(database, 3600) == [3600]


def test_a_clock_that_is_set_back_does_not_silence_a_chat(database: Database) -> None:
    rate = Rate(group_seconds=3.0)
    _first, second = queue_to_one(database, "-100200300", 2)
    (message,) = claim(database, rate=rate)
    accept(database, message)
    assert ids(claim(database, rate=rate, present=PRESENT - AN_HOUR)) == [second]


def test_a_groups_own_limit_is_obeyed_even_when_it_is_long(database: Database) -> None:
    (row,) = queue_to_one(database, "-100200300")
    with database.work(NOON) as work:
        address_id = work.session.get_one(OutboxMessage, row).address_id
        pacing.rest_chat(work, address_id, PRESENT, timedelta(minutes=5))
    assert claim(database, present=present(1)) == []
    assert claim(database, present=present(59)) == []
    assert ids(claim(database, present=present(301))) == [row]


def test_a_movable_clock_ahead_of_the_present_pauses_nothing(database: Database) -> None:
    in_2035 = datetime.fromisoformat("2035-06-05T08:00+07:00")
    with database.work(in_2035) as work:
        rows = [say_to(work, add_address(work, str(number))) for number in range(2)]
    assert ids(claim(database, now=in_2035, rate=TEN_A_SECOND, most=1)) == rows[:1]
    assert ids(claim(database, now=in_2035, rate=TEN_A_SECOND, present=present(1))) == rows[1:]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(tmp_path_factory.mktemp("pacing"))
    yield database
    database.close()


CLAIMS = some.lists(
    some.tuples(some.integers(0, 400), some.integers(1, 2), some.integers(1, 40)), min_size=1, max_size=25
)


@settings(
    max_examples=examples(24),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(rate=some.sampled_from([1, 3, 10, 28]), claims=CLAIMS)
def test_in_no_second_does_more_leave_than_the_rate_whatever_two_processes_do(
    shared: Database, rate: int, claims: list[tuple[int, int, int]]
) -> None:
    with emptied(shared) as database:
        queue_to_many(database, 120)
        milliseconds, left = 0, []
        for passed, lease, most in claims:
            milliseconds += passed
            claimed = claim(
                database,
                lease=lease,
                rate=Rate(a_second=rate),
                present=present(milliseconds / 1000),
                most=most,
            )
            left += [message.departs_at for message in claimed]
    assert left == sorted(left)
    window = timedelta(seconds=1)
    for first in left:
        assert sum(first <= instant < first + window for instant in left) <= rate + 1
    assert all(later >= present(0) for later in left)
