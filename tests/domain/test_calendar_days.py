"""Days of the working calendar as staff write them."""

from datetime import date

import pytest

from domain.errors import DomainError
from domain.parsing.calendar_days import read_calendar_days

TODAY = date(2024, 6, 5)


def span(first: date, count: int) -> tuple[date, ...]:
    return tuple(date.fromordinal(first.toordinal() + number) for number in range(count))


@pytest.mark.parametrize(
    ("words", "days", "note"),
    [
        ("24/6/2024", (date(2024, 6, 24),), ""),
        ("24/6", (date(2024, 6, 24),), ""),
        ("05/6", (TODAY,), ""),
        ("30/4", (date(2025, 4, 30),), ""),
        ("thứ Bảy ngày 22-6-2024", (date(2024, 6, 22),), ""),
        ("ngay 2 thang 9 nam 2024", (date(2024, 9, 2),), ""),
        ("24.6.24: hội thao của cơ quan", (date(2024, 6, 24),), "hội thao của cơ quan"),
        ("24/6 (hội thao)", (date(2024, 6, 24),), "hội thao"),
        ("22/6 làm bù cho ngày 30/4/2024", (date(2024, 6, 22),), "làm bù cho ngày 30/4/2024"),
        (
            "24/6, 26/6 và 28/6 tập huấn",
            (date(2024, 6, 24), date(2024, 6, 26), date(2024, 6, 28)),
            "tập huấn",
        ),
        ("24/6; 24/6/2024", (date(2024, 6, 24),), ""),
        ("từ 24/6 đến 26/6", span(date(2024, 6, 24), 3), ""),
        ("từ ngày 30/4/2025 đến hết ngày 03/5/2025 nghỉ lễ", span(date(2025, 4, 30), 4), "nghỉ lễ"),
        ("24 - 26/6 hội thao", span(date(2024, 6, 24), 3), "hội thao"),
        ("từ 30/12 đến 02/01", span(date(2024, 12, 30), 4), ""),
        ("từ 30/4 đến 02/5", span(date(2025, 4, 30), 3), ""),
        ("20/6 và từ 24/6 đến 25/6", (date(2024, 6, 20), *span(date(2024, 6, 24), 2)), ""),
    ],
)
def test_days_and_the_words_after_them_are_read(words: str, days: tuple[date, ...], note: str) -> None:
    assert read_calendar_days(words, TODAY) == (days, note)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "not-a-date"),
        ("tuần sau", "not-a-date"),
        ("24", "not-a-date"),
        ("31/6/2024", "no-such-day"),
        ("29/02/2025", "no-such-day"),
        ("từ 31/6 đến 02/7", "no-such-day"),
        ("31 - 30/6", "no-such-day"),
        ("từ 26/6/2024 đến 24/6/2024", "window-reversed"),
        ("26 - 24/6", "window-reversed"),
        ("từ 01/7/2024 đến 01/8/2024", "too-many-days"),
        ("từ 01/01/2024 đến 01/01/2099", "too-many-days"),
    ],
)
def test_what_is_no_day_is_told(words: str, code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        read_calendar_days(words, TODAY)
    assert refusal.value.code == code


def test_a_month_of_days_may_be_named_at_once() -> None:
    days, _ = read_calendar_days("từ 01/7/2024 đến 31/7/2024", TODAY)
    assert len(days) == 31
    with pytest.raises(DomainError, match="too-many-days"):
        read_calendar_days("từ 01/7/2024 đến 31/7/2024, 01/8/2024", TODAY)
