"""Calls of the Bot Platform: what counts is in the body, whatever the HTTP status says."""

import logging
from collections.abc import Mapping
from typing import Any

import httpx

API_URL = "https://bot-api.zaloplatforms.com"
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 15.0
MOST_CONNECTIONS = 100

NOTHING_NEW = 408
"""The code of a poll that brought nothing; of any other call, that nobody knows what became of it."""

NOTHING: Mapping[str, str] = {}

# It logs each request's address, and the address holds the token.
for noisy in ("httpx", "httpcore"):
    logging.getLogger(noisy).setLevel(logging.WARNING)


class RefusedError(Exception):
    """Zalo said no: `code` is None when it gave none that is a number."""

    def __init__(self, code: int | None, description: str) -> None:
        super().__init__(description)
        self.code = code


class StrangeAnswerError(Exception):
    """An answer that is not the Bot Platform's, such as a gateway's page, with its HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(f"not an answer of the Bot Platform (HTTP {status})")
        self.status = status


class ZaloApi:
    """The calls of one bot.

    Attributes:
        server_date: the `Date` header of the newest answer, empty when it had none.
    """

    def __init__(self, token: str, api_url: str, client: httpx.AsyncClient) -> None:
        self.server_date = ""
        self._token = token
        self._address = f"{api_url.rstrip('/')}/bot{token}"
        self._client = client

    @property
    def token(self) -> str:
        """What must be in no log and no error."""
        return self._token

    async def call(
        self, method: str, parameters: Mapping[str, str] = NOTHING, wait_seconds: float = ANSWER_SECONDS
    ) -> Any:
        """Call a method; returns its result, None when it has none.

        Raises:
            RefusedError, StrangeAnswerError: it was not done, or nobody knows.
            httpx.HTTPError: no answer came.
        """
        limits = httpx.Timeout(wait_seconds, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS)
        answer = await self._client.post(f"{self._address}/{method}", json=dict(parameters), timeout=limits)
        self.server_date = answer.headers.get("Date", "")
        body = _body(answer)
        if body["ok"] is True:
            return body.get("result")
        raise RefusedError(_code(body.get("error_code")), str(body.get("description", "")))

    async def poll(self, seconds: int) -> Any:
        """Wait for a message; returns one, as it came, or None when none came in time. It comes only once."""
        try:
            # A text, though it counts seconds: the platform takes no other.
            return await self.call("getUpdates", {"timeout": str(seconds)}, seconds + ANSWER_SECONDS)
        except RefusedError as error:
            if error.code == NOTHING_NEW:
                return None
            raise


def open_client() -> httpx.AsyncClient:
    """Connections for all bots; nothing is opened before the first call."""
    return httpx.AsyncClient(limits=httpx.Limits(max_connections=MOST_CONNECTIONS))


def bot_id(token: str) -> str:
    """The part of a token that names the bot, and is no secret: it stays when the token is made anew."""
    return token.partition(":")[0]


def _body(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        raise StrangeAnswerError(answer.status_code) from None
    if not isinstance(body, dict):
        raise StrangeAnswerError(answer.status_code)
    if "ok" not in body and "event_name" in body:
        # A message that came without its wrapper.
        return {"ok": True, "result": body}
    if not isinstance(body.get("ok"), bool):
        raise StrangeAnswerError(answer.status_code)
    return body


def _code(told: object) -> int | None:
    """The code of an error; it may come as a text."""
    text = str(told)
    return int(text) if text.lstrip("-").isascii() and text.lstrip("-").isdecimal() else None
