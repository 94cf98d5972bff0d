"""Numbers and dates as Party documents write them."""

from datetime import date

import pytest

from domain import wording


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (45, "45"),
        (999, "999"),
        (1000, "1.000"),
        (1250, "1.250"),
        (12345, "12.345"),
        (1234567, "1.234.567"),
        (-1250, "-1.250"),
    ],
)
def test_thousands_are_parted_by_dots(value: int, written: str) -> None:
    assert wording.number(value) == written


@pytest.mark.parametrize(
    ("words", "written"),
    [("ghi rõ hội trường ", "ghi rõ hội trường."), ("Vì sao?", "Vì sao?"), ("Đủ rồi.", "Đủ rồi."), ("", "")],
)
def test_words_end_as_a_sentence(words: str, written: str) -> None:
    assert wording.sentence(words) == written


@pytest.mark.parametrize(
    ("ratio", "written"),
    [
        (None, "–"),
        (0.0, "0%"),
        (1.0, "100%"),
        (0.5, "50%"),
        (0.1, "10%"),
        (0.9858, "98,58%"),
        (0.985, "98,5%"),
        (1250 / 1268, "98,58%"),
        (2 / 3, "66,67%"),
        (0.0001, "0,01%"),
        (0.00001, "0%"),
    ],
)
def test_a_percentage_has_a_comma_and_at_most_two_decimals(ratio: float | None, written: str) -> None:
    assert wording.percent(ratio) == written


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2024, 7, 2), "02/7/2024"),
        (date(2024, 1, 3), "03/01/2024"),
        (date(2024, 2, 9), "09/02/2024"),
        (date(2024, 3, 1), "01/3/2024"),
        (date(2024, 6, 30), "30/6/2024"),
        (date(2024, 10, 10), "10/10/2024"),
        (date(2024, 12, 31), "31/12/2024"),
    ],
)
def test_days_below_ten_and_the_first_two_months_have_a_leading_zero(day: date, written: str) -> None:
    assert wording.day(day) == written


@pytest.mark.parametrize(
    ("days", "written"),
    [
        ([], ""),
        ([date(2024, 6, 15)], "15/6/2024"),
        ([date(2024, 6, 15), date(2024, 7, 2)], "15/6/2024, 02/7/2024"),
    ],
)
def test_several_days_are_joined_by_commas(days: list[date], written: str) -> None:
    assert wording.days(days) == written
