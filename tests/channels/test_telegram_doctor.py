"""What can be found out about Telegram from outside."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from channels.telegram import doctor
from channels.telegram.channel import TelegramChannel
from channels.telegram.doctor import Findings, examine
from channels.telegram.webhook import Webhook
from tests.channels.telegram_inbox import SENT_AT, Inbox, eventually
from tests.telegram_server import Hook, Person, TelegramServer


@pytest.fixture(autouse=True)
def short_listening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LISTEN_SECONDS", 1)


def now() -> datetime:
    return datetime.now(UTC)


async def test_a_bot_without_trouble(server: TelegramServer) -> None:
    found = await examine(server.token, server.url, now)
    assert found.clock_skew_seconds is not None
    assert abs(found.clock_skew_seconds) < 3
    assert found == Findings(
        is_token_accepted=True,
        username="dondoc_test_bot",
        clock_skew_seconds=found.clock_skew_seconds,
        is_polled_elsewhere=False,
    )


async def test_what_waits_is_counted_and_stays(server: TelegramServer, hoa: Person, inbox: Inbox) -> None:
    hoa.says("một")
    hoa.says("hai")
    assert (await examine(server.token, server.url, now)).waiting_updates == 2
    channel = TelegramChannel(server.token, server.url)
    await channel.start(inbox.receive)
    assert [message.text for message in await inbox.holds(2)] == ["một", "hai"]
    await channel.stop()


async def test_a_second_poller_is_found_and_goes_on(
    server: TelegramServer, hoa: Person, inbox: Inbox, channel: TelegramChannel
) -> None:
    await eventually(lambda: "getUpdates" in server.calls or channel.problem != "")
    found = await examine(server.token, server.url, now)
    assert found.is_polled_elsewhere
    hoa.says("đã xong")
    await inbox.holds(1)
    await eventually(lambda: channel.problem == "")


async def test_a_webhook_that_fails_is_quoted(server: TelegramServer, hoa: Person) -> None:
    channel = TelegramChannel(server.token, server.url, Webhook("http://127.0.0.1:1", "K7XM"))
    await channel.start(Inbox().receive)
    hoa.says("đã xong")
    await eventually(lambda: server.webhook is not None and server.webhook.last_error != "")
    found = await examine(server.token, server.url, now)
    await channel.stop()
    assert (found.webhook_host, found.waiting_updates) == ("127.0.0.1:1", 1)
    assert (found.webhook_error, found.webhook_error_at) == ("Connection refused", SENT_AT)
    assert (found.is_polled_elsewhere, found.problem) == (None, "")


async def test_a_wrong_clock_is_measured(server: TelegramServer) -> None:
    found = await examine(server.token, server.url, lambda: now() + timedelta(minutes=10))
    assert found.clock_skew_seconds == pytest.approx(600, abs=3)


@pytest.mark.parametrize("token", ["7000000001:AAH-of_another_bot", ""])
async def test_a_refused_token_is_told_without_showing_it(server: TelegramServer, token: str) -> None:
    found = await examine(token, server.url, now)
    assert found.is_token_accepted is False
    assert found.problem in ("Telegram refused the bot token", "no Telegram bot token is set")


async def test_no_network_is_told_and_nothing_else_claimed(server: TelegramServer) -> None:
    await server.stop()
    found = await examine(server.token, server.url, now)
    assert found == Findings(problem=found.problem)
    assert found.problem.startswith("ClientConnectorError")
    assert server.token not in found.problem


async def test_what_was_found_out_before_the_trouble_is_kept(server: TelegramServer) -> None:
    server.webhook = Hook("https://bot.example.vn/telegram/webhook")
    server.garble_next("getWebhookInfo", 502, "<html>Bad Gateway</html>")
    found = await examine(server.token, server.url, now)
    assert (found.is_token_accepted, found.username) == (True, "dondoc_test_bot")
    assert found.problem.startswith("NetworkError: Bad Gateway")


@pytest.mark.parametrize("body", ['{"ok": true, "result": true}', '{"ok": false}', "[]", "<html>", ""])
async def test_answers_that_are_no_answers_are_told(server: TelegramServer, body: str) -> None:
    server.garble_next("getMe", 200, body)
    assert (await examine(server.token, server.url, now)).problem != ""
    server.garble_next("getWebhookInfo", 200, body)
    assert (await examine(server.token, server.url, now)).problem != ""


async def test_it_can_be_cancelled(server: TelegramServer) -> None:
    server.latency = 30
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(examine(server.token, server.url, now), 0.2)
