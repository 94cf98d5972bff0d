"""What can be found out about a Zalo bot from outside."""

from datetime import UTC, datetime, timedelta

import pytest

from channels.zalo.channel import ZaloChannel
from channels.zalo.doctor import Findings, examine
from tests.channels.telegram_inbox import Inbox
from tests.zalo_server import Person, ZaloServer


def now() -> datetime:
    return datetime.now(UTC)


async def test_a_bot_without_trouble(zalo: ZaloServer) -> None:
    found = await examine(zalo.token, zalo.url, now)
    assert found.clock_skew_seconds is not None
    assert abs(found.clock_skew_seconds) < 3
    account = zalo.accounts[0]
    skew = found.clock_skew_seconds
    assert found == Findings(account.id, "", True, account.name, "", skew)


async def test_looking_takes_nothing_from_the_bot_that_runs(
    zalo: ZaloServer, lan: Person, inbox: Inbox, zalo_channel: ZaloChannel
) -> None:
    polls = zalo.calls.count("getUpdates")
    await examine(zalo.token, zalo.url, now)
    assert zalo.calls.count("getUpdates") == polls
    lan.says("đã xong")
    assert [message.text for message in await inbox.holds(1)] == ["đã xong"]


async def test_a_webhook_is_named_by_its_host(zalo: ZaloServer) -> None:
    hook = {"url": "https://bot.example.vn/zalo/webhook", "secret_token": "12345678"}
    await zalo._set_webhook(zalo.accounts[0], hook)
    assert (await examine(zalo.token, zalo.url, now)).webhook_host == "bot.example.vn"


async def test_a_wrong_clock_is_measured(zalo: ZaloServer) -> None:
    found = await examine(zalo.token, zalo.url, lambda: now() + timedelta(minutes=10))
    assert found.clock_skew_seconds == pytest.approx(600, abs=3)


async def test_a_refused_token_is_told_without_showing_it(zalo: ZaloServer) -> None:
    found = await examine("1001:of_another_bot", zalo.url, now)
    assert found == Findings("1001", "Zalo refused the bot token", is_token_accepted=False)


async def test_no_network_is_told_and_nothing_else_claimed(zalo: ZaloServer) -> None:
    await zalo.stop()
    found = await examine(zalo.token, zalo.url, now)
    assert found == Findings(zalo.accounts[0].id, found.problem)
    assert found.problem.startswith("ConnectError")


async def test_what_was_found_out_before_the_trouble_is_kept(zalo: ZaloServer) -> None:
    zalo.garble_next("getWebhookInfo", 502, "<html>Bad Gateway</html>")
    found = await examine(zalo.token, zalo.url, now)
    assert (found.is_token_accepted, found.name) == (True, zalo.accounts[0].name)
    assert "HTTP 502" in found.problem


@pytest.mark.parametrize("body", ['{"ok": false}', "[]", "<html>", "", '{"ok": false, "error_code": "403"}'])
async def test_answers_that_are_no_answers_are_told(zalo: ZaloServer, body: str) -> None:
    zalo.garble_next("getMe", 200, body)
    found = await examine(zalo.token, zalo.url, now)
    assert found.problem != ""
    assert found.is_token_accepted is None
