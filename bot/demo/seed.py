"""Filling an empty demo: units, staff, secretaries, the plan, all by the product's own use cases."""

import functools
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.build import App
from bot.demo import SETUP_CODE
from bot.demo.cast import Player
from bot.demo.scenery import scenery_of
from documents.plan_file import read_plan_file
from documents.unit_sheet import UnitSheet, read_unit_sheet
from domain.plans import PlanDraft
from domain.roles import Role
from services.invites import create_invite
from services.plans import create_plan
from services.unit_import import import_units
from services.units import all_units

STAFF_NAME = "Phạm Thị Thảo"


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody of the demo: the staff member, and the secretaries by unit code."""

    staff: Player
    secretaries: dict[str, Player]
    unit_names: dict[str, str]


async def load_examples(app: App) -> UnitSheet:
    """Import the example units and the plan, as a draft."""
    shown = scenery_of(app)
    sheet = _example_units(shown.units)
    with app.database.work(app.clock.now()) as work:
        import_units(work, None, sheet, keep_good=True)
        create_plan(work, None, _example_plan(shown.plan, work.zone))
    return sheet


@functools.cache
def _example_units(file: Path) -> UnitSheet:
    """Once a process: the tests fill hundreds of demos with the same units."""
    return read_unit_sheet(file.name, file.read_bytes())


@functools.cache
def _example_plan(file: Path, zone: ZoneInfo) -> PlanDraft:
    return read_plan_file(file.read_text(encoding="utf-8"), zone)


async def enter_staff(app: App) -> Player:
    """The staff member claims the bot with the setup code."""
    staff = await Player.enter(app, STAFF_NAME)
    await staff.says(f"/start {SETUP_CODE}")
    return staff


async def register(app: App, staff: Player, code: str, name: str) -> Player:
    """A secretary opens the invite of a unit, confirms, and is approved."""
    with app.database.work(app.clock.now()) as work:
        unit_id = next(entry.unit.id for entry in all_units(work) if entry.unit.code == code)
        invite = create_invite(work, None, Role.SECRETARY, unit_id)
    secretary = await Player.enter(app, name)
    await secretary.says(f"/start {invite}")
    await secretary.presses("Đúng")
    await secretary.says(name)
    await secretary.presses("Bí thư")
    await staff.presses("Duyệt")
    return secretary


async def fill(app: App) -> Cast:
    """Everything a visitor finds: units, people, and the plan in force."""
    sheet = await load_examples(app)
    staff = await enter_staff(app)
    secretaries, unregistered = {}, scenery_of(app).unregistered
    for row in sheet.rows:
        if row.code not in unregistered:
            secretaries[row.code] = await register(app, staff, row.code, row.contact_name)
    await staff.says("/kehoach")
    await staff.presses("Học tập")
    await staff.presses("Ban hành và báo")
    return Cast(staff, secretaries, {row.code: row.name for row in sheet.rows})
