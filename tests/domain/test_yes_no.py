"""A yes or a no in the words of secretaries."""

import pytest

from domain.yes_no import says_no, says_yes


@pytest.mark.parametrize(
    "text",
    [
        "Đúng", "đúng rồi", "Đúng rồi em", "dung roi nhe", "ĐÚNG RỒI Ạ", "Dạ đúng", "vâng ạ", "Vâng đúng rồi",
        "ừ", "ừ đúng rồi", "ok", "Ok em", "oke nhé", "chuẩn", "chính xác", "đồng ý", "được rồi", "phải rồi",
        "xác nhận", "đúng.", "Đúng!", "👍", "đúng hết rồi đồng chí",
    ],
)  # fmt: skip
def test_this_is_a_yes(text: str) -> None:
    assert says_yes(text)
    assert not says_no(text)


@pytest.mark.parametrize(
    "text",
    ["không", "Không ạ", "sai rồi", "chưa đúng", "ko đúng em ơi", "không phải", "nhầm rồi", "Sai số rồi"],
)
def test_this_is_a_no(text: str) -> None:
    assert says_no(text)
    assert not says_yes(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "đừng",
        "dừng",
        "46/50",
        "đúng 46/50",
        "ok để xem",
        "không nhớ",
        "không rõ ngày nào",
        "dạ",
        "cảm ơn",
    ],
)
def test_what_says_more_or_something_else_is_neither(text: str) -> None:
    assert not says_yes(text)
    assert not says_no(text)
