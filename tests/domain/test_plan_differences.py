"""A corrected document beside the plan in force: what is the same, what moves, what is new or gone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.local_time import VIETNAM
from domain.plan_decisions import drop, keep, merge, set_fact
from domain.plan_differences import beside, changes, deadline_in_force, difference
from domain.plan_proposals import Proposal, ProposalDuty, ProposalFacts

JUNE = datetime(2024, 6, 30, 17, tzinfo=UTC)
JULY = datetime(2024, 7, 2, 17, tzinfo=UTC)
LATER = JULY + timedelta(days=3)
CELLS = ("Các chi bộ cơ sở",)


def milestone(row: int, title: str, kind: str, clause: str, late_from: datetime | None) -> ProposalDuty:
    """A milestone as staff activated it: addressed to the cells, a title of its own."""
    return ProposalDuty(
        row, title, kind, CELLS, groups=("chi_bo",), clause=clause, late_from=late_from, milestone_id=row,
        phrase="đã ghi",
    )  # fmt: skip


STUDY = milestone(70, "Học tập Nghị quyết 14", "study", "II.2.2: …", JUNE)
REPORT = milestone(71, "Báo cáo kết quả học tập", "report", "V.3: …", JULY)
KNOWN = (STUDY, REPORT)


def duty(number: int, title: str, kind: str, clause: str, late_from: datetime | None) -> ProposalDuty:
    """A duty as the corrected document words it, matched to the cells."""
    needs = () if late_from else ("deadline",)
    return ProposalDuty(
        number, title, kind, CELLS, groups=("chi_bo",), clause=clause, late_from=late_from, needs=needs
    )


SAME_STUDY = duty(1, "Bí thư truyền đạt nội dung nghị quyết", "study", "II.2.2; IV.1", JUNE)
MOVED_REPORT = duty(2, "Báo cáo kết quả về Huyện ủy", "report", "V.3", LATER)
NEW = duty(3, "Treo băng rôn tuyên truyền", "publicise", "IV.3", JULY)


def proposal(*duties: ProposalDuty) -> Proposal:
    return Proposal(ProposalFacts("Kế hoạch"), duties)


def test_duties_are_known_again_by_kind_clause_and_words_and_keep_the_titles_of_the_plan() -> None:
    found = beside(proposal(SAME_STUDY, MOVED_REPORT, NEW), KNOWN)
    assert [(one.id, one.milestone_id, one.decision) for one in found.duties] == [
        (1, 70, "kept"), (2, 71, ""), (3, None, ""),
    ]  # fmt: skip
    assert found.duty(1).title == "Học tập Nghị quyết 14"


def test_a_milestone_the_document_does_not_mention_is_for_staff_to_decide() -> None:
    found = beside(proposal(SAME_STUDY), KNOWN)
    gone = found.duties[-1]
    assert (gone.id, gone.milestone_id, gone.is_gone, gone.is_open, gone.is_clear) == (
        2,
        71,
        True,
        True,
        False,
    )
    assert difference(drop(found, 2), KNOWN).dropped == (REPORT,)
    assert not difference(keep(found, 2), KNOWN)


def test_the_difference_tells_what_moved_from_what_is_new() -> None:
    found = beside(proposal(SAME_STUDY, MOVED_REPORT, NEW), KNOWN)
    found = keep(keep(found, 2), 3)
    told = difference(found, KNOWN)
    assert ([one.title for one in told.added], told.dropped) == (["Treo băng rôn tuyên truyền"], ())
    (moved,) = told.changed
    assert (moved.before, moved.after.late_from, moved.what) == (REPORT, LATER, ("moved",))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"late_from": LATER}, ("moved",)),
        ({"late_from": None}, ()),
        ({"groups": ("chi_bo", "dang_bo")}, ("readdressed",)),
        ({"units": ("CB-01",)}, ("readdressed",)),
        ({"title": "Báo cáo"}, ("reworded",)),
        ({"recipient": "Thường trực Huyện ủy", "late_from": LATER}, ("moved", "reworded")),
        ({"clause": "VI.1"}, ()),
    ],
)
def test_what_counts_as_a_change(change: dict[str, object], what: tuple[str, ...]) -> None:
    assert changes(REPORT, replace(REPORT, **change)) == what  # type: ignore[arg-type]


class TestWhatStaffSettledOnceIsNotAskedAgain:
    def test_addressees_stay_while_the_words_about_them_do(self) -> None:
        wider = replace(REPORT, groups=("chi_bo", "mttq"))
        found = beside(proposal(replace(MOVED_REPORT, late_from=JULY)), (wider,))
        assert (found.duty(2).groups, found.duty(2).decision) == (("chi_bo", "mttq"), "kept")

    def test_other_words_about_them_are_a_change(self) -> None:
        other = replace(MOVED_REPORT, addressees=("Các đảng bộ cơ sở",), groups=("dang_bo",))
        assert beside(proposal(other), KNOWN).duty(2).groups == ("dang_bo",)

    def test_words_that_mean_nobody_here_leave_them_as_they_are(self) -> None:
        unknown = replace(MOVED_REPORT, addressees=("các đồng chí",), groups=(), needs=("addressees",))
        found = beside(proposal(unknown), KNOWN).duty(2)
        assert (found.groups, found.next_need) == (("chi_bo",), "")

    def test_an_anchor_is_not_asked_again_for_the_same_words(self) -> None:
        relative = replace(MOVED_REPORT, late_from=None, phrase="đã ghi", needs=("anchor",))
        assert beside(proposal(relative), KNOWN).duty(2).late_from == JULY

    def test_other_relative_words_are_asked(self) -> None:
        relative = replace(MOVED_REPORT, late_from=None, phrase="sau 5 ngày kể từ …", needs=("anchor",))
        assert beside(proposal(relative), KNOWN).duty(2).next_need == "anchor"

    def test_a_date_the_document_is_silent_about_now_stays(self) -> None:
        silent = replace(MOVED_REPORT, late_from=None, needs=("deadline",))
        found = beside(proposal(silent), KNOWN).duty(2)
        assert (found.late_from, found.phrase, found.decision) == (JULY, "đã ghi", "kept")


def test_a_wrong_guess_is_put_right_by_merging_into_the_forgotten_milestone() -> None:
    found = beside(proposal(NEW), KNOWN)
    gone = next(one.id for one in found.duties if one.milestone_id == 71)
    merged = keep(merge(found, 3, gone), gone)
    (changed,) = difference(drop(merged, 4 if gone == 5 else 5), KNOWN).changed
    assert (changed.before, changed.after.title) == (REPORT, "Treo băng rôn tuyên truyền")


def test_a_corrected_fact_is_no_duty_that_changes() -> None:
    found = set_fact(beside(proposal(SAME_STUDY), (STUDY,)), "number", "15-KH/HU", VIETNAM)
    assert not difference(found, (STUDY,))


@pytest.mark.parametrize(
    ("current", "after", "has_report", "in_force"),
    [
        (JULY, LATER, False, LATER),
        (JULY, JUNE, False, JUNE),
        (JULY, LATER, True, LATER),
        (JULY, JUNE, True, JULY),
        (LATER, JUNE, False, LATER),
        (LATER, LATER + timedelta(days=9), False, LATER + timedelta(days=9)),
    ],
    ids=["later", "earlier", "reported, later", "reported, earlier", "extended, earlier", "extended, later"],
)
def test_no_report_becomes_late_and_no_extension_is_lost_by_a_new_version(
    current: datetime, after: datetime, has_report: bool, in_force: datetime
) -> None:
    assert deadline_in_force(current, JULY, after, has_report=has_report) == in_force


def test_the_same_rule_read_from_a_later_document_moves_nothing() -> None:
    rule = "FREQ=MONTHLY;BYMONTHDAY=24"
    monthly = replace(REPORT, rrule=rule)
    read_again = replace(MOVED_REPORT, rrule=rule, late_from=JULY + timedelta(days=60))
    found = beside(proposal(SAME_STUDY, read_again), (STUDY, monthly))
    assert found.duty(2).late_from == JULY
    assert found.duty(2).decision == "kept"
