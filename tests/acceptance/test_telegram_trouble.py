"""Telegram's own troubles, on a real HTTP server: blocking, groups, waits, failures, restarts."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.fast_forward import tick_and_settle
from tests.acceptance.phones import Phone, TelegramPhone
from tests.acceptance.world import World

SCHOOL = "CBT-02"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = World(tmp_path, "telegram")
    await world.begin("2024-06-05T08:30")
    yield world
    await world.end()


async def in_force(world: World) -> tuple[Phone, TelegramPhone]:
    """The plan in force, with staff and one secretary."""
    staff = await world.staff("Phạm Thị Thảo")
    secretary = await world.secretary(staff, SCHOOL, "Nguyễn Văn An")
    await staff.says("/plans")
    await staff.presses("Học tập")
    await staff.presses("Ban hành và báo")
    assert isinstance(secretary, TelegramPhone)
    return staff, secretary


async def stored(world: World) -> None:
    """Wait until Telegram has nothing left to hand over, then handle it."""
    await world.server.all_confirmed()
    await world.app.settle()


async def test_who_blocks_the_bot_is_listed_for_a_call_and_not_written_to(world: World) -> None:
    staff, secretary = await in_force(world)
    secretary.person.blocks()
    await stored(world)
    before = len(await secretary.heard())
    await world.move_to("2024-06-21T08:00")
    assert len(await secretary.heard()) == before
    assert "Chi bộ Trường THPT Lộc Ninh (còn 9 ngày) – đã chặn bot" in await staff.says("/missing 2")
    secretary.person.unblocks()
    await secretary.says("/viec")
    await tick_and_settle(world.app)
    assert "Còn 9 ngày" in (await secretary.heard())[-1]


async def test_a_block_that_shows_only_when_sending_is_noticed_too(world: World) -> None:
    staff, secretary = await in_force(world)
    world.server.blocked.add(secretary.person.chat_id)
    await world.move_to("2024-06-21T08:00")
    assert "đã chặn bot" in await staff.says("/missing 2")


async def test_being_told_to_wait_loses_nothing(world: World) -> None:
    _staff, secretary = await in_force(world)
    world.server.refuse_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    await secretary.says("/viec")
    assert "còn phải thực hiện" not in (await secretary.heard())[-1]
    await asyncio.sleep(1.05)
    await world.move_to("2024-06-05T08:31")
    assert "còn phải thực hiện" in (await secretary.heard())[-1]


async def test_a_server_error_is_tried_again(world: World) -> None:
    _staff, secretary = await in_force(world)
    world.server.garble_next("sendMessage", 502, "Bad Gateway")
    await secretary.says("/viec")
    await world.move_to("2024-06-05T08:31")
    assert "còn phải thực hiện" in (await secretary.heard())[-1]


async def test_a_reply_whose_fate_is_unknown_is_repeated(world: World) -> None:
    _staff, secretary = await in_force(world)
    world.server.drop_next("sendMessage")
    before = len(await secretary.heard())
    await secretary.says("/viec")
    await world.move_to("2024-06-05T08:31")
    heard = (await secretary.heard())[before:]
    assert 1 <= len(heard) <= 2, "it may arrive twice, it must arrive once"


async def test_a_group_that_becomes_a_supergroup_keeps_its_address(world: World) -> None:
    _staff, secretary = await in_force(world)
    group = secretary.person.in_group(-500, "Tổ giúp việc")
    group.says("/help")
    await stored(world)
    assert group.messages
    moved = group.upgrades_group(-100500)
    await stored(world)
    moved.says("/help")
    await stored(world)
    assert moved.messages


async def test_the_menu_of_commands_follows_the_role(world: World) -> None:
    staff, secretary = await in_force(world)
    assert isinstance(staff, TelegramPhone)
    assert ("baocao", "Báo cáo") in secretary.person.menu
    assert "tonghop" not in dict(secretary.person.menu)
    assert "tonghop" in dict(staff.person.menu)


async def test_messages_sent_while_the_bot_was_off_are_answered(world: World) -> None:
    _staff, secretary = await in_force(world)
    await world.move_to("2024-06-17T08:00")
    await world.app.stop()
    secretary.person.says("45/50 ngày 15/6 trực tiếp")
    await world.switch_off_until("2024-06-18T08:00")
    await stored(world)
    assert "45/50 đảng viên (90%), vắng 5" in (await secretary.heard())[-1]
