"""A small Telegram: a real HTTP server that speaks the Bot API and refuses what the real one refuses.

    async with TelegramServer() as server:
        hoa = server.person(1001, "Nguyễn Thị Hoa")
        channel = TelegramChannel(server.token, server.url)
        ...
        hoa.says("/start")
        await hoa.hears("Xin chào")
        hoa.presses("Báo cáo")

It knows people, what they were sent and what they did; a test reads as what a person sees on the phone.
"""

import asyncio
import itertools
import json
import re
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NoReturn, Self
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, web

Json = dict[str, Any]
Parameters = dict[str, Any]
Method = Callable[[Parameters], Awaitable[Any]]

TOKEN = "7000000001:AAH-a_token_for_tests_only"
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024
WEBHOOK_PORTS = (443, 80, 88, 8443)
# The real one waits longer and longer.
REPOST_SECONDS = 0.05


class Refusal(Exception):  # noqa: N818
    """An answer `{"ok": false, …}` as the Bot API gives it."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.body: Json = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.body["parameters"] = parameters


@dataclass
class Sent:
    """One message the bot sent; `text` is the caption when a file came along."""

    message_id: int
    chat_id: int
    text: str
    buttons: list[list[Json]] = field(default_factory=list)
    file_name: str | None = None
    file_content: bytes = b""

    @property
    def labels(self) -> list[list[str]]:
        """The buttons as they are seen, row by row."""
        return [[button["text"] for button in row] for row in self.buttons]


@dataclass
class Failure:
    """What happens to the next call of a method instead of an answer."""

    status: int = 500
    body: str = ""
    is_dropped: bool = False


@dataclass
class Hook:
    """A webhook and how it goes."""

    url: str
    secret: str = ""
    most_connections: int = 40
    last_error: str = ""
    last_error_at: int = 0
    statuses: list[int] = field(default_factory=list)


class Person:
    """Somebody with a phone, as seen in one chat with the bot."""

    def __init__(self, server: "TelegramServer", user: Json, chat: Json) -> None:
        self._server = server
        self._user = user
        self._chat = chat
        self._heard: set[int] = set()
        self.chat_id: int = chat["id"]

    @property
    def received(self) -> list[Sent]:
        """What the bot sent to this chat, oldest first."""
        return [sent for sent in self._server.sent if sent.chat_id == self.chat_id]

    @property
    def messages(self) -> list[str]:
        """The texts of what was received."""
        return [sent.text for sent in self.received]

    @property
    def last(self) -> str:
        """The newest text."""
        return self.messages[-1]

    @property
    def menu(self) -> list[tuple[str, str]]:
        """The commands the phone offers in this chat."""
        return self._server.menus.get(self.chat_id, [])

    def says(self, text: str) -> None:
        """Type a message; `/start CODE` is what opening an invitation link types."""
        self._posts(text=text)

    def sends_file(self, name: str, content: bytes, caption: str = "") -> None:
        """Send a document."""
        file_id = self._server.keep_file(name, content)
        document: Json = {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_name": name}
        document |= {"file_size": len(content), "mime_type": "application/octet-stream"}
        self._posts(document=document, **({"caption": caption} if caption else {}))

    def presses(self, label: str) -> None:
        """Press the button of that label, on the newest message that has it."""
        for sent in reversed(self.received):
            for button in itertools.chain(*sent.buttons):
                if button["text"] == label:
                    self._server.press(self._user, self._chat, sent, button["callback_data"])
                    return
        raise AssertionError(f"{self._name} sees no button {label!r}, only {self._seen_labels()}")

    def blocks(self) -> None:
        """Stop the bot: it hears of it once and can send nothing any more."""
        self._server.blocked.add(self.chat_id)
        self._changes_membership("member", "kicked")

    def unblocks(self) -> None:
        """Let the bot write again."""
        self._server.blocked.discard(self.chat_id)
        self._changes_membership("kicked", "member")

    def in_group(self, chat_id: int, title: str) -> "Person":
        """The same person, speaking in a group the bot is in."""
        return self._server.open_chat(self._user, {"id": chat_id, "type": "group", "title": title})

    def on(self, server: "TelegramServer") -> "Person":
        """The same person, in the same chat on another server."""
        return server.open_chat(self._user, self._chat)

    def upgrades_group(self, new_chat_id: int) -> "Person":
        """Turn this group into a supergroup: a new id, and the old one is refused."""
        self._posts(migrate_to_chat_id=new_chat_id)
        self._server.moved[self.chat_id] = new_chat_id
        return self._server.open_chat(self._user, self._chat | {"id": new_chat_id, "type": "supergroup"})

    async def hears(self, words: str, timeout: float = 30) -> str:  # noqa: ASYNC109 - reads as a sentence
        """Wait for a message that contains the words and return it; each message is heard once."""
        try:
            async with asyncio.timeout(timeout):
                return await self._listen(words)
        except TimeoutError:
            raise AssertionError(f"{self._name} did not hear {words!r} but {self.messages}") from None

    async def _listen(self, words: str) -> str:
        while True:
            for sent in self.received:
                if words in sent.text and sent.message_id not in self._heard:
                    self._heard.add(sent.message_id)
                    return sent.text
            await self._server.next_event()

    @property
    def _name(self) -> str:
        return f"{self._user['first_name']} {self._user.get('last_name', '')}".strip()

    def _seen_labels(self) -> list[list[list[str]]]:
        return [sent.labels for sent in self.received if sent.buttons]

    def _posts(self, **content: Any) -> None:
        message = {"message_id": self._server.next_id(), "date": self._server.now()}
        self._server.push(message=message | {"from": self._user, "chat": self._chat} | content)

    def _changes_membership(self, old: str, new: str) -> None:
        bot = self._server.bot_user
        change: Json = {"chat": self._chat, "from": self._user, "date": self._server.now()}
        for when, status in (("old_chat_member", old), ("new_chat_member", new)):
            change[when] = {"user": bot, "status": status}
            if status == "kicked":
                change[when]["until_date"] = 0
        self._server.push(my_chat_member=change)


class TelegramServer:
    """The Bot API for one bot on 127.0.0.1.

    Attributes:
        url: where it listens, once started.
        token: the one token it accepts.
        sent: every accepted message, oldest first.
        menus: the commands set per chat, as (name, description).
        answered: ids of the button presses whose spinner was stopped.
        webhook: where updates are posted to, oldest first, until answered 2xx; polling is refused then.
        per_second: when given, more messages than this in any one second are refused with 429.
        latency: seconds that every answer takes.
    """

    def __init__(
        self,
        token: str = TOKEN,
        username: str = "dondoc_test_bot",
        per_second: int | None = None,
        now: Callable[[], int] = lambda: int(time.time()),
    ) -> None:
        self.url = ""
        self.token = token
        self.sent: list[Sent] = []
        self.menus: dict[int, list[tuple[str, str]]] = {}
        self.answered: list[str] = []
        self.calls: list[str] = []
        self.blocked: set[int] = set()
        self.moved: dict[int, int] = {}
        self.webhook: Hook | None = None
        self.per_second = per_second
        self.latency = 0.0
        self.now = now
        self.bot_user = {"id": 7000000001, "is_bot": True, "first_name": "Đôn Đốc", "username": username}
        self._updates: list[Json] = []
        self._allowed: list[str] = []
        self._chats: dict[int, Json] = {}
        self._files: dict[str, tuple[str, bytes]] = {}
        self._presses: set[str] = set()
        self._failures: defaultdict[str, deque[Failure]] = defaultdict(deque)
        self._send_times: deque[float] = deque()
        self._current_poll: object = None
        self._is_stopping = False
        self._event = asyncio.Event()
        self._message_ids = itertools.count(1)
        self._update_ids = itertools.count(870_000_001)
        self._runner: web.AppRunner | None = None
        self._posting: asyncio.Task[None] | None = None
        self._methods: dict[str, Method] = {
            "getMe": self._get_me,
            "getWebhookInfo": self._get_webhook_info,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getUpdates": self._get_updates,
            "setMyCommands": self._set_my_commands,
            "sendMessage": self._send_message,
            "sendDocument": self._send_document,
            "editMessageText": self._edit_message_text,
            "answerCallbackQuery": self._answer_callback_query,
            "getFile": self._get_file,
        }

    # -- the test's side ------------------------------------------------------------------------------

    async def start(self, port: int = 0) -> None:
        """Listen; by default on any free port."""
        app = web.Application(client_max_size=2 * LARGEST_UPLOAD)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._is_stopping = False
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Hang up on everybody."""
        self._is_stopping = True
        self._stop_posting()
        self._announce()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.stop()

    def person(self, chat_id: int, name: str) -> Person:
        """Somebody who pressed Start in a private chat with the bot."""
        first, _, last = name.partition(" ")
        user = {"id": chat_id, "is_bot": False, "first_name": first} | ({"last_name": last} if last else {})
        return self.open_chat(user, {"id": chat_id, "type": "private", "first_name": first})

    def open_chat(self, user: Json, chat: Json) -> Person:
        """Make a chat known to the bot, seen by one of its members."""
        self._chats[chat["id"]] = chat
        return Person(self, user, chat)

    def continue_from(self, other: "TelegramServer") -> None:
        """Number messages and updates after those of a server that was there before; its chats are known."""
        self._message_ids, self._update_ids = other._message_ids, other._update_ids
        self._chats, self.menus = dict(other._chats), dict(other.menus)

    def refuse_next(self, method: str, code: int, description: str, **parameters: int) -> None:
        """Answer the next call with this error, such as 429 with `retry_after`."""
        refusal = Refusal(code, description, **parameters)
        self._failures[method].append(Failure(code, json.dumps(refusal.body)))

    def garble_next(self, method: str, status: int, body: str) -> None:
        """Answer the next call with something that is not the Bot API's, such as a gateway's error page."""
        self._failures[method].append(Failure(status, body))

    def drop_next(self, method: str) -> None:
        """Do what the next call asks, then hang up instead of answering."""
        self._failures[method].append(Failure(is_dropped=True))

    def push(self, **update: Any) -> int:
        """Queue an update of any content, unless the bot asked not to get its kind; returns its id."""
        update_id = next(self._update_ids)
        if not self._allowed or set(update) & set(self._allowed):
            self._updates.append({"update_id": update_id} | update)
            self._announce()
        return update_id

    def press(self, user: Json, chat: Json, sent: Sent, says: str) -> None:
        """Queue the press of a button."""
        query_id = str(4_000_000_000_000 + self.next_id())
        self._presses.add(query_id)
        message = self._as_message(sent) | {"chat": chat}
        query = {"id": query_id, "from": user, "message": message, "chat_instance": "1", "data": says}
        self.push(callback_query=query)

    def keep_file(self, name: str, content: bytes) -> str:
        """Store a file the bot may fetch; returns its id."""
        file_id = f"BQACAgUAAx{len(self._files):04d}"
        self._files[file_id] = (f"documents/file_{len(self._files)}.{name.rpartition('.')[2]}", content)
        return file_id

    @property
    def unconfirmed(self) -> list[int]:
        """The ids of the updates the bot has not confirmed yet."""
        return [update["update_id"] for update in self._updates]

    async def all_confirmed(self, seconds: float = 30) -> None:
        """Wait until the bot has taken everything there is."""
        async with asyncio.timeout(seconds):
            while self._updates:
                await self.next_event()

    def next_id(self) -> int:
        """A new message id."""
        return next(self._message_ids)

    async def next_event(self) -> None:
        """Wait until something comes in or goes out."""
        await self._event.wait()

    def _announce(self) -> None:
        """Wake everybody who waits; those who come later wait for the next time."""
        self._event.set()
        self._event = asyncio.Event()

    # -- the door -------------------------------------------------------------------------------------

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            if request.match_info["token"] != self.token:
                raise Refusal(401, "Unauthorized")
            if method not in self._methods:
                raise Refusal(404, "Not Found")
            parameters = await _read_parameters(request)
            return await self._answer(request, method, parameters)
        except Refusal as refusal:
            return web.json_response(refusal.body, status=refusal.code)

    async def _answer(self, request: web.Request, method: str, parameters: Parameters) -> web.StreamResponse:
        failure = self._failures[method].popleft() if self._failures[method] else None
        await asyncio.sleep(self.latency)
        if failure is not None and not failure.is_dropped:
            return web.Response(text=failure.body, status=failure.status, content_type="application/json")
        self.calls.append(method)
        result = await self._methods[method](parameters)
        self._announce()
        if failure is not None and request.transport is not None:
            request.transport.abort()
        return web.json_response({"ok": True, "result": result})

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] == self.token:
            for path, content in self._files.values():
                if path == request.match_info["path"]:
                    return web.Response(body=content)
        return web.json_response(Refusal(404, "Not Found").body, status=404)

    # -- the methods ----------------------------------------------------------------------------------

    async def _get_me(self, _: Parameters) -> Json:
        abilities = {"can_join_groups": True, "can_read_all_group_messages": False}
        return self.bot_user | abilities | {"supports_inline_queries": False}

    async def _get_webhook_info(self, _: Parameters) -> Json:
        hook = self.webhook or Hook("")
        told: Json = {"url": hook.url, "has_custom_certificate": False}
        told["pending_update_count"] = len(self._updates)
        if hook.last_error:
            told |= {"last_error_date": hook.last_error_at, "last_error_message": hook.last_error}
        return told

    async def _set_webhook(self, parameters: Parameters) -> bool:
        url = _checked_webhook_url(_required(parameters, "url", "bad webhook: URL is not specified"))
        hook = Hook(url, parameters.get("secret_token", ""), int(parameters.get("max_connections", 40)))
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", hook.secret):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        if not 1 <= hook.most_connections <= 100:
            raise Refusal(400, "Bad Request: max_connections must be between 1 and 100")
        if "allowed_updates" in parameters:
            self._allowed = json.loads(parameters["allowed_updates"])
        self._stop_posting()
        self.webhook, self._current_poll = hook, object()
        self._posting = asyncio.create_task(self._post_updates(hook))
        return True

    async def _delete_webhook(self, parameters: Parameters) -> bool:
        self.webhook = None
        self._stop_posting()
        if parameters.get("drop_pending_updates") == "true":
            self._updates.clear()
        return True

    async def _get_updates(self, parameters: Parameters) -> list[Json]:
        if self.webhook is not None:
            reason = "can't use getUpdates method while webhook is active"
            raise Refusal(409, f"Conflict: {reason}; use deleteWebhook to delete the webhook first")
        if "allowed_updates" in parameters:
            self._allowed = json.loads(parameters["allowed_updates"])
        self._confirm(int(parameters.get("offset", 0)))
        poll = self._current_poll = object()
        self._announce()
        await self._wait_for_updates(poll, float(parameters.get("timeout", 0)))
        return self._updates[: int(parameters.get("limit", 100))]

    async def _wait_for_updates(self, poll: object, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while not self._updates and not self._is_stopping and loop.time() < end:
            try:
                # The event of now: one asked for a moment later may be the one after what just came in.
                await asyncio.wait_for(self._event.wait(), end - loop.time())
            except TimeoutError:
                return
            if poll is not self._current_poll:
                if self.webhook is not None:
                    raise Refusal(409, "Conflict: terminated by setWebhook request")
                reason = "terminated by other getUpdates request"
                raise Refusal(409, f"Conflict: {reason}; make sure that only one bot instance is running")

    def _confirm(self, offset: int) -> None:
        """Forget what is below the offset; a negative one keeps only the newest."""
        if offset < 0:
            self._updates = self._updates[offset:]
        elif offset:
            self._updates = [update for update in self._updates if update["update_id"] >= offset]
        self._announce()

    async def _set_my_commands(self, parameters: Parameters) -> bool:
        commands = json.loads(_required(parameters, "commands", "commands are empty"))
        scope = json.loads(parameters.get("scope", '{"type": "default"}'))
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        chat = self._known_chat(scope["chat_id"])["id"] if scope["type"] == "chat" else 0
        self.menus[chat] = [(command["command"], command["description"]) for command in commands]
        return True

    async def _send_message(self, parameters: Parameters) -> Json:
        chat = self._open_chat_of(parameters)
        text = _checked_text(parameters)
        return self._accept(chat, text, _checked_buttons(parameters))

    async def _send_document(self, parameters: Parameters) -> Json:
        chat = self._open_chat_of(parameters)
        upload = parameters.get("document")
        if not isinstance(upload, Upload):
            raise Refusal(400, "Bad Request: there is no document in the request")
        if not upload.content:
            raise Refusal(400, "Bad Request: file must be non-empty")
        if len(upload.content) > LARGEST_UPLOAD:
            raise Refusal(413, "Request Entity Too Large")
        caption = parameters.get("caption", "")
        if _length(caption) > LONGEST_CAPTION:
            raise Refusal(400, "Bad Request: message caption is too long")
        return self._accept(chat, caption, _checked_buttons(parameters), upload)

    async def _edit_message_text(self, parameters: Parameters) -> Json:
        chat = self._open_chat_of(parameters)
        text, buttons = _checked_text(parameters), _checked_buttons(parameters)
        for sent in self.sent:
            if (str(sent.message_id), sent.chat_id) == (parameters.get("message_id"), chat["id"]):
                if (sent.text, sent.buttons) == (text, buttons):
                    _refuse_unchanged()
                sent.text, sent.buttons = text, buttons
                return self._as_message(sent)
        raise Refusal(400, "Bad Request: message to edit not found")

    async def _answer_callback_query(self, parameters: Parameters) -> bool:
        query_id = _required(parameters, "callback_query_id", "query ID is invalid")
        if query_id not in self._presses:
            reason = "query is too old and response timeout expired or query ID is invalid"
            raise Refusal(400, f"Bad Request: {reason}")
        self._presses.discard(query_id)
        self.answered.append(query_id)
        return True

    async def _get_file(self, parameters: Parameters) -> Json:
        file_id = _required(parameters, "file_id", "file_id not specified")
        if file_id not in self._files:
            raise Refusal(400, "Bad Request: invalid file_id")
        path, content = self._files[file_id]
        if len(content) > LARGEST_DOWNLOAD:
            raise Refusal(400, "Bad Request: file is too big")
        found = {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(content)}
        return found | {"file_path": path}

    # -- the webhook ----------------------------------------------------------------------------------

    async def _post_updates(self, hook: Hook) -> None:
        async with ClientSession(timeout=ClientTimeout(10)) as session:
            while True:
                if not self._updates:
                    await self.next_event()
                elif await self._post_update(session, hook, self._updates[0]):
                    self._confirm(self._updates[0]["update_id"] + 1)
                else:
                    await asyncio.sleep(REPOST_SECONDS)

    async def _post_update(self, session: ClientSession, hook: Hook, update: Json) -> bool:
        """Whether it was taken; what the answer asks to be called is called."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        problem = "Connection refused"
        with suppress(ClientError):
            async with session.post(hook.url, json=update, headers=headers) as answer:
                hook.statuses.append(answer.status)
                if answer.ok:
                    await self._call_back(await answer.read())
                    return True
                problem = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        hook.last_error, hook.last_error_at = problem, self.now()
        self._announce()
        return False

    async def _call_back(self, body: bytes) -> None:
        """A webhook may answer with one call; nobody is told what became of it."""
        if body:
            call = json.loads(body)
            with suppress(Refusal):
                await self._methods[call.pop("method")](call)

    def _stop_posting(self) -> None:
        if self._posting is not None:
            self._posting.cancel()
            self._posting = None

    # -- what the methods share -----------------------------------------------------------------------

    def _open_chat_of(self, parameters: Parameters) -> Json:
        """The chat to send to, if it takes messages and the bot is not too fast."""
        chat = self._known_chat(_required(parameters, "chat_id", "chat_id is empty"))
        if chat["id"] in self.moved:
            reason = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, reason, migrate_to_chat_id=self.moved[chat["id"]])
        if chat["id"] in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        self._limit_speed()
        return chat

    def _known_chat(self, chat_id: str | int) -> Json:
        for known, chat in self._chats.items():
            if str(known) == str(chat_id):
                return chat
        raise Refusal(400, "Bad Request: chat not found")

    def _limit_speed(self) -> None:
        if self.per_second is None:
            return
        now = asyncio.get_running_loop().time()
        while self._send_times and self._send_times[0] <= now - 1:
            self._send_times.popleft()
        if len(self._send_times) >= self.per_second:
            raise Refusal(429, "Too Many Requests: retry after 1", retry_after=1)
        self._send_times.append(now)

    def _accept(self, chat: Json, text: str, buttons: list[list[Json]], file: "Upload | None" = None) -> Json:
        sent = Sent(self.next_id(), chat["id"], text, buttons)
        if file is not None:
            sent.file_name, sent.file_content = file.name, file.content
        self.sent.append(sent)
        return self._as_message(sent)

    def _as_message(self, sent: Sent) -> Json:
        message: Json = {"message_id": sent.message_id, "date": self.now(), "from": self.bot_user}
        message["chat"] = self._chats[sent.chat_id]
        if sent.buttons:
            message["reply_markup"] = {"inline_keyboard": sent.buttons}
        if sent.file_name is None:
            return message | {"text": sent.text}
        document = {"file_id": f"out{sent.message_id}", "file_unique_id": f"u{sent.message_id}"}
        caption = {"caption": sent.text} if sent.text else {}
        return message | {"document": document | {"file_name": sent.file_name}} | caption


@dataclass(frozen=True)
class Upload:
    """A file in a multipart request."""

    name: str
    content: bytes


async def _read_parameters(request: web.Request) -> Parameters:
    """Parameters may come in the URL, as a form, as multipart or as JSON, as the Bot API allows."""
    parameters: Parameters = dict(request.query)
    if request.content_type == "application/json":
        sent = await request.json()
        return parameters | {k: v if isinstance(v, str) else json.dumps(v) for k, v in sent.items()}
    for name, value in (await request.post()).items():
        parameters[name] = value
        if isinstance(value, web.FileField):
            with value.file:
                parameters[name] = Upload(value.filename, value.file.read())
    return parameters


def _checked_webhook_url(url: str) -> str:
    """HTTPS on the allowed ports; this machine may do without, as a local Bot API server allows."""
    address = urlsplit(url)
    if address.hostname == "127.0.0.1":
        return url
    if address.scheme != "https":
        raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    if (address.port or 443) not in WEBHOOK_PORTS:
        ports = "80, 88, 443 or 8443"
        raise Refusal(400, f"Bad Request: bad webhook: Webhook can be set up only on ports {ports}")
    return url


def _required(parameters: Parameters, name: str, complaint: str) -> str:
    if not parameters.get(name):
        raise Refusal(400, f"Bad Request: {complaint}")
    value: str = parameters[name]
    return value


def _checked_text(parameters: Parameters) -> str:
    text = _required(parameters, "text", "message text is empty")
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if _length(text) > LONGEST_TEXT:
        raise Refusal(400, "Bad Request: message is too long")
    return text


def _checked_buttons(parameters: Parameters) -> list[list[Json]]:
    markup = json.loads(parameters.get("reply_markup", "{}"))
    rows: list[list[Json]] = markup.get("inline_keyboard", [])
    for button in itertools.chain(*rows):
        if not button.get("text", "").strip():
            raise Refusal(400, "Bad Request: can't parse inline keyboard button: text must be non-empty")
        if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return rows


def _length(text: str) -> int:
    """Counted the strictest way there is, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _refuse_unchanged() -> NoReturn:
    reason = "message is not modified: specified new message content and reply markup are exactly the same"
    raise Refusal(400, f"Bad Request: {reason} as a current content and reply markup of the message")
