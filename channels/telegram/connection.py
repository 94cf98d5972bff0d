"""The connection to the Bot API: addresses, timeouts, raw updates, and a token that stays out of logs."""

import logging
from typing import Any

from telegram import Bot
from telegram.request import HTTPXRequest

POLL_SECONDS = 25
ANSWER_SECONDS = 15.0
ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")

RawUpdate = dict[str, Any]

# These log each request's URL, and the URL holds the token.
for chatty in ("httpx", "httpcore", "telegram"):
    logging.getLogger(chatty).setLevel(logging.WARNING)


class PollingBot(Bot):
    """A bot that can fetch updates unread."""

    async def raw_updates(self, offset: int | None, poll_seconds: int) -> list[RawUpdate]:
        """Long poll once; forgets at Telegram all updates below `offset`.

        The library's own `get_updates` reads a batch as a whole: one malformed update would hold up all.
        """
        parameters = {"offset": offset, "timeout": poll_seconds, "allowed_updates": ALLOWED_UPDATES}
        updates: list[RawUpdate] = await self._post(
            "getUpdates", parameters, read_timeout=poll_seconds + ANSWER_SECONDS
        )
        return updates


def open_bot(token: str, api_url: str) -> PollingBot:
    """A bot that is not connected yet.

    Raises:
        telegram.error.InvalidToken: the token is empty.
    """
    return PollingBot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        # A small pool with patience: the library's default, 256 connections and one second, is slower.
        request=_request(connections=16),
        get_updates_request=_request(connections=1),
    )


def _request(connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=10.0,
        pool_timeout=10.0,
        read_timeout=ANSWER_SECONDS,
        write_timeout=10.0,
        media_write_timeout=60.0,
    )
