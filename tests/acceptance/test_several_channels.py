"""One secretary on Telegram, Zalo and the web chat: whichever of them works carries the reminder."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from bot.demo import SETUP_CODE
from domain.messages import Incoming
from domain.quotas import Quota
from services.quotas import bots_in_use
from storage.tables import OutboxAttempt, OutboxMessage, Reminder
from tests.acceptance.phones import Phone, TelegramPhone, WebPhone, ZaloPhone
from tests.acceptance.world import World

SCHOOL = "CBT-02"
FIRST_REMINDER = "2024-06-21T08:00"
REMINDED = "Còn 9 ngày"
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    world = World(tmp_path, "telegram and zalo")
    await world.begin("2024-06-05T08:30")
    yield world
    assert world.disorder() == []
    await world.end()


async def link(world: World, known: Phone, messenger: str) -> Phone:
    """The same person's phone on another messenger, added by a code from a channel they have."""
    await known.says("/lienket")
    code = CODE.search(await known.presses("Thêm kênh"))
    assert code is not None
    phone = await world.phone(known.name, messenger)
    assert "Đồng chí có phải là" in await phone.says(code[0])
    assert "Đã thêm kênh" in await phone.presses("Đúng")
    return phone


async def in_force(world: World) -> tuple[Phone, TelegramPhone, ZaloPhone]:
    """The plan in force: staff on the web chat, and a secretary on Telegram first and on Zalo."""
    staff = await world.phone("Phạm Thị Thảo", "web")
    await staff.says(f"/start {SETUP_CODE}")
    telegram = await world.secretary(staff, SCHOOL, "Nguyễn Văn An")
    zalo = await link(world, telegram, "zalo")
    await staff.says("/plans")
    await staff.presses("Học tập")
    await staff.presses("Ban hành và báo")
    assert isinstance(telegram, TelegramPhone)
    assert isinstance(zalo, ZaloPhone)
    return staff, telegram, zalo


async def reminders(world: World) -> list[tuple[str, str]]:
    """Channel and state of every reminder that a step of a person led to."""
    with world.app.database.look(world.app.clock.now()) as work:
        rows = work.session.execute(
            select(OutboxMessage.channel, OutboxMessage.state)
            .where(OutboxMessage.id.in_(select(Reminder.outbox_id)))
            .order_by(OutboxMessage.id)
        )
        return [(channel, state) for channel, state in rows]


def count(heard: list[str], words: str = REMINDED) -> int:
    return sum(words in text for text in heard)


async def test_an_invite_of_one_channel_opens_on_every_other(world: World) -> None:
    staff = await world.phone("Phạm Thị Thảo", "web")
    await staff.says(f"/start {SETUP_CODE}")
    for messenger, unit in (("telegram", "CBT-01"), ("zalo", "CBT-02"), ("web", "CBT-03")):
        phone = await world.phone("Người mới", messenger)
        await phone.says(f"/start {await world.invite(unit)}")
        assert "họ và tên" in await phone.presses("Đúng")


async def test_blocked_on_telegram_it_comes_on_zalo_in_the_same_tick_and_the_report_counts(
    world: World,
) -> None:
    staff, telegram, zalo = await in_force(world)
    world.server.blocked.add(telegram.person.chat_id)
    await world.move_to(FIRST_REMINDER)
    assert count(await zalo.heard()) == 1
    assert await reminders(world) == [("zalo", "sent")]
    await zalo.says("45/50 ngày 15/6 trực tiếp")
    assert "Đã ghi nhận" in await zalo.presses("Đúng")
    assert [milestone.tally.on_time for milestone in await world.counts() if milestone.kind == "study"] == [1]
    await staff.says("/suco")
    assert "Telegram: đã chặn bot → Zalo; 1 tin" in await staff.presses("Tin đã chuyển kênh")


async def test_on_the_first_channel_alone_when_it_works(world: World) -> None:
    _staff, telegram, zalo = await in_force(world)
    await world.move_to(FIRST_REMINDER)
    assert (count(await telegram.heard()), count(await zalo.heard())) == (1, 0)
    await world.move_to("2024-06-28T08:00")
    assert set(await reminders(world)) == {("telegram", "sent")}
    assert count(await zalo.heard(), "Nguyễn Văn An") == 2, "the question whose it is, and the greeting"


def use_up_zalo(world: World) -> None:
    """The first bot has sent what it may this month, as both sides count."""
    with world.app.database.look(world.app.clock.now()) as work:
        sent = bots_in_use(work)[0].sent
    for account in world.zalo.accounts:
        account.quota = sent
    place = world.app.database.installation
    world.app.database.installation = replace(place, quotas={"zalo": Quota(sent, 50)})


async def preferring_zalo(world: World) -> tuple[TelegramPhone, ZaloPhone]:
    _staff, telegram, zalo = await in_force(world)
    await zalo.says("/lienket")
    await zalo.presses("Nhận ở Zalo")
    return telegram, zalo


async def test_a_step_that_is_spared_on_zalo_goes_by_telegram(world: World) -> None:
    telegram, zalo = await preferring_zalo(world)
    use_up_zalo(world)
    await world.move_to(FIRST_REMINDER)
    assert (count(await telegram.heard()), count(await zalo.heard())) == (1, 0)
    with world.app.database.look(world.app.clock.now()) as work:
        assert work.session.scalars(select(OutboxAttempt)).all() == [], "Zalo was not even asked"


async def test_a_month_that_is_spent_on_zalo_is_carried_on_by_telegram(world: World) -> None:
    telegram, zalo = await preferring_zalo(world)
    await world.move_to("2024-06-28T07:59")
    before = (len(await telegram.heard()), len(await zalo.heard()))
    use_up_zalo(world)
    await world.move_to("2024-06-28T08:00")
    assert (len(await telegram.heard()), len(await zalo.heard())) == (before[0] + 1, before[1])
    with world.app.database.look(world.app.clock.now()) as work:
        (attempt,) = work.session.scalars(select(OutboxAttempt))
        assert (attempt.channel, attempt.reason) == ("zalo", "quota")


async def test_a_telegram_that_is_away_for_half_an_hour_is_passed_over(world: World) -> None:
    _staff, telegram, zalo = await in_force(world)
    for _ in range(60):
        world.server.refuse_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    await world.move_to(FIRST_REMINDER)
    assert count(await zalo.heard()) == 0
    await world.move_to("2024-06-21T08:31")
    assert (count(await telegram.heard()), count(await zalo.heard())) == (0, 1)


async def test_a_choice_of_another_person_or_another_chat_is_refused(world: World) -> None:
    staff, telegram, _zalo = await in_force(world)
    web = await link(world, telegram, "web")
    await world.move_to("2024-06-21T09:00")
    await telegram.says("45/50 ngày 15/6 trực tiếp")
    offered = telegram.person.received[-1].buttons[0][0]["callback_data"]
    for thief in (web, staff):
        assert isinstance(thief, WebPhone)
        pressed = Incoming("web", str(uuid4()), thief.player.chat_id, offered, kind="choice")
        await world.app.take_in([pressed])
        await world.app.settle()
        assert "không còn dùng" in (await thief.heard())[-1]
    assert [milestone.tally.on_time for milestone in await world.counts() if milestone.kind == "study"] == [0]
    assert "Đã ghi nhận" in await telegram.presses("Đúng")
