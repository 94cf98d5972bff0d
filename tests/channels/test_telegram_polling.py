"""Taking messages in by polling, in good weather and bad."""

import asyncio
from collections.abc import Sequence

import pytest
import structlog

from channels.telegram import intake
from channels.telegram.channel import TelegramChannel
from channels.telegram.connection import open_bot
from domain.messages import Choice, Incoming, Reply
from tests.channels.telegram_inbox import SENT_AT, Inbox, eventually, refusal_of
from tests.telegram_server import Hook, Person, TelegramServer

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

    async def store_slowly(messages: Sequence[Incoming]) -> int:
        reached.set()
        await may_go_on.wait()
        return len(messages)

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

    async def crash(messages: Sequence[Incoming]) -> int:
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


async def test_a_batch_is_stored_at_once(server: TelegramServer, hoa: Person, inbox: Inbox) -> None:
    for number in range(130):
        hoa.says(f"tin {number}")
    channel = TelegramChannel(server.token, server.url)
    await channel.start(inbox.receive)
    await server.all_confirmed()
    await channel.stop()
    assert inbox.batches == [100, 30]


async def test_an_update_nobody_can_read_is_kept_for_staff(
    server: TelegramServer, hoa: Person, inbox: Inbox, channel: TelegramChannel
) -> None:
    with structlog.testing.capture_logs() as logs:
        broken = server.push(message={"message_id": "?", "chat": {"id": 1001}, "text": 12})
        hoa.says("đã xong")
        kept, said = await inbox.holds(2)
    assert (kept.kind, kept.message_id, kept.chat_id) == ("unreadable", str(broken), "1001")
    assert '"text": 12' in kept.text
    assert said.text == "đã xong"
    assert [(log["event"], log["update_id"]) for log in logs] == [("update_unreadable", str(broken))]


async def test_what_concerns_nobody_is_confirmed_and_not_stored(
    server: TelegramServer, hoa: Person, inbox: Inbox, channel: TelegramChannel
) -> None:
    hoa.in_group(-4001, "Ban Chỉ huy").says("/report@other_bot 12")
    hoa.unblocks()
    await server.all_confirmed()
    assert inbox.batches == []


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


async def test_files_are_fetched_side_by_side_and_a_lost_one_holds_up_nobody(
    server: TelegramServer, hoa: Person, inbox: Inbox
) -> None:
    for number in range(8):
        hoa.sends_file(f"{number}.xlsx", b"PK" * number)
    hoa.says("gửi đồng chí")
    channel = TelegramChannel(server.token, server.url)
    server.latency = 0.1
    server.refuse_next("getFile", 400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    async with asyncio.timeout(1.5):
        await channel.start(inbox.receive)
        messages = await inbox.holds(9)
    await channel.stop()
    assert inbox.batches == [9]
    assert [message.text for message in messages] == [""] * 8 + ["gửi đồng chí"]
    contents = [message.file.content if message.file else None for message in messages]
    assert contents.count(None) == 2
    assert all(content in (None, b"PK" * number) for number, content in enumerate(contents))


async def test_large_files_are_stored_in_turns_and_confirmed_together(
    server: TelegramServer, hoa: Person, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_BYTES", 100)
    for name in ("một.xlsx", "hai.xlsx", "ba.xlsx"):
        hoa.sends_file(name, bytes(50))
    channel = TelegramChannel(server.token, server.url)
    await channel.start(inbox.receive)
    messages = await inbox.holds(3)
    await server.all_confirmed()
    await channel.stop()
    assert inbox.batches == [2, 1]
    assert [message.file.name for message in messages if message.file] == ["một.xlsx", "hai.xlsx", "ba.xlsx"]


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
    await eventually(lambda: "ClientConnectorError" in channel.problem)
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
    server.webhook = Hook("https://old.example.vn/hook")
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


# -- standing by --------------------------------------------------------------------------------------


async def test_of_two_processes_one_polls_and_the_other_takes_over(
    server: TelegramServer, hoa: Person, inbox: Inbox
) -> None:
    chosen = "first"

    async def first_may() -> bool:
        return chosen == "first"

    async def second_may() -> bool:
        return chosen == "second"

    first = TelegramChannel(server.token, server.url, may_poll=first_may)
    second = TelegramChannel(server.token, server.url, may_poll=second_may)
    other_inbox = Inbox()
    await first.start(inbox.receive)
    await second.start(other_inbox.receive)
    hoa.says("một")
    await inbox.holds(1)
    await server.all_confirmed()
    assert (first.problem, second.problem) == ("", "")
    assert other_inbox.stored == []
    chosen = "second"
    hoa.says("hai")
    await eventually(lambda: len(inbox.stored) + len(other_inbox.stored) >= 2)
    hoa.says("ba")
    await eventually(lambda: "ba" in [message.text for message in other_inbox.stored])
    await first.stop()
    await second.stop()


async def test_not_knowing_who_polls_is_a_problem_until_it_is_known(
    server: TelegramServer, hoa: Person, inbox: Inbox
) -> None:
    is_known = False

    async def may_poll() -> bool:
        if not is_known:
            raise OSError("postgresql://dondoc:secret@db/dondoc is away")
        return True

    channel = TelegramChannel(server.token, server.url, may_poll=may_poll)
    await channel.start(inbox.receive)
    await eventually(lambda: channel.problem == "the database cannot be asked which process polls")
    is_known = True
    hoa.says("đã xong")
    await inbox.holds(1)
    await eventually(lambda: channel.problem == "")
    await channel.stop()
