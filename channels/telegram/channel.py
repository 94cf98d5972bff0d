"""Telegram as a channel: start, stop, send."""

import asyncio
import contextlib

from aiohttp import web
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError

from channels.base import ChannelUnavailable, FileToSend, MayPoll, Receive, SendError, always
from channels.telegram.connection import ALLOWED_UPDATES, ApiBot, open_bot
from channels.telegram.errors import describe, is_harmless, to_send_error
from channels.telegram.intake import Intake
from channels.telegram.polling import Polling
from channels.telegram.sending import deliver
from channels.telegram.webhook import MOST_CONNECTIONS, Webhook, WebhookDoor
from domain.messages import Reply

API_URL = "https://api.telegram.org"
STOP_SECONDS = 1.0
"""Given twice: to the polling task and to the connections."""


class TelegramChannel:
    """One Telegram bot, which polls unless a webhook is given.

    Attributes:
        username: the bot's name without `@`, known once started.
    """

    name = "telegram"

    def __init__(
        self,
        token: str,
        api_url: str = API_URL,
        webhook: Webhook | None = None,
        may_poll: MayPoll = always,
    ) -> None:
        """Of several processes on one database, `may_poll` is to let one poll; a webhook may reach any."""
        self.username = ""
        self._token = token.strip()
        self._api_url = api_url.rstrip("/")
        self._webhook = webhook
        self._door = WebhookDoor(webhook) if webhook is not None else None
        self._may_poll = may_poll
        self._bot: ApiBot | None = None
        self._polling: Polling | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def problem(self) -> str:
        """Why nothing comes in at present, without secrets; empty when all is well."""
        if self._bot is None:
            return "not started"
        intake = self._door or self._polling
        return intake.problem if intake is not None else ""

    def routes(self) -> list[web.RouteDef]:
        """What the HTTP server has to serve: the webhook's address; nothing when the bot polls."""
        return [] if self._door is None else self._door.routes()

    async def start(self, receive: Receive) -> None:
        """Connect as the bot, then take updates in until `stop`.

        Raises:
            ChannelUnavailable: the token or the webhook is refused, or Telegram cannot be reached.
        """
        bot = await self._connect()
        self._bot, self.username = bot, bot.username
        intake = Intake(bot, receive)
        if self._door is not None:
            self._door.intake = intake
            return
        self._polling = Polling(bot, intake, self._may_poll)
        self._task = asyncio.create_task(self._polling.run(), name="telegram polling")

    async def stop(self) -> None:
        """Take nothing more in and close connections; what was not stored waits at Telegram."""
        bot, task = self._bot, self._task
        self._bot, self._task, self._polling = None, None, None
        if self._door is not None:
            self._door.intake = None
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
        except TelegramError as error:
            if is_harmless(error):
                return None
            # "from None": the causes know the URL, and the URL holds the token.
            raise to_send_error(error, self._token) from None

    async def _connect(self) -> ApiBot:
        try:
            bot = open_bot(self._token, self._api_url)
        except InvalidToken:
            raise ChannelUnavailable("no Telegram bot token is set") from None
        try:
            await bot.initialize()
            await self._choose_way_in(bot)
        except (TelegramError, KeyError) as error:  # KeyError: an answer without a result
            await _close(bot)
            is_temporary = not isinstance(error, BadRequest | Forbidden | InvalidToken)
            raise ChannelUnavailable(self._explain(error), is_temporary=is_temporary) from None
        return bot

    async def _choose_way_in(self, bot: ApiBot) -> None:
        """Telegram refuses polling as long as a webhook is set."""
        if self._webhook is None:
            await bot.call("deleteWebhook")
            return
        await bot.call(
            "setWebhook",
            url=self._webhook.address,
            secret_token=self._webhook.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=MOST_CONNECTIONS,
        )

    def _explain(self, error: Exception) -> str:
        problem = describe(error, self._token)
        if isinstance(error, InvalidToken):
            return f"{problem}: check that it was copied whole"
        if isinstance(error, BadRequest):
            return f"Telegram refused: {problem}"
        return f"cannot reach {self._api_url}: {problem}" if isinstance(error, NetworkError) else problem


async def _close(bot: ApiBot) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(bot.shutdown(), STOP_SECONDS)
