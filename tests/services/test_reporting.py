"""Storing reports: receipt codes, and what a report is worth when the clock goes wrong."""

from datetime import datetime, timedelta
from itertools import chain, repeat

import pytest

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from domain.local_time import VIETNAM
from services import reporting
from services.assignments import load_assignments
from tests.builders import plan_in_force

SCHOOL, COMMUNE = "CBT-02", "DBX-01"


async def report(app: App, phone: Player) -> None:
    """The study, on the twentieth."""
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(datetime(2024, 6, 20, 9, tzinfo=VIETNAM))
    await phone.says("40/45 ngày 15/6 trực tiếp")
    await phone.presses("Đúng")


async def test_two_reports_never_bear_the_same_code(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL, COMMUNE)
    drawn = chain(["AAAAAA", "AAAAAA", "AAAAAA"], repeat("BBBBBB"))
    monkeypatch.setattr(reporting, "new_code", lambda _length: next(drawn))
    for phone in phones.values():
        await report(app, phone)
    with app.database.look(app.clock.now()) as work:
        codes = {view.report_code for view in load_assignments(work) if view.revision}
    assert codes == {"BC-AAAAAA", "BC-BBBBBB"}


async def test_a_report_is_here_even_if_the_clock_was_set_back_since(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    await report(app, phones[SCHOOL])
    with app.database.look(app.clock.now() - timedelta(hours=1)) as work:
        reported, *others = [view for view in load_assignments(work) if view.revision]
        assert not others
        assert not reported.is_owed(work)
