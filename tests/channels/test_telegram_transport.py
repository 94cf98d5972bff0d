"""Requests over real connections that break at every point, and what each break means for a message."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import InputFile
from telegram.error import NetworkError, TelegramError, TimedOut

from channels.base import SendError
from channels.telegram import transport
from channels.telegram.connection import ApiBot, open_bot
from channels.telegram.errors import describe, to_send_error
from channels.telegram.transport import AiohttpRequest, find_proxy
from tests.telegram_server import Person, TelegramServer

TOKEN = "7000000001:AAH-a_token_for_tests_only"
ACCEPTED = b'{"ok": true, "result": {"message_id": 7}}'
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(serve: Serve) -> AsyncIterator[str]:
    """A server that does with each connection what it is told; its address."""

    async def attend(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(attend, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()
    await server.wait_closed()


@asynccontextmanager
async def bot_at(url: str) -> AsyncIterator[ApiBot]:
    """A bot whose connection is open, without asking who it is."""
    bot = open_bot(TOKEN, url)
    await bot.request.initialize()
    yield bot
    await bot.request.shutdown()


async def read_request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    return await reader.readexactly(length)


def answer(body: bytes, status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


async def failure_of(calling: Awaitable[Any]) -> tuple[TelegramError, SendError]:
    """The library's error and what it means for a message; neither shows the token."""
    with pytest.raises(TelegramError) as raised:
        await calling
    error = raised.value
    assert TOKEN not in str(error)
    assert TOKEN not in describe(error, TOKEN)
    return error, to_send_error(error, TOKEN)


def send(bot: ApiBot, **limits: Any) -> Awaitable[Any]:
    return bot._post("sendMessage", {"chat_id": "1001", "text": "Nhắc hạn"}, **limits)


# -- the request never left ---------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("http://127.0.0.1:{free}", "ClientConnectorError"),
        ("http://telegram.invalid", "ClientConnectorDNSError"),
        ("http://", "InvalidUrlClientError"),
        ("ftp://127.0.0.1", "NonHttpUrlClientError"),
    ],
)
async def test_without_a_connection_nothing_was_sent(url: str, cause: str) -> None:
    async with bot_at(url.format(free=free_port())) as bot:
        error, meaning = await failure_of(send(bot))
    assert type(error.__cause__).__name__ == cause
    assert (meaning.reason, meaning.is_uncertain) == ("unreachable", False)


async def test_a_server_without_the_promised_encryption_was_sent_nothing() -> None:
    async def hang_up(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        """Not a word."""

    async with listening(hang_up) as url, bot_at(url.replace("http:", "https:")) as bot:
        _error, meaning = await failure_of(send(bot))
    assert (meaning.reason, meaning.is_uncertain) == ("unreachable", False)


async def test_a_connection_that_takes_too_long_was_sent_nothing() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        address = deaf.getsockname()
        # The queue of a listener that never accepts is full after this.
        waiting = [socket.socket() for _ in range(3)]
        for early in waiting:
            early.setblocking(False)
            early.connect_ex(address)
        async with bot_at(f"http://127.0.0.1:{address[1]}") as bot:
            error, meaning = await failure_of(send(bot, connect_timeout=0.1, pool_timeout=0.1))
        for early in waiting:
            early.close()
    assert isinstance(error, TimedOut)
    assert (meaning.reason, meaning.is_uncertain) == ("unreachable", False)


async def test_waiting_in_vain_for_a_free_connection_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MOST_CONNECTIONS", 1)
    asked = asyncio.Event()

    async def answer_never(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        asked.set()
        await reader.read()

    async with listening(answer_never) as url, bot_at(url) as bot:
        first = asyncio.ensure_future(send(bot))
        await asked.wait()
        error, meaning = await failure_of(send(bot, connect_timeout=0.05, pool_timeout=0.05))
        first.cancel()
    assert isinstance(error, TimedOut)
    assert (meaning.reason, meaning.is_uncertain) == ("unreachable", False)


async def test_a_proxy_that_refuses_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answer(b"", "407 Proxy Authentication Required"))

    async with listening(refuse) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.replace("//", "//hoa:K7XM@"))
        monkeypatch.setenv("NO_PROXY", "")
        async with bot_at("https://api.telegram.org") as bot:
            error, meaning = await failure_of(send(bot))
    assert b"Proxy-Authorization: Basic " in asked[0]
    assert (meaning.reason, meaning.is_uncertain) == ("unreachable", False)
    assert describe(error, TOKEN) == "ClientHttpProxyError: 407 Proxy Authentication Required"


# -- nobody knows -------------------------------------------------------------------------------------


async def hang_up_after_reading(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await read_request(reader)


async def reset_after_reading(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.transport.abort()


async def answer_half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.write(answer(ACCEPTED)[:-5])
    await writer.drain()


async def answer_something_else(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.write(b"220 mail.example.vn ESMTP\r\n")
    await writer.drain()


async def answer_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Keep the connection alive, then close it upon the next request."""
    await read_request(reader)
    writer.write(answer(ACCEPTED))
    await read_request(reader)


@pytest.mark.parametrize(
    "serve", [hang_up_after_reading, reset_after_reading, answer_half, answer_something_else]
)
async def test_a_connection_that_breaks_after_the_request_leaves_the_outcome_open(serve: Serve) -> None:
    async with listening(serve) as url, bot_at(url) as bot:
        error, meaning = await failure_of(send(bot))
    assert error.__cause__ is not None
    assert (meaning.reason, meaning.is_uncertain) == ("no_answer", True)


async def test_a_request_on_a_stale_connection_is_not_repeated_by_itself() -> None:
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await answer_once(reader, writer)

    async with listening(serve) as url, bot_at(url) as bot:
        assert (await send(bot))["message_id"] == 7
        _error, meaning = await failure_of(send(bot))
        assert (meaning.reason, meaning.is_uncertain) == ("no_answer", True)
        assert connections == 1
        assert (await send(bot))["message_id"] == 7


async def test_an_answer_that_does_not_come_in_time_leaves_the_outcome_open() -> None:
    async def answer_never(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with listening(answer_never) as url, bot_at(url) as bot:
        error, meaning = await failure_of(send(bot, read_timeout=0.1))
    assert isinstance(error, TimedOut)
    assert (meaning.reason, meaning.is_uncertain) == ("no_answer", True)


async def test_an_upload_that_does_not_get_on_leaves_the_outcome_open() -> None:
    async def read_nothing(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(1)

    file = InputFile(bytes(20_000_000), filename="ke-hoach.xlsx")
    async with listening(read_nothing) as url, bot_at(url) as bot:
        sending = bot._post(
            "sendDocument",
            {"chat_id": "1001", "document": file},
            connect_timeout=0.05,
            pool_timeout=0.05,
            write_timeout=0.1,
            read_timeout=0.1,
        )
        async with asyncio.timeout(0.9):
            error, meaning = await failure_of(sending)
    assert isinstance(error, TimedOut)
    assert (meaning.reason, meaning.is_uncertain) == ("no_answer", True)


# -- answers ------------------------------------------------------------------------------------------


async def test_a_redirection_is_not_followed_with_the_token() -> None:
    async def redirect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(answer(b"", "302 Found", "Location: http://elsewhere.invalid/\r\n"))

    async with listening(redirect) as url, bot_at(url) as bot:
        error, meaning = await failure_of(send(bot))
    assert isinstance(error, NetworkError)
    assert (meaning.reason, meaning.is_uncertain) == ("server_error", False)


async def test_an_answer_may_be_slow_to_end_if_pieces_of_it_keep_coming() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        for byte in answer(ACCEPTED):
            writer.write(bytes([byte]))
            await asyncio.sleep(0.005)

    async with listening(drip) as url, bot_at(url) as bot:
        assert (await send(bot, read_timeout=0.2))["message_id"] == 7


async def test_the_date_of_the_answer_is_kept(server: TelegramServer) -> None:
    request = AiohttpRequest(server.url)
    bot = open_bot(server.token, server.url, request)
    await bot.initialize()
    await bot.shutdown()
    assert request.server_date.endswith("GMT")


async def test_many_requests_go_side_by_side_over_connections_that_are_kept(server: TelegramServer) -> None:
    server.latency = 0.1
    server.person(1001, "Nguyễn Thị Hoa")
    async with open_bot(server.token, server.url) as bot:
        async with asyncio.timeout(2):
            await asyncio.gather(*(bot.call("sendMessage", chat_id=1001, text=f"{n}") for n in range(100)))
    assert len(server.sent) == 100


async def test_a_closed_connection_can_be_opened_again(server: TelegramServer, hoa: Person) -> None:
    bot = open_bot(server.token, server.url)
    for _ in range(2):
        async with bot:
            await bot.call("sendMessage", chat_id=hoa.chat_id, text="Chào")
        _error, meaning = await failure_of(bot.call("sendMessage", chat_id=hoa.chat_id, text="Chào"))
        assert (meaning.reason, meaning.is_uncertain) == ("unreachable", False)
    assert hoa.messages == ["Chào", "Chào"]


@pytest.mark.parametrize("name", ["Báo cáo tuần.xlsx", "a;b=c'd.xlsx", "tệp 100%.xlsx"])
async def test_a_file_keeps_its_name_and_content(server: TelegramServer, hoa: Person, name: str) -> None:
    content = bytes(range(256)) * 8000
    async with open_bot(server.token, server.url) as bot:
        document = InputFile(content, filename=name)
        await bot.call("sendDocument", chat_id=hoa.chat_id, document=document, caption="Tổng hợp “tuần”")
    [sent] = hoa.received
    assert (sent.file_name, sent.file_content, sent.text) == (name, content, "Tổng hợp “tuần”")


# -- proxies ------------------------------------------------------------------------------------------


async def test_requests_go_through_the_proxy_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readline())
        await read_request(reader)
        writer.write(answer(ACCEPTED))

    async with listening(serve) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.setenv("NO_PROXY", "")
        async with bot_at("http://telegram.invalid") as bot:
            assert (await send(bot))["message_id"] == 7
    assert asked[0].startswith(b"POST http://telegram.invalid/bot")


async def test_a_proxy_of_another_kind_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://hoa:K7XM@proxy:1080")
    monkeypatch.setenv("NO_PROXY", "")
    with pytest.raises(NetworkError, match="the proxy has to be an HTTP proxy, not socks5") as raised:
        await open_bot(TOKEN, "https://api.telegram.org").initialize()
    assert "K7XM" not in str(raised.value)


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://proxy:3128"}, "http://proxy:3128"),
        ({"ALL_PROXY": "http://proxy:3128"}, "http://proxy:3128"),
        ({"HTTP_PROXY": "http://proxy:3128"}, None),
        ({"HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "telegram.org"}, None),
    ],
)
def test_the_proxy_is_found_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], proxy: str | None
) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert find_proxy("https://api.telegram.org") == proxy
