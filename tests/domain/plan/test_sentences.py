"""Single sentences: what binds whom until when, in a letter of 20 May 2024."""

import pytest

from domain.local_time import VIETNAM
from domain.parsing.plan.reading import read_plan

LETTER = "Số 12-CV/HU\nTân An, ngày 20 tháng 5 năm 2024\n\n"


@pytest.mark.parametrize(
    ("sentence", "last_moment", "rrule"),
    [
        ("Các xã báo cáo hằng tháng trước ngày 25.", "2024-05-24 23:59", "FREQ=MONTHLY;BYMONTHDAY=24"),
        ("Các xã nộp đảng phí trước mùng 10 hằng tháng.", "2024-06-09 23:59", "FREQ=MONTHLY;BYMONTHDAY=9"),
        (
            "Các chi bộ báo cáo quý trước ngày 20 của tháng cuối quý.",
            "2024-06-19 23:59",
            "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=19",
        ),
        (
            "Các chi bộ báo cáo hằng năm trước ngày 15/12.",
            "2024-12-14 23:59",
            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=14",
        ),
        ("Các đảng ủy giao ban vào thứ Năm hằng tuần.", "2024-05-23 23:59", "FREQ=WEEKLY;BYDAY=TH"),
        ("Các chi bộ tổ chức học tập xong trong 7/2024.", "2024-07-31 23:59", ""),
        ("Các xã hoàn thành trước 7.2024.", "2024-06-30 23:59", ""),
        ("Các xã hoàn thành trước Tết Nguyên đán.", None, ""),
        ("Các xã tuyên truyền từ nay đến hết năm 2024.", "2024-12-31 23:59", ""),
        ("Các chi bộ sinh hoạt chuyên đề trong quý III/2024.", "2024-09-30 23:59", ""),
        ("Chi bộ tổ chức đại hội xong trước 30 tháng 4 năm 2025.", "2025-04-29 23:59", ""),
        ("Các đơn vị gửi danh sách trước 16h00, thứ Sáu, ngày 12/7/2024.", "2024-07-12 15:59", ""),
        ("Các xã hoàn thành trước ngày 1 5/7/2024.", "2024-07-14 23:59", ""),
        ("Các xã báo cáo trước thứ Sáu hằng tuần.", "2024-05-23 23:59", "FREQ=WEEKLY;BYDAY=TH"),
        ("Các xã báo cáo trước 15 giờ thứ Bảy hằng tuần.", "2024-05-25 14:59", "FREQ=WEEKLY;BYDAY=SA"),
        (
            "Các xã ra quân thứ Bảy hằng tuần trong tháng 8/2024.",
            "2024-08-03 23:59",
            "FREQ=WEEKLY;BYDAY=SA;UNTIL=20240831",
        ),
        (
            "Các xã báo cáo trước 14 giờ hằng ngày, từ ngày 05/6/2024 đến ngày 09/6/2024.",
            "2024-06-05 13:59",
            "FREQ=DAILY;UNTIL=20240609",
        ),
        ("Trước ngày 30/6/2024, các chi bộ gửi báo cáo về Huyện ủy.", "2024-06-29 23:59", ""),
        ("Các chi bộ gửi báo cáo về Ban Tổ chức trước 25.6.", "2024-06-24 23:59", ""),
        ("Các chi bộ triển khai thực hiện từ tháng 6 đến tháng 9/2024.", "2024-09-30 23:59", ""),
        ("Hội nghị tổ chức trong 02 ngày 15 và 16/7/2024.", "2024-07-16 23:59", ""),
        ("Các chi bộ gửi báo cáo chậm nhất 17 giờ ngày 28/5/2024.", "2024-05-28 17:00", ""),
        ("Sau hội nghị 10 ngày, các chi bộ báo cáo về Huyện ủy.", None, ""),
        ("Các chi bộ tổ chức học tập vào đầu tháng 7/2024.", None, ""),
    ],
)  # fmt: skip
def test_one_sentence_gives_one_duty(sentence: str, last_moment: str | None, rrule: str) -> None:
    [duty] = read_plan(LETTER + sentence, VIETNAM).duties
    found = f"{duty.last_moment:%Y-%m-%d %H:%M}" if duty.last_moment else None
    assert (found, duty.rrule) == (last_moment, rrule)
    assert duty.phrase in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Đến ngày 15/5/2024, huyện chưa nhận được kế hoạch của xã nào.",
        "Số liệu tính đến ngày 15/6/2024 được tổng hợp tại phụ lục.",
        "Phấn đấu đến năm 2030 có 90% chi bộ trong sạch, vững mạnh.",
        "Quy định có hiệu lực kể từ ngày 01/7/2024.",
        "Hội nghị kéo dài không quá 1 ngày, mỗi chuyên đề 02 buổi.",
        "Trường hợp sau ngày 15/7/2024 đơn vị không báo cáo thì coi như không có.",
        "Qua theo dõi, trong quý I/2024 còn 09 đơn vị báo cáo chậm.",
        "Hồ sơ của đảng viên hoàn thành xuất sắc nhiệm vụ năm 2024.",
        "Luật được thông qua ngày 18/01/2024, có hiệu lực từ ngày 01/8/2024.",
        "Kỷ niệm 94 năm ngày thành lập (01/8/1930 - 01/8/2024) trang trọng, tiết kiệm.",
        "Căn cứ Nghị quyết số 14- NQ/TU ngày 22/6/2024 của Ban Chấp hành Đảng bộ tỉnh.",
    ],
)
def test_what_is_no_deadline_is_not_made_one(sentence: str) -> None:
    assert [duty.phrase for duty in read_plan(LETTER + sentence, VIETNAM).duties if duty.last_moment] == []
