"""Fixtures of each messenger's tests: the strict server, a person, an inbox, the channel that polls."""

from collections.abc import AsyncIterator

import pytest

from channels.telegram import polling
from channels.telegram.channel import TelegramChannel
from channels.zalo import bot as zalo_bot
from channels.zalo import polling as zalo_polling
from channels.zalo.channel import ZaloChannel
from tests.channels.telegram_inbox import SENT_AT, Inbox
from tests.telegram_server import Person, TelegramServer
from tests.zalo_server import Person as ZaloPerson
from tests.zalo_server import ZaloServer


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


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No long waits, and no proxy on the way to this machine."""
    monkeypatch.setattr(zalo_polling, "FIRST_WAIT", 0.02)
    monkeypatch.setattr(zalo_polling, "LONGEST_WAIT", 0.1)
    monkeypatch.setattr(zalo_polling, "STANDBY_SECONDS", 0.02)
    monkeypatch.setattr(zalo_bot, "RECONNECT_SECONDS", 0.05)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
async def zalo(hurried: None) -> AsyncIterator[ZaloServer]:
    async with ZaloServer(bots=2, now=SENT_AT.timestamp) as server:
        yield server
        assert server.unknown == []


@pytest.fixture
def lan(zalo: ZaloServer) -> ZaloPerson:
    return zalo.person("6ede9afa66b88fe6d6a9", "Hoàng Thị Lan")


@pytest.fixture
async def zalo_channel(zalo: ZaloServer, inbox: Inbox) -> AsyncIterator[ZaloChannel]:
    channel = ZaloChannel(zalo.tokens, zalo.url)
    await channel.start(inbox.receive)
    await zalo.is_polled()
    yield channel
    await channel.stop()
