"""Whatever text comes from outside is stored: too long, with NUL, or with letters that are none."""

from datetime import UTC, datetime

import pytest

from bot.build import App
from bot.demo.cast import Player
from documents.plan_file import LONGEST, LONGEST_TEXT
from domain.errors import DomainError
from domain.messages import Incoming, IncomingFile
from services.delivery import mark_address_unreachable
from services.files import store_file
from services.inbox import claim_waiting, mark_failed
from services.plans import find_plan_id
from services.web_sessions import open_session, session_address
from storage.tables import Address, InboxMessage, Milestone, Person, Plan, StoredFile, Unit, UnitGroup
from storage.text import fitted, storable
from tests.builders import plan_in_force

NOW = datetime(2024, 6, 1, 1, tzinfo=UTC)
HALF, NUL = "\ud83d", "\x00"


@pytest.mark.parametrize("name", ["Hoa" * 200, f"Hoa{NUL}", f"Hoa {HALF}", "", "Nguyễn Thị Hoa 🙏"])
def test_a_visitor_may_give_any_name(app: App, name: str) -> None:
    with app.database.work(NOW) as work:
        token = open_session(work, name)
    with app.database.look(NOW) as work:
        address = session_address(work, token)
        assert address is not None
        assert address.display_name == fitted(name, Address.display_name)


async def test_a_message_may_hold_any_letters(app: App) -> None:
    text, name = f"đã học{NUL} 45/50 {HALF}", f"{'Hoa' * 100}{NUL}{HALF}"
    assert await app.take_in([Incoming("web", "1", "c1", text, name)]) == 1
    with app.database.look(NOW) as work:
        assert [waiting.incoming.text for waiting in claim_waiting(work, 1)] == ["đã học 45/50 ?"]


async def test_the_error_of_a_failed_message_may_hold_any_letters(app: App) -> None:
    await app.take_in([Incoming("web", "1", "c1", "a")])
    with app.database.work(NOW) as work:
        mark_failed(work, 1, f"ValueError: {NUL}{HALF}" + "x" * 10_000)
        assert work.session.get_one(InboxMessage, 1).error.startswith("ValueError: ?xxx")


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("danh-sach.xlsx", "danh-sach.xlsx"),
        ("d" * 500 + ".xlsx", "d" * 195 + ".xlsx"),
        ("d" * 500, "d" * 200),
        (f"danh{NUL}-sach{HALF}.csv", "danh-sach?.csv"),
    ],
)
def test_a_file_of_any_name_is_kept_with_its_ending(app: App, told: str, kept: str) -> None:
    with app.database.work(NOW) as work:
        file_id = store_file(work, told, "application/" + "x" * 300, b"content")
        work.session.expire_all()
        assert work.session.get_one(StoredFile, file_id).name == kept


async def test_a_file_with_a_long_name_comes_in_from_a_messenger(app: App) -> None:
    _staff, phones = await plan_in_force(app, "CBT-02")
    file = IncomingFile("d" * 255 + ".xlsx", "application/x", b"content")
    message = Incoming("web", "9", phones["CBT-02"].chat_id, "", kind="file", file=file)
    assert await app.take_in([message]) == 1


async def test_a_messenger_may_give_any_reason(app: App) -> None:
    await Player.enter(app, "Hoa")
    with app.database.work(NOW) as work:
        mark_address_unreachable(work, 1, "Forbidden: " + "x" * 500)
        work.session.expire_all()
        assert len(work.session.get_one(Address, 1).unreachable_reason) == 40


def test_a_plan_asked_for_by_impossible_letters_is_not_found(app: App) -> None:
    with app.database.work(NOW) as work, pytest.raises(DomainError, match="no-such-plan"):
        find_plan_id(work, f"14{HALF}{NUL}")


def test_plan_files_may_say_as_much_as_the_tables_take() -> None:
    tables = {"number": Plan.number, "issuer": Plan.issuer, "source": Plan.source}
    tables |= {"recipient": Milestone.recipient, "via": Milestone.via, "rrule": Milestone.rrule}
    assert {name: column.type.length for name, column in tables.items()} == LONGEST
    assert {column.type.length for column in (Plan.title, Milestone.title, Milestone.clause)} == {
        LONGEST_TEXT
    }


def test_unit_sheets_may_say_as_much_as_the_tables_take() -> None:
    from documents.unit_sheet import LONGEST_CODE, LONGEST_NAME

    assert Unit.code.type.length == LONGEST_CODE
    assert (Unit.name.type.length, UnitGroup.name.type.length) == (LONGEST_NAME, LONGEST_NAME)


def test_text_is_changed_only_where_it_cannot_be_stored() -> None:
    assert storable("Chi bộ Trường THPT Lộc Ninh 🙏") == "Chi bộ Trường THPT Lộc Ninh 🙏"
    assert storable(f"a{NUL}b{HALF}") == "ab?"


def test_no_name_turns_round_what_is_shown_beside_it() -> None:
    assert fitted("An\u202egnàoH\u202c \u2066Văn\u2069", Person.name) == "AngnàoH Văn"


async def test_how_many_messages_are_new_is_counted(app: App) -> None:
    first, second, third = (Incoming("web", str(number), "c1", "a") for number in range(3))
    assert await app.take_in([first]) == 1
    assert await app.take_in([first]) == 0
    assert await app.take_in([first, second, second, third]) == 2
