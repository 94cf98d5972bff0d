"""Building what tests start from: an application, units, a plan in force, registered people."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from sqlalchemy import delete, select

from bot.build import HOLDER, App
from bot.clock import MovableClock
from bot.demo import SETUP_CODE
from bot.demo.cast import Player
from bot.demo.seed import enter_staff, load_examples, register
from bot.settings import Settings
from services.leases import take_lease
from services.pacing import Rate
from services.work import Database
from storage.tables import InboxMessage, Lease, Person, Unit
from tests.databases import SERVER, content_of, database_url, put_in_place

UNHURRIED: dict[str, Rate] = {}
IN_FORCE = datetime.fromisoformat("2024-06-05T08:30+07:00")
Begun = tuple[Player, dict[str, Player]]
_begun: dict[tuple[str, datetime, tuple[str, ...]], tuple[Connection, datetime, Begun]] = {}


def build_settings(folder: Path, **changes: object) -> Settings:
    """Settings of a test installation with a database of its own; the environment does not count."""
    values: dict[str, object] = {
        "telegram_token": "",
        "zalo_token": "",
        "database_url": changes.get("database_url") or database_url(folder),
        "http_host": "127.0.0.1",
        "http_port": 0,
        "public_url": "",
        "setup_code": SETUP_CODE,
        "profile": "huyen_2024",
        "board": "",
        "clock": "2024-06-01T08:00+07:00",
    }
    return Settings.model_validate({**values, **changes})


def build_database(folder: Path) -> Database:
    """A migrated database of its own, for tests of services that need no application."""
    settings = build_settings(folder)
    database = Database(settings.database_url.get_secret_value(), settings.installation())
    database.migrate()
    return database


def build_app(folder: Path, starts: datetime, **changes: object) -> App:
    """An application whose clock stands at an instant; nothing runs by itself."""
    return App(build_settings(folder, **changes), MovableClock(starts, is_running=False), UNHURRIED)


async def plan_in_force(app: App, *codes: str) -> Begun:
    """The real plan activated by staff on 5 June, with a registered secretary for each unit code."""
    return await begun(app, ("in force", *codes), lambda: play_beginning(app, codes))


async def begun(app: App, name: tuple[str, ...], play: Callable[[], Awaitable[Begun]]) -> Begun:
    """What `play` leads to, which `name` tells apart from what others play.

    On SQLite each beginning is played once in a process, and copied from then on.
    """
    url = app.settings.database_url.get_secret_value()
    told = f"{app.settings.model_dump_json(exclude={'database_url'})} {app.database.installation}"
    key = (told, app.clock.now(), name)
    is_fresh = not SERVER and is_untouched(app)
    if is_fresh and key in _begun:
        content, until, (staff, secretaries) = _begun[key]
        put_in_place(url, content)
        _advance(app, until)
        with app.database.work(app.clock.now()) as work:
            work.session.execute(delete(Lease))
            app.dispatcher.lease_id = take_lease(work, HOLDER)
        return replace(staff, app=app), {code: replace(one, app=app) for code, one in secretaries.items()}
    office = await play()
    if is_fresh:
        _begun[key] = content_of(url), app.clock.now(), office
    return office


async def play_beginning(app: App, codes: tuple[str, ...]) -> Begun:
    """The same, always played: for tests of what a process counts while it is talked to."""
    sheet = await load_examples(app)
    staff = await enter_staff(app)
    names = {row.code: row.contact_name for row in sheet.rows}
    secretaries = {code: await register(app, staff, code, names[code]) for code in codes}
    _advance(app, IN_FORCE)
    await staff.says("/plans")
    await staff.presses("Học tập")
    await staff.presses("Ban hành và báo")
    return staff, secretaries


def _advance(app: App, instant: datetime) -> None:
    clock = app.clock
    assert isinstance(clock, MovableClock)
    clock.advance_to(instant)


def is_untouched(app: App) -> bool:
    """Whether nothing has been entered and nobody has written."""
    with app.database.look(app.clock.now()) as work:
        return not any(
            work.session.scalar(select(table.id).limit(1)) for table in (Unit, Person, InboxMessage)
        )
