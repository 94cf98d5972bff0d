"""What a bot has sent is counted in the commit that notes what became of it; when it may send no more."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.dispatcher import Dispatcher, Outcome, turn_over
from channels.base import QUOTA, SendError
from domain.messages import chat_of_bot
from domain.quotas import Quota
from services.claiming import ClaimedMessage
from services.delivery import MOST_ATTEMPTS
from services.quotas import BotUse, bots_in_use, count_sent
from services.work import Database, NamedBot
from storage.tables import OutboxMessage
from tests.core import NOON, PRESENT, add_address, claim, open_database, row_of, say_to
from tests.fakes import FailingChannel

BOT = NamedBot("1001", "bot.Mot")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An installation with one Zalo bot of ten messages a month."""
    database = open_database(tmp_path)
    place = database.installation
    database.installation = replace(place, zalo_bots=(BOT,), quotas={"zalo": Quota(10, 3)})
    yield database
    database.close()


def claimed(database: Database, attempts: int = 1) -> ClaimedMessage:
    """A reply, claimed for the how-manieth time."""
    with database.work(NOON) as work:
        outbox_id = say_to(work, add_address(work, chat_of_bot(BOT.id, "6ede"), "zalo"))
        work.session.get_one(OutboxMessage, outbox_id).attempts = attempts - 1
    (message,) = claim(database, channel="zalo")
    return message


def note(database: Database, message: ClaimedMessage, error: SendError | None, spent: int) -> None:
    with database.work(NOON) as work:
        turn_over(work, [Outcome(message, error, None, PRESENT, spent)], [])


def use(database: Database) -> BotUse:
    with database.look(NOON) as work:
        return bots_in_use(work)[0]


def fill(database: Database, sent: int) -> None:
    with database.work(NOON) as work:
        count_sent(work, {("zalo", BOT.id): sent})


def state(database: Database, message: ClaimedMessage) -> tuple[str, str]:
    row = row_of(database, message.id)
    return row.state, row.reason


def test_a_message_in_three_parts_is_three_messages_of_the_month(database: Database) -> None:
    message = claimed(database)
    note(database, message, None, 3)
    assert (use(database).sent, state(database, message)) == (3, ("sent", ""))


FATES = {
    "accepted": (None, 3),
    "perhaps accepted": (SendError("no_answer", is_uncertain=True), 1),
    "perhaps accepted after two others": (SendError("no_answer", is_uncertain=True, accepted=2), 3),
    "refused after one other": (SendError("server_error", accepted=1), 1),
    "refused": (SendError(QUOTA), 0),
}


@pytest.mark.parametrize(("failure", "count"), FATES.values(), ids=FATES.keys())
async def test_the_dispatcher_counts_what_has_or_may_have_left(
    database: Database, failure: SendError | None, count: int
) -> None:
    with database.work(NOON) as work:
        say_to(work, add_address(work, chat_of_bot(BOT.id, "6ede"), "zalo"))
    channel = FailingChannel("zalo", *([failure] if failure else []))
    clock = MovableClock(NOON, is_running=False)
    dispatcher = Dispatcher(database, clock, {"zalo": channel}, {}, {"zalo": lambda _reply, _file: 3})
    await dispatcher.settle()
    assert use(database).sent == count


def test_what_goes_wrong_with_the_commit_is_not_counted_either(database: Database) -> None:
    message = claimed(database)
    with pytest.raises(ZeroDivisionError), database.work(NOON) as work:
        turn_over(work, [Outcome(message, None, None, PRESENT, 1)], [])
        raise ZeroDivisionError
    assert (use(database).sent, state(database, message)) == (0, ("sending", ""))


def test_what_was_accepted_before_a_failure_is_counted(database: Database) -> None:
    message = claimed(database)
    note(database, message, SendError("server_error", accepted=2), 2)
    assert (use(database).sent, state(database, message)) == (2, ("failed", "server_error"))


def test_a_rush_is_waited_out(database: Database) -> None:
    message = claimed(database)
    note(database, message, SendError(QUOTA), 0)
    assert (use(database).is_spent, state(database, message)) == (False, ("failed", "quota"))


@pytest.mark.parametrize(("sent", "attempts"), [(10, 1), (4, MOST_ATTEMPTS)])
def test_when_the_month_is_spent_the_message_ends_with_that_reason_and_the_address_lives(
    database: Database, sent: int, attempts: int
) -> None:
    fill(database, sent)
    message = claimed(database, attempts)
    note(database, message, SendError(QUOTA), 0)
    assert (use(database).is_spent, state(database, message)) == (True, ("undeliverable", "quota"))
    with database.work(NOON) as work:
        again = say_to(work, message.address_id)
    assert [found.id for found in claim(database, channel="zalo")] == [again]
