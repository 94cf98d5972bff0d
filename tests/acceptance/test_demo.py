"""`dondoc demo --story` and the demo's own use of the product, as a first-time visitor meets them."""

from pathlib import Path

import pytest

from bot.build import App
from bot.demo.controls import Controls
from bot.demo.seed import fill
from bot.demo.story import Story


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


@pytest.mark.parametrize("example", ["ke-hoach-14-nq-tu.yaml", "don-vi-mau.csv"])
def test_the_examples_ship_with_the_project(example: str) -> None:
    assert (Path(__file__).parents[2] / "examples" / example).is_file()
