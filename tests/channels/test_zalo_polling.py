"""Polling Zalo: one message at a time, each on disk before the next is asked for."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from channels.zalo import polling
from channels.zalo.api import open_client
from channels.zalo.channel import ZaloChannel
from channels.zalo.downloads import download
from tests.channels.telegram_inbox import SENT_AT, Inbox, eventually
from tests.sample_files import JPEG, PDF, PNG
from tests.zalo_server import Person, ZaloServer


async def test_what_people_write_comes_in_one_by_one(
    zalo: ZaloServer, lan: Person, inbox: Inbox, zalo_channel: ZaloChannel
) -> None:
    for text in ("một", "hai", "ba"):
        lan.says(text)
    stored = await inbox.holds(3)
    assert [message.text for message in stored] == ["một", "hai", "ba"]
    assert inbox.batches == [1, 1, 1]
    assert {message.chat_id for message in stored} == {f"{zalo.accounts[0].id}:{lan.user_id}"}
    assert stored[0].sent_at == SENT_AT
    assert stored[0].sender_name == "Hoàng Thị Lan"
    assert (zalo_channel.problem, zalo_channel.bots[0].name) == ("", zalo.accounts[0].name)


async def test_nobody_is_asked_for_more_before_the_last_message_is_on_disk(
    zalo: ZaloServer, lan: Person
) -> None:
    reached, may_go_on = asyncio.Event(), asyncio.Event()

    async def store_slowly(messages: object) -> int:
        reached.set()
        await may_go_on.wait()
        return 1

    channel = ZaloChannel(zalo.tokens[:1], zalo.url)
    await channel.start(store_slowly)
    await eventually(lambda: zalo.accounts[0].polls == 1)
    lan.says("đã xong")
    await asyncio.wait_for(reached.wait(), 5)
    await asyncio.sleep(0.05)
    assert zalo.accounts[0].polls == 0
    may_go_on.set()
    await eventually(lambda: zalo.accounts[0].polls == 1)
    await channel.stop()


async def test_a_message_that_cannot_be_stored_is_kept_until_it_can(
    zalo: ZaloServer, lan: Person, inbox: Inbox, zalo_channel: ZaloChannel
) -> None:
    inbox.is_broken = True
    lan.sends_photo(JPEG, "Biên bản")
    await inbox.was_tried(2)
    assert "received messages cannot be stored" in zalo_channel.problem
    zalo.let_photos_expire()
    inbox.is_broken = False
    (message,) = await inbox.holds(1)
    assert message.file is not None, "the picture was fetched when it still could be"
    await eventually(lambda: zalo_channel.problem == "")


async def test_a_poll_that_brings_nothing_is_no_trouble(
    zalo: ZaloServer, lan: Person, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "POLL_SECONDS", 0.02)
    channel = ZaloChannel(zalo.tokens, zalo.url)
    await channel.start(inbox.receive)
    seen = zalo.calls.count("getMe")
    await asyncio.sleep(0.2)
    assert (channel.problem, seen) == ("", 2)
    lan.says("chào")
    await inbox.holds(1)
    await channel.stop()


@pytest.mark.parametrize("wraps", [True, False])
async def test_a_message_may_lack_its_wrapper(
    zalo: ZaloServer, lan: Person, inbox: Inbox, zalo_channel: ZaloChannel, wraps: bool
) -> None:
    zalo.wraps = wraps
    lan.says("chào")
    assert [message.text for message in await inbox.holds(1)] == ["chào"]


async def test_what_is_written_while_the_bot_is_off_never_comes(
    zalo: ZaloServer, lan: Person, inbox: Inbox, zalo_channel: ZaloChannel
) -> None:
    await zalo_channel.stop()
    await zalo.is_off()
    lan.says("trong lúc tắt")
    await zalo_channel.start(inbox.receive)
    await zalo.is_polled()
    lan.says("lúc chạy lại")
    assert [message.text for message in await inbox.holds(1)] == ["lúc chạy lại"]
    assert zalo.accounts[0].lost == 1


PHOTOS = {
    "in one place": (JPEG, "photo", "photo.jpeg", "image/jpeg"),
    "in the other": (PNG, "photo_url", "photo.png", "image/png"),
}


@pytest.mark.parametrize(("content", "key", "name", "media_type"), PHOTOS.values(), ids=PHOTOS.keys())
async def test_a_picture_comes_in_whole(
    lan: Person,
    inbox: Inbox,
    zalo_channel: ZaloChannel,
    content: bytes,
    key: str,
    name: str,
    media_type: str,
) -> None:
    lan.sends_photo(content, "Biên bản", key)
    (message,) = await inbox.holds(1)
    assert (message.kind, message.text) == ("file", "Biên bản")
    assert message.file is not None
    assert (message.file.name, message.file.media_type) == (name, media_type)
    assert message.file.content == content


@pytest.mark.parametrize("content", [PDF, b"", b"<html>", b"RIFF....WAVE", JPEG + bytes(20 * 1024 * 1024)])
async def test_what_is_no_picture_or_too_large_comes_without_it(
    lan: Person, inbox: Inbox, zalo_channel: ZaloChannel, content: bytes
) -> None:
    lan.sends_photo(content)
    (message,) = await inbox.holds(1)
    assert (message.kind, message.file) == ("file", None)


async def test_a_picture_that_is_gone_does_not_hold_up_the_message(
    zalo: ZaloServer, lan: Person, inbox: Inbox, zalo_channel: ZaloChannel
) -> None:
    lan.posts("image", photo=f"{zalo.url}/photo/gone.jpg", caption="Biên bản")
    lan.posts("image", photo="file:///etc/passwd")
    messages = await inbox.holds(2)
    assert [(message.text, message.file) for message in messages] == [("Biên bản", None), ("", None)]


async def test_a_platform_with_encryption_gives_no_address_without(zalo: ZaloServer) -> None:
    address = zalo.keep_photo(JPEG)
    async with open_client() as client:
        assert await download(client, address, may_be_plain=False) is None
        assert await download(client, address, may_be_plain=True) is not None


async def test_what_cannot_be_read_is_kept_for_staff_and_the_next_goes_on(
    zalo: ZaloServer, lan: Person, inbox: Inbox, zalo_channel: ZaloChannel
) -> None:
    zalo.push(lan.account, {"event_name": "message.text.received", "message": {"chat": {"id": "6ede"}}})
    lan.says("xong")
    broken, fine = await inbox.holds(2)
    assert (broken.kind, broken.chat_id) == ("unreadable", f"{zalo.accounts[0].id}:6ede")
    assert fine.text == "xong"


TROUBLES = {
    "a server error": (403, "Internal server error", "Zalo refused: 403 Internal server error"),
    "a quota": (429, "Quota exceeded", "Zalo refused: 429 Quota exceeded"),
    "a token that was withdrawn": (401, "Unauthorized", "Zalo refused the bot token"),
}


@pytest.mark.parametrize(("code", "words", "problem"), TROUBLES.values(), ids=TROUBLES.keys())
async def test_a_poll_that_fails_is_told_and_tried_again(
    zalo: ZaloServer,
    lan: Person,
    inbox: Inbox,
    zalo_channel: ZaloChannel,
    code: int,
    words: str,
    problem: str,
) -> None:
    for _ in range(4):
        zalo.refuse_next("getUpdates", code, words)
    lan.says("một")
    await eventually(lambda: problem in zalo_channel.problem)
    lan.says("hai")
    await inbox.holds(2)
    await eventually(lambda: zalo_channel.problem == "")


async def test_a_webhook_that_somebody_set_is_taken_down_at_the_start(zalo: ZaloServer, inbox: Inbox) -> None:
    await zalo._set_webhook(zalo.accounts[0], {"url": "https://old.example", "secret_token": "12345678"})
    channel = ZaloChannel(zalo.tokens, zalo.url)
    await channel.start(inbox.receive)
    await zalo.is_polled()
    assert zalo.accounts[0].webhook is None
    await channel.stop()


@pytest.fixture
async def two(zalo: ZaloServer) -> AsyncIterator[tuple[ZaloChannel, ZaloChannel, list[bool]]]:
    """Two processes on one database, of which the first polls until it is told not to."""
    leads = [True, False]

    async def first_may() -> bool:
        return leads[0]

    async def second_may() -> bool:
        return leads[1]

    channels = (
        ZaloChannel(zalo.tokens, zalo.url, may_poll=first_may),
        ZaloChannel(zalo.tokens, zalo.url, may_poll=second_may),
    )
    yield (*channels, leads)
    for channel in channels:
        await channel.stop()


async def test_of_two_processes_one_polls_and_the_other_takes_over(
    zalo: ZaloServer, lan: Person, two: tuple[ZaloChannel, ZaloChannel, list[bool]]
) -> None:
    first, second, leads = two
    inboxes = Inbox(), Inbox()
    await first.start(inboxes[0].receive)
    await second.start(inboxes[1].receive)
    await zalo.is_polled()
    lan.says("một")
    await inboxes[0].holds(1)
    assert (first.problem, second.problem) == ("", "")
    leads[:] = [False, True]
    await first.stop()
    await eventually(lambda: zalo.accounts[0].polls == 1)
    lan.says("hai")
    assert [message.text for message in await inboxes[1].holds(1)] == ["hai"]


async def test_a_database_that_cannot_be_asked_who_polls_is_told(zalo: ZaloServer, inbox: Inbox) -> None:
    async def nobody_knows() -> bool:
        raise OSError("server closed the connection")

    channel = ZaloChannel(zalo.tokens, zalo.url, may_poll=nobody_knows)
    await channel.start(inbox.receive)
    await eventually(lambda: "the database cannot be asked which process polls" in channel.problem)
    await channel.stop()
