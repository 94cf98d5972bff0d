"""An e-mail address is added by a code that was sent there, and is written to when nothing else arrives."""

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from bot.dispatcher import Dispatcher
from bot.fast_forward import tick_and_settle
from channels.base import SendError
from domain.local_time import VIETNAM
from handlers.personal_links import open_personal_link
from services.actors import find_sender
from services.channel_codes import create_channel_code
from services.reach import EMAIL
from storage.tables import Address, ChannelCode
from tests.builders import build_app, plan_in_force
from tests.fakes import FailingChannel
from tests.mail_server import MailBox, mail_server

SCHOOL, COMMUNE = "CBT-02", "DBX-01"
BLOCKED = SendError("blocked", is_permanent=True, is_address_dead=True)
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
LINK = re.compile(r"https://dondoc\.example/chat#link=([\w-]{43})")
MAIL = "an@example.vn"


@pytest.fixture
async def box() -> AsyncIterator[MailBox]:
    async with mail_server() as running:
        yield running


@pytest.fixture
async def app(tmp_path: Path, box: MailBox) -> AsyncIterator[App]:
    starts = datetime.fromisoformat("2024-06-01T08:00+07:00")
    app = build_app(
        tmp_path, starts, public_url="https://dondoc.example",
        smtp_url=f"smtp://127.0.0.1:{box.port}", smtp_from="nhac-viec@example.vn",
    )  # fmt: skip
    await app.open()
    await app.web.start(app.take_in)
    yield app
    await app.stop()


def words(box: MailBox, number: int = -1) -> str:
    body = box.letters[number].get_body()
    assert body is not None
    return str(body.get_content())


def code_in(box: MailBox, number: int = -1) -> str:
    found = CODE.search(words(box, number))
    assert found is not None
    return found[0]


async def with_mail(app: App, box: MailBox) -> tuple[Player, Player]:
    """Staff, and a secretary who has added an address."""
    staff, phones = await plan_in_force(app, SCHOOL)
    phone = phones[SCHOOL]
    await phone.says("/lienket")
    await phone.presses("Thêm thư điện tử")
    assert "gõ mã vào đây" in await phone.says(f" <{MAIL.upper()}> ")
    await phone.says(code_in(box))
    assert any("Đã thêm kênh Thư điện tử" in reply.text for reply in await phone.heard())
    return staff, phone


async def test_the_code_goes_to_the_address_and_comes_back_by_the_chat(app: App, box: MailBox) -> None:
    _staff, phone = await with_mail(app, box)
    assert box.recipients == [MAIL]
    assert "#link=" not in words(box), "whoever gets it by mistake can do nothing with it"
    assert "– Thư điện tử" in await phone.says("/lienket")


async def test_a_code_from_a_letter_opens_no_other_channel(app: App, box: MailBox) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    await phones[SCHOOL].says("/link mail")
    await phones[SCHOOL].says("nham@example.vn")
    stranger = await Player.enter(app, "Người nhận nhầm")
    assert "Mã không đúng" in await stranger.says(f"/start {code_in(box)}")
    with app.database.look(app.clock.now()) as work:
        assert find_sender(work, "web", stranger.chat_id).actor is None


async def test_a_code_for_a_messenger_does_not_void_the_one_in_the_letter(app: App, box: MailBox) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    phone = phones[SCHOOL]
    for _ in range(6):
        await phone.says("/link code")
    await phone.says("/link mail")
    assert "gõ mã vào đây" in await phone.says(MAIL), "codes in the chat are no letters"
    with app.database.work(app.clock.now()) as work:
        address = find_sender(work, "web", phone.chat_id)
        assert address.actor is not None
        create_channel_code(work, address.actor)
    await phone.says(code_in(box))
    assert any("Đã thêm kênh Thư điện tử" in reply.text for reply in await phone.heard())


async def test_a_wrong_an_old_or_a_used_code_adds_nothing_and_guessing_is_locked(
    app: App, box: MailBox
) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    phone = phones[SCHOOL]
    await phone.says("/link mail")
    await phone.says(MAIL)
    for number in range(5):
        assert "không đúng hoặc đã hết hiệu lực" in await phone.says(f"AAAA-AAA{number}")
    assert "quá nhiều lần" in await phone.says(code_in(box))
    assert isinstance(app.clock, MovableClock)
    app.clock.advance(timedelta(hours=1, minutes=1))
    assert "hết hiệu lực" in await phone.says(code_in(box))
    with app.database.look(app.clock.now()) as work:
        assert work.session.scalars(select(Address.person_id).where(Address.channel == EMAIL)).all() == [None]
        assert work.session.scalars(select(ChannelCode.used_at)).all() == [None]


async def test_an_address_of_somebody_else_is_refused(app: App, box: MailBox) -> None:
    staff, phone = await with_mail(app, box)
    await staff.says("/link mail")
    assert "đã có đồng chí khác dùng" in await staff.says(MAIL)
    await phone.says("/link mail")
    assert "đã là của đồng chí" in await phone.says(MAIL)


@pytest.mark.parametrize("typed", ["không có", "an@example", "an@example.vn\nBcc: all@example.vn"])
async def test_what_is_no_address_is_asked_again_and_nothing_leaves(
    app: App, box: MailBox, typed: str
) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    await phones[SCHOOL].says("/link mail")
    assert "không đúng" in await phones[SCHOOL].says(typed)
    assert box.letters == []
    assert "gõ mã vào đây" in await phones[SCHOOL].says(MAIL), "the question still stands"


async def test_nobody_makes_it_flood_a_mailbox(app: App, box: MailBox) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    for number in range(6):
        await phones[SCHOOL].says("/link mail")
        answer = await phones[SCHOOL].says(f"an{number}@example.vn")
    assert "quá nhiều mã" in answer
    assert len(box.letters) == 5


async def test_a_reminder_that_nothing_else_carries_comes_by_mail_with_link_and_calendar(
    app: App, box: MailBox
) -> None:
    staff, phone = await with_mail(app, box)
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(datetime(2024, 6, 21, 8, tzinfo=VIETNAM))
    app.dispatcher = Dispatcher(
        app.database, app.clock, {**app.channels, "web": FailingChannel("web", BLOCKED)}, {}
    )
    before = len(box.letters)
    await tick_and_settle(app)
    assert len(box.letters) == before + 1
    assert "Còn 9 ngày" in words(box)
    assert box.recipients[-1] == MAIL
    (deadlines,) = box.letters[-1].iter_attachments()
    assert deadlines.get_content_type() == "text/calendar"
    titles = [str(event["summary"]) for event in Calendar.from_ical(deadlines.get_content()).walk("VEVENT")]
    assert any("Học tập" in title for title in titles)
    link = LINK.search(words(box))
    assert link is not None
    with app.database.work(app.clock.now()) as work:
        opened = open_personal_link(work, link[1], None)
        assert opened.actor.name == "Nguyễn Văn An"
    listed = await staff.says("/trouble switched")
    assert "Web: đã chặn bot → Thư điện tử" in listed
    assert phone.name == "Nguyễn Văn An"


async def test_a_mailbox_that_does_not_exist_counts_as_not_reached(app: App, box: MailBox) -> None:
    staff, _phone = await with_mail(app, box)
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(datetime(2024, 6, 21, 8, tzinfo=VIETNAM))
    box.refuses_recipient = "550 no such user"
    app.dispatcher = Dispatcher(
        app.database, app.clock, {**app.channels, "web": FailingChannel("web", BLOCKED)}, {}
    )
    await tick_and_settle(app)
    app.dispatcher = Dispatcher(app.database, app.clock, app.channels, {})
    assert "Chi bộ Trường THPT Lộc Ninh (còn 9 ngày) – " in await staff.says("/missing 2")
    assert "không có hộp thư này; 1 tin" in await staff.says("/trouble undeliverable")


async def test_without_a_mail_server_nothing_is_offered(tmp_path: Path) -> None:
    app = build_app(tmp_path / "other", datetime.fromisoformat("2024-06-01T08:00+07:00"))
    await app.open()
    await app.web.start(app.take_in)
    _staff, phones = await plan_in_force(app, SCHOOL)
    await phones[SCHOOL].says("/lienket")
    assert "thư điện tử" not in str((await phones[SCHOOL].heard())[-1].choices)
    await phones[SCHOOL].says("/link mail")
    assert "chưa đặt máy chủ" in await phones[SCHOOL].says(MAIL)
    await app.stop()
