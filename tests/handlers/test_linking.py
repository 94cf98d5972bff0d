"""A person with several channels: adding one, choosing the first, giving one up. Transcripts."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from bot.dispatcher import Dispatcher
from bot.fast_forward import tick_and_settle
from channels.base import SendError
from domain.local_time import VIETNAM
from domain.messages import Incoming, Reply
from services.actors import find_sender
from services.outbox import queue
from services.web_sessions import session_address
from services.work import NamedBot
from storage.tables import Address, AuditEntry, ChannelCode, OutboxMessage, Reminder
from tests.builders import plan_in_force
from tests.fakes import FailingChannel

SCHOOL, COMMUNE = "CBT-02", "DBX-01"
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
BLOCKED = SendError("blocked", is_permanent=True, is_address_dead=True)


def jump(app: App, when: str) -> None:
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(datetime.fromisoformat(when).replace(tzinfo=VIETNAM))


async def code_of(phone: Player) -> str:
    await phone.says("/lienket")
    found = CODE.search(await phone.presses("Thêm kênh"))
    assert found is not None
    return found[0]


async def adds(phone: Player, said: str) -> str:
    """Bring a code and say yes to the name."""
    assert "Đồng chí có phải là Nguyễn Văn An không?" in await phone.says(said)
    return await phone.presses("Đúng")


async def with_two_channels(app: App) -> tuple[Player, Player, Player]:
    """Staff, and the secretary of the school on two phones; the older one is written to first."""
    staff, phones = await plan_in_force(app, SCHOOL)
    second = await Player.enter(app, "Máy tính cơ quan")
    await adds(second, f"/start {await code_of(phones[SCHOOL])}")
    return staff, phones[SCHOOL], second


def audited(app: App) -> list[str]:
    with app.database.look(app.clock.now()) as work:
        actions = work.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
        return [action for action in actions if action.startswith("channel")]


async def test_a_code_from_one_channel_adds_another_and_both_hear_of_it(app: App) -> None:
    _staff, first, second = await with_two_channels(app)
    assert "Đã thêm kênh Web cho đồng chí Nguyễn Văn An" in await second.last()
    assert "vừa được thêm" in await first.last()
    assert "Học tập" in await second.says("/viec"), "the same duties on both"
    assert audited(app) == ["channel_code_created", "channel_linked"]
    with app.database.look(app.clock.now()) as work:
        (kept,) = work.session.scalars(select(ChannelCode))
        assert len(kept.code_hash) == 64


async def test_a_typed_code_and_one_in_a_link_do_the_same(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    app.database.installation = replace(
        app.database.installation, public_url="https://dondoc.example", telegram_bot="dondoc_bot"
    )
    code = await code_of(phones[SCHOOL])
    shown = await phones[SCHOOL].last()
    assert f"https://t.me/dondoc_bot?start={code}" in shown
    assert f"https://dondoc.example/chat#code={code}" in shown
    second = await Player.enter(app, "An")
    assert "Đã thêm kênh" in await adds(second, code.lower().replace("-", " "))


async def test_the_channels_there_are_are_named_with_their_links(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    assert "Hệ thống hiện có một kênh là Web" in await phones[SCHOOL].says("/lienket")
    app.database.installation = replace(
        app.database.installation,
        public_url="https://dondoc.example",
        telegram_bot="dondoc_bot",
        zalo_bots=(NamedBot("1", "dondoc.zalo"),),
    )
    shown = await phones[SCHOOL].says("/lienket")
    assert "– Telegram: https://t.me/dondoc_bot" in shown
    assert "– Zalo: https://zalo.me/dondoc.zalo" in shown
    assert "– Web: https://dondoc.example/chat" in shown
    assert "https://zalo.me/dondoc.zalo" in await phones[SCHOOL].presses("Thêm kênh")


async def test_a_code_works_once_and_for_an_hour_and_the_next_one_voids_it(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    replaced, code = await code_of(phones[SCHOOL]), await code_of(phones[SCHOOL])
    other = await Player.enter(app, "Máy hai")
    assert "hết hiệu lực" in await other.says(f"/start {replaced}")
    assert "Đã thêm kênh" in await adds(other, f"/start {code}")
    third = await Player.enter(app, "Máy ba")
    assert "đã được dùng" in await third.says(f"/start {code}")
    late = await code_of(phones[SCHOOL])
    assert isinstance(app.clock, MovableClock)
    app.clock.advance(timedelta(hours=1))
    assert "hết hiệu lực" in await third.says(f"/start {late}")


async def test_a_code_of_somebody_else_adds_nothing_without_a_yes_to_the_name(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    code = await code_of(phones[SCHOOL])
    other = await Player.enter(app, "Người nhận nhầm liên kết")
    await other.says(f"/start {code}")
    assert "Đồng chí có phải là" in await other.says("45/50 ngày 15/6 trực tiếp"), (
        "nothing goes in another's name"
    )
    await other.presses("Không phải tôi")
    with app.database.look(app.clock.now()) as work:
        assert find_sender(work, "web", other.chat_id).actor is None
    late = await Player.enter(app, "Máy hai")
    await late.says(f"/start {code}")
    assert isinstance(app.clock, MovableClock)
    app.clock.advance(timedelta(hours=1))
    assert "hết hiệu lực" in await late.presses("Đúng")


async def test_guessing_locks_this_kind_of_code_too(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    code = await code_of(phones[SCHOOL])
    stranger = await Player.enter(app, "Người lạ")
    for number in range(5):
        assert "Mã không đúng" in await stranger.says(f"/start AAAA-BBBB-CCC{number}")
    assert "quá nhiều lần" in await stranger.says(f"/start {code}")
    another = await Player.enter(app, "An")
    assert "Đã thêm kênh" in await adds(another, f"/start {code}"), "it was not used up"


async def test_somebody_elses_chat_is_not_taken_over(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL, COMMUNE)
    code = await code_of(phones[SCHOOL])
    assert "đã đăng ký cho đồng chí khác" in await phones[COMMUNE].says(f"/start {code}")
    assert "đã là của đồng chí" in await phones[SCHOOL].says(f"/start {code}")
    assert "Đã thêm kênh" in await adds(await Player.enter(app, "An"), f"/start {code}")


@pytest.mark.parametrize("is_on_trial", [True, False])
async def test_whoever_has_only_a_page_hears_that_it_reminds_nobody(app: App, is_on_trial: bool) -> None:
    app.database.installation = replace(app.database.installation, page_reaches=is_on_trial)
    staff, phones = await plan_in_force(app, SCHOOL)
    heard = await phones[SCHOOL].heard()
    welcome = next(reply.text for reply in heard if "đã được duyệt" in reply.text)
    assert ("chỉ hiện lời nhắc khi đang mở" in welcome) is not is_on_trial
    assert ("chỉ có trang chat" in await phones[SCHOOL].says("/lienket")) is not is_on_trial
    jump(app, "2024-06-21T08:00")
    await tick_and_settle(app)
    assert "Còn 9 ngày" in await phones[SCHOOL].last(), "it stands on the page in any case"
    listed = await staff.says("/missing 2")
    assert ("Chi bộ Trường THPT Lộc Ninh (còn 9 ngày) – chỉ có trang chat" in listed) is not is_on_trial


async def test_the_unregistered_have_no_channels_to_show(app: App) -> None:
    stranger = await Player.enter(app, "Người lạ")
    assert "chưa đăng ký" in await stranger.says("/link")


async def test_one_reminder_comes_to_the_channel_that_was_chosen(app: App) -> None:
    _staff, first, second = await with_two_channels(app)
    await second.says("/lienket")
    assert "Từ nay tin gửi đến Web (Máy tính cơ quan) trước" in await second.presses(
        "Máy tính cơ quan) trước"
    )
    before = len(await first.heard())
    jump(app, "2024-06-21T08:00")
    await tick_and_settle(app)
    assert "Còn 9 ngày" in await second.last()
    assert len(await first.heard()) == before
    assert "channel_preferred" in audited(app)


async def test_a_channel_that_is_given_up_hears_nothing_more_and_what_waited_there_moves(app: App) -> None:
    _staff, first, second = await with_two_channels(app)
    await first.says(f"/link first {address_of(app, second)}")
    with app.database.work(app.clock.now()) as work:
        waiting = queue(work, address_of(app, second), Reply("Thông báo"), kind="notice")
        remove = f"/link drop {address_of(app, second)}"
    await app.take_in([Incoming("web", "x1", first.chat_id, remove, sent_at=app.clock.now())])
    await app.worker.handle_next()
    await app.take_in([Incoming("web", "x2", first.chat_id, f"{remove} yes", sent_at=app.clock.now())])
    await app.worker.handle_next()
    with app.database.look(app.clock.now()) as work:
        row = work.session.get_one(OutboxMessage, waiting)
        assert (row.address_id, row.state) == (address_of(app, first), "queued")
        assert session_address(work, second.token) is None, "the browser is let in no more"
    await app.settle()
    jump(app, "2024-06-21T08:00")
    await tick_and_settle(app)
    assert "Còn 9 ngày" in await first.last()
    assert "duy nhất" in await first.says(f"/link drop {address_of(app, first)} yes")
    assert audited(app)[-1] == "channel_removed"


def address_of(app: App, phone: Player) -> int:
    with app.database.look(app.clock.now()) as work:
        found = work.session.scalar(select(Address.id).where(Address.chat_id == phone.chat_id))
        assert found is not None
        return found


@pytest.mark.parametrize("verb", ["first {}", "drop {} yes"])
async def test_nobody_touches_the_channels_of_somebody_else(app: App, verb: str) -> None:
    staff, first, _second = await with_two_channels(app)
    thief = await Player.enter(app, "Người khác")
    wanted = address_of(app, first)
    assert "chưa đăng ký" in await thief.says(f"/link {verb.format(wanted)}")
    assert "Không có kênh này" in await staff.says(f"/link {verb.format(wanted)}")
    with app.database.look(app.clock.now()) as work:
        assert len(list(work.session.scalars(select(Address).where(Address.person_id.is_not(None))))) == 3


async def test_blocked_on_the_first_channel_it_comes_on_the_second_and_the_report_there_counts(
    app: App,
) -> None:
    staff, first, second = await with_two_channels(app)
    with app.database.work(app.clock.now()) as work:
        sender = find_sender(work, "telegram", "7001", "An")
        telegram = work.session.get_one(Address, sender.address_id)
        telegram.person_id = work.session.get_one(Address, address_of(app, first)).person_id
        telegram.rank = -1
    jump(app, "2024-06-21T08:00")
    refusing = FailingChannel("telegram", BLOCKED)
    app.dispatcher = Dispatcher(app.database, app.clock, {**app.channels, "telegram": refusing}, {})
    await tick_and_settle(app)
    assert "Còn 9 ngày" in await first.last(), "within the same tick, on the next channel"
    assert (refusing.tried, refusing.accepted) == (1, [])
    with app.database.look(app.clock.now()) as work:
        sent = work.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "reminder")).all()
        assert [(row.channel, row.state) for row in sent] == [("web", "sent")]
        steps = work.session.scalars(select(Reminder.outbox_id).where(Reminder.reason == "")).all()
        assert set(steps) == {sent[0].id}

    overview = await staff.says("/suco")
    assert "Tin đã chuyển sang kênh khác trong 14 ngày qua: 1" in overview
    listed = await staff.presses("Tin đã chuyển kênh")
    assert "Chi bộ Trường THPT Lộc Ninh (Nguyễn Văn An): Telegram: đã chặn bot → Web; 1 tin" in listed
    assert "Chi bộ Trường THPT Lộc Ninh" not in unreached_part(await staff.says("/missing 2"))

    await second.says("45/50 ngày 15/6 trực tiếp")
    assert "Đã ghi nhận" in await second.presses("Đúng")
    assert "tất cả" not in await first.says("/viec")


def unreached_part(listed: str) -> str:
    return "\n".join(line for line in listed.splitlines() if "chặn" in line or "chưa có bí thư" in line)


async def test_each_talk_stands_on_its_own(app: App) -> None:
    _staff, first, second = await with_two_channels(app)
    jump(app, "2024-06-21T09:00")
    await first.says("45/50 ngày 15/6")
    assert "hình thức nào" in await first.last()
    await second.says("/viec")
    message = Incoming("web", "x1", first.chat_id, "trực tiếp", sent_at=app.clock.now())
    await app.take_in([message])
    await app.settle()
    assert "45/50" in await first.last(), "the question on the first phone is still the one it was"
