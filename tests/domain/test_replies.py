"""What is understood of a secretary's own words, and what is asked rather than guessed."""

import unicodedata
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.forms import Value
from domain.parsing.letters import without_diacritics
from domain.parsing.replies import LONGEST_TEXT, Understanding, understand
from domain.parsing.understanding import ACTIONS, ReplyContext

THURSDAY = datetime.fromisoformat("2024-06-20T08:15+07:00")


def read(text: str, asked: str | None = None, sent_at: datetime = THURSDAY) -> Understanding:
    return understand(text, ReplyContext(sent_at, asked))


def ways_to_write(text: str) -> list[str]:
    plain = without_diacritics(text)
    decomposed = unicodedata.normalize("NFD", text)
    return [text, decomposed, text.upper(), decomposed.upper(), plain, plain.upper()]


def report(day: str, attended: int, total: int, mode: str | None = "truc_tiep") -> dict[str, Value]:
    fields: dict[str, Value] = {
        "held": True,
        "dates": [day],
        "attended": attended,
        "total": total,
        "absent": total - attended,
    }
    return fields if mode is None else {**fields, "mode": mode}


REPORTS = [
    ("45/50 ngày 15/6 trực tiếp", report("2024-06-15", 45, 50)),
    ("Đã học ngày 15/6, 45/50 đv, trực tiếp", report("2024-06-15", 45, 50)),
    ("Đã học ngày 15/6, 45/50 đ/c, tập trung tại hội trường", report("2024-06-15", 45, 50)),
    ("dự 47, vắng 3, ngày 19-6-2024, trực tiếp", report("2024-06-19", 47, 50)),
    ("dự 45 vắng 5, học hôm qua, trực tuyến", report("2024-06-19", 45, 50, "truc_tuyen")),
    ("hôm nay học, có mặt 45, vắng 5, online", report("2024-06-20", 45, 50, "truc_tuyen")),
    ("tổng số 50, vắng 5, học sáng 15/6, qua zoom", report("2024-06-15", 45, 50, "truc_tuyen")),
    ("45/50, 15-6, trực tiếp", report("2024-06-15", 45, 50)),
    ("45/50 ngày 15.6.2024 trực tiếp", report("2024-06-15", 45, 50)),
    ("45/50 ngày 15/6/24 trực tiếp", report("2024-06-15", 45, 50)),
    ("45/50 ngày 15 tháng 6 năm 2024, trực tiếp", report("2024-06-15", 45, 50)),
    ("45/50 ngày 15/6 trực tiếp kết hợp trực tuyến", report("2024-06-15", 45, 50, "ket_hop")),
    ("Chi bộ thôn Đông Hòa học 15/6, 6/7 đảng viên, trực tiếp", report("2024-06-15", 6, 7)),
    ("dự 6/7, học ngày 15/6, trực tiếp", report("2024-06-15", 6, 7)),
    ("học ngày 6/5, dự 6/7, trực tiếp", report("2024-05-06", 6, 7)),
    ("9/9 đảng viên học ngày 15/6, trực tiếp", report("2024-06-15", 9, 9)),
    ("118/125 đc học ngày 15/6, trực tiếp", report("2024-06-15", 118, 125)),
]


def test_one_who_stayed_away_is_not_counted_among_those_who_came_in_words_without_commas() -> None:
    found = read(
        "chi bo toi da to chuc hoc tap vao sang thu bay tuan truoc co muoi mot tren muoi hai dang vien "
        "tham gia hoc truc tiep tai hoi truong mot dong chi vang do om"
    )
    assert found.action == "record"
    assert found.fields == report("2024-06-15", 11, 12) | {"absent_reasons": {"om": 1}}


@pytest.mark.parametrize(("text", "fields"), REPORTS)
def test_a_complete_report_is_recorded_however_it_is_typed(text: str, fields: dict[str, Value]) -> None:
    for written in ways_to_write(text):
        understood = read(written)
        assert understood.fields == fields, written
        assert understood.action == "record"
        assert understood.ask == ()


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Da hoc ngay 15/6, 45/50 dv, truc tiep", report("2024-06-15", 45, 50)),
        ("DỰ 47, VẮNG 3, ngày 19-6-2024, trực tiếp", report("2024-06-19", 47, 50)),
    ],
)
def test_the_models_of_the_specification_are_recorded(text: str, fields: dict[str, Value]) -> None:
    assert read(text).fields == fields
    assert read(text).action == "record"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("1.250/1.300 đảng viên, học ngày 15/6, trực tiếp", report("2024-06-15", 1250, 1300)),
        ("dự 1.250, vắng 50, ngày 15/6, trực tiếp", report("2024-06-15", 1250, 1300)),
        ("học thứ 7 tuần trước, 45/50 đảng viên, trực tiếp", report("2024-06-15", 45, 50)),
        (
            "ba mươi hai trên ba mươi lăm đồng chí, học chiều hôm qua, trực tiếp",
            report("2024-06-19", 32, 35),
        ),
    ],
)
def test_thousands_weekdays_and_words_for_numbers_are_accepted(text: str, fields: dict[str, Value]) -> None:
    for written in ways_to_write(text):
        assert read(written).fields == fields, written


@pytest.mark.parametrize(
    ("text", "action", "ask"),
    [
        ("đã học ngày 15/6, 45/50 đv", "record", ("mode",)),
        ("đã học ngày 15/6, trực tiếp", "record_partial", ("attended", "total")),
        ("45/50 đảng viên, trực tiếp", "record_partial", ("dates",)),
        ("45/50", "record_partial", ("dates", "mode")),
        ("15/6", "record_partial", ("attended", "total", "mode")),
        ("học xong hết rồi nhé", "record_partial", ("dates", "attended", "total", "mode")),
        ("dự 45, ngày 15/6, trực tiếp", "record_partial", ("total",)),
    ],
)
def test_only_what_is_missing_is_asked(text: str, action: str, ask: tuple[str, ...]) -> None:
    for written in ways_to_write(text):
        assert (read(written).action, read(written).ask) == (action, ask), written


@pytest.mark.parametrize("text", ["6/7", " 6/7 ", "6 / 7", "5/12"])
def test_a_pair_that_may_be_a_date_or_a_fraction_is_asked(text: str) -> None:
    understood = read(text)
    assert understood.action == "ask_again"
    assert understood.fields == {}
    assert understood.ask == ("dates", "attended")
    assert understood.flags == (f"ambiguous:{text.replace(' ', '')}",)


@pytest.mark.parametrize(
    ("text", "ask", "flag"),
    [
        ("52/50", ("attended", "total"), "attended>total"),
        ("52/50 đv học ngày 15/6", ("attended", "total"), "attended>total"),
        ("dự 52, tổng 50, ngày 15/6", ("attended", "total"), "attended>total"),
        ("45/50, vắng 3, ngày 15/6, trực tiếp", ("attended", "total", "absent"), "attended+absent!=total"),
        ("dự 45, vắng 3, tổng số 50, ngày 15/6", ("attended", "total", "absent"), "attended+absent!=total"),
        ("dự 45, ngày 15/6, 46/50 đảng viên", ("attended", "total"), "conflicting_figures"),
        ("31/11", ("dates",), "no_such_day:31/11"),
        ("đã học ngày 31/11, 45/50, trực tiếp", ("dates",), "no_such_day:31/11"),
        ("học 30/2/2024, 45/50, trực tiếp", ("dates",), "no_such_day:30/2/2024"),
    ],
)
def test_a_contradiction_is_asked_and_not_recorded(text: str, ask: tuple[str, ...], flag: str) -> None:
    for written in ways_to_write(text):
        understood = read(written)
        assert understood.action == "ask_again", written
        assert understood.ask == ask
        assert understood.flags == (flag,)
        assert not set(ask) & understood.fields.keys()


def test_more_absent_than_members_is_asked() -> None:
    understood = read("tổng số 3, vắng 5, ngày 15/6, trực tiếp")
    assert understood.action == "ask_again"
    assert "attended" not in understood.fields


def test_a_percentage_that_differs_from_its_own_figures_is_asked() -> None:
    assert read("1356/1468 đạt 97,8%, học ngày 15/6, trực tiếp").action == "ask_again"


def test_a_percentage_that_agrees_with_its_figures_is_not_asked() -> None:
    assert read("45/50 đạt 90%, học ngày 15/6, trực tiếp").action == "record"


@pytest.mark.parametrize(
    "text",
    [
        "Chi bộ dự kiến 28/6 tổ chức",
        "sẽ học ngày 28/6",
        "ngày 28/6 chi bộ mới học",
        "xin lùi hạn đến ngày 5/7",
        "Bão sập mạng, ngày 2/7 chưa họp được, xin báo cáo sau",
        "không học được ngày 15/6",
    ],
)
def test_a_thing_planned_put_off_or_not_done_is_not_recorded_as_done(text: str) -> None:
    for written in ways_to_write(text):
        assert read(written).fields.get("held") is not True, written


def test_29_february_of_this_year_is_a_day_that_exists() -> None:
    march = datetime.fromisoformat("2024-03-05T08:00+07:00")
    assert read("học ngày 29/2, 45/50, trực tiếp", sent_at=march).fields == report("2024-02-29", 45, 50)


@pytest.mark.parametrize(
    ("sent_at", "day"),
    [
        ("2024-01-03T08:00+07:00", "2023-12-28"),
        ("2024-12-30T08:00+07:00", "2024-12-28"),
    ],
)
def test_a_missing_year_is_the_one_nearest_to_the_day_of_the_reply(sent_at: str, day: str) -> None:
    understood = read("học ngày 28/12", sent_at=datetime.fromisoformat(sent_at))
    assert understood.fields["dates"] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "Đã nhận",
        "đã nhận được ạ",
        "Vâng ạ",
        "Dạ vâng em nhận được rồi ạ 🙏",
        "ok",
        "Cảm ơn đồng chí",
        "Đã rõ",
        "👍 đã rõ",
        "👍",
        "🙏🙏",
    ],
)
def test_an_acknowledgement_is_not_a_report(text: str) -> None:
    for written in ways_to_write(text):
        assert read(written).action == "ack_only", written
        assert read(written).fields == {}


@pytest.mark.parametrize("text", ["", "   ", "\n", "xin chào", "Huyện ủy", "…"])
def test_words_that_say_nothing_are_asked_again_and_record_nothing(text: str) -> None:
    assert read(text).action == "ask_again"
    assert read(text).fields == {}


@pytest.mark.parametrize(
    ("asked", "text", "fields"),
    [
        ("date", "hôm qua", {"dates": ["2024-06-19"]}),
        ("date", "hôm nay", {"dates": ["2024-06-20"]}),
        ("date", "sáng nay", {"dates": ["2024-06-20"]}),
        ("date", "hôm kia", {"dates": ["2024-06-18"]}),
        ("date", "15/6", {"dates": ["2024-06-15"]}),
        ("dates", "6/5", {"dates": ["2024-05-06"]}),
        ("dates", "15-6", {"dates": ["2024-06-15"]}),
        ("dates", "15.6.2024", {"dates": ["2024-06-15"]}),
        ("dates", "ngày 15 tháng 6", {"dates": ["2024-06-15"]}),
        ("dates", "15/6 và 16/6", {"dates": ["2024-06-15", "2024-06-16"]}),
        ("plan_date", "10/6/2024", {"plan_date": ["2024-06-10"]}),
        ("done_on", "hôm qua", {"done_on": ["2024-06-19"]}),
        ("attended", "32", {"attended": 32}),
        ("attended", "1.250", {"attended": 1250}),
        ("attended", "0", {"attended": 0}),
        ("attended", "32 đồng chí", {"attended": 32}),
        ("attended", "có 32 đảng viên dự ạ", {"attended": 32}),
        ("attended", "45/50", {"attended": 45, "total": 50, "absent": 5}),
        ("total", "1.300", {"total": 1300}),
        ("mode", "trực tiếp", {"mode": "truc_tiep"}),
        ("mode", "qua Zoom", {"mode": "truc_tuyen"}),
        ("mode", "kết hợp", {"mode": "ket_hop"}),
        ("plan_no", "12-KH/ĐU", {"plan_no": "12-KH/ĐU"}),
        ("difficulties", " Không có ", {"difficulties": "Không có"}),
    ],
)
def test_the_answer_to_a_question_is_read_as_that_field(
    asked: str, text: str, fields: dict[str, Value]
) -> None:
    for written in (text, unicodedata.normalize("NFD", text)):
        understood = read(written, asked)
        assert understood.action == "record", written
        assert understood.fields == fields
        assert understood.ask == ()


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("date", "31/11"),
        ("date", "32"),
        ("date", "rằm vừa rồi"),
        ("dates", ""),
        ("attended", ""),
        ("attended", "1.25"),
        ("attended", "45,5"),
        ("attended", "12 13"),
        ("attended", "đông đủ"),
        ("attended", "👍"),
        ("mode", "như mọi khi"),
        ("difficulties", "  "),
    ],
)
def test_an_answer_that_does_not_answer_is_asked_again(asked: str, text: str) -> None:
    understood = read(text, asked)
    assert understood.action == "ask_again"
    assert understood.fields == {}
    assert understood.ask == (asked,)


def test_free_text_is_kept_composed_as_it_was_written() -> None:
    words = "Máy chiếu hỏng, xã Đông Hòa"
    assert read(unicodedata.normalize("NFD", words), "difficulties").fields == {"difficulties": words}


def test_each_value_quotes_the_words_it_came_from() -> None:
    quotes = read(unicodedata.normalize("NFD", "Đã học ngày 15/6, 45/50 đv, Trực tiếp")).quotes
    assert quotes == {"dates": "15/6", "attended": "45/50", "total": "45/50", "mode": "Trực tiếp"}


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("đã nhận", {"action": "ack_only"}),
        (
            "52/50",
            {"action": "ask_again", "ask": ["attended", "total"], "flags": ["attended>total"]},
        ),
        (
            "học ngày 15/6, 45/50",
            {"action": "record", "fields": report("2024-06-15", 45, 50, None), "ask": ["mode"]},
        ),
    ],
)
def test_the_printed_shape_leaves_out_what_is_empty(text: str, shape: dict[str, Any]) -> None:
    assert read(text).to_json() == shape


def test_words_beyond_the_longest_text_are_not_read() -> None:
    assert read("." * LONGEST_TEXT + " 45/50").fields == {}


WORDS = ("ngày ", "học ", "dự ", "vắng ", "tổng ", "tháng ", "hôm qua", "/", ".", "-", ", ", " ", "đv")
CHATTER = st.lists(st.sampled_from(WORDS) | st.integers(0, 99999).map(str), max_size=16).map("".join)
ASKED = st.sampled_from([None, "date", "dates", "attended", "total", "absent", "mode", "done_on", "note"])


@settings(max_examples=150, deadline=None)
@given(text=CHATTER | st.text(max_size=LONGEST_TEXT), asked=ASKED)
def test_any_text_is_understood_or_asked_again_and_never_fails(text: str, asked: str | None) -> None:
    understood = read(text, asked)
    assert understood.action in ACTIONS
    assert understood == read(text, asked)


@settings(max_examples=40, deadline=None)
@given(piece=CHATTER.filter(bool), asked=ASKED)
def test_a_message_of_full_length_never_fails(piece: str, asked: str | None) -> None:
    text = (piece * (LONGEST_TEXT // len(piece) + 1))[:LONGEST_TEXT]
    assert read(text, asked).action in ACTIONS


@settings(max_examples=150, deadline=None)
@given(text=CHATTER)
@example(text="tổng 3 vắng 5")
def test_whatever_is_recorded_adds_up_and_its_dates_exist(text: str) -> None:
    fields = read(text).fields
    attended, total, absent = (fields.get(name) for name in ("attended", "total", "absent"))
    if isinstance(attended, int) and isinstance(total, int):
        assert 0 <= attended <= total
        assert absent == total - attended
    days = fields.get("dates", [])
    assert isinstance(days, list)
    assert [date.fromisoformat(day).isoformat() for day in days] == days


@settings(max_examples=100, deadline=None)
@given(
    day=st.dates(date(2024, 5, 20), date(2024, 6, 19)),
    total=st.integers(13, 5000),
    data=st.data(),
    separator=st.sampled_from("/-."),
)
def test_any_plain_report_gives_its_figures_and_its_day_back(
    day: date, total: int, data: st.DataObject, separator: str
) -> None:
    attended = data.draw(st.integers(0, total))
    text = (
        f"Đã học ngày {day.day}{separator}{day.month}{separator}{day.year}, {attended}/{total} đv, trực tiếp"
    )
    for written in ways_to_write(text):
        assert read(written).fields == report(day.isoformat(), attended, total), written
