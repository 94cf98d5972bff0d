"""A small Zalo: a real HTTP server that speaks the Bot Platform's API as it really is, and refuses the rest.

    async with ZaloServer() as server:
        hoa = server.person("6ede9afa66b88fe6d6a9", "Nguyễn Thị Hoa")
        channel = ZaloChannel([server.token], server.url)
        ...
        await server.is_polled()
        hoa.says("chào")
        await hoa.hears("Xin chào")

Every answer comes with HTTP 200; what counts is in the body, and the code of an error is now a number, now a
text. A poll brings one message, wrapped or bare; one that comes while nobody listens is lost for ever.
"""

import asyncio
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from domain.attachments import kind_of

Json = dict[str, Any]

LONGEST_TEXT = 2000
REPOST_SECONDS = 0.05
# Between two polls of a bot that is on, what comes in waits this long.
STILL_ON_SECONDS = 1.0
# What each method takes; anything else is refused.
PARAMETERS: dict[str, frozenset[str]] = {
    "getMe": frozenset(),
    "getUpdates": frozenset({"timeout"}),
    "setWebhook": frozenset({"url", "secret_token"}),
    "deleteWebhook": frozenset(),
    "getWebhookInfo": frozenset(),
    "sendMessage": frozenset({"chat_id", "text"}),
    "sendPhoto": frozenset({"chat_id", "photo", "caption"}),
}


class Refusal(Exception):  # noqa: N818
    """An answer `{"ok": false, …}`."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code


@dataclass
class Sent:
    """One message the bot sent; `photo` is the picture that was fetched for it, `text` then the caption."""

    message_id: str
    chat_id: str
    text: str
    photo: bytes | None = None


@dataclass
class Hook:
    """A webhook and how it goes."""

    url: str
    secret: str
    statuses: list[int] = field(default_factory=list)


@dataclass
class Failure:
    """What happens to the next call of a method instead of an answer."""

    status: int = 200
    body: str = ""
    is_dropped: bool = False


class Account:
    """One bot: its token, its month, and what waits for it."""

    def __init__(self, number: int) -> None:
        self.id = f"145923224145476528{number}"
        self.token = f"{self.id}:a_secret_of_bot_{number}_for_tests_only"
        self.name = f"bot.VDKyGxQv{number}"
        self.quota = 3000
        self.sent: list[Sent] = []
        self.webhook: Hook | None = None
        self.chats: set[str] = set()
        self.lost = 0
        self.polls = 0
        self.waiting: deque[Json] = deque()
        self.poll_ended_at = float("-inf")
        self.posting: asyncio.Task[None] | None = None

    def is_on(self, now: float) -> bool:
        """Whether somebody takes its messages."""
        return bool(self.webhook or self.polls) or now - self.poll_ended_at < STILL_ON_SECONDS


class Person:
    """Somebody with a phone, in a chat with one bot."""

    def __init__(self, server: "ZaloServer", account: Account, user_id: str, name: str) -> None:
        self._server = server
        self._heard: set[str] = set()
        self.account = account
        self.user_id = user_id
        self.name = name

    @property
    def received(self) -> list[Sent]:
        """What the bot sent to this chat, oldest first."""
        return [sent for sent in self.account.sent if sent.chat_id == self.user_id]

    @property
    def messages(self) -> list[str]:
        """The texts of what was received."""
        return [sent.text for sent in self.received]

    @property
    def last(self) -> str:
        """The newest text."""
        return self.messages[-1]

    def says(self, text: str) -> None:
        """Type a message."""
        self.posts("text", text=text)

    def sends_photo(self, content: bytes, caption: str = "", key: str = "photo") -> None:
        """Send a picture; its address is now in `photo`, now in `photo_url`."""
        told = {key: self._server.keep_photo(content)} | ({"caption": caption} if caption else {})
        self.posts("image", **told)

    def posts(self, kind: str, **content: Any) -> None:
        """Send anything: `sticker`, `voice`, `unsupported` …"""
        self.account.chats.add(self.user_id)
        message = {
            "from": {"id": self.user_id, "display_name": self.name, "is_bot": False},
            "chat": {"id": self.user_id, "chat_type": "PRIVATE"},
            "message_id": self._server.next_id(),
            "date": int(self._server.now() * 1000),
        }
        event = {"event_name": f"message.{kind}.received", "message": message | content}
        self._server.push(self.account, event)

    async def hears(self, words: str, timeout: float = 30) -> str:  # noqa: ASYNC109 - reads as a sentence
        """Wait for a message that contains the words and return it; each message is heard once."""
        try:
            async with asyncio.timeout(timeout):
                return await self._listen(words)
        except TimeoutError:
            raise AssertionError(f"{self.name} did not hear {words!r} but {self.messages}") from None

    async def _listen(self, words: str) -> str:
        while True:
            for sent in self.received:
                if words in sent.text and sent.message_id not in self._heard:
                    self._heard.add(sent.message_id)
                    return sent.text
            await self._server.next_event()


class ZaloServer:
    """The Bot Platform on 127.0.0.1.

    Attributes:
        url: where it listens, once started.
        accounts: the bots it knows.
        calls: the methods that were answered, oldest first.
        unknown: methods and parameters that were asked for although there are none of that name.
        wraps: whether the next message is wrapped in `{"ok": true, "result": …}`; posts take turns.
        latency: seconds that every answer takes.
    """

    def __init__(self, bots: int = 1, now: Callable[[], float] = time.time) -> None:
        self.url = ""
        self.accounts = [Account(number) for number in range(1, bots + 1)]
        self.calls: list[str] = []
        self.unknown: list[str] = []
        self.wraps = True
        self.latency = 0.0
        self.now = now
        self._photos: dict[str, bytes] = {}
        self._failures: defaultdict[str, deque[Failure]] = defaultdict(deque)
        self._codes_are_text = itertools.cycle((False, True))
        self._numbers = itertools.count(1)
        self._is_stopping = False
        self._event = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._methods: dict[str, Callable[[Account, Json], Awaitable[Any]]] = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
            "sendMessage": self._send_message,
            "sendPhoto": self._send_photo,
        }

    # -- the test's side ------------------------------------------------------------------------------

    @property
    def token(self) -> str:
        """The token of the first bot."""
        return self.accounts[0].token

    @property
    def tokens(self) -> list[str]:
        """The tokens of all bots."""
        return [account.token for account in self.accounts]

    @property
    def sent(self) -> list[Sent]:
        """Every accepted message of every bot."""
        return [sent for account in self.accounts for sent in account.sent]

    async def start(self) -> None:
        """Listen on any free port."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._call)
        app.router.add_get("/photo/{name}", self._show_photo)
        self._is_stopping = False
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Hang up on everybody."""
        self._is_stopping = True
        for account in self.accounts:
            self._stop_posting(account)
        self._announce()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.stop()

    def person(self, user_id: str, name: str, bot: int = 0) -> Person:
        """Somebody who has found one of the bots but has written nothing yet."""
        return Person(self, self.accounts[bot], user_id, name)

    def push(self, account: Account, event: Json) -> None:
        """Something happens in a chat of a bot; whether or not anybody listens, it happens once."""
        if not account.is_on(asyncio.get_running_loop().time()):
            account.lost += 1
            return
        account.waiting.append(event)
        self._announce()

    def refuse_next(self, method: str, code: int, description: str = "?") -> None:
        """Answer the next call with this error."""
        self._failures[method].append(Failure(body=self._refusal(code, description)))

    def garble_next(self, method: str, status: int, body: str) -> None:
        """Answer the next call with something that is not the Bot Platform's."""
        self._failures[method].append(Failure(status, body))

    def drop_next(self, method: str) -> None:
        """Do what the next call asks, then hang up instead of answering."""
        self._failures[method].append(Failure(is_dropped=True))

    def keep_photo(self, content: bytes) -> str:
        """Store a picture; returns its address."""
        name = f"{self.next_id()}.jpg"
        self._photos[name] = content
        return f"{self.url}/photo/{name}"

    def let_photos_expire(self) -> None:
        """No address that was given out leads anywhere any more."""
        self._photos.clear()

    async def is_polled(self, seconds: float = 30) -> None:
        """Wait until every bot that has no webhook is being polled."""
        await self._wait(lambda: all(account.polls or account.webhook for account in self.accounts), seconds)

    async def is_off(self, seconds: float = 30) -> None:
        """Wait until no bot is polled any more, and make as if some time had passed since."""
        await self._wait(lambda: not any(account.polls for account in self.accounts), seconds)
        for account in self.accounts:
            account.poll_ended_at = float("-inf")

    async def all_taken(self, seconds: float = 30) -> None:
        """Wait until nothing waits for a bot, and what was taken last is stored: the next poll has begun."""
        await self._wait(
            lambda: all(
                not account.waiting and (account.polls or account.webhook) for account in self.accounts
            ),
            seconds,
        )

    def next_id(self) -> str:
        """A new id, as Zalo writes them."""
        return f"2d758cb5e222177a{next(self._numbers):04x}"

    async def next_event(self) -> None:
        """Wait until something comes in or goes out."""
        await self._event.wait()

    async def _wait(self, is_there: Callable[[], bool], seconds: float) -> None:
        async with asyncio.timeout(seconds):
            while not is_there():
                await self.next_event()

    def _announce(self) -> None:
        """Wake everybody who waits; those who come later wait for the next time."""
        self._event.set()
        self._event = asyncio.Event()

    # -- the door -------------------------------------------------------------------------------------

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            account = self._account_of(request.match_info["token"])
            parameters = await self._checked(request, method)
            return await self._answer(request, account, method, parameters)
        except Refusal as refusal:
            return _as_json(self._refusal(refusal.code, str(refusal)))

    def _account_of(self, token: str) -> Account:
        for account in self.accounts:
            if account.token == token:
                return account
        raise Refusal(401, "Unauthorized")

    async def _checked(self, request: web.Request, method: str) -> Json:
        if method not in PARAMETERS:
            self.unknown.append(method)
            raise Refusal(400, "Bad request")
        parameters = json.loads(await request.read() or b"{}")
        for name, value in parameters.items():
            if name not in PARAMETERS[method]:
                self.unknown.append(f"{method}.{name}")
                raise Refusal(400, "Bad request")
            if not isinstance(value, str):
                raise Refusal(400, f"Bad request: {name} must be a string")
        return dict(parameters)

    async def _answer(
        self, request: web.Request, account: Account, method: str, parameters: Json
    ) -> web.StreamResponse:
        failure = self._failures[method].popleft() if self._failures[method] else None
        await asyncio.sleep(self.latency)
        if failure is not None and not failure.is_dropped:
            return _as_json(failure.body, failure.status)
        self.calls.append(method)
        result = await self._methods[method](account, parameters)
        self._announce()
        if failure is not None and request.transport is not None:
            request.transport.abort()
        return _as_json(json.dumps(result))

    def _refusal(self, code: int, description: str) -> str:
        told = str(code) if next(self._codes_are_text) else code
        return json.dumps({"ok": False, "error_code": told, "description": description})

    async def _show_photo(self, request: web.Request) -> web.Response:
        content = self._photos.get(request.match_info["name"])
        return web.Response(status=404) if content is None else web.Response(body=content)

    # -- the methods ----------------------------------------------------------------------------------

    async def _get_me(self, account: Account, _: Json) -> Json:
        kind = {"account_type": "BASIC", "can_join_groups": False}
        return _wrapped({"id": account.id, "account_name": account.name} | kind)

    async def _get_updates(self, account: Account, parameters: Json) -> Json:
        if account.webhook is not None:
            raise Refusal(400, "Bad request: a webhook is set")
        end = asyncio.get_running_loop().time() + float(parameters.get("timeout", "30"))
        account.polls += 1
        self._announce()
        try:
            while not account.waiting:
                await self._wait_for_more(end)
        finally:
            account.polls -= 1
            account.poll_ended_at = asyncio.get_running_loop().time()
            self._announce()
        event = account.waiting.popleft()
        return _wrapped(event) if self.wraps else event

    async def _wait_for_more(self, end: float) -> None:
        left = end - asyncio.get_running_loop().time()
        if left <= 0 or self._is_stopping:
            raise Refusal(408, "Request timeout")
        with suppress(TimeoutError):
            # Of now, not of when the waiting begins: something may happen in between.
            await asyncio.wait_for(self._event.wait(), left)

    async def _set_webhook(self, account: Account, parameters: Json) -> Json:
        url, secret = parameters.get("url", ""), parameters.get("secret_token", "")
        if not url.startswith(("https://", "http://127.0.0.1")):
            raise Refusal(400, "Bad request: url must be HTTPS")
        if not 8 <= len(secret) <= 256:
            raise Refusal(400, "Bad request: secret_token must have 8 to 256 characters")
        self._stop_posting(account)
        account.webhook = Hook(url, secret)
        account.posting = asyncio.create_task(self._post_events(account, account.webhook))
        return _wrapped({"url": url, "updated_at": int(self.now() * 1000)})

    async def _delete_webhook(self, account: Account, _: Json) -> Json:
        account.webhook = None
        self._stop_posting(account)
        return _wrapped({"url": "", "updated_at": int(self.now() * 1000)})

    async def _get_webhook_info(self, account: Account, _: Json) -> Json:
        url = account.webhook.url if account.webhook else ""
        return _wrapped({"url": url, "updated_at": int(self.now() * 1000)})

    async def _send_message(self, account: Account, parameters: Json) -> Json:
        return self._accept(account, parameters, _checked_text(parameters, "text"))

    async def _send_photo(self, account: Account, parameters: Json) -> Json:
        caption = _checked_text(parameters, "caption") if "caption" in parameters else ""
        return self._accept(account, parameters, caption, await _fetched(parameters.get("photo", "")))

    def _accept(self, account: Account, parameters: Json, text: str, photo: bytes | None = None) -> Json:
        chat_id = parameters.get("chat_id", "")
        if chat_id not in account.chats:
            raise Refusal(400, "Bad request: nobody wrote from this chat")
        if len(account.sent) >= account.quota:
            raise Refusal(429, "Quota exceeded")
        sent = Sent(self.next_id(), chat_id, text, photo)
        account.sent.append(sent)
        return _wrapped({"message_id": sent.message_id, "date": int(self.now() * 1000)})

    # -- the webhook ----------------------------------------------------------------------------------

    async def _post_events(self, account: Account, hook: Hook) -> None:
        async with ClientSession(timeout=ClientTimeout(10)) as session:
            while True:
                if not account.waiting:
                    await self.next_event()
                elif await self._post(session, hook, account.waiting[0]):
                    account.waiting.popleft()
                    self.wraps = not self.wraps
                    self._announce()
                else:
                    await asyncio.sleep(REPOST_SECONDS)

    async def _post(self, session: ClientSession, hook: Hook, event: Json) -> bool:
        headers = {"X-Bot-Api-Secret-Token": hook.secret}
        with suppress(ClientError):
            body = _wrapped(event) if self.wraps else event
            async with session.post(hook.url, json=body, headers=headers) as answer:
                hook.statuses.append(answer.status)
                return answer.ok
        return False

    def _stop_posting(self, account: Account) -> None:
        if account.posting is not None:
            account.posting.cancel()
            account.posting = None


def _wrapped(result: Json) -> Json:
    return {"ok": True, "result": result}


def _as_json(body: str, status: int = 200) -> web.Response:
    return web.Response(text=body, status=status, content_type="application/json")


def _checked_text(parameters: Json, name: str) -> str:
    text: str = parameters.get(name, "")
    # Counted the strictest way there is, in UTF-16 units.
    if not text.strip() or len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise Refusal(400, f"Bad request: {name} must have 1 to {LONGEST_TEXT} characters")
    return text


async def _fetched(address: str) -> bytes:
    """The picture that Zalo fetches by its address, at once and from outside."""
    with suppress(ClientError, ValueError):
        async with ClientSession(timeout=ClientTimeout(10)) as session, session.get(address) as answer:
            content = await answer.read()
            if answer.ok and kind_of("photo.jpg", content) == "photo":
                return content
    raise Refusal(400, "Bad request: photo cannot be fetched")
