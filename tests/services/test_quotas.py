"""What each bot has sent in a month and how many write to it: counted for all processes together."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.messages import chat_of_bot
from domain.quotas import Quota
from services import quotas
from services.actors import find_sender
from services.bot_names import remember_zalo_bots
from services.delivery import MOST_ATTEMPTS
from services.quotas import BotUse
from services.work import Database, NamedBot
from storage.tables import Address
from tests.core import NOON, add_address, open_database

ONE, TWO = NamedBot("1001", "bot.Mot"), NamedBot("1002", "bot.Hai")
NEXT_MONTH = NOON + timedelta(days=31)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An installation with two Zalo bots of ten messages and three users each."""
    database = open_database(tmp_path)
    place = database.installation
    database.installation = replace(place, zalo_bots=(ONE, TWO), quotas={"zalo": Quota(10, 3)})
    yield database
    database.close()


def count(database: Database, sent: int, bot: NamedBot = ONE, now: datetime = NOON) -> None:
    with database.work(now) as work:
        quotas.count_sent(work, {("zalo", bot.id): sent})


def is_spent(database: Database, attempts: int = 1) -> bool:
    with database.work(NOON) as work:
        return quotas.note_refusal(work, "zalo", ONE.id, attempts)


def uses(database: Database, now: datetime = NOON) -> list[BotUse]:
    with database.look(now) as work:
        return quotas.bots_in_use(work)


def write_to(database: Database, bot: NamedBot, people: int) -> list[int]:
    with database.work(NOON) as work:
        return [add_address(work, chat_of_bot(bot.id, f"6ede{number}"), "zalo") for number in range(people)]


def test_each_bot_is_counted_by_itself_and_each_month_anew(database: Database) -> None:
    count(database, 2)
    count(database, 3)
    count(database, 1, TWO)
    assert [(use.name, use.sent) for use in uses(database)] == [("bot.Mot", 5), ("bot.Hai", 1)]
    count(database, 4, now=NEXT_MONTH)
    assert [use.sent for use in uses(database, NEXT_MONTH)] == [4, 0]
    assert [use.sent for use in uses(database)] == [5, 1]


def test_the_month_ends_at_midnight_in_vietnam(database: Database) -> None:
    count(database, 1, now=datetime.fromisoformat("2024-06-30T23:59:59+07:00"))
    count(database, 5, now=datetime.fromisoformat("2024-07-01T00:00:00+07:00"))
    assert uses(database)[0].sent == 1


def test_people_are_counted_by_the_bot_they_wrote_to(database: Database) -> None:
    with database.work(NOON) as work:
        for bot in (ONE, TWO):
            find_sender(work, "zalo", chat_of_bot(bot.id, "6ede9afa66b88fe6d6a9"), "Hoàng Thị Lan")
        find_sender(work, "zalo", chat_of_bot(TWO.id, "70aa"), "Trần Văn Bình")
        find_sender(work, "telegram", "7001", "Lê Văn Thành")
        bots = [address.bot for address in work.session.query(Address).order_by(Address.id)]
    assert bots == [ONE.id, TWO.id, TWO.id, ""]
    assert [use.users for use in uses(database)] == [1, 2]


def test_a_refusal_below_the_limit_is_a_rush_until_waiting_has_not_helped(database: Database) -> None:
    count(database, 5)
    assert not is_spent(database)
    assert not is_spent(database, MOST_ATTEMPTS - 1)
    assert not uses(database)[0].is_spent
    assert is_spent(database, MOST_ATTEMPTS), "somebody else uses the bot too"
    assert uses(database)[0].is_spent
    assert is_spent(database), "from now on the first refusal is enough"


def test_a_refusal_at_the_limit_is_the_month(database: Database) -> None:
    count(database, 10)
    assert is_spent(database)
    assert uses(database)[0].is_spent


def test_a_bot_that_is_taken_from_again_has_not_spent_its_month(database: Database) -> None:
    count(database, 10)
    assert is_spent(database)
    count(database, 0)
    assert uses(database)[0].is_spent, "another refusal changes nothing"
    count(database, 1)
    assert not uses(database)[0].is_spent


def test_a_refusal_of_a_channel_that_counts_nothing_is_a_rush(database: Database) -> None:
    with database.work(NOON) as work:
        assert not quotas.note_refusal(work, "telegram", "", MOST_ATTEMPTS)


def test_staff_are_warned_once_a_bot_and_month(database: Database) -> None:
    count(database, 7)
    count(database, 9, TWO)
    for expected in (["bot.Hai"], []):
        with database.work(NOON) as work:
            assert [use.name for use in quotas.take_warnings(work)] == expected
    count(database, 1)
    with database.work(NOON) as work:
        assert [use.name for use in quotas.take_warnings(work)] == ["bot.Mot"]
    count(database, 8, now=NEXT_MONTH)
    with database.work(NEXT_MONTH) as work:
        assert [use.name for use in quotas.take_warnings(work)] == ["bot.Mot"]


def test_whose_messages_are_scarce_depends_on_the_bot(database: Database) -> None:
    first, second = write_to(database, ONE, 1)[0], write_to(database, TWO, 1)[0]
    with database.work(NOON) as work:
        elsewhere = add_address(work, "7001", "telegram")
    count(database, 8, TWO)
    with database.look(NOON) as work:
        assert quotas.scarce_addresses(work, [first, second, elsewhere]) == {second}
    with database.look(NEXT_MONTH) as work:
        assert quotas.scarce_addresses(work, [first, second, elsewhere]) == set()


def test_newcomers_are_sent_to_the_bot_with_most_room(database: Database) -> None:
    write_to(database, ONE, 2)
    with database.look(NOON) as work:
        assert quotas.zalo_bots_with_room(work, 5) == ["bot.Hai", "bot.Hai", "bot.Mot", "bot.Hai", ""]


def test_a_bot_whose_name_was_told_at_an_earlier_start_is_known(database: Database) -> None:
    place = database.installation
    with database.work(NOON) as work:
        remember_zalo_bots(work, (ONE, TWO))
    database.installation = replace(place, zalo_bots=(NamedBot(ONE.id), NamedBot("1003")))
    with database.look(NOON) as work:
        assert quotas.zalo_bots_with_room(work, 1) == ["bot.Mot"]
    assert [use.name for use in uses(database)] == [ONE.id, "1003"]


def test_where_no_messenger_counts_there_is_nothing_to_tell(database: Database) -> None:
    database.installation = replace(database.installation, zalo_bots=(), quotas={})
    address_ids = write_to(database, ONE, 1)
    with database.look(NOON) as work:
        assert quotas.bots_in_use(work) == []
        assert quotas.scarce_addresses(work, address_ids) == set()
        assert quotas.zalo_bots_with_room(work, 1) == [""]
