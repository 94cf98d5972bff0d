"""Telegram as a channel: start, stop, send."""

import asyncio
import contextlib

from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError

from channels.base import ChannelUnavailable, FileToSend, Receive, SendError
from channels.telegram.connection import PollingBot, open_bot
from channels.telegram.errors import describe, is_harmless, to_send_error
from channels.telegram.polling import Polling
from channels.telegram.sending import deliver
from domain.messages import Reply

STOP_SECONDS = 1.0
"""Given twice: to the polling task and to the connections."""


class TelegramChannel:
    """One Telegram bot.

    Attributes:
        username: the bot's name without `@`, known once started.
    """

    name = "telegram"

    def __init__(self, token: str, api_url: str = "https://api.telegram.org") -> None:
        self.username = ""
        self._token = token.strip()
        self._api_url = api_url.rstrip("/")
        self._bot: PollingBot | None = None
        self._polling: Polling | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def problem(self) -> str:
        """Why nothing comes in at present, without secrets; empty when polling works."""
        return self._polling.problem if self._polling is not None else "not started"

    async def start(self, receive: Receive) -> None:
        """Connect as the bot, then poll in the background until `stop`.

        Raises:
            ChannelUnavailable: the token is refused, or Telegram cannot be reached.
        """
        self._bot = await self._connect()
        self.username = self._bot.username
        self._polling = Polling(self._bot, receive)
        self._task = asyncio.create_task(self._polling.run(), name="telegram polling")

    async def stop(self) -> None:
        """Stop polling and close connections; what was not stored yet comes again at the next start."""
        bot, task = self._bot, self._task
        self._bot, self._task, self._polling = None, None, None
        if task is not None:
            task.cancel()
            await asyncio.wait({task}, timeout=STOP_SECONDS)
        if bot is not None:
            await _close(bot)

    async def send(self, chat_id: str, reply: Reply, file: FileToSend | None) -> str | None:
        """Send one message; returns Telegram's id of it.

        Raises:
            SendError: it was not accepted, or nobody knows.
        """
        if self._bot is None:
            raise SendError("not_started")
        try:
            return await deliver(self._bot, chat_id, reply, file)
        except (TelegramError, KeyError) as error:  # KeyError: an answer without a result
            if is_harmless(error):
                return None
            # "from None": the causes know the URL, and the URL holds the token.
            raise to_send_error(error, self._token) from None

    async def _connect(self) -> PollingBot:
        try:
            bot = open_bot(self._token, self._api_url)
        except InvalidToken:
            raise ChannelUnavailable("no Telegram bot token is set") from None
        try:
            await bot.initialize()
            # Telegram refuses polling as long as a webhook is set.
            await bot.delete_webhook()
        except (TelegramError, KeyError) as error:
            await _close(bot)
            is_temporary = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
            raise ChannelUnavailable(self._explain(error), is_temporary=is_temporary) from None
        return bot

    def _explain(self, error: Exception) -> str:
        problem = describe(error, self._token)
        if isinstance(error, InvalidToken):
            return f"{problem}: check that it was copied whole"
        return f"cannot reach {self._api_url}: {problem}" if isinstance(error, NetworkError) else problem


async def _close(bot: PollingBot) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(bot.shutdown(), STOP_SECONDS)
