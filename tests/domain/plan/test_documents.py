"""Whole documents: what they ask for is found, once, and nothing else is."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import DomainError
from domain.local_time import VIETNAM
from domain.parsing.plan.as_json import reading_as_json
from domain.parsing.plan.paragraphs import tidy_lines
from domain.parsing.plan.proposals import PlanReading, ProposedDuty
from domain.parsing.plan.reading import read_plan
from tests.domain.plan.table import FOLDER, names, reading_of, score, totals

REAL_PLAN = "ke-hoach-14-nq-tu"
TASK_TABLE = """KẾ HOẠCH
Phân công nhiệm vụ năm 2024
| TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn | Sản phẩm |
| 1 | Rà soát quy chế | Văn phòng | Ban Tổ chức | 15/3/2024 | Quy chế |
| 2 | Tuyên truyền | Ban Tuyên giáo | | Thường xuyên | Tin, bài |
"""


def dated(reading: PlanReading) -> list[ProposedDuty]:
    return [duty for duty in reading.duties if duty.last_moment]


def one_line(text: str) -> str:
    """The words in single spaces, without the page numbers that stand between them."""
    text = re.sub(r"(?m)^\s*\d{1,3}\s*$", "", text)
    return " ".join(unicodedata.normalize("NFC", text).split())


def test_the_real_plan_has_exactly_three_duties_with_a_date() -> None:
    conference, study, report = dated(reading_of(REAL_PLAN))
    assert (conference.kind, str(conference.last_moment)) == ("event", "2024-06-11 23:59:59+07:00")
    assert conference.addressees == ("cán bộ chủ chốt cấp huyện",)
    assert (study.kind, str(study.last_moment)) == ("study", "2024-06-30 23:59:59+07:00")
    assert study.addressees == ("Các chi, đảng bộ cơ sở",)
    assert study.clause == "II.2.2; IV.1; V.3"
    assert (report.kind, str(report.last_moment)) == ("report", "2024-07-02 23:59:59+07:00")
    assert (report.recipient, report.via) == ("Thường trực Huyện ủy", "Ban Tuyên giáo Huyện ủy")
    assert (report.addressees, report.clause) == (("Các chi, đảng bộ cơ sở",), "V.3")


def test_what_the_real_plan_leaves_open_is_listed_for_staff() -> None:
    reading = reading_of(REAL_PLAN)
    undated = {(duty.kind, duty.clause.split("; ")[-1]) for duty in reading.duties if not duty.last_moment}
    assert {("make_plan", "V.3"), ("make_plan", "V.2"), ("report", "V.1")} <= undated
    assert all("deadline" in duty.needs for duty in reading.duties if not duty.last_moment)
    assert {"number", "issued_on"} <= set(reading.facts.needs)
    assert reading.facts.issuer == "Ban Thường vụ Huyện ủy"
    assert reading.facts.signer == "Nguyễn Văn Minh"


@pytest.mark.parametrize("name", names())
def test_each_document_gives_its_deadlines_and_no_others(name: str) -> None:
    found = score(name)
    assert (found.missed, found.invented) == ([], [])


def test_kinds_are_right_nearly_always() -> None:
    assert totals([score(name) for name in names()])[2] >= 0.95


@pytest.mark.parametrize("name", names())
def test_every_phrase_stands_in_its_document(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    # A cell that runs over two lines of a column stands together only where the table is read as rows.
    document = one_line("\n".join([text, *tidy_lines(text)]))
    assert [duty.phrase for duty in reading_of(name).duties if duty.phrase not in document] == []


def test_in_a_task_table_who_leads_owes_it_and_who_helps_does_not() -> None:
    review, publicity = read_plan(TASK_TABLE, VIETNAM).duties
    assert (review.title, review.addressees) == ("Rà soát quy chế", ("Văn phòng",))
    assert str(review.last_moment) == "2024-03-15 23:59:59+07:00"
    assert (publicity.last_moment, publicity.needs) == (None, ("deadline",))


def test_a_text_layer_without_its_vietnamese_letters_is_said_to_be_so() -> None:
    lost = "Đ NG B T NH\nHUY N Y\nK HO CH\nT ch c h c t p, quán tri t ngh quy t tr c ngày 3/7/2024 các chi b"
    with pytest.raises(DomainError) as refusal:
        read_plan(lost, VIETNAM)
    assert refusal.value.code == "plan-letters-lost"


def test_text_typed_without_diacritics_is_read() -> None:
    [duty] = dated(read_plan("Cac chi bo gui bao cao ve Huyen uy truoc ngay 03/7/2024 theo mau.", VIETNAM))
    assert str(duty.last_moment) == "2024-07-02 23:59:59+07:00"


def test_the_json_shape_is_the_promised_one() -> None:
    shown = reading_as_json(reading_of(REAL_PLAN))
    assert list(shown) == ["plan", "duties"]
    assert list(shown["plan"]) == ["number", "title", "issuer", "issued_on"]
    fields = "title kind addressees last_moment start phrase clause recipient via rrule needs"
    assert all(list(duty) == fields.split() for duty in shown["duties"])


WORDS = st.sampled_from(
    [
        "trước",
        "ngày",
        "03/7/2024",
        "31/11",
        "từ",
        "đến",
        "4/2021",
        "quý",
        "IV",
        "hằng",
        "tháng",
        "25",
        "|",
        ";",
        ".",
        "(",
        ")",
        "\n",
        "\t",
        "số",
        "14-",
        "NQ/TU",
        "I.",
        "1.",
        "a)",
        "-",
        "các",
        "chi",
        "bộ",
        "báo",
        "cáo",
        "gửi",
        "về",
        "Huyện",
        "ủy",
        "(qua",
        "Ban",
        "hoàn",
        "thành",
        "trong",
        "thay",
        "cho",
        "thời",
        "hạn",
        "đã",
        "17",
        "giờ",
        "00'",
        "năm",
        "2024",
    ]
)


@settings(max_examples=150, deadline=2000)
@given(st.one_of(st.text(max_size=2000), st.lists(WORDS, max_size=400).map(" ".join)))
def test_any_text_is_read_or_refused_and_every_phrase_is_quoted(text: str) -> None:
    try:
        reading = read_plan(text, VIETNAM)
    except DomainError as refusal:
        assert refusal.code in ("plan-no-text", "plan-letters-lost")
        return
    assert all(duty.phrase and duty.title and duty.needs is not None for duty in reading.duties)


@pytest.mark.parametrize(
    "piece",
    [
        *("trước ngày 3/7/2024 ", "báo cáo ", "a", "1", "(", "1/", "các đơn vị ", "| a ", "đến ", " ", "\t"),
        *("Các chi bộ báo cáo về Huyện ủy. ", "từ ngày 1 - ", "I. ", "số 1-", "hằng tháng trước ngày "),
        "\n- Gửi báo cáo trước ngày 3/7/2024.",
        *("ngày\n", "Thứ, ngày\nGiờ\nNội dung\nThứ Hai\n1/6\n8h00\n", "Thứ Hai\n", "gửi hồ sơ đã "),
    ],
)
def test_sixty_thousand_characters_of_anything_take_seconds(piece: str) -> None:
    text = ("Các chi bộ thực hiện kế hoạch. " + piece * (60_000 // len(piece)))[:60_000]
    try:
        assert len(read_plan(text, VIETNAM).duties) <= 400
    except DomainError as refusal:
        assert refusal.code == "plan-letters-lost"


def test_a_missing_year_is_taken_from_the_day_of_issue_and_said() -> None:
    text = "Số 12-CV/HU\nTân An, ngày 20 tháng 11 năm 2023\nCác chi bộ báo cáo về Huyện ủy trước ngày 10/01."
    [duty] = dated(read_plan(text, VIETNAM))
    assert (str(duty.last_moment), duty.needs) == ("2024-01-09 23:59:59+07:00", ("year",))


def test_an_impossible_day_is_asked_about() -> None:
    duties = read_plan("Các chi bộ báo cáo về Huyện ủy trước ngày 31/11/2024 theo mẫu.", VIETNAM).duties
    assert [(duty.last_moment, duty.needs) for duty in duties] == [(None, ("date",))]


def test_control_characters_do_no_harm() -> None:
    assert read_plan("Các chi bộ\x00 gửi báo cáo\ud800 trước ngày 3/7/2024 về Huyện ủy.", VIETNAM).duties
