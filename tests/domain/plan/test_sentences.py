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
        ("Các chi bộ đại hội từ ngày 01/6/2024 và hoàn thành trước ngày 30/6/2024.", "2024-06-29 23:59", ""),
        ("Hội thi tổ chức trong 03 ngày 10, 11, 12/6/2024.", "2024-06-12 23:59", ""),
        ("Giải bóng đá các cơ quan: 03/6/2024 - 07/6/2024.", "2024-06-07 23:59", ""),
        ("Các chi bộ gửi số liệu trước ngày 10/6/2024.", "2024-06-09 23:59", ""),
        ("Các trường kết thúc năm học trước ngày 31/5/2024.", "2024-05-30 23:59", ""),
        ("Các xã hoàn thành cập nhật hồ sơ của 18.500 người trong năm 2024.", "2024-12-31 23:59", ""),
        ("Còn 05 xã chưa nộp báo cáo (thời hạn nộp trước ngày 10/5/2024).", "2024-05-09 23:59", ""),
        ("Báo cáo quý I hạn chót ngày 15/4/2024 nhưng còn 03 xã chưa gửi.", "2024-04-15 23:59", ""),
        ("Hộ gia đình ký cam kết xong trước 25/12.", "2024-12-24 23:59", ""),
        ("Trong tháng 7/2024, các xã hoàn thành chi trả các hộ đã có quyết định.", "2024-07-31 23:59", ""),
        ("Các chi bộ gửi bộ hồ sơ đã ký số chậm nhất đến hết ngày 29/6/2024.", "2024-06-29 23:59", ""),
        ("Đến hết tháng 9/2024 các xã phải đạt 60% kế hoạch vốn.", "2024-09-30 23:59", ""),
        ("Tổ chức khai giảng vào ngày 05 tháng 9 năm 2024.", "2024-09-05 23:59", ""),
        ("Treo cờ từ ngày 01/6/2024 (ngày khai mạc) đến hết ngày 10/6/2024.", "2024-06-10 23:59", ""),
        ("Các xã báo cáo về Huyện ủy trư ớc ngày 21/6/2024.", "2024-06-20 23:59", ""),
        (
            "Từ ngày 01/6/2024, các xã báo cáo vào thứ Sáu hằng tuần.",
            "2024-06-07 23:59",
            "FREQ=WEEKLY;BYDAY=FR",
        ),
        (
            "Các xã báo cáo trước 10 giờ thứ Hai hằng tuần (kỳ đầu: 03/6/2024).",
            "2024-06-03 09:59",
            "FREQ=WEEKLY;BYDAY=MO",
        ),
        (
            "Từ ngày 01/6/2024, các xã báo cáo trước 16 giờ hằng ngày.",
            "2024-06-01 15:59",
            "FREQ=DAILY",
        ),
        (
            "Từ tháng 7/2024, các chi bộ sinh hoạt vào ngày 05 hằng tháng.",
            "2024-07-05 23:59",
            "FREQ=MONTHLY;BYMONTHDAY=5",
        ),
        (
            "Từ năm 2025 trở đi, các xã báo cáo hằng năm, trước ngày 31 tháng 12.",
            "2025-12-30 23:59",
            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30",
        ),
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
        "Đến hết ngày 15/5/2024, toàn huyện mới giải ngân 31,7% kế hoạch vốn.",
        "Rà soát số liệu đảng viên có đến ngày 31/5/2024, bảo đảm khớp hồ sơ.",
        "Tuổi được tính tại thời điểm tháng 01/2025.",
        "Mốc thời gian kiểm tra: từ ngày 01/01/2024 đến ngày 30/6/2024.",
        "Thời kỳ thanh tra: từ 01/01/2022 đến 30/6/2024.",
        "Tập thể bị kỷ luật trong thời gian từ 01/4/2024 đến 31/10/2024 thì không xét.",
        "Trường hợp nghỉ hưu trước ngày 01/01/2012 xét theo quy định cũ.",
        "Từ ngày 01/7/2024 trở đi, các đơn vị thu phí theo mức mới.",
        "Trao Huy hiệu Đảng đợt 02/9/2024 trang trọng, tiết kiệm.",
        "Tổng thu ngân sách đến hết tháng 5 đạt 92,4% dự toán; giải ngân đạt 71,3%.",
        "Số liệu hồ sơ tính từ ngày 01/5/2024 (thời điểm vận hành hệ thống mới) đến hết ngày 10/6/2024.",
        "Dự khai giảng ngày 05/9/2024 trang trọng, tiết kiệm.",
        "Chào mừng 93 năm Ngày thành lập Đoàn (26/6/1931\n- 26/6/2024), các chi đoàn thi đua.",
        "Các xã đã gửi báo cáo, chưa hoàn thành hồ sơ trong tháng 6/2024.",
    ],
)
def test_what_is_no_deadline_is_not_made_one(sentence: str) -> None:
    assert [duty.phrase for duty in read_plan(LETTER + sentence, VIETNAM).duties if duty.last_moment] == []


@pytest.mark.parametrize(
    ("sentence", "last_moments"),
    [
        ("Các xã báo cáo về huyện: quý II trước ngày 05/6, 9 tháng trước ngày 05/9.", ["06-04", "09-04"]),
        ("Các xã báo cáo trước 15 giờ các ngày 10/6 và 10/7/2024.", ["06-10", "07-10"]),
        ("Các xã nộp bài chậm nhất các ngày 15/6, 15/9 và 15/12/2024.", ["06-15", "09-15", "12-15"]),
        ("Đoàn kiểm tra làm việc với các xã ngày 10, 12 và 14/6/2024.", ["06-10", "06-12", "06-14"]),
    ],
)
def test_one_sentence_may_name_several_deadlines(sentence: str, last_moments: list[str]) -> None:
    duties = read_plan(LETTER + sentence, VIETNAM).duties
    assert [f"{duty.last_moment:%m-%d}" for duty in duties] == last_moments
    assert len({duty.kind for duty in duties}) == 1


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("Lễ ra quân: 07g30 ngày 01/6/2024 tại sân vận động.", "06-01 07:30"),
        ("Khai mạc hè: ngày 31/5/2024, lúc 19 giờ 30 phút.", "05-31 19:30"),
        ("Gặp nhau 1/2 ngày, từ 09h00, thứ Tư, ngày 12/6/2024.", "06-12 09:00"),
        ("Thời gian: bắt đầu từ 8 giờ 00, ngày 16/7/2024 (thứ Ba).", "07-16 08:00"),
        ("Hội nghị: 01 buổi, từ 8 giờ 15, ngày 16/7/2024.", "07-16 08:15"),
        ("Bí thư Huyện ủy tiếp đảng viên vào ngày 15 hằng tháng, từ 08 giờ 00.", "06-15 08:00"),
        ("Bắn pháo hoa bắt đầu lúc 00h00 ngày 29/6/2024.", "06-29 00:00"),
    ],
)
def test_what_begins_at_an_hour_is_an_event(sentence: str, start: str) -> None:
    [duty] = read_plan(LETTER + sentence, VIETNAM).duties
    assert (duty.kind, f"{duty.start:%m-%d %H:%M}") == ("event", start)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Các trường thi tốt nghiệp vào ngày 11/6/2024.", "event"),
        ("Các xã xây dựng phương án dự trữ hàng hóa, gửi Huyện ủy trước ngày 10/6/2024.", "make_plan"),
        ("Mỗi xã gửi thông tin họ tên, chức vụ đầu mối về Văn phòng trước ngày 10/6/2024.", "other"),
        ("Các xã có ý kiến góp ý vào dự thảo gửi về Văn phòng trước ngày 10/6/2024.", "other"),
        ("Các khu dân cư: từ ngày 01/6/2024 đến ngày 18/6/2024, tại nhà văn hóa.", "event"),
        ("Khám sức khỏe lần 1: tập trung 01 ngày vào ngày 12/6/2024; khám bổ sung sau.", "other"),
        ("Kho bạc thanh toán các hồ sơ hợp lệ trước ngày 10/6/2024.", "other"),
        ("II. THỜI GIAN, ĐỊA ĐIỂM\n1. Tổ chức điểm tại Làng Mới: ngày 12/6/2024.", "event"),
    ],
)
def test_what_is_to_be_done_gives_the_kind(sentence: str, kind: str) -> None:
    [duty] = read_plan(LETTER + sentence, VIETNAM).duties
    assert (duty.kind, duty.last_moment is not None) == (kind, True)


@pytest.mark.parametrize(
    "words",
    [
        "V/v báo cáo kết quả công tác quý III của các xã.",
        "UBND huyện xây dựng kế hoạch thực hiện như sau:",
        "Ban Tổ chức nghe Báo cáo số 588/BC-HU của các xã.",
        "Ví dụ: đồng chí Nguyễn Văn An, ngày 20/10/1970, được xét.",
        "Đại hội Đoàn huyện chào mừng ngày truyền thống (26/3/1931 - 26/3/2025).",
    ],
)
def test_what_a_document_says_of_itself_and_of_anniversaries_is_asked_of_nobody(words: str) -> None:
    assert read_plan(LETTER + "Thực hiện quy định của Tỉnh ủy.\n" + words, VIETNAM).duties == ()


@pytest.mark.parametrize(
    ("sentence", "title", "addressees"),
    [
        (
            "1. Thành lập Tổ công tác ở thôn. Chủ trì: Văn phòng Huyện ủy; hoàn thành trước ngày 12/6/2024.",
            "Thành lập Tổ công tác ở thôn",
            ("Văn phòng Huyện ủy",),
        ),
        (
            "1. Rà soát dữ liệu. Chủ trì: Phòng Kinh tế; phối hợp: Công an. Hoàn thành trước ngày 12/6/2024.",
            "Rà soát dữ liệu",
            ("Phòng Kinh tế",),
        ),
        (
            "3. Hội thi cấp huyện\n- Bán kết: ngày 22/6/2024, tại Nhà Thiếu nhi.",
            "Hội thi cấp huyện: Bán kết",
            (),
        ),
        (
            "3. Thời gian báo cáo: Báo cáo gửi về Huyện ủy trước ngày 12/6/2024, bản mềm gửi qua hộp thư.",
            "Báo cáo gửi về Huyện ủy",
            (),
        ),
        (
            "Mỗi giáo viên nộp kế hoạch trước ngày 12/6/2024.",
            "Mỗi giáo viên nộp kế hoạch",
            ("Mỗi giáo viên",),
        ),
        (
            "Thời gian: Bí thư Huyện ủy tiếp dân vào ngày 15 hằng tháng, từ 08 giờ 00.",
            "Bí thư Huyện ủy tiếp dân",
            (),
        ),
    ],
)
def test_a_duty_is_called_by_the_nearest_words_that_say_what_it_is(
    sentence: str, title: str, addressees: tuple[str, ...]
) -> None:
    [duty] = [duty for duty in read_plan(LETTER + sentence, VIETNAM).duties if duty.last_moment]
    assert (duty.title, duty.addressees) == (title, addressees)


def test_an_account_of_what_has_been_sets_no_deadline() -> None:
    account = """PHẦN THỨ NHẤT
KẾT QUẢ CÔNG TÁC THÁNG 5
1. Các chi bộ hoàn thành đánh giá trước ngày 25/5/2024; còn 02 xã báo cáo chậm (trước ngày 20 hằng tháng).
PHẦN THỨ HAI
NHIỆM VỤ THÁNG 6
1. Các chi bộ hoàn thành đánh giá trước ngày 15/6/2024."""
    [duty] = read_plan(LETTER + account, VIETNAM).duties
    assert str(duty.last_moment) == "2024-06-14 23:59:59+07:00"
    assert duty.clause == "PHẦN THỨ HAI.1"
