"""Words that have to be short."""

import pytest

from handlers.phrases import shortened

DUTY = "Báo cáo kết quả quán triệt, tuyên truyền Nghị quyết"


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("Báo cáo tháng", 40, "Báo cáo tháng"),
        (DUTY, 30, "Báo cáo kết quả quán triệt…"),
        (f"{DUTY} (kỳ tháng 6/2024)", 40, "Báo cáo kết quả quán… (kỳ tháng 6/2024)"),
        (f"{DUTY} (kỳ 6 tháng cuối năm 2024)", 40, "Báo cáo kết… (kỳ 6 tháng cuối năm 2024)"),
        (f"{DUTY} (kỳ tháng 6/2024)", 20, "Báo cáo kết quả…"),
        ("(không có tên) " + "a" * 40, 20, "(không có tên)…"),
    ],
)
def test_a_title_is_cut_at_a_word_and_keeps_the_period_that_tells_it_apart(
    text: str, most: int, short: str
) -> None:
    assert shortened(text, most) == short
    assert len(short) <= most
