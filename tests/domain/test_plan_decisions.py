"""Deciding a proposed plan: keep, date, address, merge, drop; and the draft that comes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.deadlines import Deadline
from domain.errors import DomainError
from domain.local_time import VIETNAM
from domain.parsing.deadline_phrases import read_deadline
from domain.plan_decisions import (
    Change,
    address,
    confirm,
    count_from,
    drop,
    drop_undated,
    keep,
    keep_clear,
    keep_undated,
    leave_undated,
    merge,
    rename,
    separate,
    set_deadline,
    set_fact,
    set_kind,
)
from domain.plan_drafts import plan_draft
from domain.plan_proposals import (
    Proposal,
    ProposalDuty,
    ProposalFacts,
    duties_to_json,
    facts_to_json,
    proposal_from_json,
)

END_OF_JUNE = datetime(2024, 6, 30, 17, tzinfo=UTC)
STUDY = ProposalDuty(
    1, "Học tập Nghị quyết", "study", ("Các chi bộ",), (), ("chi_bo",), (), "trong tháng 6/2024", "II.2",
    "Các chi bộ học tập trong tháng 6/2024.", END_OF_JUNE,
)  # fmt: skip
PLAN = ProposalDuty(
    2, "Xây dựng kế hoạch", "make_plan", groups=("chi_bo",), clause="III", needs=("deadline",)
)
REPORT = ProposalDuty(
    3, "Báo cáo kết quả", "report", ("Các cơ quan",), ("Các cơ quan",), (), (), "trước ngày 03/7", "V.3",
    "Các cơ quan báo cáo trước ngày 03/7.", END_OF_JUNE, needs=("year", "addressees"),
)  # fmt: skip
CLOSING = ProposalDuty(
    4, "Tổng kết", "report", groups=("chi_bo",), phrase="sau 15 ngày kể từ ngày kết thúc", needs=("anchor",)
)
FACTS = ProposalFacts("Kế hoạch học tập", "14-KH/HU", "Ban Thường vụ", date(2024, 6, 1), "ke-hoach.docx")
PROPOSAL = Proposal(FACTS, (STUDY, PLAN, REPORT, CLOSING))


def settled(*changes: Change, proposal: Proposal = PROPOSAL) -> Proposal:
    for change in changes:
        proposal = change(proposal)
    return proposal


def refusal_of(change: Change) -> str:
    with pytest.raises(DomainError) as refusal:
        change(PROPOSAL)
    return refusal.value.code


def test_a_proposal_is_stored_and_read_back_as_it_was() -> None:
    dated = replace(STUDY, starts_on=date(2024, 6, 10), decision="kept", milestone_id=7)
    proposal = replace(PROPOSAL, duties=(dated, PLAN, REPORT))
    stored = facts_to_json(proposal.facts), duties_to_json(proposal.duties)
    assert proposal_from_json(*stored) == proposal


def test_what_is_open_is_asked_in_order_and_dates_come_before_addressees() -> None:
    assert [duty.next_need for duty in PROPOSAL.duties] == ["", "", "year", "anchor"]
    assert confirm(PROPOSAL, 3, "year").duty(3).next_need == "addressees"


def test_only_what_is_clear_is_kept_at_once() -> None:
    assert [duty.id for duty in keep_clear(PROPOSAL).kept] == [1]
    assert refusal_of(lambda proposal: keep(proposal, 3)) == "duty-unsettled"


def test_a_duty_is_kept_once_its_gaps_are_filled() -> None:
    proposal = settled(
        lambda known: confirm(known, 3, "year"),
        lambda known: address(known, 3, ("chi_bo",), ("CB-01",)),
        lambda known: keep(known, 3),
    )
    kept = proposal.duty(3)
    assert (kept.decision, kept.groups, kept.units, kept.unmatched, kept.needs) == (
        "kept", ("chi_bo",), ("CB-01",), (), (),
    )  # fmt: skip


def test_a_date_by_staff_settles_every_doubt_about_the_date_and_has_their_words() -> None:
    deadline = read_deadline("trước ngày 05/7/2024", None, VIETNAM)
    duty = set_deadline(PROPOSAL, 4, deadline).duty(4)
    assert (duty.late_from, duty.phrase, duty.needs) == (deadline.late_from, "trước ngày 05/7/2024", ())


def test_a_counted_date_keeps_the_words_of_the_document() -> None:
    duty = count_from(PROPOSAL, 4, date(2024, 8, 15), VIETNAM).duty(4)
    assert duty.late_from == datetime(2024, 8, 15, 17, tzinfo=UTC)
    assert (duty.phrase, duty.needs) == (CLOSING.phrase, ())


@pytest.mark.parametrize(
    ("needs", "left"), [(("anchor",), ("anchor",)), (("date", "addressees"), ("deadline", "addressees"))]
)
def test_a_duty_left_without_a_date_still_says_what_it_needs(
    needs: tuple[str, ...], left: tuple[str, ...]
) -> None:
    proposal = PROPOSAL.with_duty(replace(CLOSING, needs=needs))
    duty = leave_undated(proposal, 4).duty(4)
    assert (duty.decision, duty.late_from, duty.needs) == ("kept", None, left)


@pytest.mark.parametrize(("duty_id", "need"), [(3, "weekday"), (4, "anchor"), (1, "year")])
def test_only_what_was_inferred_can_be_confirmed(duty_id: int, need: str) -> None:
    assert refusal_of(lambda proposal: confirm(proposal, duty_id, need)) == "button-old"


def test_undated_duties_are_kept_or_dropped_together() -> None:
    assert [duty.decision for duty in keep_undated(PROPOSAL).duties] == ["", "kept", "", ""]
    assert [duty.decision for duty in drop_undated(PROPOSAL).duties] == ["", "dropped", "", ""]


def test_a_changed_duty_is_decided_anew() -> None:
    kept = keep(PROPOSAL, 1)
    assert rename(kept, 1, "Học tập").duty(1).is_open
    changed = set_kind(kept, 1, "publicise").duty(1)
    assert (changed.kind, changed.is_open) == ("publicise", True)
    assert refusal_of(lambda proposal: set_kind(proposal, 1, "meeting")) == "button-old"


class TestMerging:
    def test_one_duty_names_the_clauses_of_both_and_addresses_all(self) -> None:
        study = replace(STUDY, id=5, clause="IV.1", groups=("dang_bo",), recipient="Huyện ủy")
        merged = merge(replace(PROPOSAL, duties=(*PROPOSAL.duties, study)), 5, 1)
        duty = merged.duty(1)
        assert (duty.clause, duty.groups, duty.recipient) == ("II.2; IV.1", ("chi_bo", "dang_bo"), "Huyện ủy")
        assert (duty.late_from, duty.is_open, merged.duty(5).decision) == (END_OF_JUNE, True, "merged")

    def test_the_one_with_a_date_gives_it(self) -> None:
        duty = merge(PROPOSAL, 1, 2).duty(2)
        assert (duty.title, duty.late_from, duty.phrase) == (PLAN.title, END_OF_JUNE, STUDY.phrase)
        assert not duty.next_need

    def test_somebody_unknown_is_still_asked_for(self) -> None:
        assert merge(PROPOSAL, 3, 1).duty(1).next_need == "addressees"

    @pytest.mark.parametrize("into", [1, 2])
    def test_nothing_is_merged_into_itself_or_into_what_was_dropped(self, into: int) -> None:
        with pytest.raises(DomainError, match="button-old"):
            merge(drop(PROPOSAL, 2), 1, into)

    def test_into_a_forgotten_milestone_a_duty_takes_its_place(self) -> None:
        gone = replace(PLAN, id=9, milestone_id=70, is_gone=True, groups=("dang_bo",))
        duty = merge(replace(PROPOSAL, duties=(*PROPOSAL.duties, gone)), 3, 9).duty(9)
        assert (duty.title, duty.milestone_id, duty.is_gone) == (REPORT.title, 70, False)
        assert (duty.groups, duty.needs) == (("dang_bo",), ("year",))


def test_a_duty_taken_for_the_wrong_milestone_becomes_new_and_the_milestone_is_gone() -> None:
    milestone = replace(PLAN, id=70, milestone_id=70)
    proposal = separate(PROPOSAL.with_duty(replace(STUDY, milestone_id=70)), 1, milestone)
    assert proposal.duty(1).milestone_id is None
    assert (proposal.duties[-1].id, proposal.duties[-1].is_gone, proposal.duties[-1].milestone_id) == (
        5, True, 70,
    )  # fmt: skip


class TestFacts:
    def test_what_is_missing_is_asked_until_somebody_settles_it(self) -> None:
        proposal = replace(PROPOSAL, facts=ProposalFacts("Kế hoạch"))
        assert proposal.facts.missing == ("number", "issued_on", "issuer")
        proposal = set_fact(proposal, "issued_on", None, VIETNAM)
        proposal = set_fact(proposal, "number", "14-KH/HU", VIETNAM)
        assert (proposal.facts.missing, proposal.facts.number) == (("issuer",), "14-KH/HU")

    def test_the_day_of_issue_gives_its_year_to_a_duty_without_one_but_it_stays_to_be_confirmed(self) -> None:
        undated = PROPOSAL.with_duty(replace(REPORT, late_from=None))
        duty = set_fact(undated, "issued_on", date(2024, 6, 1), VIETNAM).duty(3)
        assert duty.late_from == datetime(2024, 7, 2, 17, tzinfo=UTC)
        assert duty.next_need == "year"


class TestTheDraft:
    def test_kept_duties_become_milestones_with_what_they_quote(self) -> None:
        proposal = settled(
            lambda known: keep(known, 1),
            lambda known: keep_undated(known),
            lambda known: drop(known, 3),
            lambda known: leave_undated(known, 4),
        )
        draft = plan_draft(proposal)
        assert (draft.title, draft.number, draft.issued_on) == (FACTS.title, FACTS.number, FACTS.issued_on)
        assert draft.source == "ke-hoach.docx"
        study, plan, closing = draft.milestones
        assert study.deadline == Deadline(END_OF_JUNE, "trong tháng 6/2024")
        assert study.clause == "II.2: Các chi bộ học tập trong tháng 6/2024."
        assert (study.form, study.groups) == ("study", ("chi_bo",))
        assert (plan.deadline, plan.needs) == (None, ("deadline",))
        assert (closing.deadline, closing.needs) == (None, ("anchor",))

    def test_a_rule_of_recurrence_goes_along(self) -> None:
        monthly = replace(STUDY, rrule="FREQ=MONTHLY;BYMONTHDAY=25", decision="kept")
        assert plan_draft(Proposal(FACTS, (monthly,))).milestones[0].rrule == "FREQ=MONTHLY;BYMONTHDAY=25"

    @pytest.mark.parametrize(
        ("proposal", "code"),
        [
            (keep(PROPOSAL, 1), "proposal-open"),
            (Proposal(FACTS, (replace(STUDY, decision="dropped"),)), "proposal-empty"),
            (Proposal(ProposalFacts(), (replace(STUDY, decision="kept"),)), "title-missing"),
        ],
    )
    def test_nothing_half_decided_becomes_a_plan(self, proposal: Proposal, code: str) -> None:
        with pytest.raises(DomainError, match=code):
            plan_draft(proposal)
