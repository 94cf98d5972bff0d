"""The real plan as a proposal: numbered duties, each with words that stand in the document."""

from datetime import date
from pathlib import Path

import pytest

from domain.local_time import VIETNAM
from domain.parsing.plan.paragraphs import tidy_lines
from domain.parsing.plan.reading import read_plan
from domain.plan_proposals import Proposal
from domain.proposing import LONGEST_QUOTE, propose

DOCUMENTS = Path(__file__).parent / "plan" / "documents"
REAL = DOCUMENTS / "ke-hoach-14-nq-tu.txt"


def proposed(text: str) -> Proposal:
    return propose(read_plan(text, VIETNAM), text, "ke-hoach.txt")


def test_the_real_plan_has_three_duties_to_decide_and_the_others_without_a_date() -> None:
    proposal = proposed(REAL.read_text(encoding="utf-8"))
    dated = [(duty.clause, duty.quote[:30], duty.quote[-24:]) for duty in proposal.open_dated]
    assert dated == [
        ("II.2.1", "Tổ chức hội nghị cán bộ chủ ch", "Huyện ủy ngày 11/6/2024."),
        ("II.2.2; IV.1; V.3", "Đồng chí bí thư cấp ủy, người ", "thành trong tháng 6/2024."[-24:]),
        ("V.3", "Báo cáo kết quả quán triệt, tu", "ủy) trước ngày 03/7/2024."[-24:]),
    ]
    assert len(proposal.open_undated) == len(proposal.duties) - 3


def test_a_title_begun_in_capitals_is_written_as_a_sentence() -> None:
    facts = proposed(REAL.read_text(encoding="utf-8")).facts
    assert facts.title.startswith("Kế hoạch tổ chức quán triệt")
    assert facts.missing == ("number", "issued_on")


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_quote_stands_in_its_document_and_holds_the_phrase(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    # A page number in the midst of a sentence is none of its words.
    words = " ".join(" ".join(tidy_lines(text)).split())
    for duty in proposed(text).duties:
        assert duty.quote in words
        assert duty.phrase[:100] in duty.quote
        assert len(duty.quote) <= LONGEST_QUOTE


def test_a_window_keeps_its_first_day_and_an_hour_is_none() -> None:
    text = (
        "KẾ HOẠCH\nHọc tập nghị quyết\nI. NHIỆM VỤ\n"
        "1. Các chi bộ tổ chức học tập từ ngày 10/6/2024 đến ngày 20/6/2024.\n"
        "2. Văn phòng tổ chức hội nghị lúc 8 giờ 00 ngày 25/6/2024.\n"
    )
    window, conference = proposed(text).duties
    assert (window.starts_on, conference.starts_on) == (date(2024, 6, 10), None)


@pytest.mark.parametrize("padding", [0, 30, 60])
def test_a_long_sentence_is_cut_at_whole_words_around_the_phrase(padding: int) -> None:
    words = "nghiêm túc triển khai " * padding
    sentence = f"Các chi bộ {words}báo cáo trước ngày 03/7/2024 {words}về huyện"
    text = f"KẾ HOẠCH\nHọc tập\nI. NHIỆM VỤ\n1. {sentence}.\n"
    (duty,) = proposed(text).duties
    assert "trước ngày 03/7/2024" in duty.quote
    assert f" {duty.quote} " in f" {' '.join(text.split())} "
    assert len(duty.quote) <= LONGEST_QUOTE
