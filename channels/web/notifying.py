"""The interface behind the button *Nhận thông báo*: the key a browser needs, and what it answers with."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from channels.web.answers import NO_STORE, Handler, Refused, answering
from channels.web.push import Pusher, is_readable
from channels.web.uploads import read_json
from channels.web.visitors import Visitor, session_token, visitor_with
from domain.errors import DomainError
from locales import say
from services.notifications import Browser, take_notifications, takes_notifications
from services.registration import actor_at
from services.work import Database, Work


class NotifyingApi:
    """The handlers; `pusher` is None where the page is not on https, for then no browser allows it."""

    def __init__(self, database: Database, now: Callable[[], datetime], pusher: Pusher | None) -> None:
        self._database = database
        self._now = now
        self._pusher = pusher

    def routes(self) -> list[web.RouteDef]:
        """Both need a session."""
        return [
            web.get("/chat/api/push", self._answering(self.tell), allow_head=False),
            web.post("/chat/api/push", self._answering(self.take)),
        ]

    async def tell(self, request: web.Request) -> web.Response:
        """`GET push` -> `{key, is_on, sentence}`: for a person the key, or what to do without it."""
        visitor = await self._visitor(request)
        is_person, is_on = await self._database.read(self._now(), _standing, visitor.address_id)
        told: dict[str, Any] = {"key": None, "is_on": is_on, "sentence": ""}
        if is_person and self._pusher is not None:
            told["key"] = await self._pusher.public_key()
        elif is_person and not self._database.installation.page_reaches:
            told["sentence"] = say("web-push-no-https", self._database.installation.language)
        return web.json_response(told, headers=NO_STORE)

    async def take(self, request: web.Request) -> web.Response:
        """`POST push {endpoint, keys: {p256dh, auth}}` -> 204: this browser takes notifications."""
        visitor = await self._visitor(request)
        browser = _browser(await read_json(request))
        if self._pusher is None or not self._pusher.trusts(browser.endpoint):
            raise Refused(400, "web-push-unknown")
        if not is_readable(browser):
            raise Refused(400, "web-malformed")
        try:
            await self._database.write(self._now(), take_notifications, visitor.address_id, browser)
        except DomainError as refusal:
            raise Refused(400, f"error-{refusal.code}") from refusal
        return web.Response(status=204, headers=NO_STORE)

    def _answering(self, handler: Handler) -> Handler:
        return answering(handler, self._database.installation.language)

    async def _visitor(self, request: web.Request) -> Visitor:
        return await self._database.read(self._now(), visitor_with, session_token(request))


def _standing(work: Work, address_id: int) -> tuple[bool, bool]:
    return actor_at(work, address_id) is not None, takes_notifications(work, address_id)


def _browser(body: dict[str, Any]) -> Browser:
    keys = body.get("keys")
    keys = keys if isinstance(keys, dict) else {}
    told = (body.get("endpoint"), keys.get("p256dh"), keys.get("auth"))
    if not all(isinstance(part, str) for part in told):
        raise Refused(400, "web-malformed")
    return Browser(*map(str, told))
