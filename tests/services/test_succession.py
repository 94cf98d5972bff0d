"""Who may name a successor, when an office begins and ends, and that it happens once whoever looks."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from domain.errors import DomainError
from domain.offices import Period
from domain.roles import Role
from handlers.office_words import change_offices
from services.actors import Actor, HeldOffice, Sender, find_sender, load_actor
from services.drafts import DIALOGUE, keep_draft, take_draft
from services.erasing import erase_person
from services.invites import CodeRefusal, InviteOffer, create_invite, open_invite
from services.matters import NewMatter, raise_matter
from services.registration import Application, apply, decide
from services.registration_view import RegistrationView
from services.staff import end_unit_office
from services.succession import Wish, appoint, cancel_succession, invite_successor
from services.succession_list import held_by, waiting_successions
from services.units import all_units
from services.work import Database, Work
from storage.tables import Address, Conversation, Matter, Milestone, Office, OutboxMessage, Registration
from tests.builders import build_database
from tests.office import CHANNEL, STUDY, assignment_of, by_end_of, fill_office, issue_plan, local, staff

NOW = local("2024-06-21T09:00")
FIRST_OF_JULY = local("2024-07-01T00:00")
SECOND = timedelta(seconds=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = build_database(tmp_path)
    with database.work(NOW) as work:
        fill_office(work)
        issue_plan(work, STUDY, by_end_of(date(2024, 6, 30)))
    yield database
    database.close()


def unit_id(work: Work, code: str) -> int:
    return next(entry.unit.id for entry in all_units(work) if entry.unit.code == code)


def person_id(work: Work, chat_id: str) -> int:
    return work.session.scalars(select(Address.person_id).filter_by(chat_id=chat_id)).one() or 0


def person(work: Work, chat_id: str) -> Actor:
    return load_actor(work, person_id(work, chat_id))


def after_hoa(work: Work, terms: Period | None = None, named: str = "Lê Thị Bình") -> Wish:
    """Hoa, secretary of CB-01, is followed by somebody."""
    unit = unit_id(work, "CB-01")
    return Wish(unit, Role.SECRETARY, named, terms or Period(), person_id(work, "hoa"))


def stand_in(work: Work, terms: Period) -> Wish:
    return Wish(unit_id(work, "CB-01"), Role.DEPUTY, "Trần Văn Tư", terms)


def newcomer(work: Work, chat_id: str = "binh") -> Sender:
    return find_sender(work, CHANNEL, chat_id, chat_id)


def use(work: Work, code: str, chat_id: str = "binh") -> RegistrationView:
    """Somebody registers with a code."""
    sender = newcomer(work, chat_id)
    offer = open_invite(work, sender, code)
    assert isinstance(offer, InviteOffer)
    wish = Application(f"Đồng chí {chat_id}", "", offer.role, offer.unit_id, offer.invite_id)
    return apply(work, sender, wish)


def taken_over(work: Work, terms: Period | None = None) -> RegistrationView:
    code = invite_successor(work, person(work, "hoa"), after_hoa(work, terms))
    return decide(work, staff(work), use(work, code).id, "approved")


def secretaries(work: Work) -> list[str]:
    return [holder.name for holder in held_by(work, unit_id(work, "CB-01"), Role.SECRETARY)]


def test_the_successor_takes_the_place_of_the_secretary_and_of_nobody_else(database: Database) -> None:
    with database.work(NOW) as work:
        decided = taken_over(work)
        assert decided.begun is not None
        assert decided.begun.handover is not None
        assert decided.begun.handover.predecessor_name == "Đồng chí hoa"
        assert secretaries(work) == ["Đồng chí binh"]
        assert [holder.name for holder in held_by(work, unit_id(work, "CB-01"), Role.DEPUTY)] == [
            "Đồng chí mai"
        ]


def test_a_deputy_who_follows_is_deputy_no_more(database: Database) -> None:
    with database.work(NOW) as work:
        view = appoint(work, staff(work), after_hoa(work), person_id(work, "mai"), "Bí thư")
        assert view.state == "approved"
        assert person(work, "mai").offices == (HeldOffice(Role.SECRETARY, unit_id(work, "CB-01")),)


def test_a_secretarys_choice_waits_for_staff_and_theirs_does_not(database: Database) -> None:
    with database.work(NOW) as work:
        view = appoint(work, person(work, "hoa"), after_hoa(work), person_id(work, "mai"), "Bí thư")
        assert view.state == "pending"
        assert secretaries(work) == ["Đồng chí hoa"]
        assert decide(work, staff(work), view.id, "approved").state == "approved"
        assert secretaries(work) == ["Đồng chí mai"]


@pytest.mark.parametrize(
    ("who", "code"),
    [("mai", "not-allowed"), ("lan", "not-your-unit"), ("thao", ""), ("hoa", "")],
)
def test_only_the_secretary_and_who_follows_the_unit_name_a_successor(
    database: Database, who: str, code: str
) -> None:
    with database.work(NOW) as work:
        if code:
            with pytest.raises(DomainError, match=code):
                invite_successor(work, person(work, who), after_hoa(work))
        else:
            assert invite_successor(work, person(work, who), after_hoa(work))


def test_staff_of_another_part_of_the_tree_name_and_take_back_nothing(database: Database) -> None:
    with database.work(NOW) as work:
        other = Actor(
            person_id(work, "lan"), "Lan", "vi", (HeldOffice(Role.BOARD_STAFF, unit_id(work, "CB-02")),)
        )
        with pytest.raises(DomainError, match="not-your-unit"):
            invite_successor(work, other, after_hoa(work))
        invite_successor(work, staff(work), after_hoa(work))
        (waiting,) = waiting_successions(work, None)
        with pytest.raises(DomainError, match="not-your-unit"):
            cancel_succession(work, other, waiting.invite_id)


def test_one_of_two_secretaries_hands_over_the_own_office_only(database: Database) -> None:
    with database.work(NOW) as work:
        code = create_invite(work, staff(work), Role.SECRETARY, unit_id(work, "CB-01"))
        decide(work, staff(work), use(work, code, "tu").id, "approved")
        with pytest.raises(DomainError, match="not-your-unit"):
            invite_successor(work, person(work, "tu"), after_hoa(work))
        taken_over(work)
        assert secretaries(work) == ["Đồng chí tu", "Đồng chí binh"]


def test_a_successor_is_named_once_at_a_time(database: Database) -> None:
    with database.work(NOW) as work:
        first = invite_successor(work, person(work, "hoa"), after_hoa(work))
        with pytest.raises(DomainError, match="succession-waits"):
            invite_successor(work, staff(work), after_hoa(work))
        (waiting,) = waiting_successions(work, None)
        cancel_succession(work, person(work, "hoa"), waiting.invite_id)
        assert open_invite(work, newcomer(work), first) == CodeRefusal("code-expired")
        assert invite_successor(work, staff(work), after_hoa(work))


@pytest.mark.parametrize("application_role", [Role.DEPUTY, Role.BOARD_STAFF])
def test_a_successors_code_gives_the_office_it_was_made_for(
    database: Database, application_role: Role
) -> None:
    with database.work(NOW) as work:
        code = invite_successor(work, person(work, "hoa"), after_hoa(work))
        offer = open_invite(work, newcomer(work), code)
        assert isinstance(offer, InviteOffer)
        other_unit = unit_id(work, "CB-02")
        view = apply(
            work, newcomer(work), Application("Bình", "", application_role, other_unit, offer.invite_id)
        )
        assert (view.role, view.unit_id) == (Role.SECRETARY, unit_id(work, "CB-01"))


def test_nobody_follows_who_is_no_secretary(database: Database) -> None:
    with database.work(NOW) as work:
        wish = Wish(unit_id(work, "CB-01"), Role.SECRETARY, "Bình", Period(), person_id(work, "lan"))
        with pytest.raises(DomainError, match="no-such-office"):
            invite_successor(work, staff(work), wish)
        with pytest.raises(DomainError, match="already-holds"):
            appoint(work, staff(work), after_hoa(work), person_id(work, "hoa"), "Bí thư")


def test_open_matters_are_answered_to_the_successor(database: Database) -> None:
    with database.work(NOW) as work:
        hoa = find_sender(work, CHANNEL, "hoa")
        new = NewMatter("question", "Báo cáo gửi về đâu?", hoa.address_id, unit_id(work, "CB-01"))
        raise_matter(work, person(work, "hoa"), new)
        taken_over(work)
        assert work.session.scalars(select(Matter.address_id)).one() == newcomer(work).address_id


def test_until_the_day_the_secretary_stays_and_from_then_on_the_successor(database: Database) -> None:
    with database.work(NOW) as work:
        assert taken_over(work, Period(FIRST_OF_JULY)).state == "coming"
    with database.work(FIRST_OF_JULY - SECOND) as work:
        change_offices(work)
        assert secretaries(work) == ["Đồng chí hoa"]
    for _ in range(3):
        with database.work(FIRST_OF_JULY) as work:
            change_offices(work)
    with database.work(FIRST_OF_JULY) as work:
        assert secretaries(work) == ["Đồng chí binh"]
        told = select(func.count()).where(
            OutboxMessage.kind == "notice", OutboxMessage.created_at == work.now
        )
        assert work.session.scalar(told) == 3, "the two of them and staff, once each"


def test_a_stand_in_comes_and_goes_on_the_days_that_were_said(database: Database) -> None:
    leave = Period(local("2024-06-25T00:00"), FIRST_OF_JULY)
    seen = {}
    with database.work(NOW) as work:
        code = invite_successor(work, person(work, "hoa"), stand_in(work, leave))
        decide(work, staff(work), use(work, code, "tu").id, "approved")
    for when in (leave.since, FIRST_OF_JULY - SECOND, FIRST_OF_JULY):
        assert when is not None
        with database.work(when) as work:
            change_offices(work)
            seen[when] = bool(find_sender(work, CHANNEL, "tu").actor.offices)  # type: ignore[union-attr]
    assert list(seen.values()) == [True, True, False]


def test_a_leave_that_passed_while_the_system_was_off_never_begins(database: Database) -> None:
    with database.work(NOW) as work:
        leave = Period(local("2024-06-25T00:00"), FIRST_OF_JULY)
        code = invite_successor(work, person(work, "hoa"), stand_in(work, leave))
        decide(work, staff(work), use(work, code, "tu").id, "approved")
    with database.work(FIRST_OF_JULY + timedelta(days=3)) as work:
        change_offices(work)
        assert find_sender(work, CHANNEL, "tu").actor is None
        assert waiting_successions(work, None) == []


def test_a_leave_that_is_over_is_not_begun(database: Database) -> None:
    with database.work(NOW) as work:
        code = invite_successor(work, person(work, "hoa"), stand_in(work, Period(None, FIRST_OF_JULY)))
        view = use(work, code, "tu")
        late = invite_successor(work, person(work, "hoa"), stand_in(work, Period(None, FIRST_OF_JULY)))
    with database.work(FIRST_OF_JULY) as work:
        with pytest.raises(DomainError, match="office-over"):
            decide(work, staff(work), view.id, "approved")
        assert open_invite(work, newcomer(work), late) == CodeRefusal("code-expired")


def test_a_secretary_ends_a_stand_in_and_no_secretary(database: Database) -> None:
    with database.work(NOW) as work:
        held = {holder.name: holder.office_id for holder in held_by(work, unit_id(work, "CB-01"), *Role)}
        with pytest.raises(DomainError, match="not-your-unit"):
            end_unit_office(work, person(work, "lan"), held["Đồng chí mai"])
        end_unit_office(work, person(work, "hoa"), held["Đồng chí mai"])
        with pytest.raises(DomainError, match="not-allowed"):
            end_unit_office(work, person(work, "hoa"), held["Đồng chí hoa"])


def test_who_is_forgotten_does_not_come_into_office(database: Database) -> None:
    with database.work(NOW) as work:
        terms = Period(FIRST_OF_JULY)
        appoint(work, staff(work), after_hoa(work, terms), person_id(work, "mai"), "Bí thư")
        erase_person(work, staff(work), person_id(work, "mai"))
    with database.work(FIRST_OF_JULY) as work:
        change_offices(work)
        assert secretaries(work) == ["Đồng chí hoa"]


def test_a_draft_is_for_whoever_opens_the_report_next_and_once(database: Database) -> None:
    with database.work(NOW) as work:
        owed = assignment_of(work, work.session.scalars(select(Milestone.id)).one(), "hoa")
        state = {"assignment_id": owed, "values": {"attended": 45}, "raw": ["du 45"], "asking": "total"}
        work.session.add(
            Conversation(
                address_id=find_sender(work, CHANNEL, "hoa").address_id, dialogue=DIALOGUE, state=state,
                choices=[], updated_at=NOW,
            )
        )  # fmt: skip
        work.session.flush()
        decided = taken_over(work)
        assert decided.begun is not None
        assert decided.begun.handover is not None
        assert decided.begun.handover.drafts == (owed,)
        found = take_draft(work, owed)
        assert found is not None
        assert (found.values, found.raw) == ({"attended": 45}, ["du 45"])
        assert take_draft(work, owed) is None
        talk = work.session.scalars(select(Conversation), execution_options={"populate_existing": True}).one()
        assert (talk.dialogue, talk.state) == ("", {})


@pytest.mark.parametrize(
    "state",
    [
        {"asking": "duty", "values": {"attended": 45}, "raw": []},
        {"assignment_id": 1, "values": {}, "raw": []},
        {"assignment_id": 1, "values": {"attended": 45}, "raw": [], "source": "paper"},
    ],
)
def test_what_is_no_draft_of_the_unit_is_not_kept(database: Database, state: dict[str, Any]) -> None:
    with database.work(NOW) as work:
        assert keep_draft(work, state) is None


@pytest.mark.postgresql
def test_two_processes_that_see_the_day_come_change_the_office_once(database: Database) -> None:
    with database.work(NOW) as work:
        taken_over(work, Period(FIRST_OF_JULY))

    def look(_number: int) -> None:
        with database.work(FIRST_OF_JULY) as work:
            change_offices(work)

    with ThreadPoolExecutor(4) as processes:
        list(processes.map(look, range(8)))
    with database.look(FIRST_OF_JULY) as work:
        begun = select(func.count()).select_from(Office).where(Office.since == FIRST_OF_JULY)
        assert work.session.scalar(begun) == 1
        assert work.session.scalars(
            select(Registration.state).where(Registration.name == "Đồng chí binh")
        ).all() == ["approved"]
