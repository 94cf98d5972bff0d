"""What people wrote goes after the days the installation says; what happened, and reports, stay."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from domain.errors import DomainError
from domain.messages import Incoming, IncomingFile, Reply
from services import outbox
from services.files import store_file
from services.inbox import mark_failed, mark_handled, receive, text_of
from services.retention import forget_raw
from services.web_sessions import chat_lines
from services.work import Database, Work
from storage.tables import Address, Conversation, InboxMessage, OutboxMessage, Person, StoredFile
from tests.core import CHANNEL, NOON, add_address, open_database, say_to

DAYS = 90
LATER = NOON + timedelta(days=DAYS, hours=1)
WORDS, NAME = "45/50 ngày 15/6 trực tiếp", "Trần Văn Bình"
OUTBOX_STATES = ("queued", "sending", "sent", "failed", "undeliverable", "uncertain", "cancelled")


@pytest.fixture
def keeping(tmp_path: Path) -> Iterator[Database]:
    """A database of an installation that keeps words for ninety days."""
    database = open_database(tmp_path)
    database.installation = replace(database.installation, raw_days=DAYS)
    yield database
    database.close()


def sweep(database: Database, now: datetime = LATER, most: int = 500) -> int:
    """Run the job until it finds nothing more to do; returns in how many transactions."""
    for runs in range(1, 1000):
        with database.work(now) as work:
            if not forget_raw(work, most):
                return runs
    raise AssertionError("the sweep does not end")


def hear(work: Work, number: int, outcome: str = "done", file: IncomingFile | None = None) -> int:
    """A message that came in and, with an outcome, was handled; returns its row."""
    receive(work, [Incoming(CHANNEL, f"m{number}", "7001", WORDS, NAME, file=file)])
    row = work.session.scalars(select(InboxMessage.id).order_by(InboxMessage.id.desc())).first()
    assert row is not None
    if outcome == "failed":
        mark_failed(work, row, "ValueError: 45/50")
    elif outcome:
        mark_handled(work, [row], outcome)
    return row


def tell(work: Work, address_id: int, state: str, content: Reply | None = None) -> int:
    """A message to somebody in a state; returns its row."""
    row = outbox.queue(work, address_id, content or Reply(WORDS), kind="reply")
    assert row is not None
    is_over = state in ("sent", "undeliverable", "uncertain", "cancelled")
    work.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == row)
        .values(state=state, finished_at=work.now if is_over else None)
    )
    return row


def heard(database: Database) -> list[InboxMessage]:
    """Every row of the inbox, in order."""
    with database.look(LATER) as work:
        return list(work.session.scalars(select(InboxMessage).order_by(InboxMessage.id)))


def contents(database: Database) -> dict[str, dict[str, object]]:
    """What is left of the messages to people, by their state."""
    with database.look(LATER) as work:
        return {row.state: row.content for row in work.session.scalars(select(OutboxMessage))}


def files(database: Database) -> set[int]:
    """The files that are still stored."""
    with database.look(LATER) as work:
        return set(work.session.scalars(select(StoredFile.id)))


def register(work: Work) -> int:
    """An address behind which a person stands, whose files are kept."""
    address_id = add_address(work)
    person = Person(name=NAME, created_at=work.now)
    work.session.add(person)
    work.session.flush()
    work.session.get_one(Address, address_id).person_id = person.id
    work.session.flush()
    return address_id


def a_file(name: str = "anh.jpg") -> IncomingFile:
    """A picture as a messenger delivers it."""
    return IncomingFile(name, "image/jpeg", b"jpeg")


def test_nothing_goes_unless_the_installation_says_so(database: Database) -> None:
    with database.work(NOON) as work:
        hear(work, 1)
    assert sweep(database, NOON + timedelta(days=10_000)) == 1
    assert heard(database)[0].text == WORDS


def test_the_words_of_handled_messages_go_and_their_rows_stay(keeping: Database) -> None:
    outcomes = ("done", "refused", "set_aside")
    with keeping.work(NOON) as work:
        for number, outcome in enumerate(outcomes):
            hear(work, number, outcome)
    sweep(keeping)
    rows = heard(keeping)
    assert [(row.text, row.sender_name, row.error) for row in rows] == [("", "", "")] * 3
    assert [row.outcome for row in rows] == list(outcomes)
    assert [row.message_id for row in rows] == ["m0", "m1", "m2"], "a repeat is still recognised"
    assert {row.received_at for row in rows} == {row.handled_at for row in rows} == {NOON}


@pytest.mark.parametrize("outcome", ["", "failed"])
def test_what_waits_to_be_handled_or_for_staff_keeps_its_words(keeping: Database, outcome: str) -> None:
    with keeping.work(NOON) as work:
        hear(work, 1, outcome)
    sweep(keeping)
    (row,) = heard(keeping)
    assert (row.text, row.sender_name, bool(row.error)) == (WORDS, NAME, outcome == "failed")


def test_the_words_of_finished_messages_go_and_no_others(keeping: Database) -> None:
    with keeping.work(NOON) as work:
        address_id = add_address(work)
        for state in OUTBOX_STATES:
            tell(work, address_id, state)
    sweep(keeping)
    found = contents(keeping)
    assert {state for state in OUTBOX_STATES if found[state] == {}} == {"sent", "cancelled", "undeliverable"}
    assert {found[state]["text"] for state in ("queued", "sending", "failed", "uncertain")} == {WORDS}


def test_words_go_when_the_days_have_passed_and_not_before(keeping: Database) -> None:
    with keeping.work(NOON) as work:
        hear(work, 1)
        tell(work, add_address(work), "sent")
    sweep(keeping, NOON + timedelta(days=DAYS))
    assert (heard(keeping)[0].text, contents(keeping)["sent"]["text"]) == (WORDS, WORDS)
    sweep(keeping, NOON + timedelta(days=DAYS + 1))
    assert (heard(keeping)[0].text, contents(keeping)["sent"]) == ("", {})


def test_it_is_the_settling_that_counts_not_the_coming(keeping: Database) -> None:
    with keeping.work(NOON) as work:
        row = hear(work, 1, "")
    with keeping.work(LATER - timedelta(days=1)) as work:
        mark_handled(work, [row], "done")
    sweep(keeping)
    assert heard(keeping)[0].text == WORDS
    sweep(keeping, LATER + timedelta(days=DAYS))
    assert heard(keeping)[0].text == "", "what was passed over is met again on another day"


@pytest.mark.parametrize("most", [1, 2, 3, 7, 500])
def test_it_goes_so_many_rows_at_a_time_and_ends(keeping: Database, most: int) -> None:
    with keeping.work(NOON) as work:
        address_id = register(work)
        for number in range(7):
            hear(work, number, "failed" if number == 3 else "done", a_file())
            tell(work, address_id, "uncertain" if number == 2 else "sent")
    assert sweep(keeping, most=most) >= 7 / most
    assert [row.id for row in heard(keeping) if row.text] == [heard(keeping)[3].id]
    assert files(keeping) == {heard(keeping)[3].file_id}


def test_a_day_has_one_sweep_and_the_rest_of_it_costs_nothing(keeping: Database) -> None:
    with keeping.work(NOON) as work:
        hear(work, 1)
    assert sweep(keeping) > 1
    with keeping.work(NOON) as work:
        hear(work, 2)
    assert sweep(keeping, LATER + timedelta(hours=1)) == 1
    assert [row.text for row in heard(keeping)] == ["", WORDS]
    sweep(keeping, LATER + timedelta(days=1))
    assert [row.text for row in heard(keeping)] == ["", ""]


def test_files_that_nobody_refers_to_any_more_are_deleted(keeping: Database) -> None:
    with keeping.work(NOON) as work:
        address_id = register(work)
        hear(work, 1, "done", a_file())
        hear(work, 2, "failed", a_file())
        ledger = store_file(work, "so.xlsx", "x", b"1")
        waiting = store_file(work, "mau.xlsx", "x", b"2")
        asked_about = store_file(work, "don-vi.xlsx", "x", b"3")
        tell(work, address_id, "sent", Reply("Sổ", file_id=ledger))
        tell(work, address_id, "uncertain", Reply("Mẫu", file_id=waiting))
        work.session.add(
            Conversation(address_id=address_id, state={"file_id": asked_about}, choices=[], updated_at=NOON)
        )
    with keeping.work(LATER) as work:
        young = store_file(work, "moi.xlsx", "x", b"4")
    sweep(keeping)
    assert heard(keeping)[0].file_id is None
    assert files(keeping) == {heard(keeping)[1].file_id, waiting, asked_about, young}


def test_a_file_that_a_younger_message_carries_stays(keeping: Database) -> None:
    with keeping.work(NOON) as work:
        address_id = add_address(work)
        file_id = store_file(work, "so.xlsx", "x", b"1")
        tell(work, address_id, "sent", Reply("Sổ", file_id=file_id))
    with keeping.work(LATER) as work:
        tell(work, address_id, "sent", Reply("Sổ", file_id=file_id))
    sweep(keeping)
    assert files(keeping) == {file_id}


def test_the_page_leaves_out_what_has_gone(keeping: Database) -> None:
    with keeping.work(NOON) as work:
        address_id = add_address(work, "abc", "web")
        receive(work, [Incoming("web", "1", "abc", WORDS)])
        mark_handled(work, list(work.session.scalars(select(InboxMessage.id))), "done")
        tell(work, address_id, "sent")
    with keeping.work(LATER) as work:
        tell(work, address_id, "sent", Reply("Kính chào"))
    sweep(keeping)
    with keeping.look(LATER) as work:
        lines = chat_lines(work, work.session.get_one(Address, address_id), None)
    assert [line.reply.text for line in lines] == ["Kính chào"]


def test_words_that_have_gone_cannot_be_passed_on_by_an_old_button(keeping: Database) -> None:
    with keeping.work(NOON) as work:
        row = hear(work, 1)
        assert text_of(work, CHANNEL, "7001", row) == WORDS
    sweep(keeping)
    with keeping.look(LATER) as work, pytest.raises(DomainError, match="button-old"):
        text_of(work, CHANNEL, "7001", row)


def test_of_a_message_whose_words_have_gone_an_empty_reply_is_left() -> None:
    assert Reply.from_json({}) == Reply("")


def test_a_sweep_changes_no_count(keeping: Database) -> None:
    with keeping.work(NOON) as work:
        address_id = register(work)
        for number in range(5):
            hear(work, number)
            say_to(work, address_id)
            tell(work, address_id, "cancelled")

    def counts() -> list[object]:
        with keeping.look(LATER) as work:
            inbox = select(InboxMessage.outcome, func.count()).group_by(InboxMessage.outcome)
            sent = select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)
            return [sorted(map(tuple, work.session.execute(query))) for query in (inbox, sent)]

    before = counts()
    sweep(keeping)
    assert counts() == before
