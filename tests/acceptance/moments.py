"""Where a story stands, kept so that another goes on from there without playing the same beginning again."""

from collections.abc import Awaitable, Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from sqlite3 import Connection

from tests.acceptance.phones import Phone, TelegramPhone, WebPhone
from tests.acceptance.world import World
from tests.databases import SERVER, content_of, put_in_place
from tests.telegram_server import Sent, TelegramServer

Beginning = Callable[[World], Awaitable[tuple[Phone, ...]]]


@dataclass(frozen=True)
class Moment:
    """What the database holds, what Telegram has delivered, and who has a phone."""

    now: datetime
    content: Connection
    telegram: TelegramServer | None
    sent: list[Sent]
    phones: tuple[Phone, ...]


_kept: dict[tuple[str, Beginning], Moment] = {}


async def begin_after(world: World, when: str, play: Beginning) -> tuple[Phone, ...]:
    """Begin a story on the web or on Telegram at `when` and play its beginning; returns the phones of that.

    On SQLite it is played once in a process for each messenger; later worlds stand there at once.
    """
    key = (world.messenger, play)
    if key not in _kept:
        await world.begin(when)
        phones = await play(world)
        if not SERVER:
            _kept[key] = _moment(world, phones)
        return phones
    moment = _kept[key]
    await world.begin_at(moment.now, lambda url: put_in_place(url, moment.content), moment.telegram)
    if moment.telegram is not None:
        world.server.sent = deepcopy(moment.sent)
    return tuple(_again(world, phone) for phone in moment.phones)


def _moment(world: World, phones: tuple[Phone, ...]) -> Moment:
    content = content_of(world.app.settings.database_url.get_secret_value())
    content.execute("DELETE FROM lease")  # That of a process the others know nothing of.
    content.commit()
    telegram = world.server if world.messenger == "telegram" else None
    sent = deepcopy(telegram.sent) if telegram is not None else []
    return Moment(world.app.clock.now(), content, telegram, sent, phones)


def _again(world: World, phone: Phone) -> Phone:
    if isinstance(phone, TelegramPhone):
        person = phone.person.on(world.server)
        return TelegramPhone(world.app, world.server, person, phone.name)
    assert isinstance(phone, WebPhone)
    return WebPhone(replace(phone.player, app=world.app))
