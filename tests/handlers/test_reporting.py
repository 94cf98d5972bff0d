"""A report from the first words to the receipt: what is asked, why, and what is kept. Transcripts."""

from datetime import datetime

import pytest

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from bot.demo.seed import register
from bot.fast_forward import move_to, tick_and_settle
from domain.local_time import VIETNAM
from domain.roles import Role
from services.invites import create_invite
from services.units import find_units
from tests.builders import plan_in_force

SCHOOL, COMMUNE, FRONT = "CBT-02", "DBX-01", "MTT-01"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def jump(app: App, when: str) -> None:
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(local(when))


async def ready(app: App, *codes: str) -> tuple[Player, dict[str, Player]]:
    """The plan in force on 21 June, with these secretaries."""
    staff, phones = await plan_in_force(app, *codes)
    jump(app, "2024-06-21T09:00")
    return staff, phones


WHY = [
    ("52/50 đv học 20/6 trực tiếp", "Số tham gia lớn hơn tổng số"),
    ("45/50, vắng 3, ngày 15/6", "không bằng tổng số"),
    ("1356/1468 đạt 97,8%", "theo số người là 92,37%"),
    ("45/50 ngày 31/6 trực tiếp", "Không có ngày 31/6"),
    ("tổng số 3, vắng 5", "Số vắng lớn hơn tổng số"),
]


@pytest.mark.parametrize(("words", "why"), WHY)
async def test_a_contradiction_is_told_in_one_sentence(app: App, words: str, why: str) -> None:
    _staff, phones = await ready(app, SCHOOL)
    assert why in await phones[SCHOOL].says(words)


async def test_what_could_be_a_day_or_a_number_of_people_is_asked(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    phone = phones[SCHOOL]
    assert "là ngày hay là số người" in await phone.says("6/7")
    assert "tham gia" in await phone.presses("Số người: 6 trên 7") or "ngày nào" in await phone.last()
    assert "6/7 đảng viên" in await finish(phone)


async def finish(phone: Player) -> str:
    """Answer whatever is still asked, until the card shows."""
    for answer in ("15/6", "trực tiếp"):
        if "như sau" not in await phone.last():
            await phone.says(answer)
    return await phone.last()


async def test_only_what_is_missing_is_asked_one_field_at_a_time(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    phone = phones[SCHOOL]
    assert "thực hiện ngày nào" in await phone.says("học xong hết rồi nhé")
    assert "bao nhiêu đồng chí tham gia" in await phone.presses("Hôm qua")
    assert "Tổng số" in await phone.says("bốn mươi lăm")
    assert "hình thức" in await phone.presses("50 (theo danh sách)")
    card = await phone.says("truc tuyen")
    assert "Ngày thực hiện: 20/6/2024" in card
    assert "45/50" in card
    assert "Đã ghi nhận" in await phone.says("đúng")


async def test_an_answer_that_is_no_value_is_asked_again_with_help(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("45/50")
    assert "chưa hiểu câu trả lời" in await phones[SCHOOL].says("không nhớ")
    assert "nhờ cán bộ theo dõi gọi lại" in await phones[SCHOOL].says("không nhớ thật")
    assert "hình thức" in await phones[SCHOOL].says("15/6")


async def test_the_card_can_be_changed_by_button_and_by_words(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    phone = phones[SCHOOL]
    await phone.says("45/50 ngày 15/6 trực tiếp")
    await phone.presses("Sửa")
    await phone.presses("Hình thức")
    assert "Trực tuyến" in await phone.presses("Trực tuyến")
    assert "46/50" in await phone.says("46/50")
    assert "bấm Đúng" in await phone.says("ừm để xem")
    assert "Đã bỏ" in await phone.presses("Bỏ")


async def test_a_thing_planned_is_not_recorded_and_not_lost(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    assert "dự kiến" in await phones[SCHOOL].says("Chi bộ dự kiến 28/6 tổ chức, 40 đv")


async def test_a_thing_put_off_goes_to_staff(app: App) -> None:
    staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("Bão sập mạng, chưa họp được, xin báo cáo sau")
    assert "Đã chuyển đề nghị lùi hạn" in await phones[SCHOOL].presses("Học tập")
    assert "Bão sập mạng" in await staff.last()


async def test_a_date_that_has_not_come_is_asked_again(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("45/50 trực tiếp")
    assert "chưa đến" in await phones[SCHOOL].says("25/6")


async def test_the_result_report_starts_from_the_study_figures(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    phone = phones[SCHOOL]
    await phone.says("45/50 ngày 15/6 trực tiếp")
    await phone.presses("Đúng")
    card = await phone.presses("Báo cáo kết quả")
    assert "45/50" in card
    assert "Đã ghi nhận báo cáo «Báo cáo kết quả" in await phone.presses("Đúng")


async def test_figures_are_kept_while_the_duty_is_chosen(app: App) -> None:
    staff, phones = await ready(app, SCHOOL)
    phone = phones[SCHOOL]
    with app.database.work(app.clock.now()) as work:
        other = (find_units(work, "CBT-01"))[0].unit.id
        code = create_invite(work, None, Role.SECRETARY, other)
    await phone.says(f"/start {code}")
    await phone.presses("Đúng")
    await phone.presses("Bí thư")
    await staff.presses("Duyệt")
    assert "việc nào" in await phone.says("22/24 ngày 18/6 trực tiếp")
    card = await phone.presses("Chi bộ Trường THCS")
    assert "22/24" in card
    assert "Chi bộ Trường THCS Bình Minh" in card


async def test_another_duty_can_be_chosen_from_the_card(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("45/50 ngày 15/6 trực tiếp")
    await phones[SCHOOL].presses("Việc khác")
    card = await phones[SCHOOL].presses("Báo cáo kết quả")
    assert "«Báo cáo kết quả" in card
    assert "45/50" in card


async def make_summer_plan(staff: Player, deadline: str) -> None:
    """A draft plan of one duty for the mass organisations."""
    await staff.says("/newplan")
    for answer in ("Sinh hoạt hè", "02-KH/HĐ", "05/6/2024", "Tổ chức sinh hoạt hè"):
        await staff.says(answer)
    await staff.presses("học tập")
    await staff.says(deadline)
    await staff.presses("MTTQ")
    await staff.presses("Xong")
    await staff.presses("Xong, xem trước")


async def test_an_announcement_has_buttons_to_report_with(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL, FRONT)
    (told,) = (reply for reply in await phones[SCHOOL].heard() if "triển khai" in reply.text)
    assert [choice.label[:15] for choice in told.choices] == ["Báo cáo: Học tậ", "Báo cáo: Báo cá"]
    assert "thực hiện ngày nào" in await phones[SCHOOL].presses("Báo cáo: Học tập")


async def test_an_announcement_reaches_only_those_the_plan_addresses(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL, FRONT)
    await make_summer_plan(staff, "đến hết ngày 20/8/2024")
    before = len(await phones[SCHOOL].heard())
    assert "đã báo 1 đồng chí" in await staff.presses("Ban hành và báo")
    assert len(await phones[SCHOOL].heard()) == before
    assert "Sinh hoạt hè" in await phones[FRONT].last()
    assert "Nghị quyết số 14" not in await phones[FRONT].last()


async def test_a_plan_activated_at_night_is_told_in_the_morning_and_not_reminded_twice(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    late = await register(app, staff, FRONT, "Hồ Thị Nga")
    await make_summer_plan(staff, "đến hết ngày 12/6/2024")
    jump(app, "2024-06-06T22:00")
    await staff.presses("Ban hành và báo")
    assert "Sinh hoạt hè" not in await late.last()
    await move_to(app, local("2024-06-07T07:59"))
    await tick_and_settle(app)
    named = [reply.text for reply in await late.heard() if "sinh hoạt hè" in reply.text.lower()]
    assert len(named) == 1


async def test_later_on_a_friday_means_monday_and_says_so(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    await move_to(app, local("2024-06-21T08:00"))
    await phones[SCHOOL].presses("Nhắc lại sau")
    assert "08:00 24/6/2024" in await phones[SCHOOL].presses("Sáng ngày làm việc tới")


async def test_a_small_number_answers_the_question_and_picks_no_old_button(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    phone = phones[SCHOOL]
    await phone.says("/report")
    assert "tham gia" in await phone.says("Hôm qua đã học trực tiếp")
    assert "Tổng số" in await phone.says("2")
    assert "2/6" in await phone.says("6")
    await phone.presses("Sửa")
    await phone.presses("Số tham gia")
    assert "3/6" in await phone.says("3")


async def test_a_correction_in_plain_words_reaches_the_report_that_was_sent(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("45/50 ngày 15/6 trực tiếp")
    await phones[SCHOOL].presses("Đúng")
    card = await phones[SCHOOL].says("sai rồi, 47/50 mới đúng")
    assert "Đính chính báo cáo" in card
    assert "«Học tập" in card


@pytest.mark.parametrize("words", ["bao giờ nộp?", "hạn đến ngày nào ạ?"])
async def test_a_question_about_the_deadline_is_answered_with_it(app: App, words: str) -> None:
    _staff, phones = await ready(app, SCHOOL)
    assert "hết ngày 30/6/2024" in await phones[SCHOOL].says(words)


async def test_stop_without_a_slash_stops(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("45/50")
    assert "Đã dừng" in await phones[SCHOOL].says("Huỷ")


@pytest.mark.parametrize(
    "forged", ["=1:yes", "/report 99999999999999999999", "/later x 3h", "/forward 1e9", "=:"]
)
async def test_forged_choices_are_refused(app: App, forged: str) -> None:
    _staff, phones = await ready(app, SCHOOL)
    answer = await phones[SCHOOL].says(forged)
    assert "Xin lỗi" not in answer


async def test_a_thousand_separator_in_a_pair_is_read(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    assert "Xin lỗi" not in await phones[SCHOOL].says("hop 0.006/7")


async def report_now(app: App) -> Player:
    """The secretary presses the button of the reminder, and is asked for the day."""
    _staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("/baocao")
    assert "thực hiện ngày nào" in await phones[SCHOOL].presses("Học tập")
    return phones[SCHOOL]


LINES = [
    (["22/24 ngay 6/7 truc tiep"], "20/24 ngay 20/6 truc tuyen", ["20/6/2024", "20/24", "Trực tuyến"]),
    (["11/12 20/6"], "nham 10/12, truc tiep", ["20/6/2024", "10/12", "Trực tiếp"]),
    (["15/15 thu 5"], "14/15 truc tuyen", ["20/6/2024", "14/15", "Trực tuyến"]),
    (["45/50 truc tuyen"], "hom qua, 44/50", ["20/6/2024", "44/50", "Trực tuyến"]),
]


@pytest.mark.parametrize(("before", "newest", "shown"), LINES)
async def test_what_is_said_last_counts_whatever_was_asked(
    app: App, before: list[str], newest: str, shown: list[str]
) -> None:
    _staff, phones = await ready(app, SCHOOL)
    for words in before:
        await phones[SCHOOL].says(words)
    card = await phones[SCHOOL].says(newest)
    assert card.startswith("Hệ thống hiểu báo cáo"), "and nothing is remarked"
    assert all(words in card for words in shown), card


@pytest.mark.parametrize(
    ("words", "told"), [("45/50", "45 trên 50"), ("12/15", "12 trên 15"), ("39 dc", "39")]
)
async def test_figures_at_the_question_for_the_day_are_kept(app: App, words: str, told: str) -> None:
    phone = await report_now(app)
    answer = await phone.says(words)
    assert f"{told}." in answer
    assert "thực hiện ngày nào" in answer
    assert "tham gia?" not in await phone.says("hôm qua")


async def test_a_whole_line_at_the_question_for_the_day_is_no_day(app: App) -> None:
    phone = await report_now(app)
    card = await phone.says("39/41 ngay 20/6 truc tiep")
    assert card.startswith("Hệ thống hiểu báo cáo")
    assert "39/41" in card


async def test_a_bare_number_beside_the_day_is_who_attended(app: App) -> None:
    phone = await report_now(app)
    assert "Tổng số" in await phone.says("hom qua 18")
    assert "Tổng số" in await phone.says("ket hop"), "another field is taken, and the question stays"
    assert "Tổng số" in await phone.says("ngay hoc la 14/6 chu khong phai 15/6")
    card = await phone.says("50")
    assert "14/6/2024" in card
    assert "18/50" in card
    assert "kết hợp" in card


async def test_figures_that_contradict_each_other_at_the_question_for_the_day_are_asked(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("22/24 truc tiep")
    assert "lớn hơn tổng số" in await phones[SCHOOL].says("24/22 ngay 20/6 truc tiep")
    assert "22/24" in await phones[SCHOOL].presses("22 trên 24")


async def test_fewer_absent_than_the_figures_say_is_asked_and_not_reckoned(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("45/50 ngay 20/6 truc tiep")
    assert "không bằng tổng số" in await phones[SCHOOL].says("vang 3")
    assert "47/50" in await phones[SCHOOL].presses("47 trên 50")


@pytest.mark.parametrize(
    ("words", "answer"), [("chua hoc", "Đã chuyển nội dung"), ("toi khong ranh, mai bao", "dự kiến")]
)
async def test_who_has_nothing_to_report_yet_is_asked_no_further(app: App, words: str, answer: str) -> None:
    phone = await report_now(app)
    told = await phone.says(words)
    assert answer in told
    assert "ngày nào" not in told
    assert "chưa hiểu nội dung" in await phone.says("blah")


async def test_what_was_never_recorded_is_dropped_when_it_is_taken_back(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("45/50 ngay 20/6 truc tiep")
    assert "Đã bỏ, chưa ghi nhận gì" in await phones[SCHOOL].says("t rut lai")


@pytest.mark.parametrize("words", ["ko 44", "khong, 44", "sai roi, 44 moi dung"])
async def test_a_no_with_a_number_at_the_card_mends_who_attended(app: App, words: str) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("45/50 ngay 20/6 truc tiep")
    assert "44/50" in await phones[SCHOOL].says(words)
