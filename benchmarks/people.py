"""A prepared installation: the example plan in force and many secretaries who write from Telegram.

The first secretary registers as everybody does, which checks that it can be done; the others are rows like
hers, because two thousand dialogues would take longer than the proofs.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.bot_api.client import bot_api
from benchmarks.clock import RunningClock
from benchmarks.database import Database, insert_like, rows
from benchmarks.installation import Installation
from benchmarks.processes import ROOT

PLAN = ROOT / "examples" / "ke-hoach-14-nq-tu.yaml"
ISSUED = datetime.fromisoformat("2024-06-05T08:30+07:00")
# A Sunday evening on which nothing is due.
STARTS = datetime.fromisoformat("2024-06-16T19:30+07:00")
# The morning of the first reminder, of which each secretary gets one.
MORNING = datetime.fromisoformat("2024-06-21T09:00+07:00")
FIRST_CHAT = 1_000_001
STAFF_CHAT = 999_999
UNITS = (
    "Mã đơn vị;Tên đơn vị;Khối;Mã cấp trên;Số đảng viên (hội viên);Người liên hệ;Điện thoại",
    "CB-0000;Chi bộ số 0000;Chi bộ cơ sở;;50;;",
    "CB-9999;Chi bộ số 9999;Chi bộ cơ sở | Cán bộ chủ chốt cấp huyện;;50;;",
    # The plan also addresses this group; nobody of it writes here.
    "DB-0001;Đảng bộ xã Bình Minh;Đảng bộ cơ sở;;215;;",
)
MODEL_UNITS = ("CB-0000", "CB-9999")
SETUP_CODE = "DEMO0DEMO0DE"
INVITE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}")


def chats(count: int) -> list[int]:
    """The chats of the first secretaries."""
    return [FIRST_CHAT + number for number in range(count)]


def prepared(folder: Path, count: int, *, invited: int = 0) -> Database:
    """A SQLite file with `count` secretaries; numbers 1 to `invited` also go to a conference on 11 June."""
    database = Database.sqlite(folder / "prepared.sqlite3")
    prepare(folder, database, count, invited=invited)
    return database


def prepare(folder: Path, database: Database, count: int, *, invited: int = 0) -> None:
    """Fill an empty database."""
    settings = {"setup_code": SETUP_CODE, "code_suffices": "true"}
    clock = RunningClock(ISSUED)
    office = Installation(folder, database, clock, settings=settings)
    sheet = folder / "units.csv"
    sheet.write_text("\n".join(UNITS), encoding="utf-8")
    office.command("units", "import", str(sheet))
    office.command("plan", "import", str(PLAN), "--activate")
    with bot_api(folder, clock_ahead=clock.ahead) as api:
        desk = Installation(folder, database, clock, api, settings=settings)
        with desk.running():
            api.write([(STAFF_CHAT, f"/start {SETUP_CODE}")])
            api.wait_for_answer(STAFF_CHAT, "quản trị")
            api.write([(STAFF_CHAT, "/invite Chi bộ số 0000")])
            invite = INVITE.search(api.wait_for_answer(STAFF_CHAT, "Mã mời cho"))
            assert invite is not None
            api.write([(FIRST_CHAT, f"/start {invite[0]}")])
            api.wait_for_answer(FIRST_CHAT, "Chi bộ số 0000")
            api.press(FIRST_CHAT, "Đúng")
            api.wait_for_answer(FIRST_CHAT, "họ và tên")
            api.write([(FIRST_CHAT, "Nguyễn Thị Hoa")])
            api.wait_for_answer(FIRST_CHAT, "chức vụ")
            api.press(FIRST_CHAT, "Bí thư")
            api.wait_for_answer(FIRST_CHAT, "đã được duyệt")
            desk.wait_until_settled(10)
    _add_secretaries_like_the_first(database, count, invited)


def _add_secretaries_like_the_first(database: Database, count: int, invited: int) -> None:
    with database.connection() as connection:
        address = rows(connection, "SELECT * FROM address WHERE chat_id = ?", str(FIRST_CHAT))[0]
        person = rows(connection, "SELECT * FROM person WHERE id = ?", address["person_id"])[0]
        office = rows(connection, "SELECT * FROM office WHERE person_id = ?", address["person_id"])[0]
        plain, invited_too = (_Unit(connection, code) for code in MODEL_UNITS)
        for number in range(1, count):
            unit_id = (invited_too if number <= invited else plain).copy(number)
            person_id = insert_like(connection, "person", person, name=f"Bí thư {number:04d}")
            chat_id = str(FIRST_CHAT + number)
            insert_like(connection, "address", address, chat_id=chat_id, person_id=person_id)
            insert_like(connection, "office", office, person_id=person_id, unit_id=unit_id)


class _Unit:
    """A unit with what it owes, of which copies are made."""

    def __init__(self, connection: Any, code: str) -> None:
        self._connection = connection
        self._row = rows(connection, "SELECT * FROM unit WHERE code = ?", code)[0]
        owned = "SELECT * FROM {} WHERE unit_id = ?"
        self._groups = rows(connection, owned.format("unit_group_member"), self._row["id"])
        self._duties = rows(connection, owned.format("assignment"), self._row["id"])

    def copy(self, number: int) -> int:
        """A unit of another number; returns its id."""
        named = {"code": f"CB-{number:04d}", "name": f"Chi bộ số {number:04d}"}
        unit_id = insert_like(self._connection, "unit", self._row, **named)
        for group in self._groups:
            insert_like(self._connection, "unit_group_member", group, unit_id=unit_id)
        for duty in self._duties:
            insert_like(self._connection, "assignment", duty, unit_id=unit_id)
        return unit_id
