"""A plan gets a new version: what moves, what is added and dropped, what stays, and who is told of it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from domain.errors import DomainError
from domain.plan_decisions import Change, add_duty, address, drop, keep, rename, set_deadline
from domain.plan_proposals import Proposal
from domain.plans import MilestoneDraft, PlanDraft
from domain.summary import Tally
from handlers.version_notice import tell_affected
from services.actors import find_sender
from services.assignments import AssignmentView, load_assignments
from services.changes import extend_deadline
from services.delivery import mark_address_unreachable
from services.plan_proposals import change_proposal, draft_from
from services.plan_versions import NewVersion, begin_version, make_version
from services.plans import activate_plan, create_plan
from services.reminding import tick
from services.reporting import record_report
from services.summary import summarise_plan
from services.work import Database, Work
from storage.tables import Address, AuditEntry, Extension, Milestone, OutboxMessage, Plan, PlanVersion
from tests.builders import build_database
from tests.office import CHANNEL, GROUP, STUDY, assignment_of, by_end_of, fill_office, local, staff

PLAN, STUDY_ROW, RESULT_ROW, UNDATED_ROW = 1, 1, 2, 3
ISSUED, CHANGED = local("2024-06-05T09:00"), local("2024-06-20T09:00")
JUNE, JULY, LATER = by_end_of(date(2024, 6, 30)), by_end_of(date(2024, 7, 2)), by_end_of(date(2024, 7, 5))
REASON = "Điều chỉnh kế hoạch"
VALUES = {"dates": ["2024-06-15"], "attended": 45, "total": 60, "mode": "truc_tiep"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Three units owe a study, a result, and a plan of their own without a date; Hoa has studied."""
    database = build_database(tmp_path)
    with database.work(ISSUED) as work:
        fill_office(work)
        duties = (
            MilestoneDraft(STUDY, "study", "study", JUNE, groups=(GROUP,)),
            MilestoneDraft("Báo cáo kết quả", "report", "confirmation", JULY, groups=(GROUP,)),
            MilestoneDraft("Kế hoạch của đơn vị", "make_plan", "plan_issued", None, groups=(GROUP,)),
        )
        create_plan(work, staff(work), PlanDraft(title="Kế hoạch 14", milestones=duties))
        activate_plan(work, staff(work), PLAN)
    with database.work(local("2024-06-16T09:00")) as work:
        hoa = find_sender(work, CHANNEL, "hoa").actor
        row = assignment_of(work, STUDY_ROW, "hoa")
        record_report(work, hoa, row, VALUES, raw_text="45/60", based_on=0, received_at=work.now)
    yield database
    database.close()


def changed(work: Work, *changes: Change) -> NewVersion:
    """A version that staff make of the plan as it stands, everything kept that they do not drop."""
    held = begin_version(work, staff(work), PLAN, 1)

    def keep_what_is_open(proposal: Proposal) -> Proposal:
        for duty in proposal.duties:
            proposal = keep(proposal, duty.id) if duty.is_open else proposal
        return proposal

    for change in (*changes, keep_what_is_open):
        change_proposal(work, staff(work), held.id, change, "test")
    return make_version(work, staff(work), held.id, REASON)


moved_to_later: Change = partial(set_deadline, duty_id=2, deadline=LATER)
dropped_result: Change = partial(drop, duty_id=2)


def owed(work: Work, milestone_id: int) -> dict[str, AssignmentView]:
    return {view.unit_code: view for view in load_assignments(work, milestone_id=milestone_id)}


def told(work: Work) -> dict[str, str]:
    """What the version's notices say, by chat."""
    rows = work.session.execute(
        select(Address.chat_id, OutboxMessage.content)
        .join(Address, Address.id == OutboxMessage.address_id)
        .where(OutboxMessage.once_key.like("plan-version/%"))
    )
    return {chat_id: content["text"] for chat_id, content in rows}


def summary(work: Work) -> dict[str, tuple[datetime | None, Tally]]:
    milestones = summarise_plan(work, None, PLAN).milestones
    return {one.title: (one.last_moment, one.tally) for one in milestones}


class TestAMovedDeadline:
    def test_open_assignments_follow_and_the_version_is_noted(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            made = changed(work, moved_to_later)
            assert {view.facts.late_from for view in owed(work, RESULT_ROW).values()} == {LATER.late_from}
            assert (made.number, work.session.get_one(Plan, PLAN).version) == (2, 2)
            version = work.session.scalars(select(PlanVersion)).one()
            assert [(row["change"], row["after"]) for row in version.changes] == [
                ("moved", LATER.late_from.isoformat())
            ]
            noted = work.session.scalars(select(AuditEntry).filter_by(action="version_made")).one()
            assert (noted.details["version"], noted.actor_id) == (2, staff(work).person_id)

    def test_each_reminder_counts_from_the_new_day(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            changed(work, moved_to_later)
        with database.work(local("2024-06-28T08:00")) as work:
            while tick(work):
                pass
            steps = work.session.scalars(
                select(OutboxMessage.content).where(OutboxMessage.kind == "reminder")
            ).all()
        assert any(
            assignment_id in content["assignment_ids"]
            for content in steps
            for assignment_id in (assignment_of(work, RESULT_ROW, "lan"),)
        )

    def test_a_report_that_was_on_time_stays_on_time(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            changed(work, partial(set_deadline, duty_id=1, deadline=by_end_of(date(2024, 6, 10))))
            views = owed(work, STUDY_ROW)
            assert views["CB-01"].facts.late_from == JUNE.late_from
            assert views["CB-02"].facts.late_from == by_end_of(date(2024, 6, 10)).late_from
            assert summary(work)[STUDY][1] == Tally(on_time=1, missing=2, attended=45, total=60)

    def test_an_extension_of_a_unit_s_own_is_not_taken_away(self, database: Database) -> None:
        own = by_end_of(date(2024, 7, 10))
        with database.work(CHANGED) as work:
            extend_deadline(work, staff(work), assignment_of(work, RESULT_ROW, "lan"), own, "thiên tai")
            changed(work, moved_to_later)
            assert owed(work, RESULT_ROW)["CB-02"].facts.late_from == own.late_from

    def test_every_move_is_kept_with_its_reason(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            changed(work, moved_to_later)
            rows = work.session.scalars(select(Extension)).all()
            assert {(row.previous_late_from, row.late_from, row.reason) for row in rows} == {
                (JULY.late_from, LATER.late_from, REASON)
            }


class TestADroppedDuty:
    def test_it_stops_and_what_was_reported_stays(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            changed(work, partial(drop, duty_id=1))
            views = owed(work, STUDY_ROW)
            assert views["CB-01"].has_report
            assert (views["CB-01"].facts.waived_at, views["CB-02"].facts.waived_at) == (None, work.now)
            assert views["CB-02"].waive_reason == REASON
            assert work.session.get_one(Milestone, STUDY_ROW).dropped_at == work.now
            assert STUDY not in summary(work)

    def test_nobody_is_reminded_of_it_any_more(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            changed(work, dropped_result)
        with database.work(local("2024-07-02T08:00")) as work:
            while tick(work):
                pass
            contents = work.session.scalars(
                select(OutboxMessage.content).where(OutboxMessage.kind.in_(["reminder", "nudge"]))
            ).all()
            named = {row for content in contents for row in content["assignment_ids"]}
            assert named
            assert named.isdisjoint(view.id for view in owed(work, RESULT_ROW).values())


class TestOtherAddressees:
    def test_those_who_are_left_owe_on_and_the_others_are_released(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            changed(work, partial(address, duty_id=2, groups=(), units=("CB-02",)))
            assert {code: bool(view.facts.waived_at) for code, view in owed(work, RESULT_ROW).items()} == {
                "CB-01": True, "CB-02": False, "CB-03": True,
            }  # fmt: skip

    def test_who_is_addressed_again_owes_again(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            changed(work, partial(address, duty_id=2, groups=(), units=("CB-02",)))
        with database.work(local("2024-06-21T09:00")) as work:
            made = changed(work, partial(address, duty_id=2, groups=(GROUP,), units=()))
            views = owed(work, RESULT_ROW)
            assert [view.facts.waived_at for view in views.values()] == [None, None, None]
            assert {one.unit_id for one in made.affected} == {views["CB-01"].unit_id, views["CB-03"].unit_id}


def test_a_new_duty_is_asked_of_everybody_it_addresses(database: Database) -> None:
    with database.work(CHANGED) as work:
        changed(
            work,
            partial(add_duty, title="Treo băng rôn"),
            partial(set_deadline, duty_id=4, deadline=LATER),
            partial(address, duty_id=4, groups=(GROUP,), units=()),
        )
        asked = [view for view in load_assignments(work, plan_id=PLAN) if view.title == "Treo băng rôn"]
        assert {view.unit_code for view in asked} == {"CB-01", "CB-02", "CB-03"}


def test_a_duty_that_gets_its_date_at_last_is_asked_from_then_on(database: Database) -> None:
    with database.work(CHANGED) as work:
        assert owed(work, UNDATED_ROW) == {}
        made = changed(work, partial(set_deadline, duty_id=3, deadline=LATER))
        assert {view.facts.late_from for view in owed(work, UNDATED_ROW).values()} == {LATER.late_from}
        assert [one.what for one in made.affected] == ["added"] * 3


class TestTheSummaryOfThePast:
    @pytest.mark.parametrize(
        "change",
        [
            moved_to_later,
            partial(drop, duty_id=1),
            dropped_result,
            partial(address, duty_id=2, groups=(), units=("CB-02",)),
            partial(set_deadline, duty_id=3, deadline=LATER),
        ],
        ids=["moved", "reported and dropped", "dropped", "readdressed", "dated"],
    )
    def test_is_what_it_was_whatever_a_version_changes(self, database: Database, change: Change) -> None:
        before = local("2024-06-18T12:00")
        with database.work(before) as work:
            then = summary(work)
        with database.work(CHANGED) as work:
            changed(work, change)
        with database.work(local("2024-06-25T09:00")) as work:
            changed(work, partial(set_deadline, duty_id=1, deadline=by_end_of(date(2024, 7, 20))))
            assert summary(work) != then
        with database.work(before, is_past=True) as work:
            assert summary(work) == then


class TestTelling:
    def test_one_message_names_all_that_concerns_a_person_and_only_that(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            made = changed(
                work, partial(set_deadline, duty_id=1, deadline=by_end_of(date(2024, 6, 28))), moved_to_later
            )
            assert tell_affected(work, made) == 3
            words = told(work)
        assert words.keys() == {"hoa", "mai", "lan"}
        assert "phiên bản 2" in words["lan"]
        assert f"Đổi thời hạn: {STUDY}, từ hết ngày 30/6/2024 thành hết ngày 28/6/2024" in words["lan"]
        assert "Đổi thời hạn: Báo cáo kết quả" in words["hoa"]
        assert STUDY not in words["hoa"], "her report is here, and its deadline did not move"

    def test_nobody_is_told_whom_nothing_concerns(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            tell_affected(work, changed(work, partial(drop, duty_id=1)))
            words = told(work)
        assert words.keys() == {"lan"}, "Hoa and Mai have reported; CB-03 has nobody"
        assert f"Không còn phải thực hiện: {STUDY}" in words["lan"]

    def test_who_cannot_be_reached_is_not_written_to(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            lan = work.session.scalars(select(Address.id).filter_by(chat_id="lan")).one()
            mark_address_unreachable(work, lan, "blocked")
            assert tell_affected(work, changed(work, moved_to_later)) == 2

    def test_the_notice_takes_the_place_of_the_reminder_of_the_day(self, database: Database) -> None:
        soon = by_end_of(date(2024, 6, 21))
        with database.work(local("2024-06-20T10:00")) as work:
            tell_affected(work, changed(work, partial(set_deadline, duty_id=2, deadline=soon)))
            while tick(work):
                pass
            reminders = select(func.count()).where(OutboxMessage.kind == "reminder")
            assert work.session.scalar(reminders) == 0

    def test_words_that_change_concern_no_unit(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            made = changed(work, partial(rename, duty_id=2, title="Báo cáo kết quả học tập"))
            assert made.affected == ()
            assert work.session.get_one(Milestone, RESULT_ROW).title == "Báo cáo kết quả học tập"


class TestRefusals:
    def refusal_of(self, act: Callable[[], object]) -> str:
        with pytest.raises(DomainError) as refusal:
            act()
        return refusal.value.code

    def test_nothing_changed_is_no_version(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            assert self.refusal_of(lambda: changed(work)) == "version-same"
            assert work.session.get_one(Plan, PLAN).version == 1

    def test_what_is_not_decided_is_not_put_in_force(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            held = begin_version(work, staff(work), PLAN, 1)
            change_proposal(work, staff(work), held.id, moved_to_later, "date")
            assert (
                self.refusal_of(lambda: make_version(work, staff(work), held.id, REASON)) == "proposal-open"
            )

    def test_a_secretary_makes_no_version(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            hoa = find_sender(work, CHANNEL, "hoa").actor
            assert self.refusal_of(lambda: begin_version(work, hoa, PLAN, 1)) == "not-allowed"
            held = begin_version(work, staff(work), PLAN, 1)
            change_proposal(work, staff(work), held.id, dropped_result, "drop")
            assert self.refusal_of(lambda: make_version(work, hoa, held.id, REASON)) == "not-allowed"

    def test_a_version_is_made_once_and_is_no_plan_of_its_own(self, database: Database) -> None:
        with database.work(CHANGED) as work:
            held = begin_version(work, staff(work), PLAN, 1)
            change_proposal(work, staff(work), held.id, dropped_result, "drop")
            assert self.refusal_of(lambda: draft_from(work, staff(work), held.id)) == "button-old"
            make_version(work, staff(work), held.id, REASON)
            again = self.refusal_of(lambda: make_version(work, staff(work), held.id, REASON))
            assert again == "proposal-settled"


def test_a_draft_is_changed_in_place_and_nobody_is_told(database: Database) -> None:
    with database.work(CHANGED) as work:
        duty = MilestoneDraft("Tổng kết", "report", "confirmation", JULY, groups=(GROUP,))
        plan_id = create_plan(work, staff(work), PlanDraft(title="Dự thảo", milestones=(duty, duty)))
        held = begin_version(work, staff(work), plan_id, 1)
        change_proposal(work, staff(work), held.id, partial(drop, duty_id=2), "drop")
        made = make_version(work, staff(work), held.id, REASON)
        assert (made.number, made.affected, work.session.get_one(Plan, plan_id).version) == (0, (), 1)
        assert activate_plan(work, staff(work), plan_id) == 3
