"""What every channel promises, whatever its messenger is like: one test for all of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.build import App
from channels.telegram import polling
from domain.messages import Choice, Incoming, Reply
from handlers.conversation import chosen
from services.conversations import Talk
from tests.builders import build_settings
from tests.channels.rigs import REPORT, RIGS, Rig
from tests.channels.telegram_inbox import Inbox
from tests.sample_files import JPEG

CHOICES = (Choice("Báo cáo", "/report 12"), Choice("Xin lùi hạn", "/moretime 12"))


@pytest.fixture(params=list(RIGS))
async def rig(
    tmp_path: Path, request: pytest.FixtureRequest, hurried: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Rig]:
    monkeypatch.setattr(polling, "FIRST_WAIT", 0.02)
    async with RIGS[request.param](tmp_path) as rig:
        yield rig
        await rig.channel.stop()


@pytest.fixture
async def started(rig: Rig, inbox: Inbox) -> Rig:
    await rig.channel.start(inbox.receive)
    await rig.is_ready()
    return rig


async def said(rig: Rig, inbox: Inbox, *texts: str) -> list[Incoming]:
    """What came in when the person wrote these, one after the other."""
    for number, text in enumerate(texts, len(inbox.stored) + 1):
        await rig.says(text)
        await inbox.holds(number)
    return inbox.stored[-len(texts) :]


async def test_words_come_in_as_they_were_written(started: Rig, inbox: Inbox) -> None:
    first, second = await said(started, inbox, "Đã học 45/50 ngày 15/6 😀", "/viec")
    assert (first.text, first.kind) == ("Đã học 45/50 ngày 15/6 😀", "text")
    assert second.text == "/viec"
    assert first.channel == second.channel == started.channel.name
    assert first.chat_id == second.chat_id != ""
    assert first.message_id != second.message_id
    assert first.sender_name == "Nguyễn Thị Hoa"
    assert first.sent_at is not None
    assert first.sent_at.tzinfo is not None


async def test_what_cannot_be_stored_comes_again_as_the_same_message(started: Rig, inbox: Inbox) -> None:
    inbox.is_broken = True
    await started.says("đã xong")
    await inbox.was_tried(2)
    inbox.is_broken = False
    (message,) = await inbox.holds(1)
    assert message.text == "đã xong"
    await said(started, inbox, "hết")
    assert [kept.text for kept in inbox.stored] == ["đã xong", "hết"]


async def test_a_photo_comes_in_whole(started: Rig, inbox: Inbox) -> None:
    await started.sends_photo()
    (message,) = await inbox.holds(1)
    assert message.kind == "file"
    assert message.file is not None
    assert message.file.content == JPEG


async def test_a_reply_is_shown_however_long(started: Rig, inbox: Inbox) -> None:
    (message,) = await said(started, inbox, "chào")
    text = "Chi bộ đã học tập, quán triệt đầy đủ. " * 150
    await started.send(message.chat_id, Reply("Kính gửi đồng chí."))
    await started.send(message.chat_id, Reply(text.strip()))
    shown = await started.shown()
    assert "Kính gửi đồng chí." in shown
    assert shown.count("quán triệt đầy đủ.") == 150


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.label)
async def test_a_choice_that_is_picked_says_what_it_says(started: Rig, inbox: Inbox, choice: Choice) -> None:
    (message,) = await said(started, inbox, "chào")
    await started.send(message.chat_id, Reply("Còn 3 ngày.", CHOICES))
    shown = await started.shown()
    assert all(offered.label in shown for offered in CHOICES)
    await started.picks(choice.label)
    picked = (await inbox.holds(2))[1]
    assert choice.says in (picked.text, chosen(picked.text, Talk(choices=CHOICES)))


async def test_a_file_reaches_the_person_by_its_name(started: Rig, inbox: Inbox) -> None:
    (message,) = await said(started, inbox, "chào")
    await started.send(message.chat_id, Reply("Báo cáo đây.", file_id=REPORT.id), REPORT)
    shown = await started.shown()
    assert "Báo cáo đây." in shown
    assert REPORT.name in shown


async def test_a_menu_alone_is_no_message(started: Rig, inbox: Inbox) -> None:
    (message,) = await said(started, inbox, "chào")
    await started.channel.send(message.chat_id, Reply("", menu=(("viec", "Việc"),)), None)
    assert "Việc" not in await started.shown()


async def test_it_stops_and_starts_again(started: Rig, inbox: Inbox) -> None:
    await said(started, inbox, "một")
    await started.channel.stop()
    await started.channel.stop()
    await started.channel.start(inbox.receive)
    await started.is_ready()
    await said(started, inbox, "hai")
    assert [message.text for message in inbox.stored] == ["một", "hai"]


def test_every_channel_of_the_application_keeps_the_contract(tmp_path: Path) -> None:
    settings = build_settings(tmp_path, telegram_token="7:x", zalo_token="7:x")
    app = App(settings)
    assert set(app.channels) == set(RIGS)
    assert {name: channel.name for name, channel in app.channels.items()} == {name: name for name in RIGS}
    app.database.close()
