"""Starting the Telegram channel, and the secret it keeps."""

import logging

import pytest

from channels.base import ChannelUnavailable
from channels.telegram.channel import TelegramChannel
from domain.messages import Reply
from tests.channels.telegram_inbox import Inbox, eventually, refusal_of
from tests.telegram_server import Person, TelegramServer


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


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (429, '{"ok": false, "error_code": 429, "description": "?", "parameters": {"retry_after": 1}}'),
        (502, "<html>Bad Gateway</html>"),
        (200, "<html>please sign in</html>"),
        (200, '{"ok": false}'),
    ],
)
@pytest.mark.parametrize("method", ["getMe", "deleteWebhook"])
async def test_what_may_pass_is_told_as_temporary(
    server: TelegramServer, inbox: Inbox, method: str, status: int, body: str
) -> None:
    server.garble_next(method, status, body)
    channel = TelegramChannel(server.token, server.url)
    with pytest.raises(ChannelUnavailable) as raised:
        await channel.start(inbox.receive)
    assert raised.value.is_temporary
    await channel.start(inbox.receive)
    assert channel.problem == ""
    await channel.stop()


async def test_an_unreachable_server_is_named(server: TelegramServer, inbox: Inbox) -> None:
    await server.stop()
    with pytest.raises(ChannelUnavailable) as raised:
        await TelegramChannel(server.token, server.url).start(inbox.receive)
    assert str(raised.value).startswith(f"cannot reach {server.url}: ClientConnectorError")
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
    await eventually(lambda: "ClientConnectorError" in channel.problem)
    problem = channel.problem
    await channel.stop()
    logged = caplog.text + "".join(capfd.readouterr())
    assert "messages_not_stored" in logged
    assert "menu_not_set" in logged
    assert [error.reason for error in errors][::2] == ["bad_token", "unreachable"]
    # A traceback that shows local variables would show the URLs of the library's own errors.
    assert all(error.__suppress_context__ for error in errors)
    assert not any(server.token.partition(":")[2] in text for text in [logged, problem, *map(str, errors)])
