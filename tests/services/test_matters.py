"""Matters: who may raise, see and settle them, and that each step is taken once and noted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.errors import DomainError
from domain.roles import Role
from services.actors import Actor, HeldOffice, find_sender, load_actor
from services.assignments import get_assignment
from services.matter_list import count_open, list_matters, read_matter
from services.matters import (
    NewMatter,
    Raised,
    answer_matter,
    close_matter,
    note_difficulties,
    raise_matter,
    take_matter,
)
from services.units import all_units
from services.work import Database, Work
from storage.tables import Address, AuditEntry, Office
from tests.builders import build_database
from tests.office import CHANNEL, STUDY, assignment_of, by_end_of, fill_office, issue_plan, local, staff

NOW = local("2024-06-21T09:00")
WORDS = "Hội trường hỏng máy chiếu"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = build_database(tmp_path)
    with database.work(NOW) as work:
        fill_office(work)
        issue_plan(work, STUDY, by_end_of(date(2024, 6, 30)))
    yield database
    database.close()


def person(work: Work, chat_id: str) -> Actor:
    return load_actor(
        work, work.session.scalars(select(Address.person_id).filter_by(chat_id=chat_id)).one() or 0
    )


def ask(work: Work, chat_id: str, words: str = WORDS, kind: str = "question") -> Raised:
    sender = find_sender(work, CHANNEL, chat_id)
    assert sender.actor is not None
    return raise_matter(
        work, sender.actor, NewMatter(kind, words, sender.address_id, *sender.actor.unit_ids())
    )


def steps(work: Work) -> list[str]:
    noted = select(AuditEntry.action).where(AuditEntry.subject == "matter").order_by(AuditEntry.id)
    return list(work.session.scalars(noted))


def subtree_staff(work: Work, code: str) -> Actor:
    """A member of staff who follows one unit only."""
    unit_id = next(entry.unit.id for entry in all_units(work) if entry.unit.code == code)
    someone = person(work, "mai")
    work.session.add(
        Office(
            person_id=someone.person_id, role=Role.BOARD_STAFF.value, unit_id=unit_id, position="", since=NOW
        )
    )
    return Actor(someone.person_id, "Mai", "vi", (HeldOffice(Role.BOARD_STAFF, unit_id),))


def test_a_question_is_taken_answered_and_each_step_is_noted(database: Database) -> None:
    with database.work(NOW) as work:
        number = ask(work, "hoa").matter.id
        assert take_matter(work, staff(work), number).owner_name == "Phạm Thị Thảo"
        answered = answer_matter(work, staff(work), number, "Đề nghị dùng phòng họp tầng 2")
        assert (answered.state, answered.answer) == ("answered", "Đề nghị dùng phòng họp tầng 2")
        assert answered.settled_at is not None
        assert list_matters(work, staff(work)) == []
        assert [matter.id for matter in list_matters(work, staff(work), only_open=False)] == [number]
        assert steps(work) == ["matter_raised", "matter_taken", "matter_answered"]


def test_what_is_settled_is_settled_once_and_the_second_hears_by_whom(database: Database) -> None:
    with database.work(NOW) as work:
        number = ask(work, "hoa").matter.id
        close_matter(work, staff(work), number)
        with pytest.raises(DomainError, match="matter-settled") as refused:
            answer_matter(work, staff(work), number, "Muộn rồi")
        assert refused.value.details["name"] == "Phạm Thị Thảo"


def test_a_matter_taken_by_a_colleague_is_not_taken_twice_but_may_be_answered(database: Database) -> None:
    with database.work(NOW) as work:
        number = ask(work, "hoa").matter.id
        colleague = subtree_staff(work, "CB-01")
        take_matter(work, staff(work), number)
        with pytest.raises(DomainError, match="matter-taken"):
            take_matter(work, colleague, number)
        assert answer_matter(work, colleague, number, "Đã rõ").owner_id == colleague.person_id


def test_the_same_words_are_one_matter_while_it_is_open(database: Database) -> None:
    with database.work(NOW) as work:
        first = ask(work, "hoa")
        again = ask(work, "hoa", f" {WORDS} ")
        assert (first.is_new, again.is_new, again.matter.id) == (True, False, first.matter.id)
        close_matter(work, staff(work), first.matter.id)
        assert ask(work, "hoa").is_new


def test_staff_of_a_subtree_see_and_settle_their_units_only(database: Database) -> None:
    with database.work(NOW) as work:
        ours, theirs = ask(work, "hoa").matter.id, ask(work, "lan", kind="complaint").matter.id
        colleague = subtree_staff(work, "CB-01")
        assert [matter.id for matter in list_matters(work, colleague)] == [ours]
        assert count_open(work, colleague) == {"question": 1}
        assert count_open(work, staff(work)) == {"question": 1, "complaint": 1}
        for refused in (read_matter, take_matter, close_matter):
            with pytest.raises(DomainError, match="not-your-unit"):
                refused(work, colleague, theirs)


def test_secretaries_raise_and_staff_settle(database: Database) -> None:
    with database.work(NOW) as work:
        number = ask(work, "hoa").matter.id
        with pytest.raises(DomainError, match="not-allowed"):
            list_matters(work, person(work, "hoa"))
        with pytest.raises(DomainError, match="not-allowed"):
            close_matter(work, person(work, "hoa"), number)
        with pytest.raises(DomainError, match="only-for-units"):
            raise_matter(work, staff(work), NewMatter("question", WORDS, 1, None))
        with pytest.raises(DomainError, match="not-your-unit"):
            other = min(person(work, "lan").unit_ids())
            raise_matter(work, person(work, "hoa"), NewMatter("question", WORDS, 1, other))


def test_the_difficulties_of_a_report_are_one_matter_however_often_it_is_sent(
    database: Database,
) -> None:
    with database.work(NOW) as work:
        milestone_id = 1
        view = get_assignment(work, assignment_of(work, milestone_id, "hoa"))
        hoa = person(work, "hoa")
        noted = note_difficulties(work, hoa, view, {"difficulties": WORDS})
        assert noted is not None
        assert (noted.kind, noted.state, noted.duty) == ("difficulty", "open", STUDY)
        assert note_difficulties(work, hoa, view, {"difficulties": f"{WORDS} "}) is None
        close_matter(work, staff(work), noted.id)
        assert note_difficulties(work, hoa, view, {"difficulties": WORDS}) is None, "settled is settled"
        assert note_difficulties(work, hoa, view, {"difficulties": "Thiếu tài liệu"}) is not None


@pytest.mark.parametrize("nothing", ["không", "Không có", "khong co gi.", "", None, 0])
def test_no_difficulties_are_no_matter(database: Database, nothing: str | int | None) -> None:
    with database.work(NOW) as work:
        view = get_assignment(work, assignment_of(work, 1, "hoa"))
        values = {} if nothing is None else {"difficulties": nothing}
        assert note_difficulties(work, person(work, "hoa"), view, values) is None
        assert steps(work) == []
