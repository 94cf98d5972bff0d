"""The least HTTP/1.1 that bots are content with: kept-alive connections, one request at a time on each."""

import asyncio
import re
from collections.abc import Callable
from typing import cast
from urllib.parse import parse_qsl, urlsplit

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
TYPE = re.compile(rb"\r\ncontent-type: *([^\r]*)", re.IGNORECASE)
HEAD_ENDS = b"\r\n\r\n"


class Exchange:
    """One request, which is answered now, later or never."""

    __slots__ = ("_connection", "body", "content_type", "path", "query")

    def __init__(self, connection: "Connection", target: str, content_type: str, body: bytes) -> None:
        parts = urlsplit(target)
        self.path = parts.path
        self.query = dict(parse_qsl(parts.query))
        self.content_type = content_type
        self.body = body
        self._connection = connection

    @property
    def is_gone(self) -> bool:
        """Whether the client hung up."""
        return self._connection.is_closed

    def answer(self, body: bytes, status: int = 200) -> None:
        """Send the answer; nobody minds if the client is gone."""
        self._connection.answer(body, status)

    def hang_up(self) -> None:
        """Break the connection without an answer."""
        self._connection.hang_up()


Handler = Callable[[Exchange], None]


class Connection(asyncio.Protocol):
    """One connection: reads a request, waits until it is answered, reads the next."""

    def __init__(self, handle: Handler) -> None:
        self.is_closed = False
        self.is_busy = False
        self._handle = handle
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client came."""
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, _error: Exception | None) -> None:
        """It went."""
        self.is_closed = True

    def data_received(self, received: bytes) -> None:
        """Part of a request, or all of it."""
        self._received += received
        if not self.is_busy:
            self._read_request()

    def answer(self, body: bytes, status: int) -> None:
        """Write the answer and read on."""
        if self.is_closed or self._transport is None:
            return
        head = f"HTTP/1.1 {status} .\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)
        self.is_busy = False
        if self._received:
            self._read_request()

    def hang_up(self) -> None:
        """Break off."""
        if self._transport is not None:
            self._transport.abort()

    def _read_request(self) -> None:
        head_end = self._received.find(HEAD_ENDS)
        if head_end < 0:
            return
        head = self._received[:head_end]
        length = LENGTH.search(head)
        end = head_end + len(HEAD_ENDS) + (int(length[1]) if length else 0)
        if len(self._received) < end:
            return
        body, self._received = self._received[head_end + len(HEAD_ENDS) : end], self._received[end:]
        content_type = TYPE.search(head)
        self.is_busy = True
        target = head.split(b" ", 2)[1].decode()
        self._handle(Exchange(self, target, content_type[1].decode() if content_type else "", body))


class HttpServer:
    """Listens on one port of 127.0.0.1, and can stop listening for a moment."""

    def __init__(self, handle: Handler) -> None:
        self.port = 0
        self._handle = handle
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen, on the port of before if there was one."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: Connection(self._handle), "127.0.0.1", self.port, reuse_address=True
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def refuse_connections(self, seconds: float) -> None:
        """Refuse whoever connects, for a while; connections that stand are not touched."""
        if self._server is None:
            return
        server, self._server = self._server, None
        server.close()
        await asyncio.sleep(seconds)
        await self.start()
