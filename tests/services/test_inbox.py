"""The door in: repeats are dropped, chats keep their order, and files of strangers are not kept."""

from dataclasses import replace

from sqlalchemy import func, select

from domain.messages import Incoming, IncomingFile
from services.inbox import claim_waiting, count_waiting, mark_failed, mark_handled, oldest_unhandled, receive
from services.work import Database
from storage.tables import Address, InboxMessage, Person, StoredFile
from tests.core import CHANNEL, NOON, add_address, after

PHOTO = IncomingFile("anh.jpg", "image/jpeg", b"...")


def said(number: int, chat_id: str = "7001", **changes: object) -> Incoming:
    message = Incoming(CHANNEL, str(number), chat_id, f"lời thứ {number}", "Hoa", sent_at=NOON)
    return replace(message, **changes)


def take_in(database: Database, *messages: Incoming, at: float = 0) -> int:
    with database.work(after(at)) as work:
        return receive(work, messages)


def waiting(database: Database, most: int = 100) -> list[str]:
    """Message ids of what would be handled next."""
    with database.work(NOON) as work:
        return [message.incoming.message_id for message in claim_waiting(work, most)]


def handle_one(database: Database) -> None:
    with database.work(NOON) as work:
        mark_handled(work, [claim_waiting(work, 1)[0].id], "done")


def stored_files(database: Database) -> int:
    with database.look(NOON) as work:
        return work.session.scalar(select(func.count(StoredFile.id))) or 0


def test_only_what_is_new_is_stored_and_counted(database: Database) -> None:
    assert take_in(database, said(1), said(2)) == 2
    assert take_in(database, said(2), said(3), said(3)) == 1
    assert take_in(database, said(1), said(2), said(3)) == 0
    with database.look(NOON) as work:
        assert count_waiting(work) == 3


def test_the_same_number_at_another_messenger_is_another_message(database: Database) -> None:
    assert take_in(database, said(1), said(1, channel="web")) == 2


def test_a_repeat_does_not_bring_a_handled_message_back(database: Database) -> None:
    take_in(database, said(1))
    handle_one(database)
    assert take_in(database, said(1)) == 0
    assert waiting(database) == []


def test_a_chat_is_handled_in_order_and_one_message_a_batch(database: Database) -> None:
    take_in(database, said(1), said(2), said(3, "7002"), said(4), said(5, "7002"))
    assert waiting(database) == ["1", "3"]
    handle_one(database)
    assert waiting(database) == ["2", "3"]
    handle_one(database)
    handle_one(database)
    assert waiting(database) == ["4", "5"]


def test_the_oldest_come_first_when_not_all_fit(database: Database) -> None:
    take_in(database, *(said(number, f"70{number:02d}") for number in range(10)))
    assert waiting(database, most=3) == ["0", "1", "2"]


def test_a_message_comes_out_as_it_went_in(database: Database) -> None:
    take_in(database, said(1, kind="migrated", new_chat_id="-100", text="a\x00b"), at=5)
    with database.work(NOON) as work:
        (message,) = claim_waiting(work, 10)
    expected = said(1, kind="migrated", new_chat_id="-100", text="ab", received_at=after(5))
    assert message.incoming == expected


def test_a_failed_message_keeps_its_reason_and_lets_the_next_one_through(database: Database) -> None:
    take_in(database, said(1), said(2))
    with database.work(NOON) as work:
        mark_failed(work, claim_waiting(work, 1)[0].id, "ZeroDivisionError: " + "x" * 10_000)
    assert waiting(database) == ["2"]
    with database.look(NOON) as work:
        failed = work.session.scalar(select(InboxMessage).where(InboxMessage.outcome == "failed"))
        assert failed is not None
        assert (failed.attempts, failed.error[:19], len(failed.error)) == (1, "ZeroDivisionError: ", 4000)


def test_how_long_the_oldest_waits(database: Database) -> None:
    with database.look(NOON) as work:
        assert oldest_unhandled(work) is None
    take_in(database, said(1), at=10)
    take_in(database, said(2), at=20)
    with database.look(NOON) as work:
        assert oldest_unhandled(work) == after(10)


def test_a_strangers_file_is_not_kept_but_the_message_is(database: Database) -> None:
    assert take_in(database, said(1, file=PHOTO, kind="file")) == 1
    assert stored_files(database) == 0
    assert waiting(database) == ["1"]


def test_a_photo_and_the_words_after_it_stay_in_order(database: Database) -> None:
    take_in(database, said(1, file=PHOTO, kind="file"), said(2), said(3, file=PHOTO, kind="file"))
    for expected in ("1", "2", "3"):
        assert waiting(database) == [expected]
        handle_one(database)


def test_a_secretarys_file_is_kept_once(database: Database) -> None:
    with database.work(NOON) as work:
        hoa = Person(name="Hoa", language="vi", created_at=NOON)
        work.session.add(hoa)
        work.session.flush()
        work.session.get_one(Address, add_address(work)).person_id = hoa.id
    assert take_in(database, said(1, file=PHOTO, kind="file"), said(2)) == 2
    assert take_in(database, said(1, file=PHOTO, kind="file")) == 0
    assert stored_files(database) == 1
    with database.work(NOON) as work:
        assert claim_waiting(work, 1)[0].incoming.file_id is not None
