"""A prepared installation: the example plan in force and many secretaries registered from Telegram."""

import itertools
from collections import defaultdict
from datetime import datetime
from pathlib import Path

from benchmarks.bot_api import FIRST_CHAT
from bot.build import App
from bot.clock import MovableClock
from bot.demo.seed import PLAN, SETUP_CODE, enter_staff
from bot.fast_forward import move_to
from bot.settings import Settings
from channels.base import FileToSend, Receive
from documents.plan_file import read_plan_file
from documents.unit_sheet import read_unit_sheet
from domain.messages import Incoming, Reply
from domain.roles import Role
from services.invites import create_invite
from services.pacing import Rate
from services.plans import create_plan
from services.unit_import import import_units
from services.units import all_units

ISSUED = datetime.fromisoformat("2024-06-05T08:30+07:00")
STARTS = datetime.fromisoformat("2024-06-16T19:30+07:00")
# Not Telegram's 28 a second: the code is to be measured, not that limit.
UNLIMITED: dict[str, Rate] = {}
HEAD = "Mã đơn vị;Tên đơn vị;Khối;Mã cấp trên;Số đảng viên (hội viên);Người liên hệ;Điện thoại"
# The plan also addresses these groups; nobody of them writes here.
OTHER_UNIT = "DB-001;Đảng bộ xã Bình Minh;Đảng bộ cơ sở | Cán bộ chủ chốt cấp huyện;;215;;"


class DeafTelegram:
    """Telegram while the installation is prepared: it accepts everything and shows it to nobody."""

    name = "telegram"
    problem = ""

    def __init__(self) -> None:
        self.heard: defaultdict[str, list[Reply]] = defaultdict(list)

    async def start(self, receive: Receive) -> None:
        """Nothing comes in by itself."""

    async def stop(self) -> None:
        """Nothing to stop."""

    async def send(self, chat_id: str, reply: Reply, file: FileToSend | None) -> str | None:
        """Keep a reply for the one who presses its buttons."""
        self.heard[chat_id].append(reply)
        return None


async def prepare(database: Path, chats: int) -> None:
    """Fill an empty database by the product's own use cases; the clock ends at `STARTS`."""
    settings = Settings.model_validate(
        {
            "telegram_token": "",
            "database_url": f"sqlite:///{database}",
            "setup_code": SETUP_CODE,
            "code_suffices": True,
            "clock": ISSUED,
        }
    )
    app = App(settings, MovableClock(ISSUED, is_running=False), UNLIMITED)
    telegram = DeafTelegram()
    app.channels[telegram.name] = telegram
    await app.open()
    await app.web.start(app.take_in)
    await _register_all(app, telegram, chats)
    await move_to(app, STARTS)
    await app.stop()


async def _register_all(app: App, telegram: DeafTelegram, chats: int) -> None:
    sheet = read_unit_sheet("units.csv", _unit_sheet(chats).encode())
    with app.database.work(app.clock.now()) as work:
        import_units(work, None, sheet, keep_good=True)
        create_plan(work, None, read_plan_file(PLAN.read_text(encoding="utf-8"), work.zone))
    staff = await enter_staff(app)
    await staff.says("/plans")
    await staff.presses("Học tập")
    await staff.presses("Ban hành và báo")
    with app.database.work(app.clock.now()) as work:
        units = [entry.unit.id for entry in all_units(work) if entry.unit.code.startswith("CB-")]
        invites = [create_invite(work, None, Role.SECRETARY, unit_id) for unit_id in units]
    for number, invite in enumerate(invites):
        await Registering(app, telegram, FIRST_CHAT + number).run(invite)


class Registering:
    """One secretary, who opens an invite and answers what is asked."""

    def __init__(self, app: App, telegram: DeafTelegram, chat: int) -> None:
        self._app = app
        self._telegram = telegram
        self._chat_id = str(chat)
        self._name = f"Bí thư {chat}"
        self._numbers = itertools.count(1)

    async def run(self, invite: str) -> None:
        """Become the secretary of the invite's unit."""
        await self._says(f"/start {invite}")
        await self._presses("Đúng")
        await self._says(self._name)
        await self._presses("Bí thư")

    async def _says(self, text: str) -> None:
        message_id = f"prepared:{self._chat_id}:{next(self._numbers)}"
        await self._app.take_in([Incoming("telegram", message_id, self._chat_id, text, self._name)])
        await self._app.settle()

    async def _presses(self, label: str) -> None:
        choices = self._telegram.heard[self._chat_id][-1].choices
        await self._says(next(choice.says for choice in choices if label in choice.label))


def _unit_sheet(units: int) -> str:
    rows = (f"CB-{number:03d};Chi bộ số {number:03d};Chi bộ cơ sở;;50;;" for number in range(units))
    return "\n".join([HEAD, *rows, OTHER_UNIT])
