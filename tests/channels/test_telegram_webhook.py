"""The webhook: what Telegram posts is on disk before it is answered."""

import asyncio
import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession, web

from channels.base import ChannelUnavailable
from channels.posts import LARGEST_BODY
from channels.telegram.channel import TelegramChannel
from channels.telegram.webhook import PATH, SECRET_HEADER, Webhook
from domain.messages import Choice, Reply
from tests.channels.telegram_inbox import SENT_AT, Inbox, eventually
from tests.telegram_server import Person, TelegramServer

SECRET = "K7XM-only_for_tests"
MESSAGE = {
    "message_id": 7,
    "date": int(SENT_AT.timestamp()),
    "from": {"id": 1001, "is_bot": False, "first_name": "Hoa"},
    "chat": {"id": 1001, "type": "private", "first_name": "Hoa"},
    "text": "đã xong",
}
UPDATE = {"update_id": 870, "message": MESSAGE}


class Site:
    """The product's HTTP server, with a channel behind it that is started or not."""

    def __init__(self, telegram: TelegramServer) -> None:
        self._telegram = telegram
        self.url = ""
        self.channel: TelegramChannel

    async def open(self) -> web.AppRunner:
        """Listen first, as the public address has to be known; then make the channel."""
        application = web.Application()
        application.router.add_post(PATH, self._pass_on)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        webhook = Webhook(self.url + "/", SECRET)
        self.channel = TelegramChannel(self._telegram.token, self._telegram.url, webhook)
        return runner

    async def _pass_on(self, request: web.Request) -> web.StreamResponse:
        [route] = self.channel.routes()
        assert (route.method, route.path) == ("POST", PATH)
        return await route.handler(request)

    async def post(self, body: Any, secret: str | None = SECRET) -> int:
        """What Telegram, or somebody who pretends to be it, posts; returns the status."""
        headers = {} if secret is None else {SECRET_HEADER: secret}
        content = json.dumps(body).encode() if isinstance(body, dict) else body
        stream = BytesIO(content) if isinstance(content, bytes) else content
        async with ClientSession() as session:
            answer = await session.post(self.url + PATH, headers=headers, data=stream)
            answer.release()
            return answer.status


@pytest.fixture
async def site(server: TelegramServer) -> AsyncIterator[Site]:
    site = Site(server)
    runner = await site.open()
    yield site
    await site.channel.stop()
    await runner.cleanup()


@pytest.fixture
async def started(site: Site, inbox: Inbox) -> Site:
    await site.channel.start(inbox.receive)
    return site


async def test_what_people_write_is_posted_and_stored(
    server: TelegramServer, hoa: Person, inbox: Inbox, started: Site
) -> None:
    hoa.says("một")
    hoa.says("hai")
    assert [message.text for message in await inbox.holds(2)] == ["một", "hai"]
    await server.all_confirmed()
    assert (started.channel.problem, started.channel.username) == ("", "dondoc_test_bot")
    assert "getUpdates" not in server.calls


async def test_the_webhook_is_set_with_its_secret_and_outlives_the_process(
    server: TelegramServer, hoa: Person, inbox: Inbox, started: Site
) -> None:
    assert server.webhook is not None
    assert (server.webhook.url, server.webhook.secret) == (started.url + PATH, SECRET)
    await started.channel.stop()
    hoa.says("trong lúc tắt")
    await eventually(lambda: server.webhook is not None and 503 in server.webhook.statuses)
    assert inbox.stored == []
    await started.channel.start(inbox.receive)
    assert [message.text for message in await inbox.holds(1)] == ["trong lúc tắt"]


async def test_without_a_webhook_there_is_nothing_to_serve(channel: TelegramChannel) -> None:
    assert channel.routes() == []


async def test_it_is_answered_only_after_it_is_stored(site: Site) -> None:
    reached, may_go_on = asyncio.Event(), asyncio.Event()

    async def store_slowly(messages: object) -> int:
        reached.set()
        await may_go_on.wait()
        return 1

    await site.channel.start(store_slowly)
    posting = asyncio.create_task(site.post(UPDATE))
    await asyncio.wait_for(reached.wait(), 5)
    await asyncio.sleep(0.05)
    assert not posting.done()
    may_go_on.set()
    assert await posting == 200


async def test_what_cannot_be_stored_is_posted_again(
    server: TelegramServer, hoa: Person, inbox: Inbox, started: Site
) -> None:
    inbox.is_broken = True
    hoa.says("đã xong")
    await inbox.was_tried(2)
    assert started.channel.problem == "received messages cannot be stored"
    inbox.is_broken = False
    await inbox.holds(1)
    await server.all_confirmed()
    await eventually(lambda: started.channel.problem == "")
    assert server.webhook is not None
    assert server.webhook.last_error == "Wrong response from the webhook: 503 Service Unavailable"


async def test_a_repeat_is_accepted_and_stored_once(inbox: Inbox, started: Site) -> None:
    assert [await started.post(UPDATE), await started.post(UPDATE)] == [200, 200]
    assert len(inbox.stored) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET.lower(), "sécrèt", "\udcff"])
async def test_nobody_else_gets_in(inbox: Inbox, started: Site, secret: str | None) -> None:
    assert await started.post(UPDATE, secret) == 403
    assert await started.post(b"{", secret) == 403
    assert inbox.batches == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"[]", b"7", b"{}", b'{"update_id": "870"}', b"[" * 100_000]
)
async def test_what_is_no_update_is_refused(inbox: Inbox, started: Site, body: bytes) -> None:
    assert await started.post(body) == 400
    assert inbox.batches == []


async def test_a_body_may_have_a_megabyte_and_no_more(inbox: Inbox, started: Site) -> None:
    async def in_pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * (LARGEST_BODY // 16)

    assert await started.post(b'{"update_id": 870}'.ljust(LARGEST_BODY)) == 200
    assert await started.post(b" " * (LARGEST_BODY + 1)) == 413
    assert await started.post(in_pieces()) == 413
    assert inbox.batches == []


async def test_what_cannot_be_read_is_kept(inbox: Inbox, started: Site) -> None:
    assert await started.post({"update_id": 871, "message": {"chat": {"id": 1001}, "text": 7}}) == 200
    [kept] = inbox.stored
    assert (kept.kind, kept.chat_id) == ("unreadable", "1001")


async def test_a_press_stops_its_spinner_by_the_answer(
    server: TelegramServer, hoa: Person, inbox: Inbox, started: Site
) -> None:
    await started.channel.send("1001", Reply("Chọn việc", (Choice("Báo cáo", "/report 12"),)), None)
    hoa.presses("Báo cáo")
    [incoming] = await inbox.holds(1)
    assert (incoming.kind, incoming.text) == ("choice", "/report 12")
    await eventually(lambda: len(server.answered) == 1)
    assert "answerCallbackQuery" not in server.calls


async def test_a_file_comes_in_whole(hoa: Person, inbox: Inbox, started: Site) -> None:
    hoa.sends_file("kế hoạch.xlsx", b"PK\x03\x04" * 1000)
    [incoming] = await inbox.holds(1)
    assert incoming.file is not None
    assert incoming.file.content == b"PK\x03\x04" * 1000


async def test_a_poller_left_behind_is_stopped_by_the_webhook(
    server: TelegramServer, hoa: Person, inbox: Inbox, channel: TelegramChannel, site: Site
) -> None:
    await site.channel.start(Inbox().receive)
    await eventually(lambda: channel.problem == "another process polls Telegram with the same bot token")


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("http://bot.example.vn", "an https url must be provided for webhook"),
        ("https://bot.example.vn:8080", "webhook can be set up only on ports 80, 88, 443 or 8443"),
    ],
)
async def test_an_address_that_telegram_refuses_is_told(
    server: TelegramServer, inbox: Inbox, url: str, complaint: str
) -> None:
    channel = TelegramChannel(server.token, server.url, Webhook(url, SECRET))
    with pytest.raises(ChannelUnavailable) as raised:
        await channel.start(inbox.receive)
    assert complaint in str(raised.value)
    assert not raised.value.is_temporary
    await channel.stop()


@pytest.mark.parametrize("secret", ["", "có dấu", "a b", "x" * 257])
def test_a_secret_that_telegram_would_refuse_is_refused_at_once(secret: str) -> None:
    with pytest.raises(ValueError, match="1 to 256"):
        Webhook("https://bot.example.vn", secret)


def test_the_secret_is_not_shown() -> None:
    assert SECRET not in repr(Webhook("https://bot.example.vn", SECRET))
