"""What a batch of turns read ahead: believed for as long as nothing changed that it does not know of."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from domain.errors import DomainError
from services.memory import Memory, MustUndoError
from services.work import Database, Work, undo_on_error
from storage.tables import Address, AuditEntry
from tests.core import NOON, add_address

QUESTION = ("sender", "telegram", "7001")


@contextmanager
def remembering(database: Database) -> Iterator[tuple[Work, Memory]]:
    """A batch that knows one answer."""
    with database.work(NOON) as work:
        add_address(work)
        memory = Memory(work.session)
        memory.keep(QUESTION, "Hoa")
        yield replace(work, memory=memory), memory


def add_row(work: Work) -> None:
    work.session.add(AuditEntry(at=NOON, action="x", subject="y"))


def change_in_place(work: Work) -> None:
    address(work).display_name = "Hoa"


def change_in_place_and_write(work: Work) -> None:
    change_in_place(work)
    work.session.flush()


def change_in_place_and_ask_something(work: Work) -> None:
    change_in_place(work)
    work.session.scalar(select(Address.display_name))


def change_by_statement(work: Work) -> None:
    work.session.execute(update(Address).values(display_name="Hoa"))


def delete_row(work: Work) -> None:
    work.session.delete(address(work))
    work.session.flush()


CHANGES = (
    add_row,
    change_in_place,
    change_in_place_and_write,
    change_in_place_and_ask_something,
    change_by_statement,
    delete_row,
)


def address(work: Work) -> Address:
    found = work.session.scalar(select(Address))
    assert found is not None
    return found


def test_an_answer_is_remembered_while_one_only_asks(database: Database) -> None:
    with remembering(database) as (work, memory):
        assert address(work).chat_id == "7001"
        assert memory.recall(QUESTION) == "Hoa"
        memory.forget(QUESTION)
        assert memory.recall(QUESTION) is None


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_makes_it_forget(database: Database, change: Callable[[Work], None]) -> None:
    with remembering(database) as (work, memory):
        change(work)
        assert memory.recall(QUESTION) is None
        work.session.flush()
        assert memory.recall(QUESTION) is None, "writing the change down does not make the answer true again"


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_is_noticed_is_not_forgotten_for(
    database: Database, change: Callable[[Work], None]
) -> None:
    with remembering(database) as (work, memory):
        change(work)
        memory.notice()
        memory.keep(QUESTION, "Mai")
        work.session.flush()
        assert memory.recall(QUESTION) == "Mai"


@pytest.mark.parametrize("change", CHANGES)
def test_a_refusal_after_any_change_asks_for_the_batch_to_be_undone(
    database: Database, change: Callable[[Work], None]
) -> None:
    with (
        remembering(database) as (work, _memory),
        pytest.raises(MustUndoError),
        undo_on_error(work),
    ):
        change(work)
        raise DomainError("not-allowed")


def test_a_refusal_without_a_change_is_only_a_refusal(database: Database) -> None:
    with (
        remembering(database) as (work, memory),
        pytest.raises(DomainError),
        undo_on_error(work),
    ):
        assert memory.recall(QUESTION)
        raise DomainError("not-allowed")


@pytest.mark.parametrize("change", [change for change in CHANGES if change is not change_in_place])
def test_outside_a_batch_a_refusal_undoes_what_was_changed(
    database: Database, change: Callable[[Work], None]
) -> None:
    with database.work(NOON) as work:
        add_address(work)
    with database.work(NOON) as work:
        with pytest.raises(DomainError), undo_on_error(work):
            change(work)
            raise DomainError("not-allowed")
        work.session.flush()
    with database.look(NOON) as work:
        assert address(work).display_name == ""
        assert work.session.scalar(select(AuditEntry.id)) is None
