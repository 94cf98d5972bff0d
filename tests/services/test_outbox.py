"""The door out: whose turn it is, what an unknown outcome means, and whose a message is while it is sent."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from domain.messages import Reply
from services import claiming, delivery, outbox
from services.claiming import ClaimedMessage
from services.work import Database
from storage.tables import Address, OutboxMessage
from tests.core import (
    NOON,
    accept,
    add_address,
    after,
    claim,
    fail,
    ids,
    open_database,
    row_of,
    say_to,
    states,
)

ALL_KINDS = ("reply", "notice", "reminder", "nudge", "digest")


def one_of_each_kind(database: Database) -> dict[str, int]:
    """A message of each kind, each to somebody else."""
    with database.work(NOON) as work:
        return {kind: say_to(work, add_address(work, kind), kind=kind) for kind in reversed(ALL_KINDS)}


def test_one_chat_gets_its_messages_one_at_a_time_and_in_order(database: Database) -> None:
    with database.work(NOON) as work:
        hoa = add_address(work)
        first, second = say_to(work, hoa, "một"), say_to(work, hoa, "hai")
    (message,) = claim(database)
    assert message.id == first
    assert claim(database) == [], "the first is still being sent"
    accept(database, message)
    assert ids(claim(database)) == [second]


def test_different_chats_are_written_to_beside_each_other(database: Database) -> None:
    with database.work(NOON) as work:
        expected = [say_to(work, add_address(work, f"70{number}")) for number in range(5)]
    assert ids(claim(database)) == expected


def test_answers_go_before_notices_and_notices_before_what_is_pushed(database: Database) -> None:
    rows = one_of_each_kind(database)
    order = ids(claim(database))
    assert order[:2] == [rows["reply"], rows["notice"]]
    assert set(order[2:]) == {rows["reminder"], rows["nudge"], rows["digest"]}


def test_an_answer_overtakes_the_reminder_that_waits_for_the_same_person(database: Database) -> None:
    with database.work(NOON) as work:
        hoa = add_address(work)
        reminder, reply = say_to(work, hoa, kind="reminder"), say_to(work, hoa)
    (first,) = claim(database)
    accept(database, first)
    assert (first.id, ids(claim(database))) == (reply, [reminder])


def test_nothing_overtakes_an_answer_that_waits_to_be_tried_again(database: Database) -> None:
    with database.work(NOON) as work:
        hoa = add_address(work, "hoa")
        failing = say_to(work, hoa)
    fail(database, *claim(database))
    with database.work(NOON) as work:
        for kind in ALL_KINDS:
            say_to(work, hoa, kind=kind)
        to_mai = say_to(work, add_address(work, "mai"))
    assert ids(claim(database, now=after(4))) == [to_mai], "others do not wait for Hoa"
    assert ids(claim(database, now=after(5))) == [failing]


def test_only_answers_go_out_in_quiet_hours(database: Database) -> None:
    rows = one_of_each_kind(database)
    assert ids(claim(database, is_quiet=True)) == [rows["reply"]]
    assert len(claim(database)) == len(ALL_KINDS) - 1


def test_each_channel_has_its_own_queue(database: Database) -> None:
    with database.work(NOON) as work:
        by_telegram = say_to(work, add_address(work, "7001", "telegram"))
        by_web = say_to(work, add_address(work, "7001", "web"))
    assert ids(claim(database, channel="web")) == [by_web]
    assert ids(claim(database, channel="telegram")) == [by_telegram]


def test_waits_grow_and_the_sixth_failure_is_the_last(database: Database) -> None:
    with database.work(NOON) as work:
        row = say_to(work, add_address(work))
    now, waits = NOON, []
    for _ in range(6):
        fail(database, *claim(database, now=now), now=now)
        next_try = row_of(database, row).not_before
        waits.append((next_try - now).total_seconds())
        now = max(next_try, now)
    assert waits[:5] == [5, 10, 20, 40, 80]
    assert (row_of(database, row).state, row_of(database, row).reason) == (
        "undeliverable",
        "gave up: server_error",
    )


def test_what_never_left_goes_again_at_once_and_costs_no_attempt(database: Database) -> None:
    with database.work(NOON) as work:
        row = say_to(work, add_address(work))
    for _ in range(10):
        fail(database, *claim(database), wait=timedelta())
    assert row_of(database, row).attempts == 0
    assert ids(claim(database)) == [row]


def test_a_clock_that_is_set_back_keeps_nothing_from_leaving(database: Database) -> None:
    with database.work(NOON) as work:
        failing = say_to(work, add_address(work, "hoa"))
    fail(database, *claim(database))
    with database.work(NOON) as work:
        never_tried = say_to(work, add_address(work, "mai"))
    an_hour_ago = NOON - timedelta(hours=1)
    again = claim(database, now=an_hour_ago)
    assert ids(again) == [failing, never_tried]
    fail(database, again[0], now=an_hour_ago)
    assert claim(database, now=an_hour_ago) == [], "the next wait goes by the clock as it is now"


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("is_resent", [True, False])
def test_an_unknown_outcome_goes_by_the_policy_of_its_kind(
    tmp_path: Path, kind: str, is_resent: bool
) -> None:
    database = open_database(tmp_path, frozenset({kind} if is_resent else set(ALL_KINDS) - {kind}))
    with database.work(NOON) as work:
        row = say_to(work, add_address(work), kind=kind)
    (message,) = claim(database)
    with database.work(NOON) as work:
        delivery.mark_uncertain(work, message.id, "no_answer")
    found = row_of(database, row)
    assert (found.state, found.resends) == (("failed", 1) if is_resent else ("uncertain", 0))
    assert (found.reason, found.lease_id) == ("no_answer", None)
    database.close()


def test_who_dies_leaves_behind_what_was_their_own_and_no_more(database: Database) -> None:
    rows = one_of_each_kind(database)
    claim(database, lease=1)
    with database.work(NOON) as work:
        of_the_living = say_to(work, add_address(work, "lan"))
    claim(database, lease=2)
    with database.work(NOON) as work:
        assert claiming.release_claims(work, 1) == len(ALL_KINDS)
    found = {kind: row_of(database, row) for kind, row in rows.items()}
    assert {kind: (row.state, row.resends) for kind, row in found.items()} == {
        "reply": ("queued", 1),
        "notice": ("queued", 1),
        "reminder": ("uncertain", 0),
        "nudge": ("uncertain", 0),
        "digest": ("uncertain", 0),
    }
    assert row_of(database, of_the_living).state == "sending"


def test_an_acceptance_that_is_told_late_is_believed(database: Database) -> None:
    with database.work(NOON) as work:
        row = say_to(work, add_address(work), kind="reminder")
    (message,) = claim(database, lease=1)
    with database.work(NOON) as work:
        claiming.release_claims(work, 1)
    assert row_of(database, row).state == "uncertain"
    accept(database, message)
    assert (row_of(database, row).state, row_of(database, row).reason) == ("sent", "")


def test_what_somebody_else_sends_by_now_is_left_to_them(database: Database) -> None:
    with database.work(NOON) as work:
        row = say_to(work, add_address(work))
    (stalled,) = claim(database, lease=1)
    with database.work(NOON) as work:
        claiming.release_claims(work, 1)
    (message,) = claim(database, lease=2)
    accept(database, stalled)
    assert row_of(database, row).state == "sending"
    with database.work(NOON) as work:
        assert not delivery.is_ours(work, stalled)
        assert delivery.is_ours(work, message)


def test_a_dead_address_takes_what_waits_for_it_along(database: Database) -> None:
    with database.work(NOON) as work:
        for chat_id in ("hoa", "mai"):
            address_id = add_address(work, chat_id)
            say_to(work, address_id, "một")
            say_to(work, address_id, "hai", kind="reminder")
    (to_hoa,) = claim(database, most=1)
    with database.work(NOON) as work:
        delivery.mark_undeliverable(work, to_hoa.id, "blocked", is_address_dead=True)
        assert work.session.get_one(Address, to_hoa.address_id).unreachable_reason == "blocked"
    assert states(database) == ["undeliverable", "undeliverable", "queued", "queued"]


def test_a_key_is_queued_once(database: Database) -> None:
    with database.work(NOON) as work:
        hoa, digest = add_address(work), Reply("Kính báo cáo")
        assert outbox.queue(work, hoa, digest, kind="digest", once_key="digest/1") is not None
        assert outbox.queue(work, hoa, digest, kind="digest", once_key="digest/1") is None


def test_processes_that_claim_at_the_same_time_never_claim_the_same(tmp_path: Path) -> None:
    processes = [open_database(tmp_path) for _ in range(2)]
    with processes[0].work(NOON) as work:
        addresses = [add_address(work, str(number)) for number in range(30)]
        for number in range(60):
            say_to(work, addresses[number % 30], kind=("reply", "reminder")[number // 30])

    def claim_all(lease: int) -> list[ClaimedMessage]:
        return [message for _ in range(12) for message in claim(processes[lease % 2], lease=lease, most=5)]

    with ThreadPoolExecutor(4) as threads:
        found = [message for claimed in threads.map(claim_all, range(4)) for message in claimed]
    assert len(found) == len({message.id for message in found}) == 30
    assert len({message.address_id for message in found}) == 30, "one at a time to each address"
    for process in processes:
        process.close()


def test_an_outbox_row_says_who_is_sending_it(database: Database) -> None:
    with database.work(NOON) as work:
        say_to(work, add_address(work))
    (message,) = claim(database, lease=7)
    with database.look(NOON) as work:
        assert work.session.get_one(OutboxMessage, message.id).lease_id == message.lease_id == 7
