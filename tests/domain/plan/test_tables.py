"""Tables of a document: what a row asks for, of whom and by when, in whatever way the text keeps them."""

import pytest

from domain.local_time import VIETNAM
from domain.parsing.plan.proposals import ProposedDuty
from domain.parsing.plan.reading import read_plan

HEAD = "Số 12-KH/HU\nTân An, ngày 20 tháng 5 năm 2024\n\n"
IN_BLANKS = """STT   Nội dung công việc            Đơn vị chủ trì      Đơn vị phối hợp     Thời hạn
                                                                          hoàn thành
1.    Rà soát hồ sơ đảng viên       Ban Tổ chức         Các chi bộ          15/6/2024
2.    Tổ chức hội nghị tổng kết,    Văn phòng           Ban Tuyên giáo      Tháng 7/2024
      trao giải
II    CÔNG TÁC KIỂM TRA
3.    Kiểm tra chuyên đề            UBKT                                    Quý III/2024

Các đơn vị báo cáo về Văn phòng trước ngày 25/6/2024."""
CELL_BY_CELL = """STT
Nội dung
Chủ trì
Thời hạn
1
Báo cáo kết quả rà soát
Phòng Nội vụ
Trước ngày 10/6/2024
2
Tổ chức hội nghị đối thoại
với doanh nghiệp
Phòng Kinh tế
Chậm nhất ngày 30/8/2024
(10 ngày trước ngày đại hội)
Nơi nhận:
- Như trên."""
NAMES_OF_PAPERS = """STT
Tên đề án, nghị quyết
Cơ quan chủ trì
Thời gian trình
1
Nghị quyết chuyên đề về chuyển đổi số
Văn phòng Đảng ủy
Quý III/2024
2
Đề án xây dựng tuyến phố văn minh
Đảng ủy UBND phường
Năm 2025"""
TWO_STEPS = """TT | Nội dung | Cơ quan chuẩn bị | Trình BTV | Trình BCH
1 | Đề án sắp xếp trường học | Phòng Giáo dục | Tháng 6/2024 | 12.7.2024
2 | Quy chế làm việc | Văn phòng | trong 8/2024 | -"""
SCHEDULE = """PHỤ LỤC
LỊCH TIẾP XÚC CỬ TRI
(kèm theo Kế hoạch số 12-KH/HU)
TT   Xã, thị trấn      Số cử tri    Thời gian                 Phụ trách
1    Xã Tân An         120          8 giờ ngày 10/6/2024      Lê Văn An
2    Xã Phú Mỹ          90          14 giờ ngày 10/6/2024     Trần Thị Bình"""
FROM_AND_TO = """| TT | Nội dung | Chủ trì | Ngày bắt đầu | Ngày kết thúc |
| 1 | Kiểm tra thực địa | Phòng Kinh tế | 01/6/2024 | 10/6/2024 |"""
ELECTION = """1. Ngày bầu cử: Chủ nhật, ngày 14/7/2024.
PHỤ LỤC
TT | Nội dung | Thời gian | Chủ trì
1 | Niêm yết danh sách cử tri | Chậm nhất ngày 03/6/2024 | UBND xã
2 | Ngày bầu cử | 14/7/2024 | Toàn dân"""
WEEK_CELL_BY_CELL = """Thứ, ngày
Thời gian
Nội dung
Thành phần
Địa điểm
Thứ Hai
10/6
07h15
Chào cờ đầu tuần
Toàn thể cán bộ
Sân Huyện ủy
14h00
Giám sát chuyên đề thu, chi
đầu năm học
Ban Văn hóa
2
Thứ Ba
11/6
8 giờ 30
Hội nghị sơ kết
Văn phòng
Phòng họp số 2
Ghi chú:
- Các phòng đăng ký lịch tuần sau về Văn phòng trước 16 giờ ngày 13/6/2024."""
WEEK_IN_ROWS = """| Ngày | Giờ | Nội dung | Chủ trì |
| Thứ Hai 10/6 | 7 giờ 15 | Chào cờ đầu tuần | Toàn thể cán bộ |
| | 14:00 | Giám sát chuyên đề thu, chi đầu năm học | Ban Văn hóa |
| Thứ Ba (11/6) | 8 giờ 30 - 10 giờ | Hội nghị sơ kết | Văn phòng |"""
WEEK_IN_BLANKS = """Thứ, ngày       Thời gian   Nội dung                       Chủ trì           Địa điểm
Thứ Hai, 10/6   07h15       Chào cờ đầu tuần               Toàn thể cán bộ   Sân Huyện ủy
                14h00       Giám sát chuyên đề thu, chi    Ban Văn hóa       Trường học
                            đầu năm học
Thứ Ba, 11/6    08h30       Hội nghị sơ kết                Văn phòng         Phòng họp số 2"""
PEOPLE = """| TT | Họ và tên | Nhiệm vụ | Ngày sinh | Ngày vào Đảng |
| 1 | Nguyễn Văn An | Bí thư chi bộ | 01/02/1980 | 03/02/2025 |"""


def told(table: str) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (f"{duty.last_moment:%d/%m %H:%M}", duty.kind, duty.title, duty.addressees) for duty in dated(table)
    ]


def dated(table: str) -> list[ProposedDuty]:
    return [duty for duty in read_plan(HEAD + table, VIETNAM).duties if duty.last_moment]


def test_columns_made_by_blanks_are_a_table_and_what_follows_is_not() -> None:
    assert told(IN_BLANKS) == [
        ("15/06 23:59", "other", "Rà soát hồ sơ đảng viên", ("Ban Tổ chức",)),
        ("31/07 23:59", "event", "Tổ chức hội nghị tổng kết, trao giải", ("Văn phòng",)),
        ("30/09 23:59", "other", "Kiểm tra chuyên đề", ("UBKT",)),
        ("24/06 23:59", "report", "Các đơn vị báo cáo về Văn phòng", ("Các đơn vị",)),
    ]


def test_cells_that_have_each_a_line_of_their_own_are_a_table() -> None:
    assert told(CELL_BY_CELL) == [
        ("09/06 23:59", "report", "Báo cáo kết quả rà soát", ("Phòng Nội vụ",)),
        ("30/08 23:59", "event", "Tổ chức hội nghị đối thoại với doanh nghiệp", ("Phòng Kinh tế",)),
    ]
    assert len(read_plan(HEAD + CELL_BY_CELL, VIETNAM).duties) == 2


def test_a_table_may_name_papers_and_when_they_are_to_be_laid_before_the_committee() -> None:
    assert [(f"{duty.last_moment:%d/%m/%Y}", duty.addressees) for duty in dated(NAMES_OF_PAPERS)] == [
        ("30/09/2024", ("Văn phòng Đảng ủy",)),
        ("31/12/2025", ("Đảng ủy UBND phường",)),
    ]


def test_a_table_may_set_a_deadline_for_each_step() -> None:
    assert told(TWO_STEPS) == [
        ("30/06 23:59", "other", "Đề án sắp xếp trường học: trình BTV", ("Phòng Giáo dục",)),
        ("12/07 23:59", "other", "Đề án sắp xếp trường học: trình BCH", ("Phòng Giáo dục",)),
        ("31/08 23:59", "other", "Quy chế làm việc: trình BTV", ("Văn phòng",)),
    ]


def test_the_rows_of_a_schedule_are_events_of_the_units_they_name() -> None:
    assert told(SCHEDULE) == [
        ("10/06 23:59", "event", "Lịch tiếp xúc cử tri: Xã Tân An", ("Xã Tân An",)),
        ("10/06 23:59", "event", "Lịch tiếp xúc cử tri: Xã Phú Mỹ", ("Xã Phú Mỹ",)),
    ]
    assert [f"{duty.start:%H:%M}" for duty in dated(SCHEDULE)] == ["08:00", "14:00"]


@pytest.mark.parametrize("week", [WEEK_CELL_BY_CELL, WEEK_IN_ROWS, WEEK_IN_BLANKS])
def test_each_hour_of_a_day_of_a_schedule_is_an_event(week: str) -> None:
    assert told(week)[:3] == [
        ("10/06 23:59", "event", "Chào cờ đầu tuần", ("Toàn thể cán bộ",)),
        ("10/06 23:59", "event", "Giám sát chuyên đề thu, chi đầu năm học", ("Ban Văn hóa",)),
        ("11/06 23:59", "event", "Hội nghị sơ kết", ("Văn phòng",)),
    ]
    assert [f"{duty.start:%H:%M}" for duty in dated(week)[:3] if duty.start] == ["07:15", "14:00", "08:30"]
    assert all(duty.phrase in " ".join(week.split()) for duty in dated(week))


def test_what_stands_below_a_schedule_is_read_as_before() -> None:
    assert told(WEEK_CELL_BY_CELL)[3:] == [
        ("13/06 15:59", "other", "Các phòng đăng ký lịch tuần sau về Văn phòng", ("Các phòng",))
    ]


def test_a_column_may_say_when_a_task_begins() -> None:
    [duty] = dated(FROM_AND_TO)
    assert (f"{duty.start:%d/%m}", f"{duty.last_moment:%d/%m}") == ("01/06", "10/06")


def test_days_of_people_are_no_deadlines() -> None:
    assert dated(PEOPLE) == []


def test_a_day_with_a_name_of_its_own_is_the_same_in_the_text_and_in_the_table() -> None:
    assert told(ELECTION) == [
        ("14/07 23:59", "event", "Ngày bầu cử", ("Toàn dân",)),
        ("03/06 23:59", "other", "Niêm yết danh sách cử tri", ("UBND xã",)),
    ]
