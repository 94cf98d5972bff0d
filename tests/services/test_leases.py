"""Whose a message in sending is: leases that beat, leases that run out, and what they leave behind."""

from services import leases
from services.leases import RUNS_OUT_AFTER_SECONDS, Watch
from services.outbox import OPEN_STATES
from services.work import Database
from tests.core import NOON, add_address, claim, row_of, say_to

LONG = RUNS_OUT_AFTER_SECONDS + 1


def take(database: Database) -> int:
    with database.work(NOON) as work:
        return leases.take_lease(work, "an-office-pc:4711")


def others(database: Database, own: int) -> dict[int, int]:
    with database.look(NOON) as work:
        return leases.beats_of_others(work, own)


def test_a_lease_that_beats_never_runs_out() -> None:
    watch, steady = Watch(), 0.0
    for beats in range(100):
        assert watch.run_out({7: beats}, steady) == []
        steady += RUNS_OUT_AFTER_SECONDS


def test_a_lease_that_stops_beating_runs_out() -> None:
    watch = Watch()
    assert watch.run_out({7: 12}, 0.0) == []
    assert watch.run_out({7: 13}, 3.0) == []
    assert watch.run_out({7: 13}, 3.0 + RUNS_OUT_AFTER_SECONDS) == []
    assert watch.run_out({7: 13}, 3.0 + LONG) == [7]


def test_who_has_just_begun_to_watch_gives_everybody_the_whole_time() -> None:
    watch = Watch()
    assert watch.run_out({1: 0, 2: 99}, 1_000_000.0) == []
    assert watch.run_out({1: 1, 2: 99}, 1_000_000.0 + LONG) == [2]


def test_a_lease_that_is_gone_is_forgotten() -> None:
    watch = Watch()
    watch.run_out({7: 1}, 0.0)
    assert watch.run_out({}, 1.0) == []
    assert watch.run_out({7: 1}, LONG) == [], "an id that comes back is somebody new"


def test_one_sees_the_beats_of_the_others_and_not_ones_own(database: Database) -> None:
    own, other = take(database), take(database)
    with database.work(NOON) as work:
        assert leases.beat(work, other)
        assert leases.beat(work, other)
        assert leases.beat(work, own)
    assert others(database, own) == {other: 2}


def test_who_was_given_up_for_dead_learns_it_with_the_next_beat(database: Database) -> None:
    own = take(database)
    with database.work(NOON) as work:
        leases.give_up(work, own)
    with database.work(NOON) as work:
        assert not leases.beat(work, own)
    assert take(database) != own, "a lease is never taken twice"


def test_giving_up_a_lease_releases_what_it_was_sending(database: Database) -> None:
    own = take(database)
    with database.work(NOON) as work:
        row = say_to(work, add_address(work))
    claim(database, lease=own)
    with database.work(NOON) as work:
        assert leases.give_up(work, own) == 1
    assert row_of(database, row).state in OPEN_STATES


def test_what_was_claimed_after_the_lease_was_lost_is_not_lost_with_it(database: Database) -> None:
    lost, own = take(database), take(database)
    with database.work(NOON) as work:
        leases.give_up(work, lost)
        say_to(work, add_address(work))
    claim(database, lease=lost)
    watch = Watch()
    assert watch.run_out(others(database, own), 0.0) == []
    assert watch.run_out(others(database, own), LONG) == [lost], "nobody beats for it any more"
    with database.work(NOON) as work:
        assert leases.give_up(work, lost) == 1
    assert others(database, own) == {}
