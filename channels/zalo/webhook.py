"""A webhook: Zalo posts each message, and gets its 200 only once the message is on disk."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from channels.posts import has_secret, read_body
from channels.raw import RawObject, UnreadableError
from channels.zalo.incoming import unwrapped
from channels.zalo.intake import Intake, IntakeError

PATH = "/zalo/webhook"
SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105 - its name
ALLOWED_SECRET = re.compile(r"[A-Za-z0-9_-]{8,256}")


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Zalo posts messages, and how it proves to be Zalo.

    Attributes:
        url: the public address of this server with https, without the path.
        secret: 8 to 256 characters `A-Z a-z 0-9 _ -`; ValueError for any other.
    """

    url: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        if not ALLOWED_SECRET.fullmatch(self.secret):
            raise ValueError("a webhook's secret has 8 to 256 characters of A-Z a-z 0-9 _ -")

    def address(self, bot: str) -> str:
        """The whole address to post a bot's messages to."""
        return f"{self.url.rstrip('/')}{PATH}/{bot}"


class WebhookDoor:
    """Takes the messages of one bot in as they are posted; `intake` is None while it is not started.

    Attributes:
        problem: why the newest message was not taken in; empty when it was.
    """

    def __init__(self, webhook: Webhook, bot: str) -> None:
        self.problem = ""
        self.intake: Intake | None = None
        self._secret = webhook.secret
        self._bot = bot

    def route(self) -> web.RouteDef:
        """The address that Zalo calls for this bot."""
        return web.post(f"{PATH}/{self._bot}", self.take)

    async def take(self, request: web.Request) -> web.Response:
        """200 when the message is stored; 503 asks Zalo to post it again."""
        if not has_secret(request, SECRET_HEADER, self._secret):
            return web.Response(status=403)
        body = await read_body(request)
        if body is None:
            return web.Response(status=413)
        event = _parse(body)
        if event is None:
            return web.Response(status=400)
        return web.Response(status=200 if await self._store(event) else 503)

    async def _store(self, event: RawObject) -> bool:
        if self.intake is None:
            return False
        message = await self.intake.read(event, self._bot)
        try:
            if message is not None:
                await self.intake.store(message)
        except IntakeError as error:
            self.problem = str(error)
            return False
        self.problem = ""
        return True


def _parse(body: bytes) -> RawObject | None:
    """The message; None when it is none, and so will never be."""
    try:
        posted: Any = json.loads(body)
        return unwrapped(posted) if isinstance(posted, dict) else None
    except (ValueError, RecursionError, UnreadableError):
        return None
