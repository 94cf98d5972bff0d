"""Zalo's webhook: what is posted is on disk before it is answered."""

import asyncio
import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession, web

from channels.base import ChannelUnavailable
from channels.posts import LARGEST_BODY
from channels.zalo.channel import ZaloChannel
from channels.zalo.webhook import PATH, SECRET_HEADER, Webhook
from domain.messages import Reply
from tests.channels.telegram_inbox import Inbox, eventually
from tests.channels.test_zalo_incoming import event
from tests.sample_files import JPEG
from tests.zalo_server import Person, ZaloServer

SECRET = "K7XM-only_for_tests"
TEXT = event("text", text="đã xong")


class Site:
    """The product's HTTP server, with a channel behind it that is started or not."""

    def __init__(self, zalo: ZaloServer) -> None:
        self._zalo = zalo
        self.url = ""
        self.channel: ZaloChannel

    async def open(self) -> web.AppRunner:
        """Listen first, as the public address has to be known; then make the channel."""
        application = web.Application()
        application.router.add_post(PATH + "/{bot}", self._pass_on)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self.channel = ZaloChannel(self._zalo.tokens, self._zalo.url, Webhook(self.url + "/", SECRET))
        return runner

    async def _pass_on(self, request: web.Request) -> web.StreamResponse:
        handlers = {route.path: route.handler for route in self.channel.routes()}
        return await handlers[request.path](request)

    async def post(self, body: Any, secret: str | None = SECRET, bot: int = 0) -> int:
        """What Zalo, or somebody who pretends to be it, posts; returns the status."""
        headers = {} if secret is None else {SECRET_HEADER: secret}
        content = json.dumps(body).encode() if isinstance(body, dict) else body
        address = f"{self.url}{PATH}/{self._zalo.accounts[bot].id}"
        async with ClientSession() as session:
            answer = await session.post(address, headers=headers, data=BytesIO(content))
            answer.release()
            return answer.status


@pytest.fixture
async def site(zalo: ZaloServer) -> AsyncIterator[Site]:
    site = Site(zalo)
    runner = await site.open()
    yield site
    await site.channel.stop()
    await runner.cleanup()


@pytest.fixture
async def started(site: Site, inbox: Inbox) -> Site:
    await site.channel.start(inbox.receive)
    return site


async def test_what_people_write_is_posted_wrapped_and_bare_and_stored(
    zalo: ZaloServer, lan: Person, inbox: Inbox, started: Site
) -> None:
    for text in ("một", "hai", "ba"):
        lan.says(text)
    assert [message.text for message in await inbox.holds(3)] == ["một", "hai", "ba"]
    await zalo.all_taken()
    assert started.channel.problem == ""
    assert "getUpdates" not in zalo.calls


async def test_each_bot_has_an_address_of_its_own(
    zalo: ZaloServer, lan: Person, inbox: Inbox, started: Site
) -> None:
    for account in zalo.accounts:
        assert account.webhook is not None
        assert account.webhook.url == f"{started.url}{PATH}/{account.id}"
        assert account.webhook.secret == SECRET
    zalo.person(lan.user_id, "Lan", bot=1).says("qua bot hai")
    (message,) = await inbox.holds(1)
    assert message.chat_id == f"{zalo.accounts[1].id}:{lan.user_id}"


async def test_a_process_that_is_off_is_posted_to_again(
    zalo: ZaloServer, lan: Person, inbox: Inbox, started: Site
) -> None:
    await started.channel.stop()
    lan.says("trong lúc tắt")
    hook = zalo.accounts[0].webhook
    assert hook is not None
    await eventually(lambda: 503 in hook.statuses)
    await started.channel.start(inbox.receive)
    assert [message.text for message in await inbox.holds(1)] == ["trong lúc tắt"]


async def test_it_is_answered_only_after_it_is_stored(site: Site) -> None:
    reached, may_go_on = asyncio.Event(), asyncio.Event()

    async def store_slowly(messages: object) -> int:
        reached.set()
        await may_go_on.wait()
        return 1

    await site.channel.start(store_slowly)
    posting = asyncio.create_task(site.post(TEXT))
    await asyncio.wait_for(reached.wait(), 5)
    await asyncio.sleep(0.05)
    assert not posting.done()
    may_go_on.set()
    assert await posting == 200


async def test_what_cannot_be_stored_is_posted_again(
    zalo: ZaloServer, lan: Person, inbox: Inbox, started: Site
) -> None:
    inbox.is_broken = True
    lan.says("đã xong")
    await inbox.was_tried(2)
    assert "received messages cannot be stored" in started.channel.problem
    inbox.is_broken = False
    await inbox.holds(1)
    await zalo.all_taken()
    assert started.channel.problem == ""


async def test_a_repeat_is_accepted_and_stored_once(inbox: Inbox, started: Site) -> None:
    assert [await started.post(TEXT), await started.post({"ok": True, "result": TEXT})] == [200, 200]
    assert len(inbox.stored) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET.lower(), "sécrèt", "\udcff"])
async def test_nobody_else_gets_in(inbox: Inbox, started: Site, secret: str | None) -> None:
    assert await started.post(TEXT, secret) == 403
    assert await started.post(b"{", secret) == 403
    assert inbox.batches == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"[]", b"7", b"{}", b'{"ok": true}', b'{"result": 7}', b"[" * 100_000]
)
async def test_what_is_no_message_is_refused(inbox: Inbox, started: Site, body: bytes) -> None:
    assert await started.post(body) == 400
    assert inbox.batches == []


async def test_a_body_may_have_a_megabyte_and_no_more(inbox: Inbox, started: Site) -> None:
    assert await started.post(json.dumps(TEXT).encode().ljust(LARGEST_BODY)) == 200
    assert await started.post(b" " * (LARGEST_BODY + 1)) == 413
    assert len(inbox.stored) == 1


async def test_what_cannot_be_read_is_kept(inbox: Inbox, started: Site) -> None:
    assert await started.post(event("text", text=7)) == 200
    assert [message.kind for message in inbox.stored] == ["unreadable"]


async def test_a_picture_comes_in_whole(lan: Person, inbox: Inbox, started: Site) -> None:
    lan.sends_photo(JPEG)
    (message,) = await inbox.holds(1)
    assert message.file is not None
    assert message.file.content == JPEG


async def test_one_who_polled_is_stopped_by_the_webhook(
    zalo: ZaloServer, inbox: Inbox, zalo_channel: ZaloChannel, site: Site
) -> None:
    await site.channel.start(inbox.receive)
    for account in zalo.accounts:
        zalo.push(account, TEXT)
    await eventually(lambda: "a webhook is set" in zalo_channel.problem)


async def test_replies_leave_as_they_do_with_polling(
    zalo: ZaloServer, lan: Person, inbox: Inbox, started: Site
) -> None:
    lan.says("chào")
    (message,) = await inbox.holds(1)
    await started.channel.send(message.chat_id, Reply("Chào đồng chí"), None)
    assert lan.last == "Chào đồng chí"


async def test_an_address_that_zalo_refuses_is_told(zalo: ZaloServer, inbox: Inbox) -> None:
    channel = ZaloChannel(zalo.tokens, zalo.url, Webhook("http://bot.example.vn", SECRET))
    with pytest.raises(ChannelUnavailable) as raised:
        await channel.start(inbox.receive)
    assert "url must be HTTPS" in str(raised.value)
    assert not raised.value.is_temporary


@pytest.mark.parametrize("secret", ["", "ngắn", "1234567", "a b c d e f", "x" * 257])
def test_a_secret_that_zalo_would_refuse_is_refused_at_once(secret: str) -> None:
    with pytest.raises(ValueError, match="8 to 256"):
        Webhook("https://bot.example.vn", secret)


def test_the_secret_is_not_shown() -> None:
    assert SECRET not in repr(Webhook("https://bot.example.vn", SECRET))
