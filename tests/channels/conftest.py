"""Fixtures of the Telegram tests: the strict server, a person, an inbox, the channel that polls."""

from collections.abc import AsyncIterator

import pytest

from channels.telegram import polling
from channels.telegram.channel import TelegramChannel
from tests.channels.telegram_inbox import SENT_AT, Inbox
from tests.telegram_server import Person, TelegramServer


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TelegramServer]:
    monkeypatch.setattr(polling, "FIRST_WAIT", 0.02)
    monkeypatch.setattr(polling, "LONGEST_WAIT", 0.1)
    monkeypatch.setattr(polling, "STANDBY_SECONDS", 0.02)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
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
