"""Starting the Zalo channel with one bot and with several, and the secrets it keeps."""

import logging

import pytest

from channels.base import ChannelUnavailable
from channels.zalo.channel import ZaloChannel
from domain.messages import Reply, chat_of_bot
from tests.channels.telegram_inbox import Inbox, eventually, refusal_of
from tests.sample_files import JPEG
from tests.zalo_server import Person, ZaloServer

WRONG = "1459232241454765281:of_another_bot"


async def test_a_wrong_token_is_told_without_showing_it(zalo: ZaloServer, inbox: Inbox) -> None:
    channel = ZaloChannel([WRONG], zalo.url)
    with pytest.raises(ChannelUnavailable) as raised:
        await channel.start(inbox.receive)
    assert str(raised.value) == "Zalo bot 1459232241454765281: Zalo refused the bot token"
    assert not raised.value.is_temporary
    await channel.stop()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, '{"ok": false, "error_code": 429, "description": "Quota exceeded"}'),
        (200, '{"ok": false, "error_code": "403", "description": "Internal server error"}'),
        (502, "<html>Bad Gateway</html>"),
        (200, "<html>please sign in</html>"),
    ],
)
@pytest.mark.parametrize("method", ["getMe", "deleteWebhook"])
async def test_what_may_pass_is_told_as_temporary(
    zalo: ZaloServer, inbox: Inbox, method: str, status: int, body: str
) -> None:
    zalo.garble_next(method, status, body)
    channel = ZaloChannel(zalo.tokens[:1], zalo.url)
    with pytest.raises(ChannelUnavailable) as raised:
        await channel.start(inbox.receive)
    assert raised.value.is_temporary
    await channel.start(inbox.receive)
    assert channel.problem == ""
    await channel.stop()


async def test_an_unreachable_platform_is_told(zalo: ZaloServer, inbox: Inbox) -> None:
    await zalo.stop()
    with pytest.raises(ChannelUnavailable) as raised:
        await ZaloChannel(zalo.tokens, zalo.url).start(inbox.receive)
    assert raised.value.is_temporary
    assert "ConnectError" in str(raised.value)


async def test_a_bot_with_a_bad_token_does_not_hold_up_the_others(
    zalo: ZaloServer, lan: Person, inbox: Inbox
) -> None:
    bad = f"{zalo.accounts[1].id}:withdrawn"
    channel = ZaloChannel([zalo.token, bad], zalo.url)
    await channel.start(inbox.receive)
    await eventually(lambda: zalo.accounts[0].polls == 1)
    lan.says("chào")
    (message,) = await inbox.holds(1)
    await channel.send(message.chat_id, Reply("Chào đồng chí"), None)
    assert channel.problem == f"bot {zalo.accounts[1].id}: Zalo refused the bot token"
    error = await refusal_of(channel.send(chat_of_bot(zalo.accounts[1].id, "6ede"), Reply("Chào"), None))
    assert (error.reason, error.is_permanent) == ("bad_token", True)
    await channel.stop()


async def test_a_bot_that_could_not_be_reached_joins_later(
    zalo: ZaloServer, lan: Person, inbox: Inbox
) -> None:
    zalo.garble_next("getMe", 502, "<html>Bad Gateway</html>")
    channel = ZaloChannel(zalo.tokens, zalo.url)
    await channel.start(inbox.receive)
    assert "HTTP 502" in channel.problem
    await zalo.is_polled()
    await eventually(lambda: channel.problem == "")
    lan.says("chào")
    await inbox.holds(1)
    await channel.stop()


async def test_making_it_connects_to_nothing(zalo: ZaloServer) -> None:
    channel = ZaloChannel(zalo.tokens, zalo.url)
    assert "not started" in channel.problem
    assert zalo.calls == []
    await channel.stop()


async def test_no_token_is_in_a_log_or_an_error(
    zalo: ZaloServer,
    lan: Person,
    inbox: Inbox,
    zalo_channel: ZaloChannel,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    lan.sends_photo(JPEG)
    (message,) = await inbox.holds(1)
    inbox.is_broken = True
    lan.says("chào")
    await inbox.was_tried(3)
    zalo.refuse_next("sendMessage", 401, "Unauthorized")
    zalo.refuse_next("sendMessage", 400, f"Bad request: what is /bot{zalo.token}/sendMessage")
    zalo.refuse_next("getUpdates", 400, f"Bad request: what is /bot{zalo.token}/getUpdates")
    inbox.is_broken = False
    errors = [await refusal_of(zalo_channel.send(message.chat_id, Reply("Chào"), None)) for _ in range(2)]
    await zalo.stop()
    errors.append(await refusal_of(zalo_channel.send(message.chat_id, Reply("Chào"), None)))
    await eventually(lambda: "ConnectError" in zalo_channel.problem)
    problem = zalo_channel.problem
    logged = caplog.text + "".join(capfd.readouterr())
    assert "messages_not_stored" in logged
    assert [error.reason for error in errors] == [
        "bad_token",
        "bad_request: Bad request: what is /bot<token>/sendMessage",
        "unreachable",
    ]
    assert all(error.__suppress_context__ for error in errors)
    secret = zalo.token.partition(":")[2]
    assert not any(secret in text for text in [logged, problem, *map(str, errors)])
