"""Deadlines as real plans write them, and what is asked instead of invented."""

import unicodedata
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.deadlines import Deadline
from domain.errors import DomainError
from domain.local_time import VIETNAM
from domain.parsing.deadline_phrases import read_deadline
from domain.parsing.letters import without_diacritics

ISSUED = date(2024, 6, 1)


def read(phrase: str, issued_on: date | None = ISSUED) -> Deadline:
    return read_deadline(phrase, issued_on, VIETNAM)


def last_second(deadline: Deadline) -> str:
    return deadline.last_moment.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M:%S")


def last_day(deadline: Deadline) -> str:
    return deadline.last_day(VIETNAM).isoformat()


WRITTEN_OUT = [
    # trước ngày X: the day before
    ("trước ngày 03/7/2024", "2024-07-02 23:59:59"),
    ("trước ngày 3-7-2024", "2024-07-02 23:59:59"),
    ("trước ngày 3.7.2024", "2024-07-02 23:59:59"),
    ("trước ngày 03/07/2024", "2024-07-02 23:59:59"),
    ("trước ngày 3/7/24", "2024-07-02 23:59:59"),
    ("trước ngày 3-7-24", "2024-07-02 23:59:59"),
    ("trước ngày 3.7.24", "2024-07-02 23:59:59"),
    ("trước ngày 3 / 7 / 2024", "2024-07-02 23:59:59"),
    ("trước ngày 3 tháng 7 năm 2024", "2024-07-02 23:59:59"),
    ("trước ngày 03 tháng 07 năm 2024", "2024-07-02 23:59:59"),
    ("trước ngày 03 tháng 7, năm 2024", "2024-07-02 23:59:59"),
    ("trước 03/7/2024", "2024-07-02 23:59:59"),
    ("trước  ngày   03/7/2024", "2024-07-02 23:59:59"),
    ("hoàn thành trước ngày 03/7/2024", "2024-07-02 23:59:59"),
    ("Báo cáo kết quả về Thường trực Huyện ủy trước ngày 03/7/2024.", "2024-07-02 23:59:59"),
    ("trước ngày 01/01/2025", "2024-12-31 23:59:59"),
    ("trước ngày 01/3/2024", "2024-02-29 23:59:59"),
    # trước giờ: one second before the hour
    ("trước 17 giờ ngày 03/5/2020", "2020-05-03 16:59:59"),
    ("trước 17 giờ 00' ngày 03/5/2020", "2020-05-03 16:59:59"),
    ("trước 17 giờ 00 phút ngày 03/5/2020", "2020-05-03 16:59:59"),
    ("trước 17 giờ 00, ngày 03/5/2020", "2020-05-03 16:59:59"),
    ("trước 17h ngày 03/5/2020", "2020-05-03 16:59:59"),
    ("trước 17h00 ngày 03.5.2020", "2020-05-03 16:59:59"),
    ("trước 17:00 ngày 03-5-2020", "2020-05-03 16:59:59"),
    ("trước 11 giờ 30 ngày 3 tháng 5 năm 2020", "2020-05-03 11:29:59"),
    ("trước 0 giờ ngày 03/5/2020", "2020-05-02 23:59:59"),
    # chậm nhất / đến / đến hết / xong trong: the day itself
    ("chậm nhất ngày 30/6/2024", "2024-06-30 23:59:59"),
    ("chậm nhất là ngày 30/6/2024", "2024-06-30 23:59:59"),
    ("chậm nhất đến ngày 30/6/2024", "2024-06-30 23:59:59"),
    ("đến ngày 30/6/2024", "2024-06-30 23:59:59"),
    ("đến hết ngày 30/6/2024", "2024-06-30 23:59:59"),
    ("xong trong ngày 30/6/2024", "2024-06-30 23:59:59"),
    ("hoàn thành trong ngày 30-6-2024", "2024-06-30 23:59:59"),
    ("vào ngày 11/6/2024", "2024-06-11 23:59:59"),
    ("ngày 29/02/2024", "2024-02-29 23:59:59"),
    ("30/6/2024", "2024-06-30 23:59:59"),
    # trong tháng / quý / năm: the end of the period
    ("trong tháng 6/2024", "2024-06-30 23:59:59"),
    ("trong tháng 06/2024", "2024-06-30 23:59:59"),
    ("trong tháng 6 năm 2024", "2024-06-30 23:59:59"),
    ("trong tháng 2/2024", "2024-02-29 23:59:59"),
    ("tháng 12.2024", "2024-12-31 23:59:59"),
    ("đến hết tháng 6 năm 2023", "2023-06-30 23:59:59"),
    ("trong quý II/2024", "2024-06-30 23:59:59"),
    ("quý IV.2019", "2019-12-31 23:59:59"),
    ("quý IV/2019", "2019-12-31 23:59:59"),
    ("quý I năm 2024", "2024-03-31 23:59:59"),
    ("Quý III-2024", "2024-09-30 23:59:59"),
    ("quý 4/2019", "2019-12-31 23:59:59"),
    ("trong năm 2024", "2024-12-31 23:59:59"),
    # trước tháng / quý / năm: the end of what comes before
    ("trước tháng 7.2020", "2020-06-30 23:59:59"),
    ("trước tháng 7/2020", "2020-06-30 23:59:59"),
    ("trước tháng 7 năm 2020", "2020-06-30 23:59:59"),
    ("trước tháng 1/2025", "2024-12-31 23:59:59"),
    ("trước quý III/2024", "2024-06-30 23:59:59"),
    ("trước năm 2025", "2024-12-31 23:59:59"),
]


@pytest.mark.parametrize(("phrase", "expected"), WRITTEN_OUT)
def test_a_phrase_with_its_year_means_this_last_second(phrase: str, expected: str) -> None:
    deadline = read(phrase)
    assert last_second(deadline) == expected
    assert not deadline.is_year_inferred


@pytest.mark.parametrize(("phrase", "expected"), WRITTEN_OUT)
def test_a_phrase_with_its_year_needs_no_issue_date(phrase: str, expected: str) -> None:
    assert last_second(read(phrase, issued_on=None)) == expected


@pytest.mark.parametrize(("phrase", "expected"), WRITTEN_OUT)
def test_diacritics_capitals_and_unicode_form_do_not_matter(phrase: str, expected: str) -> None:
    for written in (
        unicodedata.normalize("NFD", phrase),
        phrase.upper(),
        unicodedata.normalize("NFD", phrase.upper()),
        without_diacritics(phrase),
        without_diacritics(phrase).upper(),
        f"  {phrase}\n",
    ):
        assert last_second(read(written)) == expected, written


def test_the_words_of_the_document_are_kept_composed_as_they_were_written() -> None:
    written = " Trước ngày 03/7/2024 "
    assert read(unicodedata.normalize("NFD", written)).phrase == "Trước ngày 03/7/2024"


@pytest.mark.parametrize("mark", ["'", "’", "′", "´"])
def test_any_mark_for_minutes_leaves_the_hour_standing(mark: str) -> None:
    assert last_second(read(f"trước 17 giờ 00{mark} ngày 03/5/2020")) == "2020-05-03 16:59:59"


@pytest.mark.parametrize("phrase", ["trước thứ Tư, ngày 03/7/2024", "trước thứ Tư ngày 03/7/2024"])
def test_a_weekday_beside_its_date_does_not_move_the_deadline(phrase: str) -> None:
    assert last_second(read(phrase)) == "2024-07-02 23:59:59"


@pytest.mark.parametrize(
    ("phrase", "issued_on", "expected"),
    [
        ("trước ngày 03/7", date(2024, 6, 1), "2024-07-02"),
        ("trước ngày 3-7", date(2024, 6, 1), "2024-07-02"),
        ("trước ngày 3.7", date(2024, 6, 1), "2024-07-02"),
        ("trước ngày 3 tháng 7", date(2024, 6, 1), "2024-07-02"),
        ("trước 17 giờ ngày 3/7", date(2024, 6, 1), "2024-07-03"),
        ("chậm nhất ngày 15/01", date(2024, 12, 20), "2025-01-15"),
        ("chậm nhất ngày 20/12", date(2024, 12, 20), "2024-12-20"),
        ("chậm nhất ngày 19/12", date(2024, 12, 20), "2025-12-19"),
        ("trong tháng 6", date(2024, 6, 25), "2024-06-30"),
        ("trong tháng 5", date(2024, 6, 1), "2025-05-31"),
        ("trong quý II", date(2024, 6, 30), "2024-06-30"),
        ("trong quý I", date(2024, 6, 1), "2025-03-31"),
        ("trước tháng 7", date(2024, 6, 1), "2024-06-30"),
    ],
)
def test_a_missing_year_is_the_first_that_is_not_before_the_issue_date(
    phrase: str, issued_on: date, expected: str
) -> None:
    deadline = read(phrase, issued_on)
    assert last_day(deadline) == expected
    assert deadline.is_year_inferred


def test_29_february_without_a_year_is_the_next_one_that_exists() -> None:
    assert last_day(read("chậm nhất ngày 29/02", date(2023, 12, 15))) == "2024-02-29"


@pytest.mark.parametrize(
    "phrase",
    [
        "trước ngày 03/7",
        "trước ngày 3 tháng 7",
        "trước 17 giờ ngày 3/7",
        "trong tháng 6",
        "trong quý II",
        "trước tháng 7",
        "từ ngày 3/6 đến ngày 7/6",
    ],
)
def test_without_a_year_and_without_an_issue_date_the_year_is_asked(phrase: str) -> None:
    with pytest.raises(DomainError) as raised:
        read(phrase, issued_on=None)
    assert raised.value.code == "year-missing"


@pytest.mark.parametrize(
    ("phrase", "starts_on", "ends_on"),
    [
        ("từ ngày 03/6/2024 đến ngày 07/6/2024", "2024-06-03", "2024-06-07"),
        ("từ ngày 03/6 đến ngày 07/6/2024", "2024-06-03", "2024-06-07"),
        ("từ ngày 3 đến ngày 7/6/2024", "2024-06-03", "2024-06-07"),
        ("từ ngày 03-6-2024 đến hết ngày 07-6-2024", "2024-06-03", "2024-06-07"),
        ("từ ngày 3.6.2024 đến 7.6.2024", "2024-06-03", "2024-06-07"),
        ("từ 1-3/7/2024", "2024-07-01", "2024-07-03"),
        ("từ ngày 3/6/24 đến ngày 7/6/24", "2024-06-03", "2024-06-07"),
        ("từ ngày 3 tháng 6 đến ngày 7 tháng 6 năm 2024", "2024-06-03", "2024-06-07"),
        ("từ ngày 3 tháng 6 năm 2024 đến ngày 7 tháng 6 năm 2024", "2024-06-03", "2024-06-07"),
        ("từ ngày 25/12 đến ngày 05/01/2025", "2024-12-25", "2025-01-05"),
        ("từ ngày 15/12/2024 đến ngày 15/01/2025", "2024-12-15", "2025-01-15"),
        ("từ ngày 7/6/2024 đến ngày 7/6/2024", "2024-06-07", "2024-06-07"),
        ("từ ngày 3/6 đến ngày 7/6", "2024-06-03", "2024-06-07"),
    ],
)
def test_a_window_starts_on_its_first_day_and_is_due_at_the_end_of_its_last(
    phrase: str, starts_on: str, ends_on: str
) -> None:
    deadline = read(phrase)
    assert last_second(deadline) == f"{ends_on} 23:59:59"
    assert deadline.starts_on == date.fromisoformat(starts_on)


def test_a_window_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(DomainError) as raised:
        read("từ ngày 07/6/2024 đến ngày 03/6/2024")
    assert raised.value.code == "window-reversed"


def test_a_single_day_has_no_window() -> None:
    assert read("trước ngày 03/7/2024").starts_on is None


@pytest.mark.parametrize(
    ("phrase", "ends_on"),
    [
        ("cuối tháng 6/2024", "2024-06-30"),
        ("cuối tháng 6 năm 2024", "2024-06-30"),
        ("đến cuối quý II/2024", "2024-06-30"),
        ("cuối năm 2024", "2024-12-31"),
        ("CUOI NAM 2024", "2024-12-31"),
    ],
)
def test_the_end_of_a_period_is_its_last_day_and_marked_vague(phrase: str, ends_on: str) -> None:
    deadline = read(phrase)
    assert last_second(deadline) == f"{ends_on} 23:59:59"
    assert deadline.is_vague


@pytest.mark.parametrize("phrase", ["trong tháng 6/2024", "trước ngày 03/7/2024", "quý IV.2019"])
def test_a_plain_period_or_day_is_not_vague(phrase: str) -> None:
    assert not read(phrase).is_vague


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("trước ngày 31/11/2024", "no-such-day"),
        ("trước ngày 31/11", "no-such-day"),
        ("trước ngày 30/02/2024", "no-such-day"),
        ("trước ngày 29/02/2023", "no-such-day"),
        ("trước ngày 31 tháng 6 năm 2024", "no-such-day"),
        ("trước ngày 00/7/2024", "no-such-day"),
        ("trước ngày 03/13/2024", "no-such-day"),
        ("trước 17 giờ ngày 31/6/2024", "no-such-day"),
        ("từ ngày 31/6 đến ngày 7/7/2024", "no-such-day"),
        ("từ ngày 3/6 đến ngày 31/6/2024", "no-such-day"),
        ("trước 25 giờ ngày 03/7/2024", "no-such-hour"),
        ("trước 17 giờ 75 ngày 03/7/2024", "no-such-hour"),
        ("trong tháng 13/2024", "no-such-period"),
        ("trong tháng 0/2024", "no-such-period"),
        ("trong quý 5/2024", "no-such-period"),
        ("trong năm 24", "no-such-period"),
    ],
)
def test_what_does_not_exist_is_asked_and_not_corrected(phrase: str, code: str) -> None:
    with pytest.raises(DomainError) as raised:
        read(phrase)
    assert raised.value.code == code


@pytest.mark.parametrize(
    "phrase",
    ["trong năm 9999", "chậm nhất ngày 31/12/9999", "trong tháng 6/0000", "trước tháng 1/0001", "năm 0"],
)
def test_a_year_beyond_the_calendar_is_a_named_mistake(phrase: str) -> None:
    with pytest.raises(DomainError):
        read(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "   ",
        "khẩn trương",
        "khẩn trương triển khai thực hiện",
        "kịp thời",
        "theo quy định",
        "định kỳ",
        "định kỳ báo cáo Ban Thường vụ Huyện ủy",
        "thường xuyên",
        "trước ngày khai giảng",
        "sau 15 ngày kể từ ngày ban hành",
        "không quá 1 ngày",
        "thời gian 2 buổi",
        "đồng chí Nguyễn Thị Hoa, Bí thư Đảng ủy xã An Phú",
        "👍",
    ],
)
def test_words_without_a_date_are_no_deadline_and_nothing_is_invented(phrase: str) -> None:
    with pytest.raises(DomainError) as raised:
        read(phrase)
    assert raised.value.code == "unreadable-deadline"
    with pytest.raises(DomainError) as raised:
        read(without_diacritics(phrase).upper())
    assert raised.value.code == "unreadable-deadline"


@pytest.mark.parametrize(
    "phrase",
    [
        "tuần 2 tháng 10",
        "tuần 2 tháng 10/2024",
        "đầu tháng 7/2024",
        "giữa tháng 7/2024",
        "sau 15 ngày kể từ ngày 03/7/2024",
        "Nghị quyết số 14-NQ/TU ngày 22/4/2024",
    ],
)
def test_what_staff_must_settle_is_never_read_as_a_deadline(phrase: str) -> None:
    with pytest.raises(DomainError):
        read(phrase)


def test_the_unreadable_words_are_given_back_to_be_shown() -> None:
    with pytest.raises(DomainError) as raised:
        read("Khẩn trương")
    assert raised.value.details == {"phrase": "Khẩn trương"}


def test_the_zone_of_the_organisation_decides_the_instant() -> None:
    deadline = read_deadline("trước ngày 03/7/2024", ISSUED, ZoneInfo("UTC"))
    assert deadline.late_from == datetime.fromisoformat("2024-07-03T00:00+00:00")


WORDS = ("trước ", "ngày ", "tháng ", "quý ", "năm ", "từ ", "đến ", "cuối ", "giờ ", "IV")
MARKS = ("/", ".", "-", " ")
DIGITS = st.integers(0, 99999).map(str)
PHRASES = st.lists(st.sampled_from(WORDS + MARKS) | DIGITS, max_size=12).map("".join) | st.text(max_size=80)


@settings(max_examples=150, deadline=None)
@given(phrase=PHRASES, issued_on=st.dates(date(2000, 1, 1), date(2100, 1, 1)) | st.none())
@example(phrase="năm 9999", issued_on=None)
def test_any_text_is_a_deadline_or_a_named_mistake(phrase: str, issued_on: date | None) -> None:
    try:
        deadline = read(phrase, issued_on)
    except DomainError as mistake:
        assert mistake.code
    else:
        assert deadline.late_from.tzinfo is not None


@settings(max_examples=100, deadline=None)
@given(day=st.dates(date(2000, 1, 1), date(2098, 12, 31)), separator=st.sampled_from("/-."))
def test_by_the_end_of_any_day_gives_that_day_back(day: date, separator: str) -> None:
    written = f"chậm nhất ngày {day.day}{separator}{day.month}{separator}{day.year}"
    assert read(written, None).last_day(VIETNAM) == day
