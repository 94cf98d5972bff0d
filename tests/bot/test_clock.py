"""The clocks: one for work, one that can be moved."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock, SystemClock

START = datetime.fromisoformat("2024-06-10T08:00+07:00")
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(START, is_running=False)


def test_the_system_clock_tells_the_present_in_utc() -> None:
    before, now, after = datetime.now(UTC), SystemClock().now(), datetime.now(UTC)
    assert before <= now <= after
    assert now.tzinfo is UTC


def test_a_movable_clock_tells_its_start_in_utc(clock: MovableClock) -> None:
    assert clock.now() == START
    assert clock.now().tzinfo is UTC


def test_a_clock_that_stands_tells_the_same_instant_again(clock: MovableClock) -> None:
    assert clock.now() == clock.now()


def test_a_clock_that_runs_goes_on_by_itself() -> None:
    running = MovableClock(START)
    first = running.now()
    while (second := running.now()) == first:
        pass
    assert START <= first < second < START + AN_HOUR


def test_a_clock_is_moved_forward_by_a_span_again_and_again(clock: MovableClock) -> None:
    clock.advance(AN_HOUR)
    clock.advance(AN_HOUR)
    assert clock.now() == START + 2 * AN_HOUR


def test_a_clock_is_moved_forward_to_an_instant(clock: MovableClock) -> None:
    clock.advance_to(START + AN_HOUR)
    assert clock.now() == START + AN_HOUR


def test_time_never_goes_back(clock: MovableClock) -> None:
    clock.advance(AN_HOUR)
    clock.advance(-AN_HOUR)
    clock.advance_to(START)
    assert clock.now() == START + AN_HOUR
