"""The Telegram channel against a real HTTP server that speaks the Bot API."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import structlog
from telegram import Update
from telegram.error import NetworkError, TimedOut

from channels.base import ChannelUnavailable, FileToSend, SendError
from channels.telegram import polling
from channels.telegram.channel import TelegramChannel
from channels.telegram.connection import open_bot
from channels.telegram.errors import to_send_error
from channels.telegram.incoming import AttachedFile, attached_file, read_update
from channels.telegram.outgoing import split_text
from domain.messages import Choice, Incoming, Reply
from tests.telegram_server import Person, TelegramServer

SENT_AT = datetime(2026, 6, 26, 8, 30, tzinfo=UTC)
HOA = {"id": 1001, "is_bot": False, "first_name": "Nguyễn", "last_name": "Thị Hoa", "language_code": "vi"}
BOT = {"id": 7000000001, "is_bot": True, "first_name": "Đôn Đốc", "username": "dondoc_test_bot"}
PRIVATE = {"id": 1001, "type": "private", "first_name": "Nguyễn", "last_name": "Thị Hoa"}
GROUP = {"id": -4001, "type": "group", "title": "Ban Chỉ huy"}
PLAN_FILE = {"file_id": "BQACAg", "file_unique_id": "AgAD", "file_name": "ke-hoach.xlsx", "file_size": 9000}
PHOTO_SIZES = [
    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 60, "file_size": 900},
    {"file_id": "large", "file_unique_id": "l", "width": 1280, "height": 853, "file_size": 90_000},
]
REPORT = FileToSend(5, "Báo cáo tuần.xlsx", "application/vnd.ms-excel", b"PK\x03\x04 content")


class Inbox:
    """Stores what comes in, as the application would, and fails when it is told to."""

    def __init__(self) -> None:
        self.stored: list[Incoming] = []
        self.attempts: list[Incoming] = []
        self.is_broken = False
        self._event = asyncio.Event()

    async def receive(self, messages: Sequence[Incoming]) -> int:
        self.attempts += messages
        self._event.set()
        if self.is_broken:
            raise OSError("database is locked")
        known = {message.message_id for message in self.stored}
        new = [message for message in messages if message.message_id not in known]
        self.stored += new
        return len(new)

    async def holds(self, count: int) -> list[Incoming]:
        await self._wait(lambda: len(self.stored) >= count)
        return self.stored

    async def was_tried(self, times: int) -> None:
        await self._wait(lambda: len(self.attempts) >= times)

    async def _wait(self, is_there: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not is_there():
                await self._event.wait()
                self._event.clear()


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "FIRST_WAIT", 0.02)
    monkeypatch.setattr(polling, "LONGEST_WAIT", 0.1)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(now=lambda: int(SENT_AT.timestamp())) as server:
        yield server


@pytest.fixture
def hoa(server: TelegramServer) -> Person:
    return server.person(1001, "Nguyễn Thị Hoa")


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def channel(server: TelegramServer, inbox: Inbox) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(server.token, server.url)
    await channel.start(inbox.receive)
    yield channel
    await channel.stop()


async def eventually(is_true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not is_true():  # noqa: ASYNC110 - watches the channel and the server from outside
            await asyncio.sleep(0.01)


async def refusal_of(sending: Awaitable[object]) -> SendError:
    with pytest.raises(SendError) as raised:
        await sending
    return raised.value


# -- what comes in: recorded updates, expected Incoming -----------------------------------------------


def message(**content: Any) -> dict[str, Any]:
    stamp = int(SENT_AT.timestamp())
    return {
        "update_id": 870,
        "message": {"message_id": 7, "date": stamp, "from": HOA, "chat": PRIVATE} | content,
    }


def press(**content: Any) -> dict[str, Any]:
    query = {"id": "43", "from": HOA, "chat_instance": "1", "data": "/report 12"}
    return {"update_id": 870, "callback_query": query | content}


def membership(status: str, chat: dict[str, Any]) -> dict[str, Any]:
    member: dict[str, Any] = {"user": BOT, "status": status}
    gone = member | ({"until_date": 0} if status == "kicked" else {})
    change = {"chat": chat, "from": HOA, "date": int(SENT_AT.timestamp())}
    was = {"user": BOT, "status": "member"}
    return {"update_id": 870, "my_chat_member": change | {"old_chat_member": was, "new_chat_member": gone}}


def from_hoa(text: str, kind: str = "text", chat_id: str = "1001", **more: Any) -> Incoming:
    return Incoming("telegram", "870", chat_id, text, "Nguyễn Thị Hoa", kind, **({"sent_at": SENT_AT} | more))


BOT_MESSAGE = {"message_id": 6, "date": 1782462600, "from": BOT, "chat": GROUP, "text": "Chọn đơn vị"}
TOO_OLD_MESSAGE = {"message_id": 6, "date": 0, "chat": PRIVATE}
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}
STICKER = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 9, "height": 9}
STICKER |= {"is_animated": False, "is_video": False}

UPDATES = {
    "a text": (message(text="đã xong 12 người"), from_hoa("đã xong 12 người")),
    "an invitation link": (message(text="/start K7XM"), from_hoa("/start K7XM")),
    "a text in a group": (message(chat=GROUP, text="xong"), from_hoa("xong", chat_id="-4001")),
    "a command to this bot by name": (
        message(chat=GROUP, text="/report@DonDoc_test_bot 12"),
        from_hoa("/report 12", chat_id="-4001"),
    ),
    "a command to another bot": (message(chat=GROUP, text="/report@other_bot 12"), None),
    "a document with a caption": (
        message(document=PLAN_FILE, caption="Kế hoạch quý 3"),
        from_hoa("Kế hoạch quý 3", "file"),
    ),
    "a photo without a caption": (message(photo=PHOTO_SIZES), from_hoa("", "file")),
    "a pressed button": (press(message=BOT_MESSAGE), from_hoa("/report 12", "choice", "-4001", sent_at=None)),
    "a button on a very old message": (
        press(message=TOO_OLD_MESSAGE),
        from_hoa("/report 12", "choice", sent_at=None),
    ),
    "a button without its message": (press(), from_hoa("/report 12", "choice", sent_at=None)),
    "a button that says nothing": (press(data=None, game_short_name="g"), None),
    "a block": (membership("kicked", PRIVATE), from_hoa("", "blocked")),
    "an unblock": (membership("member", PRIVATE), None),
    "being thrown out of a group": (membership("kicked", GROUP), None),
    "a group's upgrade": (
        message(chat=GROUP, migrate_to_chat_id=-1004001),
        from_hoa("", "migrated", "-4001", new_chat_id="-1004001"),
    ),
    "a sticker": (message(sticker=STICKER), from_hoa("", "unsupported")),
    "a voice message": (message(voice=VOICE), from_hoa("", "unsupported")),
    "a location": (message(location={"latitude": 21.0, "longitude": 105.8}), from_hoa("", "unsupported")),
    "a new group member": (message(chat=GROUP, new_chat_members=[BOT]), None),
    "an edited text": ({"update_id": 870, "edited_message": message(text="sửa")["message"]}, None),
    "a kind of update invented later": ({"update_id": 870, "telepathy": {}}, None),
}


@pytest.mark.parametrize(("recorded", "expected"), UPDATES.values(), ids=UPDATES.keys())
def test_each_kind_of_update_is_translated(recorded: dict[str, Any], expected: Incoming | None) -> None:
    update = Update.de_json(json.loads(json.dumps(recorded)), None)
    assert read_update(update, "dondoc_test_bot") == expected


def test_a_message_without_a_person_is_named_after_its_group() -> None:
    update = Update.de_json(message(chat=GROUP, text="thông báo", **{"from": None}), None)
    incoming = read_update(update, "dondoc_test_bot")
    assert incoming is not None
    assert incoming.sender_name == "Ban Chỉ huy"


FILES = {
    "a document": (
        message(document=PLAN_FILE),
        ("BQACAg", "ke-hoach.xlsx", "application/octet-stream", 9000),
    ),
    "a document without a name": (
        message(document={"file_id": "x", "file_unique_id": "y", "mime_type": "text/csv"}),
        ("x", "document", "text/csv", 0),
    ),
    "the largest size of a photo": (
        message(photo=PHOTO_SIZES),
        ("large", "photo.jpg", "image/jpeg", 90_000),
    ),
}


@pytest.mark.parametrize(("recorded", "expected"), FILES.values(), ids=FILES.keys())
def test_the_file_to_fetch_is_found(recorded: dict[str, Any], expected: tuple[str, str, str, int]) -> None:
    assert attached_file(Update.de_json(recorded, None)) == AttachedFile(*expected)


# -- taking messages in -------------------------------------------------------------------------------


async def test_a_text_comes_in_and_is_confirmed(
    server: TelegramServer, hoa: Person, inbox: Inbox, channel: TelegramChannel
) -> None:
    hoa.says("đã xong")
    [incoming] = await inbox.holds(1)
    assert (incoming.text, incoming.chat_id, incoming.sent_at) == ("đã xong", "1001", SENT_AT)
    await eventually(lambda: server.unconfirmed == [])
    assert (channel.username, channel.problem) == ("dondoc_test_bot", "")


async def test_what_was_sent_while_the_bot_was_off_comes_in_order(
    server: TelegramServer, hoa: Person, inbox: Inbox, request: pytest.FixtureRequest
) -> None:
    for number in range(150):
        hoa.says(f"tin {number}")
    channel = TelegramChannel(server.token, server.url)
    await channel.start(inbox.receive)
    stored = await inbox.holds(150)
    assert [incoming.text for incoming in stored] == [f"tin {number}" for number in range(150)]
    await channel.stop()


async def test_an_update_is_confirmed_only_after_it_is_stored(server: TelegramServer, hoa: Person) -> None:
    reached, may_go_on = asyncio.Event(), asyncio.Event()

    async def store_slowly(incoming: Incoming) -> bool:
        reached.set()
        await may_go_on.wait()
        return True

    channel = TelegramChannel(server.token, server.url)
    await channel.start(store_slowly)
    hoa.says("đã xong")
    await asyncio.wait_for(reached.wait(), 5)
    assert len(server.unconfirmed) == 1
    may_go_on.set()
    await eventually(lambda: server.unconfirmed == [])
    await channel.stop()


async def test_what_cannot_be_stored_comes_again(
    server: TelegramServer, hoa: Person, inbox: Inbox, channel: TelegramChannel
) -> None:
    hoa.says("một")
    await inbox.holds(1)
    inbox.is_broken = True
    hoa.says("hai")
    await inbox.was_tried(3)
    assert channel.problem == "received messages cannot be stored"
    assert len(server.unconfirmed) == 1
    inbox.is_broken = False
    hoa.says("ba")
    assert [incoming.text for incoming in await inbox.holds(3)] == ["một", "hai", "ba"]
    await eventually(lambda: channel.problem == "")


async def test_what_was_not_stored_before_a_crash_comes_after_it(
    server: TelegramServer, hoa: Person, inbox: Inbox
) -> None:
    reached = asyncio.Event()

    async def crash(incoming: Incoming) -> bool:
        reached.set()
        return await asyncio.Future()

    killed = TelegramChannel(server.token, server.url)
    await killed.start(crash)
    hoa.says("đã xong")
    await asyncio.wait_for(reached.wait(), 5)
    await killed.stop()

    restarted = TelegramChannel(server.token, server.url)
    await restarted.start(inbox.receive)
    assert [incoming.text for incoming in await inbox.holds(1)] == ["đã xong"]
    await restarted.stop()


async def test_an_update_nobody_can_read_is_skipped(
    server: TelegramServer, hoa: Person, inbox: Inbox, channel: TelegramChannel
) -> None:
    with structlog.testing.capture_logs() as logs:
        broken = server.push(message={"message_id": "?", "chat": 12})
        hoa.says("đã xong")
        await inbox.holds(1)
    assert [incoming.text for incoming in inbox.stored] == ["đã xong"]
    assert [(log["event"], log["update_id"]) for log in logs] == [("update_skipped", broken)]


async def test_a_press_says_the_choice_and_stops_the_spinner(
    server: TelegramServer, hoa: Person, inbox: Inbox, channel: TelegramChannel
) -> None:
    await channel.send("1001", Reply("Chọn việc", (Choice("Báo cáo", "/report 12"),)), None)
    hoa.presses("Báo cáo")
    [incoming] = await inbox.holds(1)
    assert (incoming.kind, incoming.text) == ("choice", "/report 12")
    await eventually(lambda: len(server.answered) == 1)


async def test_a_press_counts_although_its_spinner_cannot_be_stopped(
    server: TelegramServer, hoa: Person, inbox: Inbox, channel: TelegramChannel
) -> None:
    await channel.send("1001", Reply("Chọn việc", (Choice("Báo cáo", "/report 12"),)), None)
    server.refuse_next("answerCallbackQuery", 400, "Bad Request: query is too old")
    hoa.presses("Báo cáo")
    hoa.says("tiếp")
    assert [incoming.text for incoming in await inbox.holds(2)] == ["/report 12", "tiếp"]


async def test_a_file_comes_in_whole(hoa: Person, inbox: Inbox, channel: TelegramChannel) -> None:
    hoa.sends_file("kế hoạch.xlsx", b"PK\x03\x04" * 1000, "Kế hoạch quý 3")
    [incoming] = await inbox.holds(1)
    assert incoming.file is not None
    assert (incoming.kind, incoming.text, incoming.file.name) == ("file", "Kế hoạch quý 3", "kế hoạch.xlsx")
    assert incoming.file.content == b"PK\x03\x04" * 1000


async def test_a_file_that_cannot_be_had_comes_without_content(
    server: TelegramServer, hoa: Person, inbox: Inbox, channel: TelegramChannel
) -> None:
    hoa.sends_file("quá lớn.zip", bytes(20 * 1024 * 1024 + 1))
    server.refuse_next("getFile", 400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    hoa.sends_file("đã mất.xlsx", b"PK")
    assert [(incoming.kind, incoming.file) for incoming in await inbox.holds(2)] == [("file", None)] * 2


async def test_a_block_comes_in_once(hoa: Person, inbox: Inbox, channel: TelegramChannel) -> None:
    hoa.blocks()
    hoa.unblocks()
    hoa.says("/start")
    assert [incoming.kind for incoming in await inbox.holds(2)] == ["blocked", "text"]


# -- polling in bad weather ---------------------------------------------------------------------------


async def test_polling_goes_on_after_an_outage(
    server: TelegramServer, hoa: Person, inbox: Inbox, channel: TelegramChannel
) -> None:
    port = int(server.url.rpartition(":")[2])
    await server.stop()
    await eventually(lambda: "ConnectError" in channel.problem)
    await server.start(port)
    await eventually(lambda: channel.problem == "")
    hoa.says("có mạng rồi")
    await inbox.holds(1)


@pytest.mark.parametrize("status", [429, 500, 502])
async def test_polling_goes_on_after_an_error(
    server: TelegramServer, hoa: Person, inbox: Inbox, channel: TelegramChannel, status: int
) -> None:
    server.garble_next("getUpdates", status, "<html>Bad Gateway</html>")
    server.garble_next("getUpdates", 200, '{"ok": false}')
    server.garble_next("getUpdates", 200, "<html>please sign in</html>")
    hoa.says("một")
    await inbox.holds(1)
    hoa.says("hai")
    assert [incoming.text for incoming in await inbox.holds(2)] == ["một", "hai"]


async def test_a_second_poller_is_an_error_until_it_goes(
    server: TelegramServer, hoa: Person, inbox: Inbox, channel: TelegramChannel
) -> None:
    with structlog.testing.capture_logs() as logs:
        async with open_bot(server.token, server.url) as stranger:
            await eventually(lambda: "getUpdates" in server.calls or channel.problem != "")
            await stranger.raw_updates(None, 0)
            await eventually(lambda: channel.problem != "")
    assert channel.problem == "another process polls Telegram with the same bot token"
    assert logs[0]["log_level"] == "error"
    hoa.says("đã xong")
    await inbox.holds(1)
    await eventually(lambda: channel.problem == "")


async def test_a_webhook_left_behind_is_removed(server: TelegramServer, hoa: Person, inbox: Inbox) -> None:
    server.webhook_url = "https://old.example.vn/hook"
    channel = TelegramChannel(server.token, server.url)
    await channel.start(inbox.receive)
    hoa.says("đã xong")
    await inbox.holds(1)
    await channel.stop()


async def test_a_stopped_channel_is_quick_and_can_start_again(
    server: TelegramServer, hoa: Person, inbox: Inbox, channel: TelegramChannel
) -> None:
    async with asyncio.timeout(2):
        await channel.stop()
    assert channel.problem == "not started"
    assert (await refusal_of(channel.send("1001", Reply("Chào"), None))).reason == "not_started"
    await channel.start(inbox.receive)
    hoa.says("đã xong")
    await inbox.holds(1)


# -- starting -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "complaint"),
    [
        ("7000000001:AAH-of_another_bot", "Telegram refused the bot token: check that it was copied whole"),
        ("", "no Telegram bot token is set"),
    ],
)
async def test_a_wrong_token_is_told_without_showing_it(
    server: TelegramServer, inbox: Inbox, token: str, complaint: str
) -> None:
    channel = TelegramChannel(token, server.url)
    with pytest.raises(ChannelUnavailable) as raised:
        await channel.start(inbox.receive)
    assert str(raised.value) == complaint
    await channel.stop()


async def test_an_unreachable_server_is_named(server: TelegramServer, inbox: Inbox) -> None:
    await server.stop()
    with pytest.raises(ChannelUnavailable) as raised:
        await TelegramChannel(server.token, server.url).start(inbox.receive)
    assert str(raised.value).startswith(f"cannot reach {server.url}: ConnectError")
    assert server.token not in str(raised.value)


async def test_the_token_is_in_no_log_and_no_error(
    server: TelegramServer,
    hoa: Person,
    inbox: Inbox,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    channel = TelegramChannel(server.token, server.url)
    await channel.start(inbox.receive)
    inbox.is_broken = True
    hoa.sends_file("ke-hoach.xlsx", b"PK")
    await inbox.was_tried(2)
    server.refuse_next("sendMessage", 401, "Unauthorized")
    server.refuse_next("sendMessage", 400, f"Bad Request: what is /bot{server.token}/sendMessage")
    errors = [await refusal_of(channel.send("1001", Reply("Chào"), None)) for _ in range(2)]
    await server.stop()
    errors.append(await refusal_of(channel.send("1001", Reply("Chào", menu=(("help", "Trợ giúp"),)), None)))
    await eventually(lambda: "ConnectError" in channel.problem)
    problem = channel.problem
    await channel.stop()
    logged = caplog.text + "".join(capfd.readouterr())
    assert "message_not_stored" in logged
    assert "menu_not_set" in logged
    assert [error.reason for error in errors][::2] == ["bad_token", "unreachable"]
    # A traceback that shows local variables would show the URLs of the library's own errors.
    assert all(error.__suppress_context__ for error in errors)
    assert not any(server.token.partition(":")[2] in text for text in [logged, problem, *map(str, errors)])


# -- sending ------------------------------------------------------------------------------------------


async def test_a_text_is_sent_as_it_is(server: TelegramServer, hoa: Person, channel: TelegramChannel) -> None:
    message_id = await channel.send("1001", Reply("Hạn <b>26.6</b> & *15.7*"), None)
    assert hoa.messages == ["Hạn <b>26.6</b> & *15.7*"]
    assert message_id == str(server.sent[-1].message_id)


async def test_choices_become_buttons_one_under_the_other(hoa: Person, channel: TelegramChannel) -> None:
    long_label = "Tập huấn nghiệp vụ công tác đảng, công tác chính trị năm 2026 cho cán bộ"
    choices = (Choice("Báo cáo", "/report 12"), Choice(long_label, "/report 13"))
    await channel.send("1001", Reply("Chọn việc", choices), None)
    [[first], [second]] = hoa.received[-1].labels
    assert first == "Báo cáo"
    assert len(second) <= 60
    assert second.endswith("…")


async def test_short_choices_stand_in_pairs(hoa: Person, channel: TelegramChannel) -> None:
    choices = tuple(Choice(label, f"={label}") for label in ("Có", "Không", "Hủy"))
    await channel.send("1001", Reply("Gửi báo cáo?", choices), None)
    assert hoa.received[-1].labels == [["Có", "Không"], ["Hủy"]]


async def test_a_choice_may_say_64_bytes_and_no_more(hoa: Person, channel: TelegramChannel) -> None:
    await channel.send("1001", Reply("Chọn", (Choice("Vừa", "ế" * 21 + "x"),)), None)
    assert hoa.received[-1].buttons[0][0]["callback_data"] == "ế" * 21 + "x"
    with pytest.raises(ValueError, match="too much"):
        Choice("Dài", "ế" * 22)


async def test_a_long_text_is_cut_between_paragraphs_with_buttons_on_the_last_part(
    hoa: Person, channel: TelegramChannel
) -> None:
    paragraphs = [f"Đơn vị {number}: " + "đã học đủ. " * 60 for number in range(12)]
    text = "\n\n".join(paragraph.strip() for paragraph in paragraphs)
    message_id = await channel.send("1001", Reply(text, (Choice("Xem", "/summary"),)), None)
    assert "\n\n".join(hoa.messages) == text
    assert [bool(sent.buttons) for sent in hoa.received] == [False, True]
    assert message_id == str(hoa.received[-1].message_id)


@pytest.mark.parametrize("text", ["chữ " * 3000, "x" * 9000, "😀" * 5000, "Câu một. " * 1000, ""])
def test_no_part_of_a_long_text_is_too_long_and_nothing_is_lost(text: str) -> None:
    parts = split_text(text)
    assert all(len(part.encode("utf-16-le")) <= 2 * 4096 for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


async def test_a_file_is_sent_with_its_caption_and_buttons(hoa: Person, channel: TelegramChannel) -> None:
    await channel.send("1001", Reply("Báo cáo tuần này", (Choice("Xem", "/summary"),), file_id=5), REPORT)
    [sent] = hoa.received
    assert (sent.text, sent.file_name, sent.file_content) == ("Báo cáo tuần này", REPORT.name, REPORT.content)
    assert sent.labels == [["Xem"]]


async def test_a_text_too_long_for_a_caption_goes_before_the_file(
    hoa: Person, channel: TelegramChannel
) -> None:
    text = "Kính gửi đồng chí. " * 60
    await channel.send("1001", Reply(text.strip(), file_id=5), REPORT)
    assert [(sent.text, sent.file_name) for sent in hoa.received] == [
        (text.strip(), None),
        ("", REPORT.name),
    ]


async def test_a_menu_is_set_before_the_message(hoa: Person, channel: TelegramChannel) -> None:
    await channel.send("1001", Reply("Đã đăng ký", menu=(("report", "Báo cáo"), ("/help", "Trợ giúp"))), None)
    assert hoa.menu == [("report", "Báo cáo"), ("help", "Trợ giúp")]
    assert hoa.last == "Đã đăng ký"


async def test_a_menu_may_come_alone_and_may_be_empty(hoa: Person, channel: TelegramChannel) -> None:
    await channel.send("1001", Reply("Chào", menu=(("help", "Trợ giúp"),)), None)
    assert await channel.send("1001", Reply("", menu=()), None) is None
    assert (hoa.menu, hoa.messages) == ([], ["Chào"])


async def test_a_menu_that_is_refused_does_not_hold_up_the_message(
    hoa: Person, channel: TelegramChannel
) -> None:
    await channel.send("1001", Reply("Chào", menu=(("Báo-cáo", "Báo cáo"),)), None)
    assert (hoa.menu, hoa.messages) == ([], ["Chào"])


# -- sends that fail ----------------------------------------------------------------------------------


def outcome(error: SendError) -> tuple[str, bool, bool, bool]:
    return error.reason, error.is_permanent, error.is_address_dead, error.is_uncertain


async def test_somebody_who_blocked_the_bot_is_unreachable_until_they_return(
    hoa: Person, channel: TelegramChannel
) -> None:
    hoa.blocks()
    error = await refusal_of(channel.send("1001", Reply("Nhắc hạn"), None))
    assert outcome(error) == ("blocked", True, True, False)
    hoa.unblocks()
    await channel.send("1001", Reply("Nhắc hạn"), None)
    assert hoa.last == "Nhắc hạn"


async def test_an_unknown_chat_is_a_dead_address(channel: TelegramChannel) -> None:
    error = await refusal_of(channel.send("999", Reply("Chào", menu=(("help", "Trợ giúp"),)), None))
    assert outcome(error) == ("chat_not_found", True, True, False)


async def test_a_group_that_moved_tells_its_new_id(
    hoa: Person, inbox: Inbox, channel: TelegramChannel
) -> None:
    supergroup = hoa.in_group(-4001, "Ban Chỉ huy").upgrades_group(-1004001)
    [incoming] = await inbox.holds(1)
    assert (incoming.kind, incoming.chat_id, incoming.new_chat_id) == ("migrated", "-4001", "-1004001")
    error = await refusal_of(channel.send("-4001", Reply("Tổng hợp"), None))
    assert (error.reason, error.new_chat_id, error.is_permanent) == ("chat_migrated", "-1004001", False)
    await channel.send("-1004001", Reply("Tổng hợp"), None)
    assert supergroup.last == "Tổng hợp"


@pytest.mark.parametrize("library_setting", ["true", "false"])
@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
async def test_a_flood_error_tells_how_long_to_wait(
    server: TelegramServer,
    hoa: Person,
    channel: TelegramChannel,
    monkeypatch: pytest.MonkeyPatch,
    library_setting: str,
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", library_setting)
    server.refuse_next("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7)
    error = await refusal_of(channel.send("1001", Reply("Nhắc hạn"), None))
    assert outcome(error) == ("too_many_requests", False, False, False)
    assert error.wait == timedelta(seconds=7)


async def test_messages_beyond_the_limit_are_refused_and_not_shown(
    server: TelegramServer, hoa: Person, channel: TelegramChannel
) -> None:
    server.per_second = 2
    await channel.send("1001", Reply("một"), None)
    await channel.send("1001", Reply("hai"), None)
    assert (await refusal_of(channel.send("1001", Reply("ba"), None))).wait == timedelta(seconds=1)
    assert hoa.messages == ["một", "hai"]


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (500, '{"ok":false,"error_code":500,"description":"Internal Server Error"}', ("server_error", False)),
        (502, "<html>Bad Gateway</html>", ("server_error", False)),
        (504, "", ("server_error", False)),
        (429, "<html>slow down</html>", ("too_many_requests", False)),
        (413, "<html>too large</html>", ("file_too_large", False)),
        (200, "<html>please sign in</html>", ("unexpected_answer", True)),
        (200, '{"ok": false}', ("unexpected_answer", True)),
    ],
)
async def test_answers_that_are_no_answers(
    server: TelegramServer,
    hoa: Person,
    channel: TelegramChannel,
    status: int,
    body: str,
    expected: tuple[str, bool],
) -> None:
    server.garble_next("sendMessage", status, body)
    error = await refusal_of(channel.send("1001", Reply("Nhắc hạn"), None))
    assert (error.reason, error.is_uncertain) == expected
    assert error.is_permanent == (status == 413)


async def test_a_connection_lost_after_the_request_leaves_the_outcome_unknown(
    server: TelegramServer, hoa: Person, channel: TelegramChannel
) -> None:
    server.drop_next("sendMessage")
    error = await refusal_of(channel.send("1001", Reply("Nhắc hạn"), None))
    assert outcome(error) == ("no_answer", False, False, True)
    assert hoa.last == "Nhắc hạn"


async def test_a_refused_connection_is_certain_not_to_have_sent(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    await server.stop()
    error = await refusal_of(channel.send("1001", Reply("Nhắc hạn"), None))
    assert outcome(error) == ("unreachable", False, False, False)


@pytest.mark.parametrize("error", [TimedOut(), NetworkError("Unknown error in HTTP implementation")])
def test_an_answer_that_never_came_is_uncertain(error: NetworkError) -> None:
    error.__cause__ = OSError("connection reset")
    assert to_send_error(error, "7:x").is_uncertain


async def test_what_telegram_finds_wrong_is_permanent_and_quoted(
    hoa: Person, channel: TelegramChannel
) -> None:
    error = await refusal_of(channel.send("1001", Reply(" "), None))
    assert outcome(error) == ("bad_request: Message text is empty", True, False, False)


async def test_an_unchanged_message_is_no_failure(
    server: TelegramServer, hoa: Person, channel: TelegramChannel
) -> None:
    server.refuse_next("sendMessage", 400, "Bad Request: message is not modified")
    assert await channel.send("1001", Reply("Chào"), None) is None
