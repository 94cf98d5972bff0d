"""Requests to the Bot API over aiohttp, whose cost does not grow with the number of connections."""

import io
from typing import IO
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 10.0
POOL_SECONDS = 10.0
WRITE_SECONDS = 10.0
UPLOAD_SECONDS = 120.0
ANSWER_SECONDS = 15.0
MOST_CONNECTIONS = 256

HEADERS = {"User-Agent": BaseRequest.USER_AGENT}
JSON_HEADERS = HEADERS | {"Content-Type": "application/json"}


class NotOpenError(Exception):
    """A request before `initialize` or after `shutdown`."""


class AiohttpRequest(BaseRequest):
    """The library's way to the network; nothing is opened before `initialize`.

    Attributes:
        server_date: the `Date` header of the newest answer, empty when it had none.
    """

    def __init__(self, api_url: str) -> None:
        """The address only tells which proxy stands before it."""
        self.server_date = ""
        # aiohttp would read the environment anew, in another thread, for each request.
        self._proxy = find_proxy(api_url)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds within which the next piece of an answer must come."""
        return ANSWER_SECONDS

    async def initialize(self) -> None:
        """Open the pool of connections, unless it is open; NetworkError for a proxy of an unknown kind."""
        scheme = urlsplit(self._proxy or "http:").scheme
        if scheme not in ("http", "https"):
            raise NetworkError(f"the proxy has to be an HTTP proxy, not {scheme}")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=MOST_CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Close every connection."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One request; returns HTTP status and body. A POST is never repeated, a redirection never followed.

        Raises:
            NetworkError: no answer came; its cause, aiohttp's error or `NotOpenError`, tells whether it left.
            TimedOut: the same, because it took too long.
        """
        if self._session is None:
            raise NetworkError("the connection is not open") from NotOpenError()
        has_files = request_data is not None and request_data.contains_files
        limits = _limits(
            read=_seconds(read_timeout, ANSWER_SECONDS),
            write=_seconds(write_timeout, UPLOAD_SECONDS if has_files else WRITE_SECONDS),
            connect=_seconds(connect_timeout, CONNECT_SECONDS),
            pool=_seconds(pool_timeout, POOL_SECONDS),
            is_download=request_data is None,
        )
        try:
            async with self._session.request(
                method,
                url,
                data=_body(request_data),
                headers=HEADERS if request_data is None or has_files else JSON_HEADERS,
                timeout=limits,
                allow_redirects=False,
            ) as answer:
                self.server_date = answer.headers.get("Date", "")
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from error
        except (aiohttp.ClientError, OSError) as error:
            # Only its name: what these say may hold the URL, and the URL holds the token.
            raise NetworkError(type(error).__name__) from error


def find_proxy(url: str) -> str | None:
    """The proxy that `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` name for an address."""
    address = urlsplit(url)
    if address.hostname is None or proxy_bypass(address.hostname):
        return None
    proxies = getproxies()
    return proxies.get(address.scheme) or proxies.get("all")


def _body(request_data: RequestData | None) -> bytes | aiohttp.FormData | None:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_payload
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    for field, (name, content, media_type) in request_data.multipart_data.items():
        form.add_field(field, _stream(content), filename=name, content_type=media_type)
    return form


def _stream(content: bytes | IO[bytes]) -> IO[bytes]:
    """A stream is sent in pieces, so that a large file does not hold up everything else."""
    return io.BytesIO(content) if isinstance(content, bytes) else content


def _seconds(given: object, default: float) -> float | None:
    """The caller's limit; the library marks one that was not given by an object of its own."""
    if given is None:
        return None
    return float(given) if isinstance(given, int | float) else default


def _limits(
    *, read: float | None, write: float | None, connect: float | None, pool: float | None, is_download: bool
) -> aiohttp.ClientTimeout:
    """A download may take as long as pieces of it keep coming.

    aiohttp knows no limit for writing alone; but all the rest is limited, so the whole limits it too.
    """
    return aiohttp.ClientTimeout(
        total=None if is_download else _sum(pool, connect, write, read),
        connect=_sum(pool, connect),
        sock_connect=connect,
        sock_read=read,
    )


def _sum(*limits: float | None) -> float | None:
    """All of them one after the other; unlimited when one of them is."""
    known = [limit for limit in limits if limit is not None]
    return sum(known) if len(known) == len(limits) else None
