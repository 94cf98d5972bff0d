"""Every period has a name, in both languages."""

import pytest

from services.period_names import period_name


@pytest.mark.parametrize(
    ("period", "vietnamese", "english"),
    [
        ("2024-06", "kỳ tháng 6/2024", "month 6/2024"),
        ("2024-02", "kỳ tháng 02/2024", "month 02/2024"),
        ("2024-Q3", "kỳ quý III/2024", "quarter III/2024"),
        ("2024-H1", "kỳ 6 tháng đầu năm 2024", "first half of 2024"),
        ("2024-H2", "kỳ 6 tháng cuối năm 2024", "second half of 2024"),
        ("2024", "kỳ năm 2024", "year 2024"),
        ("2024-W05", "kỳ tuần 5/2024", "week 5/2024"),
        ("2024-06-28", "kỳ ngày 28/6/2024", "of 28/6/2024"),
    ],
)
def test_a_period_is_called_as_offices_call_it(period: str, vietnamese: str, english: str) -> None:
    assert (period_name(period, "vi"), period_name(period, "en")) == (vietnamese, english)
