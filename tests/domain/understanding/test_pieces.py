"""The readers one by one: lunar days, Telex, readings that are offered, several duties, contexts."""

import time
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.forms import Value
from domain.parsing.contexts import asked_field, previous_report
from domain.parsing.lunar import latest_lunar_day, lunar_day, next_lunar_day
from domain.parsing.numbers import read_words
from domain.parsing.replies import LONGEST_TEXT, Understanding, understand
from domain.parsing.telex import decode_telex
from domain.parsing.understanding import ACTIONS, ReplyContext
from domain.parsing.vni import decode_vni

THURSDAY = datetime.fromisoformat("2024-06-20T08:15+07:00")
# A shared machine may be slow; a pattern that explodes takes minutes.
LONGEST_SECONDS = 3


def read(text: str, asked: str | None = None, **known: Any) -> Understanding:
    return understand(text, ReplyContext(THURSDAY, asked, **known))


@pytest.mark.parametrize(
    ("day", "month", "solar"),
    [
        (1, 1, date(2024, 2, 10)),
        (15, 5, date(2024, 6, 20)),
        (5, 5, date(2023, 6, 22)),
        (15, 8, date(2023, 9, 29)),
    ],
)
def test_lunar_days_are_those_of_the_vietnamese_calendar(day: int, month: int, solar: date) -> None:
    assert lunar_day(day, month, solar) == solar


@pytest.mark.parametrize(
    ("tet", "year"),
    [
        (date(2023, 1, 22), 2023),
        (date(2025, 1, 29), 2025),
        (date(2026, 2, 17), 2026),
        (date(2027, 2, 6), 2027),
        (date(2028, 1, 26), 2028),
    ],
)
def test_the_lunar_new_year_falls_where_the_calendar_says(tet: date, year: int) -> None:
    assert lunar_day(1, 1, date(year, 2, 1)) == tet


@given(today=st.dates(date(2020, 1, 1), date(2040, 1, 1)), day=st.integers(1, 29))
def test_the_latest_and_the_next_lunar_day_lie_around_today(today: date, day: int) -> None:
    assert 0 <= (today - latest_lunar_day(day, today)).days <= 30
    assert 0 <= (next_lunar_day(day, today) - today).days <= 30


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddax hocj ngayf 20/6", "đã học ngày 20/6"),
        ("thuws bayr tuaanf truowcs", "thứ bảy tuần trước"),
        ("Chi booj hopj", "Chi bộ họp"),
    ],
)
def test_raw_telex_is_decoded(typed: str, meant: str) -> None:
    assert decode_telex(typed) == meant


def test_raw_vni_is_decoded_and_groups_are_not() -> None:
    assert decode_vni("d9a4 ho5c nga2y 19/6, du75 38 va81ng 2") == "đã học ngày 19/6, dự 38 vắng 2"
    assert decode_vni("Chi bo65 tru7o7ng d9a4 to63 chu71c") == "Chi bộ trương đã tổ chức"
    for typed in ("tổ 3 kp3 học 20/6", "to3 hoc 20/6 lop1 20 lop2 30", "t7 45/50dv ngay20/6", ""):
        assert decode_vni(typed) is None


@pytest.mark.parametrize(
    "typed", ["da hoc zoom meet 45/50", "Da hoc ngay 15/6", "ok file word", "đã học", ""]
)
def test_what_was_typed_properly_is_not_decoded(typed: str) -> None:
    assert decode_telex(typed) is None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("ba muoi hai", 32), ("nam muoi", 50), ("mot tram linh nam", 105), ("hai muoi mot", 21),
        ("bon lam", 45), ("mot tram hai", 120), ("tram ruoi", 150), ("muoi lam", 15),
        ("mot nghin hai tram", 1200), ("xyz", None),
    ],
)  # fmt: skip
def test_numbers_in_words(words: str, number: int | None) -> None:
    assert read_words(words) == number


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("6/5", [{"held": True, "dates": ["2024-05-06"]}]),
        ("5/6", [{"held": True, "dates": ["2024-06-05"]}, {"attended": 5, "total": 6}]),
        ("52/50", [{"attended": 50, "total": 52}, {"attended": 50, "total": 50, "non_party": 2}]),
        ("45/50 tt, ngày 15/6", [{"mode": "truc_tiep"}, {"mode": "truc_tuyen"}]),
    ],
)
def test_doubtful_words_are_offered_as_readings(text: str, readings: list[dict[str, Value]]) -> None:
    found = read(text)
    if found.action == "record_partial":
        assert found.fields["dates"] == readings[0]["dates"]
    else:
        assert list(found.readings) == readings


def test_decoded_telex_is_offered_and_not_recorded() -> None:
    found = read("ddax hocj ngayf 15/6, 25/26 ddv")
    assert found.fields == {}
    assert found.readings[0]["attended"] == 25


def test_a_lunar_day_is_offered() -> None:
    assert read("rằm vừa rồi", "date").readings == ({"dates": ["2024-06-20"]},)


def test_the_study_and_the_plan_are_two_parts() -> None:
    found = read("học 15/6 45/50 trực tiếp, đã ban hành KH 12-KH/CB ngày 10/6")
    study, plan = found.parts
    assert study.fields["attended"] == 45
    assert "plan_no" not in study.fields
    assert plan.fields == {"plan_no": "12-KH/CB", "plan_date": ["2024-06-10"]}


def test_everybody_is_as_many_as_the_register_says() -> None:
    assert read("học 15/6, đủ cả, trực tiếp", members=36).fields["attended"] == 36
    assert "attended" not in read("học 15/6, đủ cả, trực tiếp").fields


def test_two_sessions_of_the_same_members_are_asked_unless_the_register_tells() -> None:
    words = "đợt 1 ngày 15/6: 20/40, đợt 2 ngày 16/6: 18/40"
    assert read(words).ask == ("total",)
    assert read(words, members=40).fields["total"] == 40


def test_the_context_of_the_command_line_is_read() -> None:
    assert asked_field("asked:date") == "date"
    assert asked_field("report_request") is None
    assert previous_report("report_request") is None
    assert previous_report("has_previous_report 45/50 2024-06-15") == {
        "attended": 45,
        "total": 50,
        "absent": 5,
        "dates": ["2024-06-15"],
    }


PIECES = (
    "ngày ", "học ", "dự ", "vắng ", "45/50 ", "15/6, ", "chi bộ ", "xin ", "gửi ", "và ", "1 ",
    "1, ", "đ/c ",
    "ốm ", "đồng chí a ", "ba mươi ", "trực tiếp, ", "12-KH/", "do đồng chí ", "báo cáo ", "từ ",
    "-", ".", "(", "\n", "a",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    text=st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join) | st.text(max_size=200),
    asked=st.sampled_from([None, "date", "attended", "absent", "mode", "absent_reasons", "note"]),
)
def test_any_message_of_any_length_is_read_in_bounded_time(text: str, asked: str | None) -> None:
    long = (text * (LONGEST_TEXT // max(1, len(text)) + 1))[:LONGEST_TEXT]
    started = time.perf_counter()
    assert read(long, asked).action in ACTIONS
    assert time.perf_counter() - started < LONGEST_SECONDS
