"""Whatever people do, they get a clear sentence and nothing is lost. Transcripts on the real plan."""

import unicodedata
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from domain.messages import Incoming
from domain.roles import Role
from handlers.commands import COMMANDS
from services.inbox import claim_waiting
from services.invites import create_invite
from services.units import find_units
from tests.builders import build_app, plan_in_force

SCHOOL = "CBT-02"


async def invite_for(app: App, unit: str, role: Role = Role.SECRETARY) -> str:
    with app.database.work(app.clock.now()) as work:
        entry = (find_units(work, unit))[0]
        return create_invite(work, None, role, entry.unit.id)


async def test_a_wrong_code_is_refused_and_five_wrong_codes_lock(app: App) -> None:
    await plan_in_force(app)
    stranger = await Player.enter(app, "Người lạ")
    for _ in range(5):
        assert "Mã không đúng" in await stranger.says("/start AAAA-BBBB-CCCC")
    assert "quá nhiều lần" in await stranger.says("/start AAAA-BBBB-CCCC")
    good = await invite_for(app, SCHOOL)
    assert "quá nhiều lần" in await stranger.says(f"/start {good}"), "locked for good codes too"


async def test_a_used_code_does_not_work_again(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    code = await invite_for(app, SCHOOL)
    deputy = await Player.enter(app, "Lê Thị Sáu")
    await deputy.says(f"/start {code}")
    await deputy.presses("Đúng")
    await deputy.says("Lê Thị Sáu")
    await deputy.presses("Phó bí thư")
    assert "đã được dùng" in await (await Player.enter(app, "Người khác")).says(f"/start {code}")
    assert phones[SCHOOL].name == "Nguyễn Văn An"


async def test_an_expired_code_does_not_work(app: App) -> None:
    await plan_in_force(app)
    code = await invite_for(app, SCHOOL)
    assert isinstance(app.clock, MovableClock)
    app.clock.advance(timedelta(days=31))
    assert "hết hiệu lực" in await (await Player.enter(app, "Nguyễn Văn An")).says(f"/start {code}")


async def test_a_new_code_makes_the_unused_old_one_void(app: App) -> None:
    await plan_in_force(app)
    old = await invite_for(app, SCHOOL)
    await invite_for(app, SCHOOL)
    assert "hết hiệu lực" in await (await Player.enter(app, "Nguyễn Văn An")).says(f"/start {old}")


async def test_a_code_may_be_typed_small_and_without_dashes(app: App) -> None:
    await plan_in_force(app)
    code = (await invite_for(app, SCHOOL)).replace("-", "").lower()
    assert "Chi bộ Trường THPT Lộc Ninh" in await (await Player.enter(app, "Nguyễn Văn An")).says(code)


async def test_the_setup_code_works_once(app: App) -> None:
    await plan_in_force(app)
    other = await Player.enter(app, "Kẻ đến sau")
    assert "Mã không đúng" in await other.says("/start DEMO0DEMO0DE")


STAFF_COMMANDS = (
    "/summary", "/missing", "/remind 2", "/schedule", "/plans", "/activate 1", "/closeplan 1", "/units",
    "/invite", "/approve", "/decide 1 approved", "/extend", "/waive", "/export", "/calendar nghi 1/7/2024",
    "/audit", "/staff", "/staff add administrator",
)  # fmt: skip


@pytest.mark.parametrize("command", STAFF_COMMANDS)
async def test_a_secretary_cannot_use_a_staff_command(app: App, command: str) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    assert "chưa được giao quyền" in await phones[SCHOOL].says(command)


@pytest.mark.parametrize("command", ["/report 1", "/tasks", "/summary", "/later 1 3h"])
async def test_a_stranger_is_asked_to_register(app: App, command: str) -> None:
    await plan_in_force(app)
    assert "chưa đăng ký" in await (await Player.enter(app, "Người lạ")).says(command)


async def test_a_secretary_cannot_report_for_another_unit(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL, "DBX-01")
    answers = [await phones[SCHOOL].says(f"/report {number}") for number in range(1, 48)]
    refused = [answer for answer in answers if "không phụ trách" in answer]
    assert len(refused) == 45, "all but the school's own two"


async def test_a_very_long_text_is_kept_and_answered(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    assert "quá 4096 ký tự" in await phones[SCHOOL].says("á" * 5000)
    lines = await phones[SCHOOL].lines()
    assert any(len(line.reply.text) == 5000 for line in lines if line.from_person), "kept whole"


@pytest.mark.parametrize(
    "text", ["🙏🙏🙏", "", "   ", "\x00\x00", "???", "<b>45</b>", "'; DROP TABLE unit; --", "9" * 300]
)
async def test_odd_texts_get_an_answer(app: App, text: str) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    assert "lỗi" not in (await phones[SCHOOL].says(text)).lower()


async def test_decomposed_letters_and_capitals_are_understood(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    await move(app, days=14)
    text = unicodedata.normalize("NFD", "45/50 NGÀY 15/6 TRỰC TIẾP")
    assert "45/50 đảng viên (90%), vắng 5" in await phones[SCHOOL].says(text)


async def test_a_button_of_an_old_message_is_refused_kindly(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    phone = phones[SCHOOL]
    await move(app, days=14)
    await phone.says("45/50 ngày 15/6 trực tiếp")
    old = (await phone.lines())[-1].reply.choices[0].says
    await phone.presses("Đúng")
    assert "tin nhắn cũ" in await phone.says(old)


async def test_two_secretaries_of_one_unit_answer_at_once(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    first = phones[SCHOOL]
    second = await Player.enter(app, "Lê Thị Sáu")
    await second.says(f"/start {await invite_for(app, SCHOOL)}")
    await second.presses("Đúng")
    await second.says("Lê Thị Sáu")
    await second.presses("Phó bí thư")
    await staff.presses("Duyệt")
    await move(app, days=14)
    await first.says("45/50 ngày 15/6 trực tiếp")
    await second.says("46/50 ngày 15/6 trực tiếp")
    assert "Đã ghi nhận" in await first.presses("Đúng")
    answer = await second.presses("Đúng")
    assert "một đồng chí khác của đơn vị đã gửi báo cáo" in answer
    assert "45/50" in answer
    assert "46/50" in answer
    assert "đính chính lần 2" in await second.presses("Đúng")


async def test_the_same_message_delivered_twice_is_handled_once(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    chat = phones[SCHOOL].chat_id
    message = Incoming("web", "the-same-id", chat, "/tasks")
    assert await app.take_in([message])
    assert not await app.take_in([message])
    await app.settle()
    answers = [line for line in await phones[SCHOOL].lines() if "còn phải thực hiện" in line.reply.text]
    assert len(answers) == 1


async def test_a_bug_is_kept_apologised_for_and_blocks_nobody(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL, "DBX-01")

    def broken(_turn: object, _words: str) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setitem(COMMANDS, "history", broken)
    assert "Xin lỗi đồng chí" in await phones[SCHOOL].says("/history")
    assert "còn phải thực hiện" in await phones["DBX-01"].says("/tasks")
    with app.database.work(app.clock.now()) as work:
        assert claim_waiting(work, 10) == []


async def test_a_restart_in_mid_dialogue_is_invisible(app: App, tmp_path: Path) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    await move(app, days=14)
    phone = phones[SCHOOL]
    await phone.says("45/50")
    await app.stop()
    again = build_app(tmp_path, app.clock.now())
    await again.open()
    await again.web.start(again.take_in)
    phone.app = again
    await phone.says("15/6")
    await phone.presses("Trực tiếp")
    assert "Đã ghi nhận" in await phone.presses("Đúng")
    await again.stop()


async def move(app: App, days: int) -> None:
    assert isinstance(app.clock, MovableClock)
    app.clock.advance(timedelta(days=days))


async def test_where_a_code_suffices_nobody_has_to_approve(tmp_path: Path) -> None:
    app = build_app(tmp_path, datetime.fromisoformat("2024-06-01T08:00+07:00"), code_suffices=True)
    await app.open()
    await app.web.start(app.take_in)
    await plan_in_force(app)
    phone = await Player.enter(app, "Nguyễn Văn An")
    await phone.says(f"/start {await invite_for(app, SCHOOL)}")
    await phone.presses("Đúng")
    await phone.says("Nguyễn Văn An")
    assert "đã được duyệt" in await phone.presses("Bí thư")
    stranger = await Player.enter(app, "Người khác")
    await stranger.says("Chi bộ Trường THPT Lộc Ninh")
    await stranger.presses("THPT")
    await stranger.presses("Đúng")
    await stranger.says("Người khác")
    assert "sẽ xem và trả lời" in await stranger.presses("Bí thư"), "without a code staff always decide"
    await app.stop()
