"""Telephone numbers among other words."""

import pytest

from domain.telephones import find_telephone, without_telephone


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("Lê Văn Tám 0912345678", "0912345678", "Lê Văn Tám"),
        ("Lê Văn Tám, SĐT: 0912 345 678", "0912345678", "Lê Văn Tám"),
        ("0912.345.678 Lê Văn Tám", "0912345678", "Lê Văn Tám"),
        ("Le Van Tam dt 0912-345-678.", "0912345678", "Le Van Tam"),
        ("Lê Văn Tám (+84 912 345 678)", "0912345678", "Lê Văn Tám"),
        ("goi lai cho toi so 0987654321", "0987654321", "goi lai cho toi"),
        ("02713 123 456 gọi giúp", "02713123456", "gọi giúp"),
        ("Lê Văn Tám", "", "Lê Văn Tám"),
        ("45/50 ngày 15/6/2024", "", "45/50 ngày 15/6/2024"),
        ("Nguyễn Thị Hồng Số", "", "Nguyễn Thị Hồng Số"),
    ],
)
def test_a_number_is_told_from_the_words_around_it(text: str, number: str, rest: str) -> None:
    assert find_telephone(text) == number
    assert without_telephone(text) == rest
