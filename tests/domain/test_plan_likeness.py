"""Whether two plans ask for the same thing. Tables."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.plan_likeness import is_alike, same_title
from domain.plan_proposals import ProposalDuty

JUNE, JULY = datetime(2024, 6, 30, 17, tzinfo=UTC), datetime(2024, 7, 2, 17, tzinfo=UTC)
STUDY = ProposalDuty(1, "Học tập Nghị quyết số 14-NQ/TU", "study", late_from=JUNE)
REPORT = ProposalDuty(2, "Báo cáo kết quả", "report", late_from=JULY)
TITLE = "Quán triệt Nghị quyết số 14-NQ/TU"


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Kế hoạch Sơ kết 6 tháng", "SƠ KẾT  6 THÁNG", True),
        ("Sơ kết 6 tháng", "So ket 6 thang.", True),
        ("Sơ kết 6 tháng", "Sơ kết 9 tháng", False),
        ("", "", False),
        ("Kế hoạch", "Kế hoạch", False),
    ],
)
def test_the_same_title(one: str, other: str, is_same: bool) -> None:
    assert same_title(one, other) is is_same


@pytest.mark.parametrize(
    ("title", "late_from", "alike"),
    [
        ("Kế hoạch triển khai thực hiện Nghị quyết số 14-NQ/TU ngày 22/4/2024", JUNE, True),
        ("Kế hoạch triển khai thực hiện Nghị quyết số 15-NQ/TU ngày 22/4/2024", JUNE, False),
        ("Kế hoạch triển khai thực hiện Nghị quyết số 14-NQ/TU ngày 22/4/2024", JULY, False),
        ("Kế hoạch sơ kết sáu tháng", JUNE, False),
    ],
)
def test_the_same_matter_by_the_same_days(title: str, late_from: datetime, alike: bool) -> None:
    duties = (replace(STUDY, late_from=late_from, title="Truyền đạt nghị quyết"),)
    assert is_alike(title, duties, TITLE, (STUDY, REPORT)) is alike


def test_what_is_dropped_and_what_has_no_date_say_nothing() -> None:
    dropped, undated = replace(STUDY, decision="dropped"), replace(STUDY, late_from=None)
    assert not is_alike(TITLE, (dropped, undated), TITLE, (STUDY,))
