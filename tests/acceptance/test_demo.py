"""`dondoc demo --story` and the demo's own use of the product, as a first-time visitor meets them."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.build import App
from bot.demo.controls import Controls
from bot.demo.scenery import SCENERIES, Scenery
from bot.demo.seed import fill
from bot.demo.story import Story
from documents.plan_file import read_plan_file
from documents.profile_file import load_profile
from documents.unit_sheet import read_unit_sheet
from domain.local_time import VIETNAM
from services.unit_import import group_code
from tests.builders import build_app


async def test_the_story_ends_with_a_summary_that_adds_up(app: App) -> None:
    scenes = [scene async for scene in Story(app).play()]
    assert "Số liệu đến 17:00 12/7/2024" in scenes[-1].words
    assert "Đúng hạn 11, chậm 2, chưa báo cáo 2, được miễn 1" in scenes[-1].words
    assert [scene for scene in scenes if "lỗi" in scene.words] == []
    told = "\n".join(scene.words for scene in scenes)
    for words in (
        "45/50 → 48/50",  # a supplement
        "22/24 → 23/24",  # a correction
        "Đã rút báo cáo",
        "được trả lại để bổ sung, chậm nhất hết ngày 26/6/2024",  # a reminder of it
        "Nhận tại văn thư Huyện ủy",  # the answer to a difficulty
        "Đã ghi nhận báo cáo «Học tập, quán triệt Nghị quyết số 14-NQ/TU» của Đảng bộ Quân sự huyện",
        "hạn mới hết ngày 05/7/2024",
    ):
        assert words in told


async def test_the_clock_moves_to_the_next_event_and_reminders_appear(app: App) -> None:
    cast = await fill(app)
    controls = Controls(app, cast)
    state = await controls.state()
    assert [person["detail"] for person in state["people"][:3]] == [
        "Chi bộ Trường THPT Lộc Ninh",
        "Đảng bộ xã Bình Minh",
        "Cán bộ theo dõi",
    ]
    assert state["next_event"] == "2024-06-04T08:00:00+07:00", "seven days before the conference"
    state = await controls.advance_to_next_event()
    assert state["now"] == "2024-06-04T08:00:00+07:00"
    assert "Hội nghị trực tuyến" in await cast.secretaries["DBX-01"].last()
    state = await controls.advance(24 * 17)
    assert state["now"] == "2024-06-21T08:00:00+07:00"
    assert "Còn 9 ngày" in await cast.secretaries["CBT-02"].last()


async def test_a_commune_sees_its_own_units_plan_and_words(tmp_path: Path) -> None:
    starts = datetime.fromisoformat(SCENERIES["xa_2025"].starts)
    app = build_app(tmp_path, starts, profile="xa_2025")
    await app.open()
    await app.web.start(app.take_in)
    cast = await fill(app)
    controls = Controls(app, cast)
    assert [person["detail"] for person in (await controls.state())["people"][:2]] == [
        "Chi bộ Trường THPT Phú Lộc",
        "Đảng bộ Ủy ban nhân dân xã Phú Lộc",
    ]
    await controls.advance_to_next_event()
    school = cast.secretaries["CBT-02"]
    assert "để Ban Xây dựng Đảng nắm" in await school.last()
    await school.says("45/50 ngày 15/6 trực tiếp")
    assert "đúng hạn" in await school.presses("Đúng")
    heard = [
        reply.text for player in (cast.staff, *cast.secretaries.values()) for reply in await player.heard()
    ]
    assert not [text for text in heard if "huyện" in text.lower()]
    await app.stop()


@pytest.mark.parametrize("scenery", SCENERIES.values(), ids=SCENERIES)
def test_the_examples_ship_with_the_project_and_fit_their_profile(scenery: Scenery) -> None:
    [profile] = [load_profile(name) for name, shown in SCENERIES.items() if shown is scenery]
    sheet = read_unit_sheet(scenery.units.name, scenery.units.read_bytes())
    plan = read_plan_file(scenery.plan.read_text(encoding="utf-8"), VIETNAM)
    known = {group_code(group.name) for group in profile.groups}
    assert sheet.problems == ()
    assert {group_code(name) for row in sheet.rows for name in row.groups} == known
    assert {code for duty in plan.milestones for code in duty.groups} <= known
    assert scenery.unregistered.isdisjoint(scenery.first_phones)
    assert {*scenery.unregistered, *scenery.first_phones} < {row.code for row in sheet.rows}
