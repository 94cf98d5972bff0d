"""The connection to the Bot API: addresses, calls, raw updates, and a token that stays out of logs."""

import logging
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from channels.telegram.raw import RawUpdate
from channels.telegram.transport import ANSWER_SECONDS, AiohttpRequest

POLL_SECONDS = 25
ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")

# It logs each request's URL, and the URL holds the token.
logging.getLogger("telegram").setLevel(logging.WARNING)


class ApiBot(Bot):
    """A bot that takes and gives the Bot API's own JSON: objects would cost more than the call."""

    async def call(self, method: str, **parameters: object) -> Any:
        """Call a method; returns its result as it came. Parameters that are None are left out.

        Raises:
            TelegramError: it was refused, or nobody knows.
        """
        return await self._call(method, parameters)

    async def raw_updates(self, offset: int | None, poll_seconds: int) -> list[RawUpdate]:
        """Long poll once; forgets at Telegram all updates below `offset`."""
        parameters = {"offset": offset, "timeout": poll_seconds, "allowed_updates": ALLOWED_UPDATES}
        updates: list[RawUpdate] = await self._call("getUpdates", parameters, poll_seconds + ANSWER_SECONDS)
        return updates

    async def _call(
        self, method: str, parameters: dict[str, Any], answer_seconds: float = ANSWER_SECONDS
    ) -> Any:
        try:
            return await self._post(method, parameters, read_timeout=answer_seconds)
        except (KeyError, TypeError) as error:
            # A captive portal's JSON, or a success without a result.
            raise TelegramError("not an answer of the Bot API") from error


def open_bot(token: str, api_url: str, request: AiohttpRequest | None = None) -> ApiBot:
    """A bot that is not connected yet.

    Raises:
        telegram.error.InvalidToken: the token is empty.
    """
    request = request or AiohttpRequest(api_url)
    return ApiBot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=request,
        get_updates_request=request,
    )
