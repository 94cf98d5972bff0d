"""Zalo's own ways, on a strict server: no buttons, no files, several bots, and a month that is spent."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.fast_forward import tick_and_settle
from domain.quotas import Quota
from services.downloads import open_link
from services.quotas import bots_in_use
from storage.tables import Address, Attachment, OutboxMessage, Reminder
from tests.acceptance.phones import Phone, ZaloPhone
from tests.acceptance.world import World
from tests.sample_files import JPEG

SCHOOL, COMMUNE = "CBT-02", "DBX-04"


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    world = World(tmp_path, "zalo")
    await world.begin("2024-06-05T08:30")
    yield world
    assert world.zalo.unknown == []
    await world.end()


async def in_force(world: World) -> tuple[Phone, ZaloPhone]:
    """The plan in force, with staff and one secretary."""
    staff = await world.staff("Phạm Thị Thảo")
    secretary = await world.secretary(staff, SCHOOL, "Nguyễn Văn An")
    await staff.says("/plans")
    await staff.presses("Học tập")
    await staff.presses("Ban hành và báo")
    assert isinstance(secretary, ZaloPhone)
    return staff, secretary


def set_quota(world: World, messages: int) -> None:
    """What each bot may send in a month, as the platform and the settings say."""
    for account in world.zalo.accounts:
        account.quota = messages
    place = world.app.database.installation
    world.app.database.installation = replace(place, quotas={"zalo": Quota(messages, 50)})


async def counted(world: World) -> int:
    with world.app.database.look(world.app.clock.now()) as work:
        return bots_in_use(work)[0].sent


# -- no buttons -----------------------------------------------------------------------------------------


async def test_a_reminder_is_answered_with_the_number_of_a_choice(world: World) -> None:
    _staff, secretary = await in_force(world)
    await world.move_to("2024-06-21T08:00")
    assert re.search(r"^1\. Báo cáo", secretary.person.last, re.MULTILINE)
    question = await secretary.says("1")
    assert "thực hiện ngày nào" in question
    assert "– Hôm nay" in question, "where a figure may be the answer, no choice has a number"


async def test_a_number_means_nothing_once_the_list_is_gone(world: World) -> None:
    _staff, secretary = await in_force(world)
    await world.move_to("2024-06-21T08:00")
    await secretary.says("vâng ạ")
    answer = await secretary.says("1")
    assert "thực hiện ngày nào" not in answer


async def test_a_reminder_in_the_middle_of_a_dialogue_waits_for_its_end(world: World) -> None:
    _staff, secretary = await in_force(world)
    await world.move_to("2024-06-21T07:59")
    await secretary.says("da hoc 15/6")
    await world.move_to("2024-06-21T08:00")
    reminder = (await secretary.heard())[-1]
    assert "Xong việc đang làm" in reminder
    assert "– Xin lùi hạn" in reminder
    card = await secretary.says("45/50")
    assert "Xin lùi hạn" not in card, "the figures answered the question that was open"
    await secretary.says("/huy")
    assert "lùi" in await secretary.says("Xin lùi hạn")


async def test_lists_of_one_answer_are_numbered_through_and_words_of_several_are_asked_about(
    world: World,
) -> None:
    staff = await world.staff("Phạm Thị Thảo")
    for code, name in ((SCHOOL, "Nguyễn Văn An"), (COMMUNE, "Lê Văn Thành")):
        phone = await world.phone(name)
        await phone.says(f"/start {await world.invite(code)}")
        await phone.presses("Đúng")
        await phone.says(name)
        await phone.presses("Bí thư")
    await staff.says("/duyet")
    first, second = (await staff.heard())[-2:]
    assert "1. Duyệt" in first
    assert "4. Duyệt" in second
    assert "Có nhiều mục «duyệt»" in await staff.says("duyệt")
    assert "Lê Văn Thành" in await staff.says("4")


async def test_stickers_and_voices_are_answered_kindly(world: World) -> None:
    _staff, secretary = await in_force(world)
    for kind in ("sticker", "voice", "unsupported"):
        before = len(secretary.person.messages)
        secretary.person.posts(kind)
        await world.zalo.all_taken()
        await world.app.settle()
        assert len(secretary.person.messages) == before + 1


# -- no files -------------------------------------------------------------------------------------------


async def test_a_photo_is_kept_with_the_report(world: World) -> None:
    _staff, secretary = await in_force(world)
    assert "kèm báo cáo việc nào" in await secretary.sends_file("", JPEG, "45/50 ngày 1/6 trực tiếp")
    await secretary.presses("Học tập")
    with world.app.database.look(world.app.clock.now()) as work:
        (kept,) = work.session.scalars(select(Attachment))
        assert kept.size == len(JPEG)


async def test_a_workbook_comes_as_a_link_that_expires(world: World) -> None:
    staff, _secretary = await in_force(world)
    place = world.app.database.installation
    assert "không gửi được qua Zalo" in await exported(staff)
    world.app.database.installation = replace(place, public_url="https://dondoc.example")
    text = await exported(staff)
    link = re.search(r"https://dondoc\.example/files/(\S+)", text)
    assert link is not None
    with world.app.database.look(world.app.clock.now()) as work:
        file = open_link(work, link[1])
    assert file.name.endswith(".xlsx")
    assert file.content.startswith(b"PK")


async def exported(staff: Phone) -> str:
    """What staff read when they ask for the ledger."""
    before = len(await staff.heard())
    await staff.says("/xuat")
    new = (await staff.heard())[before:]
    if not any("xlsx" in text for text in new):
        await staff.presses("Học tập")
        new = (await staff.heard())[before:]
    return "\n".join(new)


# -- several bots ---------------------------------------------------------------------------------------


async def test_one_person_at_two_bots_has_two_addresses_and_each_is_answered_by_its_own(world: World) -> None:
    _staff, secretary = await in_force(world)
    elsewhere = world.zalo.person(secretary.person.user_id, "Nguyễn Văn An", bot=1)
    elsewhere.says("/viec")
    await world.zalo.all_taken()
    await world.app.settle()
    assert "chưa đăng ký" in elsewhere.last
    with world.app.database.look(world.app.clock.now()) as work:
        same = select(Address.bot).where(Address.chat_id.endswith(secretary.person.user_id))
        assert set(work.session.scalars(same)) == {account.id for account in world.zalo.accounts}


async def test_an_invite_names_the_bot_with_most_room(world: World) -> None:
    staff, _secretary = await in_force(world)
    crowded, roomy = world.zalo.accounts
    answer = await staff.says("/mamoi Đảng bộ xã Hòa Sơn")
    assert f"Zalo: https://zalo.me/{roomy.name}" in answer
    assert crowded.name not in answer


# -- a month --------------------------------------------------------------------------------------------


async def test_what_zalo_accepted_is_what_was_counted(world: World) -> None:
    staff, _secretary = await in_force(world)
    assert await counted(world) == len(world.zalo.accounts[0].sent)
    await staff.says("/trogiup")
    assert await counted(world) == len(world.zalo.accounts[0].sent)


async def test_staff_are_warned_once_and_then_only_reminders_that_matter_go_out(world: World) -> None:
    staff, secretary = await in_force(world)
    set_quota(world, 100)
    await world.move_to("2024-06-20T09:00")
    assert not any("sắp hết hạn mức" in text for text in await staff.heard())
    while await counted(world) < 80:
        await staff.says("/trogiup")
    await tick_and_settle(world.app)
    await world.move_to("2024-06-27T09:00")
    warnings = [text for text in await staff.heard() if "sắp hết hạn mức" in text]
    assert len(warnings) == 1
    assert world.zalo.accounts[0].name in warnings[0]
    assert not any("Còn" in text and "đến hạn" in text for text in await secretary.heard())
    await world.move_to("2024-06-28T08:00")
    assert "hết ngày 30/6/2024" in (await secretary.heard())[-1], "the last step before the deadline"
    with world.app.database.look(world.app.clock.now()) as work:
        saved = select(Reminder.step).where(Reminder.reason == "quota_saved").distinct()
        assert {"2024-06-30/T-7", "2024-06-30/T-3"} <= set(work.session.scalars(saved))
    assert f"{world.zalo.accounts[0].name}: đã gửi" in await staff.says("/suco")


async def test_a_spent_month_is_told_and_the_next_one_goes_on(world: World) -> None:
    staff, secretary = await in_force(world)
    await world.move_to("2024-06-25T09:00")
    set_quota(world, await counted(world))
    await secretary.says("/viec")
    with world.app.database.look(world.app.clock.now()) as work:
        newest = work.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
        assert newest is not None
        assert (newest.state, newest.reason) == ("undeliverable", "quota")
        assert bots_in_use(work)[0].is_spent
    await tick_and_settle(world.app)
    set_quota(world, 3000)
    await world.move_to("2024-07-01T08:00")
    assert "còn phải thực hiện" in await secretary.says("/viec")
    with world.app.database.look(world.app.clock.now()) as work:
        assert not bots_in_use(work)[0].is_spent
    assert "hết hạn mức" in await staff.says("/suco undeliverable")


async def test_a_server_error_is_tried_again(world: World) -> None:
    _staff, secretary = await in_force(world)
    world.zalo.refuse_next("sendMessage", 403, "Internal server error")
    await secretary.says("/viec")
    assert "còn phải thực hiện" not in secretary.person.last
    await world.move_to("2024-06-05T08:31")
    assert "còn phải thực hiện" in secretary.person.last


async def test_what_was_written_while_the_bot_was_off_is_lost_and_nothing_else(world: World) -> None:
    _staff, secretary = await in_force(world)
    await world.move_to("2024-06-17T08:00")
    await world.app.stop()
    await world.zalo.is_off()
    secretary.person.says("45/50 ngày 15/6 trực tiếp")
    await world.switch_off_until("2024-06-17T08:30")
    assert world.zalo.accounts[0].lost == 1
    assert "45/50" in await secretary.says("45/50 ngày 15/6 trực tiếp")
