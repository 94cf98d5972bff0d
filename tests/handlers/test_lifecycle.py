"""A report carried to its end: corrected, supplemented, withdrawn, accepted, returned. Transcripts."""

from datetime import datetime

import pytest
from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from bot.fast_forward import move_to, tick_and_settle
from domain.local_time import VIETNAM
from domain.summary import Tally
from services.assignments import AssignmentView, load_assignments
from services.summary import summarise_plan
from storage.tables import AuditEntry, ReportRevision
from tests.builders import plan_in_force

SCHOOL, COMMUNE = "CBT-02", "DBX-01"
UNIT = "Chi bộ Trường mầm non"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def jump(app: App, when: str) -> None:
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(local(when))


async def reported(app: App, *codes: str) -> tuple[Player, Player]:
    """The school has reported 45 of 50 for the study on 21 June; the staff and the school's secretary."""
    staff, phones = await plan_in_force(app, *(codes or (SCHOOL,)))
    jump(app, "2024-06-21T09:00")
    phone = phones[SCHOOL]
    await phone.says("45/50 ngày 15/6 trực tiếp")
    assert "Đã ghi nhận" in await phone.presses("Đúng")
    return staff, phone


def study_of(app: App) -> AssignmentView:
    with app.database.look(app.clock.now()) as work:
        return next(v for v in load_assignments(work) if v.unit_code == SCHOOL and v.form == "study")


def study_counts(app: App, when: str | None = None) -> Tally:
    """The study counted now, or as of an instant in the past."""
    now = local(when) if when else app.clock.now()
    with app.database.work(now, is_past=when is not None) as work:
        return next(m.tally for m in summarise_plan(work, None, 1).milestones if m.kind == "study")


def unit_name(app: App) -> str:
    return study_of(app).unit_name


class TestCorrecting:
    async def test_the_card_shows_what_was_and_what_will_be(self, app: App) -> None:
        _staff, phone = await reported(app)
        card = await phone.says("sai rồi, 47/50 mới đúng")
        assert "Tham gia: 45/50 → 47/50" in card
        assert "Ngày thực hiện: 15/6/2024" in card
        assert "Đã ghi nhận đính chính" in await phone.presses("Đúng")

    async def test_a_changed_day_and_mode_are_shown_with_an_arrow(self, app: App) -> None:
        _staff, phone = await reported(app)
        await phone.says(f"/report {study_of(app).id}")
        await phone.presses("Sửa")
        await phone.presses("Hình thức")
        card = await phone.presses("Trực tuyến")
        assert "Hình thức: Trực tiếp → Trực tuyến" in card

    @pytest.mark.parametrize(
        ("words", "shown"),
        [
            ("sai roi, 46 moi dung", "45/50 → 46/50"),
            ("sai roi 38 thoi", "45/50 → 38/50"),
            ("sua lai 18 nguoi", "45/50 → 18/50"),
            ("ko 46", "45/50 → 46/50"),
        ],
    )
    async def test_one_number_is_that_of_those_who_attended(self, app: App, words: str, shown: str) -> None:
        _staff, phone = await reported(app)
        assert shown in await phone.says(words)

    async def test_a_number_that_fits_nothing_is_kept_and_offered(self, app: App) -> None:
        _staff, phone = await reported(app)
        await phone.says("nham, 56 moi dung")
        assert "45/50 → 45/56" in await phone.presses("Tổng số: 56")

    async def test_a_correction_that_changes_nothing_says_so(self, app: App) -> None:
        _staff, phone = await reported(app)
        assert "Chưa có mục nào thay đổi" in await phone.says(f"/report {study_of(app).id}")


class TestWithdrawing:
    async def test_it_is_asked_once_and_then_the_unit_owes_again(self, app: App) -> None:
        staff, phone = await reported(app)
        assert "Đồng chí rút báo cáo «Học tập" in await phone.says("/rut")
        assert "Đề nghị đồng chí báo cáo lại" in await phone.presses("Rút báo cáo")
        assert "đã rút báo cáo" in await staff.last()
        counts = study_counts(app)
        assert (counts.on_time, counts.late, counts.attended, counts.total) == (0, 0, 0, 0)
        assert counts.missing == counts.expected
        assert "Học tập" in await phone.says("/viec")

    async def test_a_no_keeps_the_report(self, app: App) -> None:
        _staff, phone = await reported(app)
        await phone.says("/rut")
        assert "vẫn được giữ" in await phone.presses("Không rút")
        assert study_counts(app).attended == 45

    async def test_what_is_neither_yes_nor_no_is_asked_again(self, app: App) -> None:
        _staff, phone = await reported(app)
        await phone.says("/rut")
        assert "Đồng chí rút báo cáo" in await phone.says("để tôi xem")
        assert "Đề nghị đồng chí báo cáo lại" in await phone.says("đồng ý")

    async def test_the_unit_is_reminded_again(self, app: App) -> None:
        _staff, phone = await reported(app)
        await phone.says("/rut")
        await phone.presses("Rút báo cáo")
        await move_to(app, local("2024-06-27T08:01"))
        await tick_and_settle(app)
        assert "Học tập" in await phone.last()
        assert "Còn 3 ngày" in await phone.last() or "việc đến hạn" in await phone.last()

    async def test_a_new_report_is_received_at_its_own_instant_under_the_same_code(self, app: App) -> None:
        _staff, phone = await reported(app)
        code = study_of(app).report_code
        await phone.says("/rut")
        await phone.presses("Rút báo cáo")
        jump(app, "2024-07-02T09:00")
        await phone.says("46/50 ngày 15/6 trực tiếp")
        receipt = await phone.presses("Đúng")
        assert "chậm 2 ngày" in receipt
        assert code in receipt
        assert "Đã ghi nhận báo cáo" in receipt

    async def test_the_past_is_as_it_was(self, app: App) -> None:
        _staff, phone = await reported(app)
        jump(app, "2024-06-22T09:00")
        await phone.says("/rut")
        await phone.presses("Rút báo cáo")
        jump(app, "2024-07-02T09:00")
        await phone.says("46/50 ngày 15/6 trực tiếp")
        await phone.presses("Đúng")
        jump(app, "2024-07-03T09:00")
        before, between = study_counts(app, "2024-06-22T08:00"), study_counts(app, "2024-06-23T08:00")
        now, then = study_counts(app), study_counts(app, "2024-07-03T08:00")
        assert (before.on_time, before.late, before.attended) == (1, 0, 45)
        assert (between.on_time, between.late, between.attended) == (0, 0, 0)
        assert now == then
        assert (now.on_time, now.late, now.attended) == (0, 1, 46)

    async def test_what_was_not_reported_cannot_be_withdrawn(self, app: App) -> None:
        _staff, phones = await plan_in_force(app, SCHOOL)
        assert "không có báo cáo nào để rút" in await phones[SCHOOL].says("/rut")


class TestSupplementing:
    @pytest.mark.parametrize(
        "words", ["5 đ/c học bù ngày 20/6", "ngày 20/6 học bù, đến nay đủ 50/50", "học bù 20/6, nay đủ 50/50"]
    )
    async def test_days_are_joined_and_those_who_came_later_are_added(self, app: App, words: str) -> None:
        _staff, phone = await reported(app)
        card = await phone.says(words)
        assert "Bổ sung báo cáo" in card
        assert "45/50 → 50/50" in card
        assert "15/6/2024 → 15/6/2024, 20/6/2024" in card
        assert "Đã ghi nhận bổ sung" in await phone.presses("Đúng")
        counts = study_counts(app)
        assert (counts.on_time, counts.attended, counts.total) == (1, 50, 50)

    @pytest.mark.parametrize("answer", ["48", "3", "48/50"])
    async def test_how_many_there_are_by_now_is_asked_when_the_words_leave_it_open(
        self, app: App, answer: str
    ) -> None:
        _staff, phone = await reported(app)
        asked = await phone.says("Bổ sung: 20/6 tổ chức học bù cho các đồng chí vắng")
        assert "Báo cáo trước: 45/50" in asked
        assert "Có bao nhiêu đồng chí tham gia" in asked
        card = await phone.says(answer)
        assert "45/50 → 48/50" in card
        assert "15/6/2024 → 15/6/2024, 20/6/2024" in card

    @pytest.mark.parametrize("words", ["3 dc hoc bu ngay 30/6", "con 5 dc chua hoc, tuan sau hoc bu"])
    async def test_a_make_up_that_lies_ahead_is_noted_and_not_recorded(self, app: App, words: str) -> None:
        _staff, phone = await reported(app)
        assert "dự kiến nên chưa ghi nhận" in await phone.says(words)
        assert study_counts(app).attended == 45

    async def test_without_a_report_it_is_a_report(self, app: App) -> None:
        _staff, phones = await plan_in_force(app, SCHOOL)
        jump(app, "2024-06-30T09:00")
        card = await phones[SCHOOL].says("học bù xong, đủ 50/50 ngày 29/6 trực tiếp")
        assert "như sau" in card
        assert "50/50" in card


class TestReturning:
    async def _returned(
        self, app: App, field: str = "Số tham gia", until: str = "Sau 2 ngày"
    ) -> tuple[Player, Player]:
        staff, phone = await reported(app)
        await staff.says("/tralai")
        await staff.says(unit_name(app))
        await staff.presses(field)
        await staff.says("Số này khác danh sách điểm danh.")
        if until.startswith("Sau"):
            assert "Đã trả lại" in await staff.presses(until)
        else:
            assert "Đã trả lại" in await staff.says(until)
        return staff, phone

    async def test_the_secretary_is_asked_that_field_only(self, app: App) -> None:
        _staff, phone = await self._returned(app)
        notice = await phone.last()
        assert "được trả lại để bổ sung: Số tham gia" in notice
        assert "Số này khác danh sách điểm danh." in notice
        assert "hết ngày 25/6/2024" in notice
        assert "Có bao nhiêu đồng chí tham gia" in notice
        assert "Có bao nhiêu đồng chí tham gia" in await phone.presses("Bổ sung")
        assert "45/50 → 44/50" in await phone.says("44")
        assert "Đã ghi nhận đính chính" in await phone.presses("Đúng")
        view = study_of(app)
        assert (view.values["attended"], view.values["total"], view.is_returned) == (44, 50, False)
        assert study_counts(app).on_time == 1

    async def test_staff_hear_what_the_unit_answered_though_nothing_changed(self, app: App) -> None:
        staff, phone = await self._returned(app, "Hình thức")
        assert "Chưa có mục nào thay đổi" in await phone.says("hoi truong lon")
        await phone.presses("Đúng")
        told = await staff.last()
        assert "đã trả lời báo cáo được trả lại «Học tập" in told
        assert "«hoi truong lon»" in told
        assert "Hình thức: Trực tiếp" in told

    async def test_words_that_fill_no_field_reach_staff_and_the_field_is_asked_again(self, app: App) -> None:
        staff, phone = await self._returned(app, "Hình thức")
        assert "Tổ chức theo hình thức nào" in await phone.says("ben canh nha xe cu")
        assert "Đã chuyển câu trả lời" in (await phone.heard())[-2].text
        assert "ben canh nha xe cu" in await staff.last()

    async def test_the_reason_is_a_sentence_of_its_own(self, app: App) -> None:
        staff, phone = await reported(app)
        await staff.says("/tralai " + unit_name(app))
        await staff.presses("Hình thức")
        await staff.says("ghi ro hoi truong nao")
        await staff.presses("Sau 2 ngày")
        assert "Lý do: ghi ro hoi truong nao. Đề nghị" in await phone.last()

    async def test_a_field_that_may_stay_empty_can_be_asked_again(self, app: App) -> None:
        _staff, phone = await self._returned(app, "Khó khăn")
        assert "Khó khăn, vướng mắc của đơn vị là gì" in await phone.presses("Bổ sung")
        assert "không có → Thiếu tài liệu" in await phone.says("Thiếu tài liệu")

    async def test_a_whole_report_shows_its_card(self, app: App) -> None:
        _staff, phone = await self._returned(app, "Cả báo cáo")
        card = await phone.presses("Bổ sung")
        assert "Cả báo cáo" in card
        assert "45/50" in card

    async def test_words_that_give_the_field_are_enough(self, app: App) -> None:
        _staff, phone = await self._returned(app)
        assert "45/50 → 44/50" in await phone.says("44/50")

    async def test_it_stands_in_tasks_and_missing_until_mended(self, app: App) -> None:
        staff, phone = await self._returned(app)
        assert "được trả lại để bổ sung, chậm nhất hết ngày 25/6/2024" in await phone.says("/viec")
        await staff.says("/chuabaocao")
        assert unit_name(app) in await staff.presses("Học tập")

    async def test_mended_too_late_it_counts_from_the_mending(self, app: App) -> None:
        _staff, phone = await self._returned(app)
        jump(app, "2024-07-02T09:00")
        assert study_counts(app).late == 1
        await phone.presses("Bổ sung")
        await phone.says("44")
        assert "chậm 2 ngày" in await phone.presses("Đúng")
        assert study_counts(app).late == 1
        jump(app, "2024-07-03T09:00")
        assert study_counts(app, "2024-07-03T08:00") == study_counts(app)

    async def test_staff_may_name_another_day(self, app: App) -> None:
        _staff, phone = await self._returned(app, until="đến hết ngày 28/6/2024")
        assert "hết ngày 28/6/2024" in await phone.last()

    async def test_a_day_that_has_passed_is_refused_and_nothing_is_lost(self, app: App) -> None:
        staff, _phone = await reported(app)
        await staff.says("/tralai")
        await staff.says(unit_name(app))
        await staff.presses("Ngày thực hiện")
        await staff.says("Chưa rõ ngày")
        assert "đã qua" in await staff.says("đến hết ngày 20/6/2024")
        assert "Đã trả lại" in await staff.presses("Sau 2 ngày")


class TestAccepting:
    async def test_one_report_is_accepted_and_the_secretary_is_not_troubled(self, app: App) -> None:
        staff, phone = await reported(app)
        heard = len(await phone.heard())
        accepted = await staff.says(f"/chapnhan {unit_name(app)}")
        assert "Đã duyệt báo cáo" in accepted
        assert "Tham gia: 45/50" in accepted, "what was accepted is seen"
        assert len(await phone.heard()) == heard
        assert "đã duyệt" in await phone.says("/lichsu")

    async def test_all_that_came_on_time_are_accepted_at_once(self, app: App) -> None:
        staff, phone = await reported(app)
        await staff.says("/chapnhan")
        assert "Đã duyệt 1 báo cáo" in await staff.presses("Duyệt 1 báo cáo đúng hạn")
        assert "đã duyệt" in await phone.says("/lichsu")
        assert "không có báo cáo nào chờ duyệt" in await staff.says(f"/chapnhan {unit_name(app)}")

    async def test_a_correction_waits_to_be_accepted_again(self, app: App) -> None:
        staff, phone = await reported(app)
        await staff.says(f"/chapnhan {unit_name(app)}")
        await phone.says("sai rồi, 47/50 mới đúng")
        await phone.presses("Đúng")
        assert study_of(app).facts.accepted_at is None

    async def test_a_secretary_may_not(self, app: App) -> None:
        _staff, phone = await reported(app)
        for command in ("/chapnhan", "/tralai", "/nhapthay", "/chapnhan all 2"):
            assert "dành cho cán bộ theo dõi" in await phone.says(command)


class TestEntering:
    async def _enter(self, staff: Player, name: str, source: str = "Bản giấy") -> str:
        await staff.says(f"/nhapthay {name}")
        await staff.presses("Học tập")
        return await staff.presses(source)

    async def test_staff_enter_what_came_on_paper_and_the_unit_is_told(self, app: App) -> None:
        staff, phones = await plan_in_force(app, SCHOOL)
        jump(app, "2024-06-21T09:00")
        await self._enter(staff, unit_name(app))
        card = await staff.says("40/50 ngày 15/6 trực tiếp")
        assert "nhập thay theo bản giấy" in card
        assert "Đã ghi nhận báo cáo" in await staff.presses("Đúng")
        notice = await phones[SCHOOL].last()
        assert "đã nhập thay báo cáo" in notice
        assert "40/50" in notice
        assert "nhập thay: Bản giấy" in await phones[SCHOOL].says("/lichsu")
        await phones[SCHOOL].presses("Đính chính")
        assert "40/50 → 41/50" in await phones[SCHOOL].says("41/50")

    @pytest.mark.parametrize(("arrived", "days_late"), [("28/6", 0), ("Hôm qua", 2), ("Hôm nay", 3)])
    async def test_what_is_entered_late_counts_from_the_day_it_arrived(
        self, app: App, arrived: str, days_late: int
    ) -> None:
        staff, phones = await plan_in_force(app, SCHOOL)
        jump(app, "2024-07-03T09:00")
        assert "đến cơ quan ngày nào" in await self._enter(staff, unit_name(app))
        assert "chưa hiểu" in await staff.says("không rõ")
        await (staff.presses(arrived) if arrived.startswith("Hôm") else staff.says(arrived))
        await staff.says("40/50 ngày 15/6 trực tiếp")
        receipt = await staff.presses("Đúng")
        assert (f"chậm {days_late} ngày" if days_late else "đúng hạn") in receipt
        assert "đã nhập thay" in await phones[SCHOOL].last()
        with app.database.look(app.clock.now()) as work:
            (revision,) = work.session.scalars(select(ReportRevision))
        assert revision.entered_at == local("2024-07-03T09:00")

    async def test_a_whole_line_at_the_question_for_the_day_is_no_day(self, app: App) -> None:
        staff, _phones = await plan_in_force(app, SCHOOL)
        jump(app, "2024-06-21T09:00")
        await self._enter(staff, unit_name(app))
        card = await staff.says("55/58 ngay 20/6 truc tiep")
        assert card.startswith("Hệ thống hiểu báo cáo")
        assert "55/58" in card

    async def test_what_is_entered_in_time_is_not_asked_about(self, app: App) -> None:
        staff, _phones = await plan_in_force(app, SCHOOL)
        assert "thực hiện ngày nào" in await self._enter(staff, unit_name(app))

    async def test_a_day_before_the_withdrawal_is_refused(self, app: App) -> None:
        staff, phone = await reported(app)
        await phone.says("/rut")
        await phone.presses("Rút báo cáo")
        jump(app, "2024-07-03T09:00")
        await self._enter(staff, unit_name(app))
        await staff.says("20/6")
        await staff.says("40/50 ngày 15/6 trực tiếp")
        assert "trước khi báo cáo cũ được rút" in await staff.presses("Đúng")

    async def test_a_closed_plan_is_locked_for_the_unit_and_not_for_staff(self, app: App) -> None:
        staff, phone = await reported(app)
        await staff.says("/closeplan 1 yes")
        assert "không sửa được nữa" in await phone.says(f"/report {study_of(app).id}")
        await self._enter(staff, unit_name(app), "Điện thoại")
        assert "45/50 → 44/50" in await staff.says("44/50")
        assert "Đã ghi nhận đính chính" in await staff.presses("Đúng")
        assert study_counts(app).attended == 44
        with app.database.look(app.clock.now()) as work:
            details = [row.details for row in work.session.scalars(select(AuditEntry))]
        assert [entry["source"] for entry in details if entry.get("override")] == ["phone"]


class TestMemberCounts:
    async def _differing(self, app: App) -> tuple[Player, Player]:
        """The registry says 50, the school reports that they are 52."""
        staff, phones = await plan_in_force(app, SCHOOL)
        jump(app, "2024-06-21T09:00")
        await phones[SCHOOL].says("47/52 ngày 15/6 trực tiếp")
        await phones[SCHOOL].presses("Đúng")
        return staff, phones[SCHOOL]

    async def test_a_total_that_differs_is_explained_and_the_registry_put_right(self, app: App) -> None:
        staff, phone = await self._differing(app)
        assert "Tổng số báo cáo là 52, theo danh sách là 50" in await phone.last()
        assert "Đã ghi nhận và chuyển" in await phone.presses("Danh sách đã cũ")
        assert "Lý do: Danh sách đã cũ" in await staff.last()
        assert "nay có 52 người" in await staff.presses("Sửa danh sách thành 52")
        assert study_of(app).member_count == 52

    async def test_a_total_that_only_follows_from_the_absent_is_asked_about_too(self, app: App) -> None:
        _staff, phones = await plan_in_force(app, SCHOOL)
        jump(app, "2024-06-21T09:00")
        assert "48/51" in await phones[SCHOOL].says("ngay 20/6 du 48 vang 3 truc tiep")
        assert "Tổng số báo cáo là 51, theo danh sách là 50" in await phones[SCHOOL].presses("Đúng")

    async def test_another_reason_is_passed_on_in_the_persons_own_words(self, app: App) -> None:
        staff, phone = await self._differing(app)
        await phone.presses("Lý do khác")
        assert "Đã ghi nhận" in await phone.says("Hai đồng chí đi học xa")
        assert "Hai đồng chí đi học xa" in await staff.last()

    async def test_who_does_not_answer_goes_on_reporting_and_is_not_asked_again(self, app: App) -> None:
        _staff, phone = await self._differing(app)
        assert "47/52 → 48/52" in await phone.says("sai rồi, 48/52 mới đúng")
        assert "theo danh sách" not in await phone.presses("Đúng")

    async def test_staff_who_enter_a_report_put_the_registry_right_themselves(self, app: App) -> None:
        staff, _phones = await plan_in_force(app, SCHOOL)
        jump(app, "2024-06-21T09:00")
        await staff.says(f"/nhapthay {unit_name(app)}")
        await staff.presses("Học tập")
        await staff.presses("Bản giấy")
        await staff.says("47/52 ngày 15/6 trực tiếp")
        assert "theo danh sách là 50" in await staff.presses("Đúng")
        assert "nay có 52 người" in await staff.presses("Sửa danh sách thành 52")

    async def test_a_secretary_does_not_change_the_registry(self, app: App) -> None:
        _staff, phone = await self._differing(app)
        assert "dành cho cán bộ" in await phone.says(f"/setmembers {study_of(app).unit_id} 52")
        assert study_of(app).member_count == 50


class TestTheLog:
    async def test_everything_done_to_a_report_is_told_in_words(self, app: App) -> None:
        staff, phone = await reported(app)
        await staff.says(f"/chapnhan {unit_name(app)}")
        await staff.says("/tralai")
        await staff.says(unit_name(app))
        await staff.presses("Cả báo cáo")
        await staff.says("Chưa khớp")
        await staff.presses("Sau 2 ngày")
        await phone.says("/rut")
        await phone.presses("Rút báo cáo")
        log = await staff.says("/nhatky")
        assert f"duyệt báo cáo ({study_of(app).title}, {unit_name(app)})" in log
        assert all(words in log for words in ("duyệt báo cáo", "trả lại báo cáo", "rút báo cáo"))
