"""What can be read in two ways is offered as choices, and nothing is recorded by guess."""

from datetime import datetime

from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from domain.local_time import VIETNAM
from services.assignments import load_assignments
from storage.tables import InboxMessage
from tests.builders import plan_in_force

SCHOOL = "CBT-02"


async def at_the_school(app: App) -> tuple[Player, Player]:
    """Staff and the school's secretary, in the last week of June."""
    staff, phones = await plan_in_force(app, SCHOOL)
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(datetime(2024, 6, 24, 9, tzinfo=VIETNAM))
    return staff, phones[SCHOOL]


def values(app: App) -> list[dict[str, object]]:
    with app.database.look(app.clock.now()) as work:
        return [dict(view.values) for view in load_assignments(work) if view.has_report]


async def test_more_attended_than_there_are_is_asked_with_what_it_may_mean(app: App) -> None:
    _staff, an = await at_the_school(app)
    assert "lớn hơn tổng số" in await an.says("52/50 đv học 20/6, trực tiếp")
    await an.presses("Số người: 50 trên 52")
    assert "Đã ghi nhận" in await an.presses("Đúng")
    assert values(app)[0]["attended"] == 50


async def test_who_means_something_else_is_asked_field_by_field(app: App) -> None:
    _staff, an = await at_the_school(app)
    await an.says("52/50 đv học 20/6, trực tiếp")
    assert "bao nhiêu đồng chí tham gia" in await an.presses("Số khác")


async def test_raw_telex_is_shown_as_it_was_read_and_not_recorded_unseen(app: App) -> None:
    _staff, an = await at_the_school(app)
    assert "bộ gõ tiếng Việt" in await an.says("ddax hocj ngayf 20/6, 25/26 ddv")
    await an.presses("25 trên 26")
    await an.presses("Trực tiếp")
    assert values(app) == []
    await an.presses("Đúng")
    assert (values(app)[0]["attended"], values(app)[0]["dates"]) == (25, ["2024-06-20"])


async def test_words_typed_instead_of_a_choice_are_read_and_lose_nothing(app: App) -> None:
    _staff, an = await at_the_school(app)
    await an.says("6/7")
    assert "45/50" in await an.says("à 45/50 ngày 20/6 trực tiếp")
    assert "Đã ghi nhận" in await an.presses("Đúng")


async def test_a_correction_knows_the_report_that_stands(app: App) -> None:
    _staff, an = await at_the_school(app)
    await an.says("45/50 ngày 20/6 trực tiếp")
    await an.presses("Đúng")
    assert "45/50 → 46/50" in await an.says("dinh chinh: 46 chu k phai 45")


async def test_a_named_illness_is_kept_nowhere(app: App) -> None:
    staff, an = await at_the_school(app)
    await an.says("Đ/c Nguyễn Văn A bị ung thư nên vắng, còn lại 49/50, học 20/6 trực tiếp")
    await an.presses("Đúng")
    await an.says("Xin lùi hạn báo cáo vì đồng chí Trần Thị B bị ung thư")
    assert values(app)[0]["attended"] == 49
    told = " ".join(reply.text for reply in await staff.heard())
    assert "xin lùi hạn" in told.lower()
    assert "ung thư" not in told
    with app.database.look(app.clock.now()) as work:
        words = " ".join(work.session.scalars(select(InboxMessage.text)))
    assert "[…]" in words
    assert "ung thư" not in words


async def test_thanks_after_everything_is_reported_ask_for_nothing(app: App) -> None:
    _staff, an = await at_the_school(app)
    for _ in range(2):
        await an.says("45/50 ngày 20/6 trực tiếp")
        await an.presses("Đúng")
    assert await an.says("Dạ vâng em nhận được rồi ạ") == (
        "Cảm ơn đồng chí. Hiện đơn vị không còn việc nào phải báo cáo."
    )


async def test_what_was_told_of_the_absent_is_shown_and_goes_when_their_number_changes(app: App) -> None:
    _staff, an = await at_the_school(app)
    card = await an.says("48/50 ngày 20/6 trực tiếp, vắng 2 có lý do (thai sản, đi học)")
    assert "Lý do vắng: thai sản 1, đi học 1" in card
    await an.presses("Đúng")
    assert values(app)[0]["absent_reasons"] == {"thai_san": 1, "di_hoc": 1}
    card = await an.says("đính chính 49/50")
    assert "Lý do vắng" not in card


async def test_a_form_that_is_abbreviated_is_asked_as_a_form(app: App) -> None:
    _staff, an = await at_the_school(app)
    asked = await an.says("45/50 ngay 15/6 tt")
    assert "hình thức" in asked
    assert "Số liệu" not in asked
    labels = [choice.label for choice in (await an.heard())[-1].choices]
    assert labels == ["Trực tiếp", "Trực tuyến", "Trực tiếp kết hợp trực tuyến"]
    assert "45/50" in await an.presses("Trực tuyến")


async def test_beside_figures_that_cannot_be_stands_what_the_register_knows(app: App) -> None:
    _staff, an = await at_the_school(app)
    assert "Theo danh sách, đơn vị có 50 đảng viên" in await an.says("62/60 ngày 20/6 trực tiếp")
    assert "Theo danh sách" not in await an.says("52/50 ngày 20/6 trực tiếp"), "fifty is on offer"
