"""The web chat as a channel: the outbox is its mailbox, so sending only wakes the page that waits."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from aiohttp import web

from channels.base import FileToSend, Receive
from channels.web.doors import Doors
from channels.web.notifying import NotifyingApi
from channels.web.pages import page_routes
from channels.web.push import Pusher, is_known_service
from channels.web.routes import ChatApi
from channels.web.waiting import Waiters
from channels.web.watching import Watchers
from domain.messages import Reply
from services.web_sessions import CHANNEL
from services.work import Database

Menu = Callable[[int], Awaitable[list[tuple[str, str]]]]
"""The commands (name, description) that the person at an address may use."""


async def no_menu(address_id: int) -> list[tuple[str, str]]:
    """A menu without commands."""
    return []


class WebChannel:
    """The web chat. Its routes belong to the one HTTP application; it opens no port of its own."""

    name = CHANNEL

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        real_time: Callable[[], datetime],
        menu: Menu = no_menu,
        trusts: Callable[[str], bool] = is_known_service,
    ) -> None:
        """`real_time` is what other servers go by; `trusts` says which push services may be called."""
        self._waiters, self._watchers = Waiters(), Watchers()
        has_push = database.installation.public_url.startswith("https://")
        self._pusher = Pusher(database, now, real_time, trusts) if has_push else None
        self._notifying = NotifyingApi(database, now, self._pusher)
        self._api = ChatApi(database, now, menu, self._waiters, self._watchers)
        self._doors = Doors(database, now)
        self._installation = database.installation

    async def start(self, receive: Receive) -> None:
        """Begin to take messages in; requests that came earlier were told to try again."""
        self._api.receive = receive

    async def stop(self) -> None:
        """Take no more messages in and let waiting pages go; they come back by themselves."""
        self._api.receive = None
        self._waiters.close()

    async def send(self, chat_id: str, reply: Reply, file: FileToSend | None) -> str | None:
        """Wake the page, or tell the browser when nobody looks at it.

        The message itself is read from the outbox once it is marked as sent there.
        """
        self._waiters.wake(chat_id)
        if self._pusher is not None and not self._watchers.sees(chat_id):
            await self._pusher.tell(chat_id)
        return None

    def routes(self) -> list[web.RouteDef]:
        """The page and its interface, all below `/chat`."""
        return [
            *page_routes(self._installation),
            *self._doors.routes(),
            *self._api.routes(),
            *self._notifying.routes(),
        ]
