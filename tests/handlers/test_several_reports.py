"""One message about several duties or several units: one card, and nothing of it is lost or guessed."""

from datetime import datetime

import pytest

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from domain.deadlines import Deadline
from domain.local_time import VIETNAM
from domain.plans import MilestoneDraft, PlanDraft
from domain.roles import Role
from services.assignments import AssignmentView, load_assignments
from services.invites import create_invite
from services.plans import activate_plan, create_plan
from services.units import all_units
from tests.builders import plan_in_force

SCHOOL, CLINIC, COURT = "CBT-02", "CBT-04", "CBT-05"
BOTH = "học ngày 15/6 45/50 trực tiếp, KH 12-KH/CB ngày 20/6"


async def at_the_school(app: App, *codes: str) -> tuple[Player, Player]:
    """Staff and the school's secretary, who also answers for further units, in the last week of June."""
    staff, phones = await plan_in_force(app, SCHOOL)
    for code in codes:
        await takes_over(app, staff, phones[SCHOOL], code)
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(datetime(2024, 6, 24, 9, tzinfo=VIETNAM))
    return staff, phones[SCHOOL]


async def takes_over(app: App, staff: Player, secretary: Player, code: str) -> None:
    with app.database.work(app.clock.now()) as work:
        unit_id = next(entry.unit.id for entry in all_units(work) if entry.unit.code == code)
        invite = create_invite(work, None, Role.SECRETARY, unit_id)
    await secretary.says(f"/start {invite}")
    await secretary.presses("Đúng")
    await secretary.presses("Bí thư")
    await staff.presses("Duyệt")


async def a_deputy(app: App, staff: Player, code: str, name: str) -> Player:
    with app.database.work(app.clock.now()) as work:
        unit_id = next(entry.unit.id for entry in all_units(work) if entry.unit.code == code)
        invite = create_invite(work, None, Role.DEPUTY, unit_id)
    deputy = await Player.enter(app, name)
    await deputy.says(f"/start {invite}")
    await deputy.presses("Đúng")
    await deputy.says(name)
    await deputy.presses("Phó bí thư")
    await staff.presses("Duyệt")
    return deputy


def a_plan_is_to_be_issued(app: App) -> None:
    with app.database.work(app.clock.now()) as work:
        deadline = Deadline(datetime(2024, 7, 1, tzinfo=VIETNAM), "trong tháng 6/2024")
        issuing = MilestoneDraft(
            "Ban hành kế hoạch", "make_plan", "plan_issued", deadline, groups=("chi_bo_co_so",)
        )
        activate_plan(work, None, create_plan(work, None, PlanDraft("Kế hoạch hai", milestones=(issuing,))))


def reported(app: App) -> dict[tuple[str, str], AssignmentView]:
    """What stands, by unit and form."""
    with app.database.look(app.clock.now()) as work:
        return {(view.unit_code, view.form): view for view in load_assignments(work) if view.has_report}


class TestSeveralDuties:
    async def test_one_card_shows_both_and_each_gets_its_receipt(self, app: App) -> None:
        _staff, an = await at_the_school(app)
        a_plan_is_to_be_issued(app)
        card = await an.says(BOTH)
        assert "2 báo cáo của Chi bộ Trường THPT Lộc Ninh" in card
        assert "45/50 đảng viên (90%), vắng 5" in card
        assert "Số kế hoạch: 12-KH/CB" in card
        receipt = await an.presses("Đúng")
        found = reported(app)
        assert found[SCHOOL, "study"].values["attended"] == 45
        assert found[SCHOOL, "plan_issued"].values["plan_no"] == "12-KH/CB"
        assert all(view.report_code in receipt for view in found.values())
        assert receipt.count("đúng hạn") == 2

    async def test_one_field_is_corrected_and_the_other_report_stays(self, app: App) -> None:
        _staff, an = await at_the_school(app)
        a_plan_is_to_be_issued(app)
        await an.says(BOTH)
        assert "sửa báo cáo nào" in await an.presses("Sửa")
        await an.presses("Ban hành kế hoạch")
        await an.presses("Số kế hoạch")
        card = await an.says("13-KH/CB")
        assert "13-KH/CB" in card
        assert "45/50" in card
        await an.presses("Đúng")
        found = reported(app)
        assert found[SCHOOL, "study"].values["attended"] == 45
        assert found[SCHOOL, "plan_issued"].values["plan_no"] == "13-KH/CB"

    async def test_words_at_the_card_change_the_report_they_fit(self, app: App) -> None:
        _staff, an = await at_the_school(app)
        a_plan_is_to_be_issued(app)
        await an.says(BOTH)
        card = await an.says("46/50, KH số 14-KH/CB ngày 21/6")
        assert "46/50" in card
        assert "14-KH/CB" in card
        assert "Ngày ban hành: 21/6/2024" in card

    async def test_what_is_missing_of_one_is_asked_without_losing_the_other(self, app: App) -> None:
        _staff, an = await at_the_school(app)
        a_plan_is_to_be_issued(app)
        assert "Kế hoạch ban hành ngày nào" in await an.says("học ngày 15/6 45/50, KH 12-KH/CB")
        asked = await an.says("20/6")
        assert "«Học tập" in asked
        assert "hình thức nào" in asked
        card = await an.presses("Trực tiếp")
        assert all(words in card for words in ("45/50", "15/6/2024", "12-KH/CB", "20/6/2024"))

    async def test_figures_in_doubt_are_asked_and_the_plan_is_kept(self, app: App) -> None:
        _staff, an = await at_the_school(app)
        a_plan_is_to_be_issued(app)
        asked = await an.says("học ngày 15/6 52/50 trực tiếp, KH 12-KH/CB ngày 20/6")
        assert "lớn hơn tổng số" in asked
        card = await an.presses("50 trên 52")
        assert "50/52" in card
        assert "12-KH/CB" in card

    async def test_a_second_message_joins_the_card_that_is_open(self, app: App) -> None:
        _staff, an = await at_the_school(app)
        a_plan_is_to_be_issued(app)
        await an.says("học ngày 15/6 45/50 trực tiếp")
        card = await an.says("đã ban hành KH 12-KH/CB ngày 20/6")
        assert "45/50" in card
        assert "12-KH/CB" in card
        await an.presses("Đúng")
        assert len(reported(app)) == 2

    async def test_words_that_no_duty_takes_are_named(self, app: App) -> None:
        _staff, an = await at_the_school(app)
        card = await an.says(BOTH)
        assert "«12-KH/CB … 20/6» không thuộc việc nào" in card
        assert "45/50" in card

    async def test_a_duty_that_is_waived_meanwhile_does_not_hold_up_the_other(self, app: App) -> None:
        staff, an = await at_the_school(app)
        a_plan_is_to_be_issued(app)
        await an.says(BOTH)
        await staff.says("/waive Chi bộ Trường THPT Lộc Ninh")
        await staff.presses("Ban hành kế hoạch")
        await staff.says("đã có kế hoạch chung")
        card = await an.presses("Đúng")
        assert "được miễn" in card
        assert "45/50" in card
        await an.presses("Đúng")
        assert set(reported(app)) == {(SCHOOL, "study")}

    async def test_what_a_deputy_sent_meanwhile_is_shown_and_the_other_is_recorded(self, app: App) -> None:
        staff, an = await at_the_school(app)
        binh = await a_deputy(app, staff, SCHOOL, "Trần Văn Bình")
        a_plan_is_to_be_issued(app)
        await an.says(BOTH)
        await binh.says("48/50 ngày 15/6 trực tiếp")
        await binh.presses("Đúng")
        card = await an.presses("Đúng")
        assert "một đồng chí khác" in card
        assert "48/50 → 45/50" in card
        found = reported(app)
        assert found[SCHOOL, "study"].values["attended"] == 48
        assert found[SCHOOL, "plan_issued"].values["plan_no"] == "12-KH/CB"

    @pytest.mark.parametrize(
        "words",
        [
            "45/50 20/6 truc tiep. Bao cao ket qua: 45/50, khong vuong mac gi",
            "hoc ngay 20/6 45/50 truc tiep, bao cao ket qua cung xong roi",
            "ca hai viec xong roi, 45/50 ngay 20/6 truc tiep",
        ],
    )
    async def test_results_that_are_said_to_be_ready_are_asked_about_next(self, app: App, words: str) -> None:
        _staff, an = await at_the_school(app)
        assert "hệ thống hỏi tiếp «Báo cáo kết quả" in await an.says(words)
        card = await an.presses("Đúng")
        assert "việc «Báo cáo kết quả" in card
        assert "45/50" in card
        assert "Đã ghi nhận báo cáo «Báo cáo kết quả" in await an.presses("Đúng")

    async def test_what_is_next_is_not_forgotten_while_the_first_is_asked_about(self, app: App) -> None:
        _staff, an = await at_the_school(app)
        assert "ngày nào" in await an.says("ca hai viec xong roi")
        await an.says("hôm qua 45/50")
        await an.presses("Trực tiếp")
        assert "việc «Báo cáo kết quả" in await an.presses("Đúng")

    async def test_results_alone_are_opened_and_what_is_not_ready_is_not(self, app: App) -> None:
        _staff, an = await at_the_school(app)
        assert "hỏi tiếp" not in await an.says("45/50 20/6 trực tiếp, báo cáo kết quả chưa xong")
        assert "«Học tập" in await an.presses("Đúng")
        assert "việc «Báo cáo kết quả" in await an.says("Báo cáo kết quả ok luôn nhé")

    async def test_figures_are_those_of_the_study_even_when_its_result_is_due_before(self, app: App) -> None:
        staff, an = await at_the_school(app)
        await staff.says("/extend Chi bộ Trường THPT Lộc Ninh")
        await staff.presses("Học tập")
        await staff.says("đến hết ngày 05/7/2024")
        await staff.presses("Không ghi lý do")
        assert "việc «Học tập" in await an.says("45/50 ngày 15/6 trực tiếp")
        await an.presses("Đúng")
        assert "việc «Báo cáo kết quả" in await an.says("/baocao 45/50 ngày 15/6 trực tiếp")


class TestSeveralUnits:
    async def test_one_card_lists_each_unit_and_asks_once_what_all_lack(self, app: App) -> None:
        _staff, an = await at_the_school(app, CLINIC, COURT)
        asked = await an.says(
            "THPT Lộc Ninh 45/50, trung tâm y tế 40/41, toà án nhân dân 15/15 học ngày 15/6"
        )
        assert "hình thức nào" in asked
        card = await an.presses("Trực tiếp")
        for line in (
            "của 3 đơn vị",
            "Chi bộ Trường THPT Lộc Ninh: Tham gia: 45/50",
            "Chi bộ Trung tâm Y tế huyện: Tham gia: 40/41",
            "Chi bộ Tòa án nhân dân huyện: Tham gia: 15/15",
        ):
            assert line in card
        assert card.count("15/6/2024") == 1
        receipt = await an.presses("Đúng")
        found = reported(app)
        assert {code: view.values["attended"] for (code, _), view in found.items()} == {
            SCHOOL: 45,
            CLINIC: 40,
            COURT: 15,
        }
        assert all(view.values["dates"] == ["2024-06-15"] for view in found.values())
        assert all(view.report_code in receipt for view in found.values())

    async def test_each_unit_keeps_its_own_day_and_form(self, app: App) -> None:
        _staff, an = await at_the_school(app, CLINIC)
        await an.says("cb thpt lộc ninh học 15/6 45/50 trực tiếp; cb y tế học 16/6 40/41 trực tuyến")
        await an.presses("Đúng")
        found = reported(app)
        assert found[SCHOOL, "study"].values["dates"] == ["2024-06-15"]
        assert found[CLINIC, "study"].values["dates"] == ["2024-06-16"]
        assert found[CLINIC, "study"].values["mode"] == "truc_tuyen"

    async def test_figures_before_the_names_belong_to_the_names_behind(self, app: App) -> None:
        _staff, an = await at_the_school(app, CLINIC)
        card = await an.says("45/50 chi bộ Lộc Ninh, 40/41 chi bộ y tế, trực tiếp ngày 15/6")
        assert "Lộc Ninh: Tham gia: 45/50" in card
        assert "Y tế huyện: Tham gia: 40/41" in card

    async def test_figures_at_the_card_need_a_unit(self, app: App) -> None:
        _staff, an = await at_the_school(app, CLINIC)
        await an.says("THPT Lộc Ninh 45/50, trung tâm y tế 40/41 học ngày 15/6 trực tiếp")
        assert "Y tế huyện: Tham gia: 39/41" in await an.says("trung tâm y tế 39/41")
        assert "sửa báo cáo nào" in await an.says("46/50")
        assert "sửa báo cáo nào" in await an.says("không rõ lắm")
        card = await an.says("THPT Lộc Ninh")
        assert "Lộc Ninh: Tham gia: 46/50" in card
        assert "Y tế huyện: Tham gia: 39/41" in card
        await an.says("16/6")
        assert "Ngày thực hiện: 16/6/2024" in await an.presses("Cả 2 báo cáo")

    async def test_figures_beside_the_answer_that_all_lack_need_a_unit_too(self, app: App) -> None:
        _staff, an = await at_the_school(app, CLINIC)
        assert "hình thức" in await an.says("THPT Lộc Ninh 45/50, trung tâm y tế 40/41 học ngày 15/6")
        assert "sửa báo cáo nào" in await an.says("trực tiếp, nhầm 39/41")
        await an.presses("Chi bộ Trung tâm Y tế")
        card = await an.says("trực tiếp")
        assert "Lộc Ninh: Tham gia: 45/50" in card
        assert "Y tế huyện: Tham gia: 39/41" in card

    async def test_a_unit_of_somebody_else_is_refused_kindly_and_staff_hear_of_it(self, app: App) -> None:
        staff, an = await at_the_school(app, CLINIC)
        await an.says("THPT Lộc Ninh 45/50; chi bộ Thuế 20/22; chi bộ Kho bạc 9/9 ngày 15/6 trực tiếp")
        refusal, card = [reply.text for reply in await an.heard()][-2:]
        assert "Kho bạc không thuộc phạm vi đồng chí phụ trách" in refusal
        assert "45/50" in card
        assert "Kho bạc 9/9" in await staff.last()
        await an.presses("Đúng")
        assert {code for code, _ in reported(app)} == {SCHOOL}

    async def test_a_name_that_may_be_one_of_theirs_is_asked(self, app: App) -> None:
        _staff, an = await at_the_school(app, CLINIC, COURT)
        asked = await an.says("Chi bộ Lộc Ninh 45/50, chi bộ trạm xá 40/41 học 15/6 trực tiếp")
        assert "«chi bộ trạm xá» (40/41 học 15/6 trực tiếp) là đơn vị nào" in asked
        card = await an.presses("Trung tâm Y tế")
        assert "Y tế huyện: Tham gia: 40/41" in card

    async def test_a_unit_that_has_not_met_is_told_to_staff_beside_the_card_of_the_others(
        self, app: App
    ) -> None:
        staff, an = await at_the_school(app, CLINIC)
        await an.says("chi bộ y tế chưa học vì bận trực; chi bộ Lộc Ninh 45/50 ngày 15/6 trực tiếp")
        told, card = [reply.text for reply in await an.heard()][-2:]
        assert "chi bộ y tế: đã chuyển nội dung" in told
        assert "45/50" in card
        assert "bận trực" in await staff.last()
        assert "Trung tâm Y tế" in await staff.last()

    async def test_a_correction_of_two_units_changes_what_they_reported(self, app: App) -> None:
        _staff, an = await at_the_school(app, CLINIC)
        await an.says("THPT Lộc Ninh 45/50, trung tâm y tế 40/41 học ngày 15/6 trực tiếp")
        await an.presses("Đúng")
        card = await an.says("đính chính: THPT Lộc Ninh 46/50, trung tâm y tế 41/41")
        assert "45/50 → 46/50" in card
        assert "40/41 → 41/41" in card
        assert (await an.presses("Đúng")).count("đính chính lần 2") == 2

    async def test_one_unit_that_is_named_needs_no_question_which(self, app: App) -> None:
        _staff, an = await at_the_school(app, CLINIC)
        card = await an.says("chi bộ y tế 40/41 ngày 15/6 trực tiếp")
        assert "báo cáo của Chi bộ Trung tâm Y tế huyện" in card

    async def test_parts_of_the_only_unit_are_added_up_when_the_person_says_so(self, app: App) -> None:
        _staff, an = await at_the_school(app)
        assert "nhiều bộ phận" in await an.says("Tổ Toán 20/22, tổ Văn 25/28 học ngày 15/6 trực tiếp")
        assert reported(app) == {}
        assert "45/50" in await an.presses("45 trên 50")
        await an.presses("Đúng")
        assert reported(app)[SCHOOL, "study"].values["attended"] == 45

    async def test_only_units_of_others_leave_nothing_to_record(self, app: App) -> None:
        staff, an = await at_the_school(app)
        answer = await an.says("Chi bộ Thuế 20/22, chi bộ Kho bạc 9/9 học ngày 15/6 trực tiếp")
        assert "không thuộc phạm vi" in answer
        assert "Kho bạc" in await staff.last()
