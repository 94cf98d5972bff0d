"""One of the bots: who it is, how its messages come in, and how one of ours leaves through it."""

import asyncio
import contextlib

import httpx
import structlog

from channels.base import ChannelUnavailable, FileToSend, MayPoll, SendError
from channels.zalo.api import ZaloApi, bot_id
from channels.zalo.errors import describe, is_bad_token, is_lasting, to_send_error
from channels.zalo.intake import Intake
from channels.zalo.outgoing import Piece, lay_out
from channels.zalo.polling import Polling
from channels.zalo.webhook import Webhook, WebhookDoor
from domain.messages import Reply

STOP_SECONDS = 1.0
RECONNECT_SECONDS = 30.0

log = structlog.get_logger()


class ZaloBot:
    """One bot, which polls unless a webhook is given.

    Attributes:
        id: the stable part of its token, which is no secret.
        name: how people find it (`bot.VDKyGxQvc`), known once connected.
        door: its webhook, if it has one.
    """

    def __init__(self, token: str, webhook: Webhook | None) -> None:
        self.id = bot_id(token)
        self.name = ""
        self.door = WebhookDoor(webhook, self.id) if webhook is not None else None
        self._token = token
        self._webhook = webhook
        self._api: ZaloApi | None = None
        self._polling: Polling | None = None
        self._task: asyncio.Task[None] | None = None
        self._trouble = "not started"
        self._is_token_bad = False

    @property
    def problem(self) -> str:
        """Why nothing comes in at present, without secrets; empty when all is well."""
        intake = self.door or self._polling
        return self._trouble or (intake.problem if intake is not None else "")

    async def connect(self, client: httpx.AsyncClient, api_url: str) -> None:
        """Ask who the bot is and choose its way in.

        Raises:
            ChannelUnavailable: Zalo refuses the token or the webhook, or cannot be reached.
        """
        api = ZaloApi(self._token, api_url, client)
        try:
            told = await api.call("getMe")
            await self._choose_way_in(api)
        except Exception as error:  # noqa: BLE001 - named below, whatever it was
            self._trouble, self._is_token_bad = describe(error, self._token), is_bad_token(error)
            problem = f"Zalo bot {self.id}: {self._trouble}"
            raise ChannelUnavailable(problem, is_temporary=not is_lasting(error)) from None
        self.name = str(told.get("account_name", "")) if isinstance(told, dict) else ""
        self._api, self._trouble, self._is_token_bad = api, "", False

    def begin(self, intake: Intake, may_poll: MayPoll) -> None:
        """Take messages in until `stop`; the bot is connected."""
        if self.door is not None:
            self.door.intake = intake
            return
        assert self._api is not None
        self._polling = Polling(self._api, intake, may_poll)
        self._task = asyncio.create_task(self._polling.run(), name=f"zalo polling {self.id}")

    def begin_later(self, client: httpx.AsyncClient, api_url: str, intake: Intake, may_poll: MayPoll) -> None:
        """Begin as soon as the bot can be connected; meanwhile the others work."""

        async def keep_trying() -> None:
            while True:
                await asyncio.sleep(RECONNECT_SECONDS)
                with contextlib.suppress(ChannelUnavailable):
                    await self.connect(client, api_url)
                    return self.begin(intake, may_poll)

        log.error("bot_unavailable", channel="zalo", bot=self.id, problem=self._trouble)
        self._task = asyncio.create_task(keep_trying(), name=f"zalo reconnecting {self.id}")

    async def stop(self) -> None:
        """Take nothing more in."""
        task, self._task = self._task, None
        self._api, self._polling, self._trouble = None, None, "not started"
        if self.door is not None:
            self.door.intake = None
        if task is not None:
            task.cancel()
            await asyncio.wait({task}, timeout=STOP_SECONDS)

    async def deliver(self, chat_id: str, reply: Reply, file: FileToSend | None, language: str) -> str | None:
        """Send a reply; returns the id of its last message, None when it holds nothing that Zalo shows.

        A failure after the first of several messages repeats them all: seeing one twice is better than
        missing one.

        Raises:
            SendError: it was not accepted, or nobody knows.
        """
        if self._api is None:
            raise self._unready()
        message_id = None
        for accepted, piece in enumerate(lay_out(reply, file, language)):
            try:
                message_id = await _send(self._api, chat_id, piece)
            except Exception as error:  # noqa: BLE001 - named, whatever it was
                refusal = to_send_error(error, self._token)
                refusal.accepted = accepted
                # "from None": the causes know the address, and the address holds the token.
                raise refusal from None
        return message_id

    def _unready(self) -> SendError:
        if self._is_token_bad:
            return SendError("bad_token", is_permanent=True)
        return SendError("not_started")

    async def _choose_way_in(self, api: ZaloApi) -> None:
        """Zalo refuses polling as long as a webhook is set."""
        if self._webhook is None:
            await api.call("deleteWebhook")
            return
        address, secret = self._webhook.address(self.id), self._webhook.secret
        await api.call("setWebhook", {"url": address, "secret_token": secret})


async def _send(api: ZaloApi, chat_id: str, piece: Piece) -> str | None:
    if piece.photo:
        caption = {"caption": piece.text} if piece.text else {}
        sent = await api.call("sendPhoto", {"chat_id": chat_id, "photo": piece.photo} | caption)
    else:
        sent = await api.call("sendMessage", {"chat_id": chat_id, "text": piece.text})
    return str(sent["message_id"]) if isinstance(sent, dict) and "message_id" in sent else None
