"""A webhook: Telegram posts each update, and gets its 200 only once the update is on disk."""

import json
import re
from dataclasses import dataclass, field

from aiohttp import web

from channels.posts import has_secret, read_body
from channels.raw import UnreadableError, integer_in
from channels.telegram.intake import Intake, IntakeError
from channels.telegram.polling import pressed_query
from channels.telegram.raw import RawUpdate

PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name
ALLOWED_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
MOST_CONNECTIONS = 40


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram posts updates, and how it proves to be Telegram.

    Attributes:
        url: the public address of this server, without the path; HTTPS on port 443, 80, 88 or 8443.
        secret: 1 to 256 characters `A-Z a-z 0-9 _ -`; ValueError for any other.
    """

    url: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        if not ALLOWED_SECRET.fullmatch(self.secret):
            raise ValueError("a webhook's secret has 1 to 256 characters of A-Z a-z 0-9 _ -")

    @property
    def address(self) -> str:
        """The whole address to post to."""
        return self.url.rstrip("/") + PATH


class WebhookDoor:
    """Takes updates in as they are posted; `intake` is None while the channel is not started.

    Attributes:
        problem: why the newest update was not taken in; empty when it was.
    """

    def __init__(self, webhook: Webhook) -> None:
        self.problem = ""
        self.intake: Intake | None = None
        self._secret = webhook.secret

    def routes(self) -> list[web.RouteDef]:
        """The one address that Telegram calls."""
        return [web.post(PATH, self.take)]

    async def take(self, request: web.Request) -> web.Response:
        """200 when the update is stored; 503 asks Telegram to post it again."""
        if not has_secret(request, SECRET_HEADER, self._secret):
            return web.Response(status=403)
        body = await read_body(request)
        if body is None:
            return web.Response(status=413)
        update = _parse(body)
        if update is None:
            return web.Response(status=400)
        return await self._store(update)

    async def _store(self, update: RawUpdate) -> web.Response:
        if self.intake is None:
            return web.Response(status=503)
        try:
            await self.intake.take([update])
        except IntakeError as error:
            self.problem = str(error)
            return web.Response(status=503)
        self.problem = ""
        return _answer(update)


def _parse(body: bytes) -> RawUpdate | None:
    """The update; None when it is none, and so will never be."""
    try:
        update = json.loads(body)
        if not isinstance(update, dict):
            return None
        integer_in(update, "update_id")
    except (ValueError, RecursionError, UnreadableError):
        return None
    return update


def _answer(update: RawUpdate) -> web.Response:
    """A press has its spinner stopped by the answer itself, as the Bot API allows for any one method."""
    query_id = pressed_query(update)
    if query_id is None:
        return web.Response()
    return web.json_response({"method": "answerCallbackQuery", "callback_query_id": query_id})
