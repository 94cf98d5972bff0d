"""No question goes round for ever: after two in vain there is the step-by-step form, or a call from staff."""

import pytest

from bot.build import App
from bot.demo.cast import Player
from tests.builders import plan_in_force

SCHOOL = "CBT-02"


async def ready(app: App) -> tuple[Player, Player]:
    staff, phones = await plan_in_force(app, SCHOOL)
    return staff, phones[SCHOOL]


async def offered(phone: Player) -> list[str]:
    return [choice.label for choice in (await phone.heard())[-1].choices]


@pytest.mark.parametrize(
    "before",
    [
        ["45/50"],  # the day is asked
        ["45/50 ngày 02/6 trực tiếp"],  # the card
        ["45/50 ngày 02/6 trực tiếp", "=Đúng", "/rut"],  # whether it is really to be withdrawn
        ["52/50 ngày 02/6", "=Số khác"],  # how many attended
    ],
    ids=["a field", "the card", "a withdrawal", "figures"],
)
async def test_asked_twice_in_vain_a_call_is_offered(app: App, before: list[str]) -> None:
    _staff, an = await ready(app)
    for step in before:
        await (an.presses(step[1:]) if step.startswith("=") else an.says(step))
    await an.says("không nhớ")
    assert "Nhờ cán bộ gọi lại" not in await offered(an)
    assert "gọi lại" in await an.says("cũng không nhớ nữa")
    assert "Nhờ cán bộ gọi lại" in await offered(an)
    assert {"Thôi", "Bỏ"} & set(await offered(an)), "and a way to stop"


async def test_figures_that_go_on_contradicting_each_other_are_not_asked_for_ever(app: App) -> None:
    _staff, an = await ready(app)
    await an.says("/baocao")
    await an.presses("Học tập")
    await an.says("02/6")
    await an.says("60")
    assert "lớn hơn tổng số" in await an.says("50")
    assert "Nhờ cán bộ gọi lại" not in await offered(an)
    await an.says("70")
    assert "lớn hơn tổng số" in await an.says("50")
    assert "Nhờ cán bộ gọi lại" in await offered(an)


async def test_staff_get_the_telephone_number_and_the_words(app: App) -> None:
    staff, an = await ready(app)
    await an.says("45/50")
    await an.says("không nhớ")
    await an.says("cái hôm trời mưa ấy")
    assert "sẽ gọi lại" in await an.presses("Nhờ cán bộ gọi lại")
    told = await staff.last()
    assert "Đề nghị gọi lại, điện thoại 0912 000 012" in told
    assert "hôm trời mưa" in told
    assert "hình thức" in await an.says("02/6"), "the report is still open"


async def test_the_form_can_be_gone_through_step_by_step_instead(app: App) -> None:
    _staff, an = await ready(app)
    await an.says("45/50 ngày 02/6 trực tiếp")
    await an.says("không nhớ")
    await an.says("cũng không nhớ nữa")
    assert "thực hiện ngày nào" in await an.presses("Báo cáo từng bước")


async def test_stopping_leaves_the_report(app: App) -> None:
    _staff, an = await ready(app)
    await an.says("45/50")
    await an.says("không nhớ")
    await an.says("cũng không nhớ nữa")
    await an.presses("Thôi")
    assert "chưa hiểu nội dung này là báo cáo" in await an.says("blah")


async def test_the_question_which_duty_ends_too(app: App) -> None:
    _staff, an = await ready(app)
    await an.says("45/50 ngày 02/6 trực tiếp")
    await an.presses("Việc khác")
    assert "việc nào" in await an.says("cái kia")
    assert "Nhờ cán bộ gọi lại" not in await offered(an)
    await an.says("cái kia kìa")
    assert "Nhờ cán bộ gọi lại" in await offered(an)
    assert "như sau" in await an.presses("Báo cáo kết quả")
