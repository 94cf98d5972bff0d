"""What staff do about messages that went wrong: `/suco`, its lists and its decisions. Transcripts."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from bot.dispatcher import Dispatcher
from bot.fast_forward import move_to, tick_and_settle
from channels.base import SendError
from domain.local_time import VIETNAM
from domain.messages import Incoming
from handlers import commands
from handlers.conversation import Replies, Turn
from handlers.trouble_notice import queue_trouble_notices
from storage.tables import Address, AuditEntry, InboxMessage, Office, OutboxMessage, Unit
from tests.builders import Begun, begun, plan_in_force
from tests.fakes import FailingChannel

SCHOOL, COMMUNE = "CBT-02", "DBX-01"
FIRST_REMINDER = "2024-06-21T08:00"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def jump(app: App, when: str) -> None:
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(local(when))


@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handler that divides by zero."""

    def fail(_turn: Turn, _words: str) -> Replies:
        raise ZeroDivisionError

    monkeypatch.setitem(commands.COMMANDS, "history", fail)


async def with_uncertain_reminders(app: App) -> tuple[Player, dict[str, Player]]:
    """The reminders of two units left on 21 June, and nobody knows whether they arrived."""

    async def play() -> Begun:
        staff, phones = await plan_in_force(app, SCHOOL, COMMUNE)
        jump(app, FIRST_REMINDER)
        dispatcher, failures = app.dispatcher, [SendError("no_answer", is_uncertain=True) for _ in phones]
        app.dispatcher = Dispatcher(app.database, app.clock, {"web": FailingChannel("web", *failures)}, {})
        await tick_and_settle(app)
        app.dispatcher = dispatcher
        return staff, phones

    return await begun(app, ("uncertain reminders",), play)


async def states(app: App) -> list[tuple[str, str, int]]:
    with app.database.look(app.clock.now()) as work:
        rows = work.session.execute(
            select(OutboxMessage.state, OutboxMessage.reason, OutboxMessage.resends)
            .where(OutboxMessage.kind == "reminder")
            .order_by(OutboxMessage.id)
        )
        return [tuple(row) for row in rows]


async def audited(app: App) -> list[str]:
    with app.database.look(app.clock.now()) as work:
        actions = work.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
        return [action for action in actions if action.startswith("message_")]


async def test_when_all_is_well_it_says_so(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    assert "Không có sự cố" in await staff.says("/suco")
    assert "Không có sự cố" in await staff.says("/trouble")


async def test_secretaries_and_strangers_are_refused(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    assert "dành cho cán bộ theo dõi" in await phones[SCHOOL].says("/suco")
    assert "dành cho cán bộ theo dõi" in await phones[SCHOOL].says("/trouble redo 1")
    stranger = await Player.enter(app, "Người lạ")
    assert "chưa đăng ký" in await stranger.says("/suco failed")


@pytest.mark.usefixtures("bug")
async def test_a_message_that_failed_is_handled_again_once_the_bug_is_gone(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    assert "hệ thống gặp lỗi" in await phones[SCHOOL].says("/history")
    assert "chưa xử lý được: 1" in await staff.says("/suco")
    page = await staff.presses("Tin chưa xử lý được")
    assert "1–1 trong 1 tin" in page
    assert "1. 08:30 05/6/2024, Chi bộ Trường THPT Lộc Ninh (Nguyễn Văn An): /history" in page
    one = await staff.says("1")
    assert "lỗi của hệ thống (ZeroDivisionError), đề nghị báo quản trị. Số lần không xử lý được: 1" in one
    monkeypatch.undo()
    answer = await staff.presses("Xử lý lại")
    assert "Đã đưa vào xử lý lại: 1 tin. Không đọc được nên giữ lại: 0 tin." in answer
    assert "Không có sự cố" in answer
    assert "Đơn vị chưa gửi báo cáo nào" in await phones[SCHOOL].last()
    assert await audited(app) == ["message_handled_again"]
    assert "xử lý lại tin (Nguyễn Văn An)" in await staff.says("/nhatky")


@pytest.mark.usefixtures("bug")
async def test_what_fails_again_is_counted_and_can_be_put_aside(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    await phones[SCHOOL].says("/history")
    await staff.says("/suco failed")
    await staff.presses("Tin 1")
    await staff.presses("Xử lý lại")
    await staff.says("/suco failed")
    assert "Số lần không xử lý được: 2" in await staff.presses("Tin 1")
    assert "Đã ghi nhận là đã xem: 1 tin" in await staff.presses("Đã xem")
    assert "đã được giải quyết" in await staff.presses("Xử lý lại"), "somebody else's old button"
    assert await audited(app) == ["message_handled_again", "message_set_aside"]


async def test_what_cannot_be_read_can_only_be_put_aside(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    raw = Incoming("web", "u1", phones[SCHOOL].chat_id, '{"update": [1]}', kind="unreadable")
    await app.take_in([raw])
    await app.settle()
    assert "tin không đọc được" in await staff.says("/suco failed")
    number = await only_failed(app)
    one = await staff.presses("Tin 1")
    assert "gửi đến nội dung không đọc được" in one
    with pytest.raises(LookupError):
        await staff.presses("Xử lý lại")
    assert "chỉ có thể ghi nhận là đã xem" in await staff.says(f"/trouble redo {number}")
    assert "đã xem: 1 tin" in await staff.says(f"/trouble seen {number}")


async def only_failed(app: App) -> int:
    with app.database.look(app.clock.now()) as work:
        return work.session.scalars(select(InboxMessage.id).where(InboxMessage.outcome == "failed")).one()


@pytest.mark.usefixtures("bug")
async def test_many_failed_messages_come_by_pages_and_are_handled_at_once(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    for _ in range(7):
        await phones[SCHOOL].says("/history")
    assert "1–5 trong 7 tin" in await staff.says("/suco failed")
    assert "6–7 trong 7 tin" in await staff.presses("Xem tiếp")
    assert "không còn tin nào" in await staff.says("/suco failed 2")
    monkeypatch.undo()
    assert "xử lý lại: 7 tin" in await staff.presses("Xử lý lại tất cả (7)")
    assert len(await audited(app)) == 7


async def test_an_uncertain_reminder_is_sent_again(app: App) -> None:
    staff, phones = await with_uncertain_reminders(app)
    assert "chưa rõ đã đến: 2" in await staff.says("/suco")
    page = await staff.presses("Tin chưa rõ đã đến")
    assert (
        "08:00 21/6/2024, Chi bộ Trường THPT Lộc Ninh (Nguyễn Văn An): lời nhắc «Học tập, quán triệt" in page
    )
    assert "người đã nhận sẽ nhận hai lần" in await staff.presses("Tin 1")
    assert "Đã đưa vào gửi lại: 1 tin" in await staff.presses("Gửi lại")
    assert (await states(app)).count(("sent", "", 1)) == 1
    reminded = [phone for phone in phones.values() if "chưa nhận được báo cáo" in await phone.last()]
    assert len(reminded) == 1


async def test_at_night_what_is_sent_again_waits_for_the_morning(app: App) -> None:
    staff, phones = await with_uncertain_reminders(app)
    jump(app, "2024-06-21T22:00")
    await staff.says("/suco uncertain")
    assert "sẽ được gửi lúc 06:30 22/6/2024" in await staff.presses("Gửi lại tất cả (2)")
    assert "chưa nhận được báo cáo" not in await phones[SCHOOL].last()
    jump(app, "2024-06-22T06:30")
    await app.settle()
    assert "Còn 8 ngày" in await phones[SCHOOL].last()


async def test_what_was_reported_meanwhile_is_not_sent_again(app: App) -> None:
    staff, phones = await with_uncertain_reminders(app)
    await phones[SCHOOL].says("45/50 ngày 15/6 trực tiếp")
    await phones[SCHOOL].presses("Đúng")
    await staff.says("/suco uncertain")
    await staff.presses("Gửi lại tất cả (2)")
    assert sorted(await states(app)) == [("cancelled", "settled", 1), ("sent", "", 1)]


async def test_staff_confirm_that_all_arrived(app: App) -> None:
    staff, _phones = await with_uncertain_reminders(app)
    await staff.says("/suco uncertain")
    assert "đã đến: 2 tin" in await staff.presses("Tất cả đã đến (2)")
    assert await states(app) == [("sent", "confirmed_by_staff", 0)] * 2
    assert await audited(app) == ["message_confirmed"] * 2
    assert "Tin này đã được giải quyết" in await staff.says("/suco arrived all 1800000000")


async def test_staff_leave_one_unsent(app: App) -> None:
    staff, _phones = await with_uncertain_reminders(app)
    await staff.says("/suco uncertain")
    await staff.presses("Tin 2")
    answer = await staff.presses("Để nguyên")
    assert "Đã để nguyên, không gửi lại: 1 tin" in answer
    assert "chưa rõ đã đến: 1" in answer
    assert (await states(app)).count(("cancelled", "left_by_staff", 0)) == 1


async def test_what_goes_wrong_after_the_list_was_shown_is_not_meant_by_all(app: App) -> None:
    staff, _phones = await with_uncertain_reminders(app)
    await staff.says("/suco uncertain")
    with app.database.work(app.clock.now()) as work:
        later = app.clock.now() + timedelta(minutes=5)
        last = select(OutboxMessage.id).where(OutboxMessage.state == "uncertain").order_by(OutboxMessage.id)
        number = list(work.session.scalars(last))[-1]
        work.session.get_one(OutboxMessage, number).finished_at = later
    jump(app, "2024-06-21T08:10")
    assert "chưa rõ đã đến: 1" in await staff.presses("Tất cả đã đến (2)")


async def test_who_cannot_be_reached_is_listed_with_whom_to_call(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL, COMMUNE)
    await make_undeliverable(app, phones[SCHOOL], "blocked", 3)
    await make_undeliverable(app, phones[COMMUNE], "gave up: server_error", 1)
    assert "Tin không gửi được trong 14 ngày qua: 4" in await staff.says("/suco")
    page = await staff.presses("Tin không gửi được")
    assert "4 tin, 2 nơi nhận" in page
    assert "Chi bộ Trường THPT Lộc Ninh (Nguyễn Văn An): đã chặn bot; 3 tin, gần nhất 08:30 05/6/2024" in page
    assert "đã thử sáu lần không được; 1 tin" in page
    jump(app, "2024-06-19T08:31")
    assert "Không có sự cố" in await staff.says("/suco")


async def test_staff_of_a_subtree_see_and_settle_only_its_messages(app: App) -> None:
    staff, phones = await with_uncertain_reminders(app)
    await fail_one(app, phones[SCHOOL], "s1")
    await make_undeliverable(app, phones[COMMUNE], "blocked", 1)
    with app.database.work(app.clock.now()) as work:
        unit = work.session.scalars(select(Unit).where(Unit.code == COMMUNE)).one()
        of_staff = select(Office).where(Office.role == "administrator")
        work.session.scalars(of_staff).one().unit_id = unit.id
        numbers = list(
            work.session.scalars(select(OutboxMessage.id).where(OutboxMessage.state == "uncertain"))
        )
    overview = await staff.says("/suco")
    assert "chưa xử lý được: 0" in overview
    assert "chưa rõ đã đến: 1" in overview
    assert "14 ngày qua: 1" in overview
    answers = [await staff.says(f"/suco arrived {number}") for number in numbers]
    assert sum("đã được giải quyết" in answer for answer in answers) == 1


async def make_undeliverable(app: App, phone: Player, reason: str, count: int) -> None:
    with app.database.work(app.clock.now()) as work:
        address = work.session.scalars(select(Address).where(Address.chat_id == phone.chat_id)).one()
        for _ in range(count):
            row = OutboxMessage(
                address_id=address.id, channel="web", kind="reply", rank=0, content={"text": "x"},
                created_at=work.now, not_before=work.now, state="undeliverable", reason=reason,
                finished_at=work.now,
            )  # fmt: skip
            work.session.add(row)


async def test_staff_are_told_once_an_hour_at_most(app: App) -> None:
    staff, phones = await with_uncertain_reminders(app)
    await notices(app)
    assert "chưa xử lý được 0 tin nhận, chưa rõ đã đến 2 tin gửi" in await staff.last()
    assert "Sự cố tin nhắn đến" in await staff.presses("Sự cố tin nhắn")
    jump(app, "2024-06-21T08:20")
    await fail_one(app, phones[COMMUNE], "w1")
    await notices(app)
    assert "cần đồng chí quyết định" not in await staff.last(), "within the hour"
    jump(app, "2024-06-21T09:00")
    await notices(app)
    assert "chưa xử lý được 1 tin nhận, chưa rõ đã đến 2 tin gửi" in await staff.last()
    before = len(await staff.heard())
    jump(app, "2024-06-21T15:00")
    await notices(app)
    assert len(await staff.heard()) == before, "nothing new went wrong"


async def fail_one(app: App, phone: Player, message_id: str) -> None:
    await app.take_in([Incoming("web", message_id, phone.chat_id, "?", kind="unreadable")])
    await app.settle()


async def notices(app: App) -> None:
    with app.database.work(app.clock.now()) as work:
        queue_trouble_notices(work)
    await app.settle()


async def test_the_digest_mentions_open_trouble(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    await fail_one(app, phones[SCHOOL], "d1")
    await move_to(app, local("2024-06-28T08:00"))
    digest = next(reply.text for reply in reversed(await staff.heard()) if "Kính báo cáo" in reply.text)
    assert digest.endswith("Sự cố tin nhắn: chưa xử lý được 1, chưa rõ đã đến 0 (gõ /suco).")
    await staff.says("/suco failed")
    await staff.presses("Tin 1")
    await staff.presses("Đã xem")
    await move_to(app, local("2024-07-01T08:00"))
    digest = next(reply.text for reply in reversed(await staff.heard()) if "Kính báo cáo" in reply.text)
    assert "Sự cố" not in digest


@pytest.mark.parametrize(
    "words", ["x", "redo", "redo x", "redo all", "redo all x", "again all 99999999999", "failed -1"]
)
async def test_a_button_nobody_made_is_old(app: App, words: str) -> None:
    staff, _phones = await plan_in_force(app)
    assert "không còn dùng" in await staff.says(f"/suco {words}")
