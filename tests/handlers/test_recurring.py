"""A monthly report from the making of the plan to the ledger: whatever is said of it names its period."""

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from bot.build import App
from bot.demo.cast import Player
from bot.fast_forward import move_to
from domain.local_time import VIETNAM
from handlers.export import ledger_file
from services.ledger import read_ledger
from services.schedule import planned_steps
from tests.builders import Begun, begun, plan_in_force
from tests.handlers.test_staff import send_file

SCHOOL, HEALTH = "CBT-02", "CBT-01"
DUTY = "Báo cáo công tác chuyên đề"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


async def monthly_plan(app: App) -> Begun:
    """A plan of 6 June with a monthly report that nine units owe, made and activated in chat."""
    staff, phones = await plan_in_force(app, SCHOOL, HEALTH)
    await move_to(app, local("2024-06-06T09:00"))
    await staff.says("/newplan")
    for answer in ("Chế độ báo cáo", "20-QĐ/HU", "06/6/2024", DUTY):
        await staff.says(answer)
    await staff.presses("báo cáo")
    assert "Hiểu là việc định kỳ" in await staff.says("định kỳ hằng tháng trước ngày 25")
    await staff.presses("Chi bộ cơ sở")
    await staff.presses("Xong")
    await staff.presses("Xong, xem trước")
    return staff, phones


@pytest.fixture
async def office(app: App) -> Begun:
    """The monthly report in force, on the first day on which the period of June is open."""

    async def play() -> Begun:
        staff, phones = await monthly_plan(app)
        await staff.presses("Ban hành và báo")
        await move_to(app, local("2024-06-17T08:00"))
        return staff, phones

    return await begun(app, ("the monthly report",), play)


async def reports(phone: Player) -> str:
    """A secretary reports for June and confirms; returns the receipt."""
    await phone.says("/viec")
    await phone.presses("(kỳ tháng 6/2024)")
    await phone.says("17/6, 45/50 đảng viên, trực tiếp")
    return await phone.presses("Đúng")


async def test_the_next_periods_are_named_before_the_plan_is_activated(app: App) -> None:
    staff, _phones = await monthly_plan(app)
    preview = "\n".join(reply.text for reply in await staff.heard())
    assert "định kỳ hằng tháng trước ngày 25 (chậm nhất hết ngày 24/6/2024)" in preview
    assert "các kỳ tới: kỳ tháng 6/2024 (hết ngày 24/6/2024); kỳ tháng 7/2024 (hết ngày 24/7/2024)" in preview


async def test_who_is_told_of_the_plan_hears_when_the_first_period_is_due(app: App) -> None:
    staff, phones = await monthly_plan(app)
    answer = await staff.presses("Ban hành và báo")
    assert "giao 0 lượt" in answer
    assert "1 việc định kỳ" in answer
    assert f"{DUTY} (kỳ tháng 6/2024): hết ngày 24/6/2024" in await phones[SCHOOL].last()
    assert f"{DUTY} (kỳ tháng 6/2024): chưa đến kỳ" in await staff.says("/tonghop")
    assert f"08:00 17/6/2024: nhắc trước hạn, «{DUTY} (kỳ tháng 6/2024)»" in await staff.says("/lichnhac")


async def test_a_secretary_is_reminded_of_a_period_reports_it_and_gets_a_receipt_for_it(
    app: App, office: Begun
) -> None:
    staff, phones = office
    phone = phones[SCHOOL]
    assert f"Còn 7 ngày đến hạn «{DUTY} (kỳ tháng 6/2024)»" in await phone.last()
    assert f"{DUTY} (kỳ tháng 6/2024): hết ngày 24/6/2024 (còn 7 ngày)" in await phone.says("/viec")
    assert f"{DUTY} (kỳ tháng 6/2024): thực hiện ngày nào" in await phone.presses("(kỳ tháng 6/2024)")
    assert f"việc «{DUTY} (kỳ tháng 6/2024)»" in await phone.says("17/6, 45/50 đảng viên, trực tiếp")
    assert f"{DUTY} (kỳ tháng 6/2024)" in await phone.presses("Đúng")
    assert f"{DUTY} (kỳ tháng 6/2024)" in await phone.says("/lichsu")
    assert "Đúng hạn 1, chậm 0, chưa báo cáo 8" in await staff.says("/tonghop")


async def test_plain_words_that_may_be_about_two_periods_are_asked_about(app: App, office: Begun) -> None:
    _staff, phones = office
    await move_to(app, local("2024-07-18T09:00"))
    phone = phones[SCHOOL]
    await report_other_duties(phone)
    assert "việc nào" in await phone.says("Da lam ngay 17/7, 45/50 dv, truc tiep")
    assert f"việc «{DUTY} (kỳ tháng 7/2024)»" in await phone.presses("(kỳ tháng 7/2024)")
    assert "kỳ tháng 7/2024" in await phone.presses("Đúng")
    assert f"{DUTY} (kỳ tháng 6/2024): hết ngày 24/6/2024 (quá hạn 24 ngày)" in await phone.says("/viec")


async def report_other_duties(phone: Player) -> None:
    """What the school owes of the other plan is reported, so that only the monthly report is open."""
    for duty in ("Học tập", "Báo cáo kết quả"):
        await phone.says("/viec")
        await phone.presses(duty)
        await phone.says("28/6, 45/50 đảng viên, trực tiếp")
        await phone.presses("Đúng")


async def test_the_summary_goes_down_from_the_latest_period_to_all_and_to_each(
    app: App, office: Begun
) -> None:
    staff, phones = office
    await reports(phones[SCHOOL])
    await move_to(app, local("2024-07-17T08:00"))
    glance = await staff.says("/tonghop")
    assert f"{DUTY} (kỳ tháng 7/2024) (chậm nhất 24/7/2024)" in glance
    assert "Các kỳ trước: 1 kỳ, còn 8 lượt chưa báo cáo" in glance
    assert f"{DUTY} (kỳ tháng 7/2024)" in await staff.presses("(kỳ tháng 7/2024)")
    periods = await staff.presses("Các kỳ")
    assert "– kỳ tháng 7/2024 (chậm nhất 24/7/2024): Đúng hạn 0, chậm 0, chưa báo cáo 9" in periods
    assert "– kỳ tháng 6/2024 (chậm nhất 24/6/2024): Đúng hạn 1, chậm 0, chưa báo cáo 8" in periods
    assert "Cộng (9 đơn vị): Đúng hạn 1" in await staff.presses("kỳ tháng 6/2024")
    assert "Chi bộ Trường THPT Lộc Ninh: đã báo cáo (đúng hạn)" in await staff.presses("Chi bộ cơ sở")
    assert "Cộng (9 đơn vị): Đúng hạn 1" in await staff.presses("Về theo khối")


async def test_the_missing_and_the_nudged_are_those_of_one_period(app: App, office: Begun) -> None:
    staff, phones = office
    await reports(phones[SCHOOL])
    await move_to(app, local("2024-07-18T08:00"))
    await staff.says("/chuabaocao")
    missing = await staff.presses("(kỳ tháng 6/2024): 8 đơn vị")
    assert f"{DUTY} (kỳ tháng 6/2024): 8 đơn vị chưa báo cáo" in missing
    assert "Lộc Ninh" not in missing
    await staff.presses("Đôn đốc ngay")
    assert f"«{DUTY} (kỳ tháng 6/2024)»" in await phones[HEALTH].last()
    assert "đã quá hạn 24 ngày" in await phones[HEALTH].last()
    assert "(kỳ tháng 6/2024)" not in await phones[SCHOOL].last()


async def test_staff_extend_waive_enter_return_and_accept_one_period(app: App, office: Begun) -> None:
    staff, phones = office
    await staff.says("/giahan CBT-02")
    assert f"«{DUTY} (kỳ tháng 6/2024)»" in await staff.presses("(kỳ tháng 6/2024)")
    await staff.says("28/6/2024")
    await staff.presses("Không ghi lý do")
    assert f"{DUTY} (kỳ tháng 6/2024)" in await phones[SCHOOL].last()
    assert "28/6/2024" in await phones[SCHOOL].last()
    await staff.says("/mien CBT-03")
    await staff.presses("(kỳ tháng 6/2024)")
    assert f"{DUTY} (kỳ tháng 6/2024)" in await staff.says("sáp nhập")
    await staff.says("/nhapthay CBT-01")
    await staff.presses("(kỳ tháng 6/2024)")
    await staff.presses("Bản giấy")
    assert f"{DUTY} (kỳ tháng 6/2024)" in await staff.says("17/6, 45/50 đảng viên, trực tiếp")
    await staff.presses("Đúng")
    assert f"{DUTY} (kỳ tháng 6/2024)" in await phones[HEALTH].last()
    await staff.says("/chapnhan")
    await staff.presses("(kỳ tháng 6/2024)")
    await staff.says("/tralai CBT-01")
    assert "(kỳ tháng 6/2024)" in await staff.last()
    await move_to(app, local("2024-07-17T08:00"))
    counts = (await staff.says("/tonghop 20-QĐ/HU")).splitlines()
    assert "Đúng hạn 0, chậm 0, chưa báo cáo 9, được miễn 0" in counts, "July begins anew"


async def test_the_digest_says_which_period_is_due(app: App, office: Begun) -> None:
    staff, _phones = office
    await move_to(app, local("2024-06-24T08:00"))
    digest = next(reply.text for reply in reversed(await staff.heard()) if "tình hình đến" in reply.text)
    assert f"– {DUTY} (kỳ tháng 6/2024) (hạn 24/6/2024): Đúng hạn 0, chậm 0, chưa báo cáo 9" in digest


async def test_the_latest_reports_are_offered_first_for_judging(app: App, office: Begun) -> None:
    staff, phones = office
    await report_in_turn(app, phones[SCHOOL])
    await staff.says("/tralai CBT-02")
    offered = [choice.label for choice in (await staff.heard())[-1].choices]
    assert [label.rpartition(" (")[2] for label in offered] == ["kỳ tháng 7/2024)", "kỳ tháng 6/2024)"]


async def report_in_turn(app: App, phone: Player) -> None:
    await reports(phone)
    await move_to(app, local("2024-07-17T09:00"))
    await phone.says("/viec")
    await phone.presses("(kỳ tháng 7/2024)")
    await phone.says("17/7, 46/50 đảng viên, trực tiếp")
    await phone.presses("Đúng")


async def test_the_ledger_has_a_row_for_each_unit_and_period(app: App, office: Begun) -> None:
    _staff, phones = office
    await report_in_turn(app, phones[SCHOOL])
    with app.database.work(app.clock.now()) as work:
        content = ledger_file(work, "Chế độ báo cáo", read_ledger(work, None, 2), "vi")
    units, revisions, deliveries, *_ = load_workbook(io.BytesIO(content)).worksheets
    duties = [row[2] for row in units.iter_rows(min_row=4, values_only=True)]
    assert duties == [f"{DUTY} (kỳ tháng 6/2024)"] * 9 + [f"{DUTY} (kỳ tháng 7/2024)"] * 9
    reported = [row[2] for row in revisions.iter_rows(min_row=4, values_only=True)]
    assert reported == [f"{DUTY} (kỳ tháng 6/2024)", f"{DUTY} (kỳ tháng 7/2024)"]
    told = {row[2] for row in deliveries.iter_rows(min_row=4, values_only=True)}
    assert told == set(duties)


async def test_what_is_foreseen_comes_true(app: App) -> None:
    """The schedule of a month ahead names exactly the reminders that go out."""
    staff, phones = await monthly_plan(app)
    await staff.presses("Ban hành, chưa báo")
    with app.database.look(app.clock.now()) as work:
        foreseen = [step for step in planned_steps(work) if step.title.startswith(DUTY) and not step.is_nudge]
    days = [step.at.astimezone(VIETNAM).date() for step in foreseen]
    assert [f"{day:%d/%m}" for day in days] == ["17/06", "21/06", "24/06"]
    heard = []
    for day in days:
        await move_to(app, local(f"{day}T08:00"))
        heard.append(f"{DUTY} (kỳ tháng 6/2024)" in await phones[SCHOOL].last())
    assert heard == [True, True, True]


HEAD = """ĐẢNG BỘ HUYỆN
BAN THƯỜNG VỤ HUYỆN ỦY
Số: 31-QĐ/HU
Lộc Ninh, ngày 05 tháng 6 năm 2024
QUY ĐỊNH
Chế độ thông tin, báo cáo
I. CHẾ ĐỘ BÁO CÁO
1. Các chi bộ cơ sở báo cáo công tác về Huyện ủy hằng tháng trước ngày 25.
"""


async def test_a_duty_read_from_a_document_comes_back_as_the_document_says(app: App) -> None:
    staff, _phones = await plan_in_force(app)
    await send_file(app, staff, "quy-dinh.txt", HEAD.encode())
    await staff.presses("Xem từng việc")
    await staff.presses("Giữ")
    await staff.presses("Lập dự thảo")
    preview = "\n".join(reply.text for reply in await staff.heard(most=12))
    assert "các kỳ tới: kỳ tháng 6/2024 (hết ngày 24/6/2024)" in preview


async def test_staff_may_give_a_duty_of_a_document_another_rule(app: App) -> None:
    staff, _phones = await plan_in_force(app)
    await send_file(app, staff, "quy-dinh.txt", HEAD.encode())
    await staff.presses("Xem từng việc")
    await staff.presses("Đổi thời hạn")
    assert "không khớp với quy tắc lặp lại" in await staff.says("28/6/2024")
    assert "Việc định kỳ" in await staff.says("trước ngày 20 của tháng cuối quý")
    await staff.presses("Giữ")
    await staff.presses("Lập dự thảo")
    preview = "\n".join(reply.text for reply in await staff.heard(most=12))
    assert "các kỳ tới: kỳ quý II/2024 (hết ngày 19/6/2024); kỳ quý III/2024" in preview
