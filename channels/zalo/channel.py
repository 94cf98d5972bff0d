"""Zalo as a channel: start, stop, send, with as many bots as there are tokens."""

import asyncio
from collections.abc import Sequence

import httpx
from aiohttp import web

from channels.base import ChannelUnavailable, FileToSend, MayPoll, Receive, SendError, always
from channels.zalo.api import API_URL, open_client
from channels.zalo.bot import ZaloBot
from channels.zalo.incoming import CHANNEL
from channels.zalo.intake import Intake
from channels.zalo.outgoing import lay_out
from channels.zalo.webhook import Webhook
from domain.messages import Reply, split_chat


class ZaloChannel:
    """All bots of one installation; each chat is reached through the bot it was opened with.

    Attributes:
        bots: the bots, in the order of their tokens.
    """

    name = CHANNEL

    def __init__(
        self,
        tokens: Sequence[str],
        api_url: str = API_URL,
        webhook: Webhook | None = None,
        may_poll: MayPoll = always,
        language: str = "vi",
    ) -> None:
        """Of several processes on one database, `may_poll` is to let one poll; a webhook may reach any.

        `language`: of the few words that are Zalo's own, such as how to pick a choice.
        """
        self.bots = [ZaloBot(token, webhook) for token in tokens]
        self._by_id = {bot.id: bot for bot in self.bots}
        self._api_url = api_url.rstrip("/")
        self._may_poll = may_poll
        self._language = language
        self._client: httpx.AsyncClient | None = None

    @property
    def problem(self) -> str:
        """Why nothing comes in at some bot at present, without secrets; empty when all is well."""
        return "; ".join(f"bot {bot.id}: {bot.problem}" for bot in self.bots if bot.problem)

    def routes(self) -> list[web.RouteDef]:
        """What the HTTP server has to serve: an address for each bot; nothing when they poll."""
        return [bot.door.route() for bot in self.bots if bot.door is not None]

    def messages_for(self, reply: Reply, file: FileToSend | None) -> int:
        """How many messages of the month's a reply takes."""
        return len(lay_out(reply, file, self._language))

    async def start(self, receive: Receive) -> None:
        """Connect every bot, then take messages in until `stop`; one that fails does not hold up the others.

        Raises:
            ChannelUnavailable: none of them works.
        """
        client = open_client()
        failures = await asyncio.gather(*(self._failure_of(bot, client) for bot in self.bots))
        if all(failures):
            await client.aclose()
            raise _worst(failures)
        self._client = client
        intake = Intake(client, receive, may_be_plain=self._api_url.startswith("http://"))
        for bot, failure in zip(self.bots, failures, strict=True):
            if failure is None:
                bot.begin(intake, self._may_poll)
            else:
                bot.begin_later(client, self._api_url, intake, self._may_poll)

    async def stop(self) -> None:
        """Take nothing more in and close connections; what is written from now on, Zalo does not keep."""
        client, self._client = self._client, None
        await asyncio.gather(*(bot.stop() for bot in self.bots))
        if client is not None:
            await client.aclose()

    async def send(self, chat_id: str, reply: Reply, file: FileToSend | None) -> str | None:
        """Send one message through the bot of its chat; returns Zalo's id of it.

        Raises:
            SendError: it was not accepted, or nobody knows; `quota` when the bot may send no more for now,
                `bot_gone` when its token is not among ours.
        """
        bot_id, chat = split_chat(chat_id)
        bot = self._by_id.get(bot_id)
        if bot is None:
            raise SendError("bot_gone", is_permanent=True)
        return await bot.deliver(chat, reply, file, self._language)

    async def _failure_of(self, bot: ZaloBot, client: httpx.AsyncClient) -> ChannelUnavailable | None:
        try:
            await bot.connect(client, self._api_url)
        except ChannelUnavailable as failure:
            return failure
        return None


def _worst(failures: Sequence[ChannelUnavailable | None]) -> ChannelUnavailable:
    """One that may pass, if there is any: then it is worth trying again."""
    known = [failure for failure in failures if failure is not None]
    return next((failure for failure in known if failure.is_temporary), known[0])
