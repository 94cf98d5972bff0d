"""The world of a story: the application, its clock, and everybody's phone on one messenger."""

from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from playwright.async_api import Browser
from sqlalchemy import select
from yarl import URL

from bot.build import App
from bot.clock import MovableClock
from bot.demo import SETUP_CODE
from bot.demo.cast import Player
from bot.demo.seed import load_examples
from bot.fast_forward import move_to, tick_and_settle
from bot.server import start_server
from domain.local_time import VIETNAM
from domain.roles import Role
from services.invites import create_invite
from services.summary import MilestoneSummary, summarise_plan
from services.units import all_units
from storage.tables import Finding
from tests.acceptance.browser_phone import BrowserPhone, chromium
from tests.acceptance.phones import Phone, TelegramPhone, WebPhone, ZaloPhone, next_chat_id
from tests.builders import build_app, build_settings
from tests.telegram_server import TelegramServer
from tests.zalo_server import ZaloServer

PLAN = 1
# In Chromium staff and two secretaries use the page itself, the others what is behind it: a page takes ten
# times as long.
WITH_THE_PAGE_OPEN = frozenset({"Phạm Thị Thảo", "Trần Văn Bình", "Nguyễn Văn An"})


def local(text: str) -> datetime:
    """`2024-06-21T08:00` in Viet Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


class World:
    """Everything a story needs; `messenger` is `web`, `telegram` or `zalo`, or `telegram and zalo`.

    On `web` people talk through the channel; in `chromium`, which may stand there too, some through its page.
    """

    def __init__(self, folder: Path, messenger: str) -> None:
        self._folder = folder
        self.messenger = messenger
        self._stack = AsyncExitStack()
        self._telegram: TelegramServer | None = None
        self._zalo: ZaloServer | None = None
        self._browser: Browser | None = None
        self._pages: web.AppRunner | None = None
        self._address = ""
        self._phones: list[Phone] = []
        self.app: App

    @property
    def server(self) -> TelegramServer:
        """The Bot API server of a story on Telegram."""
        assert self._telegram is not None
        return self._telegram

    @property
    def zalo(self) -> ZaloServer:
        """The platform of a story on Zalo."""
        assert self._zalo is not None
        return self._zalo

    async def begin(self, when: str) -> None:
        """Start the messenger and the application, with the example units and the plan as a draft."""
        await self._open_messenger()
        await self._boot(local(when))
        await load_examples(self.app)

    async def begin_at(
        self, when: datetime, fill: Callable[[str], None], telegram: TelegramServer | None
    ) -> None:
        """Start with a database that `fill` fills and, on Telegram, as that server left off."""
        await self._open_messenger()
        if telegram is not None:
            self.server.continue_from(telegram)
        fill(build_settings(self._folder).database_url.get_secret_value())
        await self._boot(when)

    async def _open_messenger(self) -> None:
        if "telegram" in self.messenger:
            self._telegram = await self._stack.enter_async_context(TelegramServer())
        if "zalo" in self.messenger:
            self._zalo = await self._stack.enter_async_context(ZaloServer(bots=2))
        if "chromium" in self.messenger:
            self._browser = await self._stack.enter_async_context(chromium())

    async def end(self) -> None:
        """Stop everything."""
        await self.app.stop()
        await self._stack.aclose()
        if self._pages is not None:
            await self._pages.cleanup()

    async def switch_off_until(self, when: str) -> None:
        """Stop the application and start it again at a later instant, on the same database."""
        await self.app.stop()
        await self._boot(local(when))
        await tick_and_settle(self.app)

    async def move_to(self, when: str, look: Callable[[], Coroutine[Any, Any, None]] | None = None) -> None:
        """Move the clock; `look` is called at the end of every day on the way."""
        target = local(when)
        while look is not None and self.now().date() < target.date():
            await move_to(self.app, self._end_of_today())
            await look()
            self._clock().advance(timedelta(seconds=2))
        await move_to(self.app, target)

    async def phone(self, name: str, messenger: str = "") -> Phone:
        """A new phone for somebody, on one of the messengers; by default on the first there is."""
        phone: Phone
        if self._telegram is not None and messenger in ("", "telegram"):
            phone = TelegramPhone(self.app, self._telegram, self._telegram.person(next_chat_id(), name), name)
        elif self._zalo is not None and messenger in ("", "zalo"):
            person = self._zalo.person(f"{next_chat_id():020x}", name)
            phone = ZaloPhone(self.app, self._zalo, person, name)
        elif self._browser is not None and name in WITH_THE_PAGE_OPEN:
            phone = await BrowserPhone.open(self.app, self._browser, self._address, name)
        else:
            phone = WebPhone(await Player.enter(self.app, name))
        self._phones.append(phone)
        return phone

    async def staff(self, name: str) -> Phone:
        """The phone of the staff member who claims the bot."""
        phone = await self.phone(name)
        await phone.says(f"/start {SETUP_CODE}")
        return phone

    async def secretary(self, staff: Phone, code: str, name: str) -> Phone:
        """The phone of a secretary who opened the invite of a unit and was approved."""
        phone = await self.phone(name)
        await phone.says(f"/start {await self.invite(code)}")
        await phone.presses("Đúng")
        await phone.says(name)
        await phone.presses("Bí thư")
        await staff.presses("Duyệt")
        return phone

    async def invite(self, code: str) -> str:
        """A new invite code of a unit."""
        with self.app.database.work(self.app.clock.now()) as work:
            unit_id = next(entry.unit.id for entry in all_units(work) if entry.unit.code == code)
            return create_invite(work, None, Role.SECRETARY, unit_id)

    async def counts(self) -> list[MilestoneSummary]:
        """The plan's milestones counted now."""
        with self.app.database.work(self.app.clock.now()) as work:
            return list((summarise_plan(work, None, PLAN)).milestones)

    def disorder(self) -> list[str]:
        """What staff were ever told of by the audit."""
        with self.app.database.look(self.app.clock.now()) as work:
            return list(work.session.scalars(select(Finding.code).where(Finding.told_at.is_not(None))))

    def now(self) -> datetime:
        """The story's local time."""
        return self.app.clock.now().astimezone(VIETNAM)

    async def _boot(self, starts: datetime) -> None:
        settings: dict[str, object] = {}
        if self._telegram is not None:
            settings |= {"telegram_token": self._telegram.token, "telegram_api_url": self._telegram.url}
        if self._zalo is not None:
            settings |= {"zalo_token": ",".join(self._zalo.tokens), "zalo_api_url": self._zalo.url}
        if self._pages is not None:
            # Pages that are open go on asking at the address they came from.
            await self._pages.cleanup()
            settings["http_port"] = URL(self._address).port
        self.app = build_app(self._folder, starts, **settings)
        await self.app.open()
        for channel in self.app.channels.values():
            await self.app.connect(channel)
        if self._zalo is not None:
            await self._zalo.is_polled()
        if self._browser is not None:
            await self._serve_pages()
        for phone in self._phones:
            phone.use(self.app)

    async def _serve_pages(self) -> None:
        self._pages, self._address = await start_server(self.app)

    def _clock(self) -> MovableClock:
        assert isinstance(self.app.clock, MovableClock)
        return self.app.clock

    def _end_of_today(self) -> datetime:
        return self.now().replace(hour=23, minute=59, second=59, microsecond=0)
