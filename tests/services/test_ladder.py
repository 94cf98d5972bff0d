"""One message, several addresses: where it goes when one fails, and that it never goes twice."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.turnover import Outcome, turn_over
from channels.base import SendError
from domain.local_time import VIETNAM
from domain.messages import Reply
from domain.roles import Role
from services import delivery, outbox
from services.claiming import Claim, ClaimedMessage
from services.ladder import hurry
from services.pacing import UNLIMITED
from services.reach import contacts_by_unit, first_addresses, reachable_unit_ids, unreached_reason
from services.work import Database, Work
from storage.tables import (
    Address,
    InboxMessage,
    Office,
    OutboxAttempt,
    OutboxMessage,
    Person,
    PushSubscription,
    Unit,
)
from tests.core import NOON, PRESENT, add_address, after, claim, fail, open_database, row_of, say_to

BLOCKED = SendError("blocked", is_permanent=True, is_address_dead=True)
SPENT = SendError("quota", is_permanent=True)
NO_ANSWER = SendError("no_answer", is_uncertain=True)
HALF_AN_HOUR = 30 * 60


def add_person(work: Work, *channels: str) -> list[int]:
    """A person with an address on each channel, the preferred one first; returns the addresses."""
    person = Person(name="Nguyễn Thị Hoa", created_at=work.now)
    work.session.add(person)
    work.session.flush()
    ids = [add_address(work, f"{person.id}-{channel}", channel) for channel in channels]
    for rank, address_id in enumerate(ids):
        address = work.session.get_one(Address, address_id)
        address.person_id, address.rank = person.id, rank
    work.session.flush()
    return ids


def meets(database: Database, message: ClaimedMessage, error: SendError) -> list[ClaimedMessage]:
    """The messenger refuses a message; returns what is claimed in the same round, on every channel."""
    claims = [
        Claim(name, 1, UNLIMITED, PRESENT, 100, is_quiet=False)
        for name in ("telegram", "zalo", "web", "email")
    ]
    with database.work(NOON) as work:
        parcels = turn_over(work, [Outcome(message, error, None, PRESENT)], claims)
    return [parcel.message for parcel in parcels]


def attempts(database: Database) -> list[tuple[str, str, str]]:
    """Where messages were and why they left, oldest first."""
    with database.look(NOON) as work:
        rows = work.session.query(OutboxAttempt).order_by(OutboxAttempt.id)
        return [(row.channel, row.outcome, row.reason) for row in rows]


@pytest.mark.parametrize("error", [BLOCKED, SPENT], ids=["blocked", "quota"])
@pytest.mark.parametrize("kind", ["notice", "reminder", "nudge", "digest"])
def test_after_a_permanent_failure_the_next_channel_has_it_in_the_same_round(
    database: Database, error: SendError, kind: str
) -> None:
    with database.work(NOON) as work:
        row = say_to(work, add_person(work, "telegram", "zalo")[0], kind=kind)
    (message,) = claim(database)
    (again,) = meets(database, message, error)
    assert (again.id, again.channel, again.attempts) == (row, "zalo", 1)
    assert attempts(database) == [("telegram", "failed", error.reason)]


def test_the_last_channel_that_fails_leaves_it_undeliverable_with_the_last_reason(database: Database) -> None:
    with database.work(NOON) as work:
        row = say_to(work, add_person(work, "telegram", "zalo")[0], kind="reminder")
    (message,) = claim(database)
    (again,) = meets(database, message, BLOCKED)
    assert meets(database, again, SPENT) == []
    assert (row_of(database, row).state, row_of(database, row).reason) == ("undeliverable", "quota")
    assert row_of(database, row).channel == "zalo"


def test_a_spent_quota_kills_no_address(database: Database) -> None:
    with database.work(NOON) as work:
        telegram, _zalo = add_person(work, "telegram", "zalo")
        say_to(work, telegram, kind="reminder")
    meets(database, *claim(database), SPENT)
    with database.work(NOON) as work:
        person_id = work.session.get_one(Address, telegram).person_id
        assert person_id is not None
        assert first_addresses(work, [person_id])[person_id].address_id == telegram


def test_what_waits_behind_a_dead_address_moves_with_it_but_answers_stay(database: Database) -> None:
    with database.work(NOON) as work:
        telegram, zalo = add_person(work, "telegram", "zalo")
        moving = [say_to(work, telegram, kind=kind) for kind in ("reminder", "notice")]
        answer = outbox.NewMessage(telegram, "telegram", Reply("Đã ghi nhận"), hear(work))
        outbox.queue_replies(work, [answer])
        delivery.mark_address_unreachable(work, telegram, "blocked")
    with database.look(NOON) as work:
        rows = {row.id: row for row in work.session.query(OutboxMessage)}
    assert {row.address_id for number, row in rows.items() if number in moving} == {zalo}
    (stayed,) = [row for number, row in rows.items() if number not in moving]
    assert (stayed.address_id, stayed.state, stayed.reason) == (telegram, "undeliverable", "blocked")


def hear(work: Work) -> int:
    heard = InboxMessage(
        channel="telegram", message_id="1", chat_id="1-telegram", kind="text", text="x", received_at=work.now
    )
    work.session.add(heard)
    work.session.flush()
    return heard.id


def test_six_failures_send_it_on(database: Database) -> None:
    with database.work(NOON) as work:
        row = say_to(work, add_person(work, "telegram", "zalo")[0], kind="reminder")
    for minute in range(6):
        fail(database, *claim(database, now=after(minute * 600)), now=after(minute * 600))
    assert (row_of(database, row).channel, row_of(database, row).state) == ("zalo", "queued")
    assert attempts(database) == [("telegram", "failed", "gave up: server_error")]


@pytest.mark.parametrize(("seconds", "channel"), [(HALF_AN_HOUR - 1, "telegram"), (HALF_AN_HOUR, "zalo")])
def test_what_waits_longer_than_the_set_time_goes_to_the_next(
    database: Database, seconds: int, channel: str
) -> None:
    with database.work(NOON) as work:
        row = say_to(work, add_person(work, "telegram", "zalo")[0], kind="reminder")
    with database.work(after(seconds)) as work:
        hurry(work)
    assert row_of(database, row).channel == channel


def test_each_channel_gets_the_whole_time_and_the_last_keeps_it(database: Database) -> None:
    with database.work(NOON) as work:
        row = say_to(work, add_person(work, "telegram", "zalo")[0], kind="reminder")
    for seconds, moved in ((HALF_AN_HOUR, 1), (HALF_AN_HOUR + 60, 0), (3 * HALF_AN_HOUR, 0)):
        with database.work(after(seconds)) as work:
            assert hurry(work) == moved
    assert (row_of(database, row).channel, row_of(database, row).state) == ("zalo", "queued")
    assert attempts(database) == [("telegram", "late", "")]


def test_where_it_was_only_late_it_goes_again_when_the_next_one_fails(database: Database) -> None:
    with database.work(NOON) as work:
        row = say_to(work, add_person(work, "telegram", "zalo")[0], kind="reminder")
    with database.work(after(HALF_AN_HOUR)) as work:
        hurry(work)
    (at_zalo,) = claim(database, now=after(HALF_AN_HOUR), channel="zalo")
    (at_telegram,) = meets(database, at_zalo, BLOCKED)
    assert (at_telegram.id, at_telegram.channel) == (row, "telegram")


@pytest.mark.parametrize("state", ["sending", "uncertain", "may have arrived"])
def test_what_may_have_arrived_is_never_sent_on_another_channel_too(tmp_path: Path, state: str) -> None:
    database = open_database(tmp_path, frozenset({"reminder"} if " " in state else set()))
    with database.work(NOON) as work:
        row = say_to(work, add_person(work, "telegram", "zalo")[0], kind="reminder")
    (message,) = claim(database)
    if state != "sending":
        assert meets(database, message, NO_ANSWER) == []
    with database.work(after(10 * HALF_AN_HOUR)) as work:
        assert hurry(work) == 0
    assert row_of(database, row).channel == "telegram"
    database.close()


def test_the_night_does_not_count_as_waiting(database: Database) -> None:
    evening = datetime(2024, 6, 5, 20, 20, tzinfo=VIETNAM)
    with database.work(evening) as work:
        row = say_to(work, add_person(work, "telegram", "zalo")[0], kind="reminder")
    for hours, minutes, channel in ((2, 0, "telegram"), (10, 30, "telegram"), (10, 41, "zalo")):
        with database.work(evening + timedelta(hours=hours, minutes=minutes)) as work:
            hurry(work)
        assert row_of(database, row).channel == channel


def test_the_person_decides_the_order_and_the_patience_is_a_setting(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    database.installation = replace(database.installation, patience=timedelta(minutes=5))
    with database.work(NOON) as work:
        row = say_to(work, add_person(work, "zalo", "telegram", "email")[0], kind="notice")
    for minutes, channel in ((5, "telegram"), (10, "email"), (15, "email")):
        with database.work(after(minutes * 60)) as work:
            hurry(work)
        assert row_of(database, row).channel == channel
    database.close()


# A page of the web chat


def notified(work: Work, address_id: int) -> PushSubscription:
    subscription = PushSubscription(
        address_id=address_id, endpoint=f"https://push.example/{address_id}",
        public_key="p", secret="s", created_at=work.now,
    )  # fmt: skip
    work.session.add(subscription)
    work.session.flush()
    return subscription


@pytest.fixture
def office(tmp_path: Path) -> Database:
    """A real office, where nobody watches the pages."""
    database = open_database(tmp_path)
    database.installation = replace(database.installation, page_reaches=False)
    return database


def test_a_page_is_written_to_last_and_reaches_nobody(office: Database) -> None:
    with office.work(NOON) as work:
        web, mail = add_person(work, "web", "email")
        person_id = work.session.get_one(Address, web).person_id
        assert person_id is not None
        assert first_addresses(work, [person_id])[person_id].address_id == mail
        subscription = notified(work, web)
        assert first_addresses(work, [person_id])[person_id].address_id == web
        subscription.gone_at = work.now
        assert first_addresses(work, [person_id])[person_id].address_id == mail
        row = say_to(work, mail, kind="reminder")
    (message,) = claim(office, channel="email")
    (on_page,) = meets(office, message, SendError("rejected", is_permanent=True))
    assert (on_page.id, on_page.channel) == (row, "web")
    office.close()


def test_what_nobody_could_be_told_of_stays_on_the_page(office: Database) -> None:
    with office.work(NOON) as work:
        (web,) = add_person(work, "web")
        row = say_to(work, web, kind="reminder")
    (message,) = claim(office, channel="web")
    assert meets(office, message, SendError("no_push", is_permanent=True)) == []
    assert (row_of(office, row).state, row_of(office, row).reason) == ("sent", "page_only")
    office.close()


def test_a_unit_with_only_a_page_counts_as_not_reached(office: Database) -> None:
    with office.work(NOON) as work:
        (web,) = add_person(work, "web")
        unit = Unit(code="CB-01", name="Chi bộ Trạm y tế")
        work.session.add(unit)
        work.session.flush()
        person_id = work.session.get_one(Address, web).person_id
        assert person_id is not None
        held = Office(person_id=person_id, role=Role.SECRETARY.value, unit_id=unit.id, since=work.now)
        work.session.add(held)
        work.session.flush()
        assert unreached_reason(contacts_by_unit(work)[unit.id]) == "page_only"
        assert reachable_unit_ids(work) == set()
        notified(work, web)
        assert unreached_reason(contacts_by_unit(work)[unit.id]) == ""
        assert reachable_unit_ids(work) == {unit.id}
    office.close()
