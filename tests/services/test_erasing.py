"""A person's data is handed out whole, and nothing of the name is left anywhere once it is erased."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import JSON, String, Text, cast, func, select

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from bot.demo.seed import register
from domain.errors import DomainError
from domain.local_time import VIETNAM
from domain.messages import Incoming, IncomingFile
from domain.parsing.letters import without_diacritics
from handlers.turn import take_turn
from services.actors import find_sender, load_actor
from services.erasing import erase_person
from services.own_channels import remove_channel
from services.persons import counts_of, export_person, find_persons
from services.summary import summarise_plan
from services.work import Work
from storage.tables import (
    Address,
    AuditEntry,
    ChannelCode,
    Office,
    OutboxMessage,
    Person,
    PersonalLink,
    PushSubscription,
    Report,
    StoredFile,
    Unit,
)
from storage.tables.base import Base
from tests.builders import plan_in_force

SCHOOL, COMMUNE = "CBT-02", "DBX-01"
NAME = "Nguyễn Văn An"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def mentions(work: Work, words: str) -> list[str]:
    """Every column of every table in which a text holds these words, diacritics or none."""
    found = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, String | JSON):
                texts = work.session.scalars(select(cast(column, Text)).where(column.is_not(None)))
                if any(without_diacritics(words) in without_diacritics(text) for text in texts):
                    found.append(f"{table.name}.{column.name}")
    return found


def number_of(work: Work, name: str) -> int:
    return work.session.scalars(select(Person.id).where(Person.name == name)).one()


async def lived(app: App) -> tuple[Player, Player]:
    """A secretary who registered, reported, asked, complained by name and was answered by name."""
    staff, phones = await plan_in_force(app, SCHOOL, COMMUNE)
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(local("2024-06-21T09:00"))
    phone = phones[SCHOOL]
    await phone.says(f"45/50 ngày 15/6 trực tiếp, người báo cáo {NAME}")
    await phone.presses("Đúng")
    await phone.says(f"/hoi Tôi là {NAME.upper()}, hỏi về tài liệu")
    await staff.says(f"/matters answer 1 Đồng chí {NAME} liên hệ văn phòng")
    await phones[COMMUNE].says("/hoi Đồng chí nguyen van an bên trường có được mời không")
    await phone.says("xin lùi đến 08/7")
    await staff.presses("Thêm 2 ngày")
    return staff, phone


async def test_nothing_of_the_name_is_left_in_any_table(app: App) -> None:
    _staff, phone = await lived(app)
    with app.database.work(app.clock.now()) as work:
        assert len(mentions(work, NAME)) > 5, "the name is all over the place before"
        erase_person(work, None, number_of(work, NAME))
    with app.database.look(app.clock.now()) as work:
        assert mentions(work, NAME) == []
        assert mentions(work, phone.chat_id) == []
        erased = work.session.scalars(select(Person).where(Person.erased_at.is_not(None))).one()
        open_offices = select(func.count()).where(Office.person_id == erased.id, Office.until.is_(None))
        assert work.session.scalar(open_offices) == 0
        noted = work.session.scalars(select(AuditEntry).where(AuditEntry.action == "person_erased")).one()
        assert (noted.subject_id, noted.details) == (erased.id, {})


async def test_a_channel_that_was_given_up_before_is_forgotten_too(app: App) -> None:
    _staff, phone = await lived(app)
    second = await Player.enter(app, "Máy cơ quan")
    await phone.says("/link code")
    code = (await phone.last()).splitlines()[0].split(": ")[1]
    await second.says(f"/start {code}")
    await second.presses("Đúng")
    await second.says("Số điện thoại nhà tôi là 0912 345 678")
    with app.database.work(app.clock.now()) as work:
        person_id, address_id = number_of(work, NAME), find_sender(work, "web", second.chat_id).address_id
        remove_channel(work, load_actor(work, person_id), address_id)
        erase_person(work, None, person_id)
    with app.database.look(app.clock.now()) as work:
        assert mentions(work, second.chat_id) == []
        assert mentions(work, "0912 345 678") == []
        for table in (ChannelCode, PersonalLink, PushSubscription):
            assert work.session.scalar(select(func.count()).select_from(table)) == 0


async def test_the_figures_stay_with_the_unit(app: App) -> None:
    await lived(app)
    with app.database.work(app.clock.now()) as work:
        before = summarise_plan(work, None, 1).milestones
        erase_person(work, None, number_of(work, NAME))
    with app.database.look(app.clock.now()) as work:
        after = summarise_plan(work, None, 1).milestones
        assert [(line.tally.attended, line.tally.reported) for line in after] == [
            (line.tally.attended, line.tally.reported) for line in before
        ]
        assert work.session.scalars(select(Report.attended)).all() == [45]


async def test_an_administrator_hands_out_and_erases_in_chat_and_nobody_else_may(app: App) -> None:
    staff, phone = await lived(app)
    assert NAME in await staff.says("/nguoi nguyen van an")
    assert "tin đã gửi" in await staff.presses("Xuất dữ liệu")
    assert (await staff.heard())[-1].file_id is not None
    assert NAME not in await phone.says("/nguoi Phạm Thị Thảo")
    with app.database.look(app.clock.now()) as work:
        number = number_of(work, NAME)
    assert "Đã xóa" not in await phone.says(f"/person erase {number} yes")
    assert "Đồng chí chắc chắn?" in await staff.presses("Xóa dữ liệu")
    assert "Đã xóa dữ liệu" in await staff.presses("Xóa dữ liệu của người này")
    with app.database.look(app.clock.now()) as work:
        assert mentions(work, NAME) == []
    assert "Không có người số này" in await staff.says(f"/nguoi {number}")


async def test_an_export_holds_what_was_written_heard_and_reported(app: App) -> None:
    await lived(app)
    with app.database.work(app.clock.now()) as work:
        found = export_person(work, None, number_of(work, NAME))
    counts = counts_of(found)
    assert counts["reports"] == 1
    assert counts["matters"] == 2
    assert found["offices"][0]["unit"] == "Chi bộ Trường THPT Lộc Ninh"
    assert any("45/50" in message["text"] for message in found["written"])
    assert counts["heard"] > 5


async def test_the_last_administrator_and_oneself_are_not_erased(app: App) -> None:
    await lived(app)
    with app.database.work(app.clock.now()) as work:
        with pytest.raises(DomainError, match="last-administrator"):
            erase_person(work, None, 1)
        with pytest.raises(DomainError, match="no-such-person"):
            erase_person(work, None, 999)


async def test_a_namesake_keeps_the_name(app: App) -> None:
    staff, _phone = await lived(app)
    await register(app, staff, "CBT-01", NAME)
    with app.database.work(app.clock.now()) as work:
        first, second = (person.id for person in find_persons(work, None, NAME))
        erase_person(work, None, first)
    with app.database.look(app.clock.now()) as work:
        assert work.session.get_one(Person, first).name == ""
        assert work.session.get_one(Person, second).name == NAME


async def test_the_chat_of_an_erased_person_is_a_stranger(app: App) -> None:
    _staff, phone = await lived(app)
    with app.database.work(app.clock.now()) as work:
        erase_person(work, None, number_of(work, NAME))
        stranger = find_sender(work, "web", phone.chat_id)
        assert stranger.actor is None
        assert (
            "hệ thống đôn đốc"
            in take_turn(work, Incoming("web", "m1", phone.chat_id, "/help")).replies[0].text
        )


LIST = """Mã đơn vị;Tên đơn vị;Khối;Người liên hệ;Điện thoại
CBT-02;Chi bộ Trường THPT Lộc Ninh;Chi bộ cơ sở;Nguyễn Văn An;0987 123 456
CBT-91;Chi bộ Một;Chi bộ cơ sở;Nguyễn Văn Anh;0987 654 321
"""


async def send_list(app: App, player: Player, text: str) -> str:
    file = IncomingFile("don-vi.csv", "text/csv", text.encode())
    number = len(await player.heard())
    await app.take_in([Incoming("web", f"list-{number}", player.chat_id, "", kind="file", file=file)])
    await app.settle()
    return await player.last()


def lists_kept(work: Work) -> list[bytes]:
    return list(work.session.scalars(select(StoredFile.content).where(StoredFile.name == "don-vi.csv")))


async def test_a_list_of_units_is_kept_as_a_trace_once_it_was_imported_or_refused(app: App) -> None:
    staff, _phone = await lived(app)
    assert "thêm 1" in await send_list(app, staff, LIST)
    await send_list(app, staff, LIST + "CBT-92;;Chi bộ cơ sở;Nguyễn Văn An;0987 123 456\n")
    await staff.presses("Không nhập gì")
    with app.database.look(app.clock.now()) as work:
        assert lists_kept(work) == [b"", b""]
        imported = select(AuditEntry.details).where(AuditEntry.action == "units_imported")
        trace = work.session.scalars(imported.order_by(AuditEntry.id.desc())).first()
        assert trace is not None
        assert (trace["file"], trace["size"], len(trace["sha256"])) == ("don-vi.csv", len(LIST.encode()), 64)


async def test_a_list_that_nobody_decided_goes_when_somebody_in_it_is_erased(app: App) -> None:
    staff, _phone = await lived(app)
    await send_list(app, staff, LIST + "CBT-92;;Chi bộ cơ sở;Nguyễn Văn An;0987 123 456\n")
    with app.database.work(app.clock.now()) as work:
        assert [bool(content) for content in lists_kept(work)] == [True]
        erase_person(work, None, number_of(work, NAME))
    with app.database.look(app.clock.now()) as work:
        assert lists_kept(work) == [b""]


async def test_the_telephone_from_the_list_goes_wherever_staff_were_told_it(app: App) -> None:
    staff, phone = await lived(app)
    await send_list(app, staff, LIST)
    await staff.says("/donvi THPT Lộc Ninh")
    await phone.says("/hoi Gọi tôi số 0987.123.456")
    with app.database.work(app.clock.now()) as work:
        assert {"unit.contact_phone", "outbox.content"} <= set(mentions(work, "0987 123 456"))
        erase_person(work, None, number_of(work, NAME))
    with app.database.look(app.clock.now()) as work:
        for written in ("0987 123 456", "0987.123.456", "0987123456"):
            assert mentions(work, written) == []
        other = work.session.scalars(select(Unit).where(Unit.code == "CBT-91")).one()
        assert (other.contact_name, other.contact_phone) == ("Nguyễn Văn Anh", "0987 654 321")


async def test_a_telephone_of_several_contacts_stays_with_the_others(app: App) -> None:
    staff, _phone = await lived(app)
    await send_list(app, staff, LIST.replace("0987 654 321", "0987 123 456"))
    with app.database.work(app.clock.now()) as work:
        erase_person(work, None, number_of(work, NAME))
        kept = dict(work.session.execute(select(Unit.code, Unit.contact_phone)).all())
    assert (kept[SCHOOL], kept["CBT-91"]) == ("", "0987 123 456")


async def test_a_mailbox_that_was_typed_and_never_confirmed_goes_with_its_letter(app: App) -> None:
    _staff, phone = await lived(app)
    app.database.installation = replace(app.database.installation, has_mail=True)
    await phone.says("/link mail")
    await phone.says("an.rieng@example.vn")
    with app.database.work(app.clock.now()) as work:
        address = work.session.scalars(select(Address).where(Address.channel == "email")).one()
        assert (address.person_id, address.chat_id) == (None, "an.rieng@example.vn")
        erase_person(work, None, number_of(work, NAME))
    with app.database.look(app.clock.now()) as work:
        assert mentions(work, "an.rieng@example.vn") == []
        letters = select(OutboxMessage).where(OutboxMessage.channel == "email")
        assert [letter.content for letter in work.session.scalars(letters)] == [{}]
        assert all(letter.state != "queued" for letter in work.session.scalars(letters))


async def test_a_mailbox_that_somebody_else_typed_too_stays_with_that_person(app: App) -> None:
    staff, phone = await lived(app)
    app.database.installation = replace(app.database.installation, has_mail=True)
    for player in (phone, staff):
        await player.says("/link mail")
        await player.says("van-phong@example.vn")
    with app.database.work(app.clock.now()) as work:
        erase_person(work, None, number_of(work, NAME))
        kept = select(Address.chat_id).where(Address.channel == "email")
        assert work.session.scalars(kept).all() == ["van-phong@example.vn"]
