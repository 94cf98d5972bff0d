"""A version of a plan changes a duty that comes back: open periods follow, later ones open by its rule."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from domain.errors import DomainError
from domain.local_time import VIETNAM
from domain.plan_decisions import Change, add_duty, address, drop, keep, set_deadline
from domain.plan_proposals import Proposal
from domain.plans import MilestoneDraft, PlanDraft
from handlers.version_notice import tell_affected
from scheduler.jobs import tick_and_note
from services.plan_proposals import change_proposal
from services.plan_versions import NewVersion, begin_version, make_version
from services.plans import activate_plan, create_plan
from services.work import Database
from storage.tables import Address, Assignment, OutboxMessage, Unit
from tests.office import GROUP, by_end_of, fill_office, local, staff

PLAN, MONTHLY_ROW, STUDY_ROW = 1, 1, 2
RULE, LATER_RULE = "FREQ=MONTHLY;BYMONTHDAY=24", "FREQ=MONTHLY;BYMONTHDAY=27"
CHANGED = "2024-06-18T09:00"
DUTY = "Báo cáo công tác"
Owed = dict[str, list[tuple[str, str]]]


@pytest.fixture
def database(database: Database) -> Database:
    """A monthly report of CB-01 and CB-02 by the 24th, and a study of all three by 30 June; June is open."""
    with database.work(local("2024-06-05T09:00")) as work:
        fill_office(work)
        duties = (
            MilestoneDraft(
                DUTY, "report", "result", by_end_of(date(2024, 6, 24)), units=("CB-01", "CB-02"), rrule=RULE
            ),
            MilestoneDraft("Học tập", "study", "study", by_end_of(date(2024, 6, 30)), groups=(GROUP,)),
        )
        create_plan(work, staff(work), PlanDraft(title="Chế độ báo cáo", milestones=duties))
        activate_plan(work, staff(work), PLAN)
    tick(database, "2024-06-17T08:00")
    return database


def tick(database: Database, when: str) -> None:
    with database.work(local(when)) as work:
        while tick_and_note(work):
            pass


def change(database: Database, *changes: Change, when: str = CHANGED) -> NewVersion:
    """A version that staff make of the plan as it stands and tell; what they do not touch is kept."""

    def keep_what_is_open(proposal: Proposal) -> Proposal:
        for duty in proposal.duties:
            proposal = keep(proposal, duty.id) if duty.is_open else proposal
        return proposal

    with database.work(local(when)) as work:
        held = begin_version(work, staff(work), PLAN, 1)
        for one in (*changes, keep_what_is_open):
            change_proposal(work, staff(work), held.id, one, "test")
        made = make_version(work, staff(work), held.id, "Điều chỉnh")
        tell_affected(work, made)
    return made


def rule_of(duty_id: int, rrule: str) -> Change:
    """The duty comes back by this rule, or (an empty text) no more."""
    return lambda proposal: proposal.with_duty(replace(proposal.duty(duty_id), rrule=rrule, decision=""))


def owed(database: Database, milestone_id: int = MONTHLY_ROW) -> Owed:
    """What each unit owes of a milestone and was not released from: period and last day."""
    with database.look(local(CHANGED)) as work:
        rows = work.session.execute(
            select(Unit.code, Assignment.occurrence, Assignment.late_from)
            .join(Unit, Unit.id == Assignment.unit_id)
            .where(Assignment.milestone_id == milestone_id, Assignment.waived_at.is_(None))
            .order_by(Unit.code, Assignment.late_from)
        ).all()
    found: Owed = {}
    for code, period, late_from in rows:
        last = (late_from - timedelta(seconds=1)).astimezone(VIETNAM)
        found.setdefault(code, []).append((period, f"{last:%d/%m}"))
    return found


def told(database: Database, chat_id: str) -> str:
    """What the notice of the version says to somebody."""
    with database.look(local(CHANGED)) as work:
        rows = work.session.scalars(
            select(OutboxMessage.content)
            .join(Address, Address.id == OutboxMessage.address_id)
            .where(OutboxMessage.once_key.like("plan-version/%"), Address.chat_id == chat_id)
        )
        return "\n".join(content["text"] for content in rows)


def test_a_new_rule_moves_the_open_period_and_opens_the_later_ones(database: Database) -> None:
    later = partial(set_deadline, duty_id=1, deadline=by_end_of(date(2024, 6, 27)), rrule=LATER_RULE)
    change(database, later)
    june = [("2024-06", "27/06")]
    assert owed(database) == {"CB-01": june, "CB-02": june}
    assert f"Đổi thời hạn: {DUTY} (kỳ tháng 6/2024), từ hết ngày 24/6/2024" in told(database, "lan")
    tick(database, "2024-07-19T07:59")
    assert owed(database)["CB-01"] == june, "27 July is a Saturday; its week begins on Friday 19 at eight"
    tick(database, "2024-07-19T08:00")
    assert owed(database)["CB-01"] == [*june, ("2024-07", "27/07")]


def test_a_period_that_is_due_already_keeps_its_deadline(database: Database) -> None:
    later = partial(set_deadline, duty_id=1, deadline=by_end_of(date(2024, 6, 27)), rrule=LATER_RULE)
    change(database, later, when="2024-06-25T09:00")
    tick(database, "2024-07-20T09:00")
    assert owed(database)["CB-01"] == [("2024-06", "24/06"), ("2024-07", "27/07")]


def test_a_rule_in_other_words_changes_nothing_that_is_open(database: Database) -> None:
    change(database, rule_of(1, "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=24"))
    assert owed(database)["CB-01"] == [("2024-06", "24/06")]
    tick(database, "2024-07-17T08:00")
    assert owed(database)["CB-01"] == [("2024-06", "24/06"), ("2024-07", "24/07")]


def test_a_date_that_the_rule_does_not_know_is_refused(database: Database) -> None:
    with pytest.raises(DomainError) as caught:
        change(database, partial(set_deadline, duty_id=1, deadline=by_end_of(date(2024, 6, 28))))
    assert caught.value.code == "rrule-misses-deadline"
    assert owed(database)["CB-01"] == [("2024-06", "24/06")]


def test_a_dropped_duty_is_owed_no_more_and_opens_no_period(database: Database) -> None:
    change(database, partial(drop, duty_id=1))
    tick(database, "2024-07-20T09:00")
    assert owed(database) == {}
    assert f"Không còn phải thực hiện: {DUTY} (kỳ tháng 6/2024)" in told(database, "lan")


def test_a_unit_that_a_version_adds_owes_what_is_open_and_not_yet_due(database: Database) -> None:
    tick(database, "2024-07-17T08:00")
    everybody = partial(address, duty_id=1, groups=(GROUP,), units=())
    change(database, everybody, when="2024-07-18T09:00")
    assert owed(database)["CB-03"] == [("2024-07", "24/07")]


def test_a_unit_that_is_released_and_asked_again_owes_the_open_period_again(database: Database) -> None:
    only_one = partial(address, duty_id=1, groups=(), units=("CB-01",))
    change(database, only_one)
    assert "CB-02" not in owed(database)
    change(database, partial(address, duty_id=1, groups=(), units=("CB-01", "CB-02")))
    assert owed(database)["CB-02"] == [("2024-06", "24/06")]


def test_a_new_duty_that_comes_back_is_told_with_its_first_period(database: Database) -> None:
    first = by_end_of(date(2024, 7, 26))
    made = change(
        database,
        partial(add_duty, title="Báo cáo nhanh"),
        partial(set_deadline, duty_id=3, deadline=first, rrule="FREQ=MONTHLY;BYMONTHDAY=26"),
        partial(address, duty_id=3, groups=(GROUP,), units=()),
    )
    assert {one.assignment_id for one in made.affected} == {None}
    assert "Báo cáo nhanh (kỳ tháng 7/2024)" in told(database, "lan")
    tick(database, "2024-07-19T08:00")
    assert owed(database, 3)["CB-03"] == [("2024-07", "26/07")]


def test_what_was_to_be_done_once_becomes_the_first_period(database: Database) -> None:
    change(database, rule_of(2, "FREQ=MONTHLY;BYMONTHDAY=30"))
    assert owed(database, STUDY_ROW)["CB-03"] == [("2024-06", "30/06")]
    tick(database, "2024-07-23T08:00")
    assert owed(database, STUDY_ROW)["CB-03"] == [("2024-06", "30/06"), ("2024-07", "30/07")]


def test_what_comes_back_no_more_is_owed_once_and_by_its_new_date(database: Database) -> None:
    once = partial(set_deadline, duty_id=1, deadline=by_end_of(date(2024, 7, 5)))
    change(database, once, rule_of(1, ""))
    tick(database, "2024-09-01T09:00")
    assert owed(database)["CB-01"] == [("2024-06", "05/07")]
