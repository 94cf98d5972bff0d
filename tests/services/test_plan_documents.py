"""Documents that staff sent: who may, what is read once, what is forgotten, what draft comes of it."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from documents.proposed_plan import read_proposal
from domain.errors import DomainError
from domain.local_time import VIETNAM
from domain.messages import Incoming, IncomingFile
from domain.plan_decisions import drop, keep, keep_clear, keep_undated, set_fact
from domain.plan_proposals import Proposal, ProposalFacts
from handlers.document_read import tell_read, tell_unreadable
from services.actors import Actor, find_sender
from services.files import store_file
from services.inbox import receive
from services.plan_documents import next_unread, send_document
from services.plan_proposals import change_proposal, discard, draft_from, get_proposal, waiting_proposals
from services.plan_versions import correct_plan, document_of, twin_plan
from services.plans import activate_plan, close_plan
from services.retention import forget_raw
from services.work import Database, Work
from storage.tables import AuditEntry, InboxMessage, Milestone, OutboxMessage, PlanProposal, StoredFile
from tests.builders import build_database
from tests.office import CHANNEL, STAFF, fill_office, local, staff

NOW = local("2024-06-05T09:00")
TEXT = """ĐẢNG BỘ HUYỆN
BAN THƯỜNG VỤ HUYỆN ỦY
Số: 15-KH/HU
Lộc Ninh, ngày 01 tháng 6 năm 2024
KẾ HOẠCH
Học tập nghị quyết
I. NHIỆM VỤ
1. Các chi bộ cơ sở học tập, quán triệt nghị quyết, hoàn thành trong tháng 6/2024.
2. Các chi bộ cơ sở báo cáo kết quả về Huyện ủy trước ngày 03/7/2024.
3. Các chi bộ cơ sở xây dựng kế hoạch thực hiện.
"""
PROPOSED = read_proposal("ke-hoach.txt", TEXT.encode(), VIETNAM)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = build_database(tmp_path)
    with database.work(NOW) as work:
        fill_office(work)
    yield database
    database.close()


def refusal_of(act: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refusal:
        act()
    return refusal.value.code


def address_of_staff(work: Work) -> int:
    return find_sender(work, CHANNEL, STAFF).address_id


def send(work: Work, actor: Actor | None = None, plan_id: int | None = None) -> int:
    file_id = store_file(work, "ke-hoach.txt", "text/plain", TEXT.encode())
    return send_document(work, actor or staff(work), file_id, address_of_staff(work), plan_id)


def read(work: Work, proposal: Proposal = PROPOSED, plan_id: int | None = None) -> int:
    proposal_id = send(work, plan_id=plan_id)
    tell_read(work, proposal_id, proposal)
    return proposal_id


def drafted(work: Work) -> int:
    proposal_id = read(work)
    for decide in (keep_clear, keep_undated):
        change_proposal(work, staff(work), proposal_id, decide, "test")
    return draft_from(work, staff(work), proposal_id)


def answers(work: Work) -> list[str]:
    keyed = OutboxMessage.once_key.like("plan-document/%")
    return [content["text"] for content in work.session.scalars(select(OutboxMessage.content).where(keyed))]


class TestReading:
    def test_a_document_waits_until_it_is_read_and_is_told_once(self, database: Database) -> None:
        with database.work(NOW) as work:
            proposal_id = send(work)
            waiting = next_unread(work)
            assert waiting is not None
            assert (waiting.proposal_id, waiting.content) == (proposal_id, TEXT.encode())
            assert refusal_of(lambda: get_proposal(work, staff(work), proposal_id)) == "proposal-unread"
            for _ in range(2):
                tell_read(work, proposal_id, PROPOSED)
            assert next_unread(work) is None
            (told,) = answers(work)
        assert "3 việc, trong đó 1 việc chưa có thời hạn" in told

    def test_duties_are_matched_to_the_groups_of_this_installation(self, database: Database) -> None:
        with database.work(NOW) as work:
            held = get_proposal(work, staff(work), read(work))
        assert [duty.groups for duty in held.proposal.duties] == [("chi_bo_co_so",)] * 3

    def test_what_cannot_be_read_is_told_and_dropped(self, database: Database) -> None:
        with database.work(NOW) as work:
            proposal_id = send(work)
            tell_unreadable(work, proposal_id, DomainError("plan-scan"))
            assert "Tệp PDF là ảnh chụp" in answers(work)[0]
            assert (waiting_proposals(work), next_unread(work)) == ([], None)

    def test_a_classified_document_is_thrown_away(self, database: Database) -> None:
        marked = TEXT.replace("KẾ HOẠCH", "MẬT\nKẾ HOẠCH", 1).encode()
        with pytest.raises(DomainError) as refusal:
            read_proposal("ke-hoach.txt", marked, VIETNAM)
        with database.work(NOW) as work:
            file = IncomingFile("ke-hoach.txt", "text/plain", marked)
            receive(work, [Incoming(CHANNEL, "m1", STAFF, "", kind="file", file=file)])
            file_id = work.session.scalars(select(InboxMessage.file_id)).one()
            assert file_id is not None
            proposal_id = send_document(work, staff(work), file_id, address_of_staff(work))
            tell_unreadable(work, proposal_id, refusal.value)
            assert work.session.scalars(select(StoredFile.id)).all() == []
            assert "dấu mức độ mật" in answers(work)[0]
            noted = select(AuditEntry.id).where(AuditEntry.action == "classified_thrown_away")
            assert work.session.scalars(noted).all()

    def test_a_subject_that_names_secrets_is_no_mark(self) -> None:
        text = TEXT.replace("Học tập nghị quyết", "Bảo vệ bí mật nhà nước")
        assert read_proposal("ke-hoach.txt", text.encode(), VIETNAM).duties

    def test_the_document_of_a_plan_outlives_the_days_words_are_kept(self, database: Database) -> None:
        with database.work(NOW) as work:
            file_id = document_of(work, drafted(work))
            discard(work, staff(work), read(work))
        database.installation = database.installation.__class__(VIETNAM, raw_days=1)
        with database.work(local("2024-09-05T09:00")) as work:
            while forget_raw(work):
                pass
            assert work.session.scalars(select(StoredFile.id)).all() == [file_id]


class TestWhoMay:
    def test_a_secretary_sends_and_decides_no_plan(self, database: Database) -> None:
        with database.work(NOW) as work:
            hoa = find_sender(work, CHANNEL, "hoa").actor
            assert refusal_of(lambda: send(work, hoa)) == "not-allowed"
            proposal_id = read(work)
            change = partial(keep, duty_id=1)
            assert refusal_of(lambda: get_proposal(work, hoa, proposal_id)) == "not-allowed"
            assert (
                refusal_of(lambda: change_proposal(work, hoa, proposal_id, change, "keep")) == "not-allowed"
            )
            assert refusal_of(lambda: draft_from(work, hoa, proposal_id)) == "not-allowed"
            assert refusal_of(lambda: discard(work, hoa, proposal_id)) == "not-allowed"
            assert refusal_of(lambda: correct_plan(work, hoa, proposal_id, 1)) == "not-allowed"

    def test_every_decision_is_noted(self, database: Database) -> None:
        with database.work(NOW) as work:
            drafted(work)
            actions = work.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
        assert list(actions)[-4:] == [
            "plan_document_sent", "proposal_decided", "proposal_decided", "plan_created",
        ]  # fmt: skip


class TestTheDraft:
    def test_it_holds_what_was_kept_with_its_quotes_and_its_document(self, database: Database) -> None:
        with database.work(NOW) as work:
            plan_id = drafted(work)
            rows = work.session.scalars(select(Milestone).order_by(Milestone.position)).all()
            assert [(row.kind, row.late_from is None, row.needs) for row in rows] == [
                ("study", False, []), ("report", False, []), ("make_plan", True, ["deadline"]),
            ]  # fmt: skip
            assert rows[1].clause.endswith("báo cáo kết quả về Huyện ủy trước ngày 03/7/2024.")
            assert (rows[1].recipient, rows[1].phrase) == ("Huyện ủy", "trước ngày 03/7/2024")
            file_id = document_of(work, plan_id)
            assert file_id is not None
            assert work.session.get_one(StoredFile, file_id).content == TEXT.encode()

    def test_it_is_made_once(self, database: Database) -> None:
        with database.work(NOW) as work:
            drafted(work)
            proposal_id = work.session.scalars(select(PlanProposal.id)).one()
            assert refusal_of(lambda: draft_from(work, staff(work), proposal_id)) == "proposal-settled"

    def test_a_number_that_is_known_is_refused_and_nothing_is_lost(self, database: Database) -> None:
        with database.work(NOW) as work:
            drafted(work)
        with database.work(NOW) as work:
            proposal_id = read(work)
            for decide in (keep_clear, keep_undated):
                change_proposal(work, staff(work), proposal_id, decide, "test")
        with database.work(NOW) as work:
            assert refusal_of(lambda: draft_from(work, staff(work), proposal_id)) == "plan-exists"
        with database.look(NOW) as work:
            assert len(get_proposal(work, staff(work), proposal_id).proposal.kept) == 3

    def test_a_date_that_was_only_inferred_is_not_activated(self, database: Database) -> None:
        with database.work(NOW) as work:
            plan_id = drafted(work)
            row = work.session.scalars(select(Milestone).where(Milestone.kind == "report")).one()
            row.needs = ["year"]
            work.session.flush()
            assert refusal_of(lambda: activate_plan(work, staff(work), plan_id)) == "plan-unsettled"
            row.needs = []
            assert activate_plan(work, staff(work), plan_id) == 6


class TestACorrectedDocument:
    def test_is_known_by_its_number_or_else_by_its_title(self, database: Database) -> None:
        with database.work(NOW) as work:
            plan_id = drafted(work)
            held = get_proposal(work, staff(work), read(work))
            found = twin_plan(work, held)
            assert found is not None
            assert found.id == plan_id
            renumbered = partial(set_fact, name="number", value="16-KH/HU", zone=VIETNAM)
            held = change_proposal(work, staff(work), held.id, renumbered, "number")
            assert twin_plan(work, held) is None
            untitled = partial(set_fact, name="number", value="", zone=VIETNAM)
            held = change_proposal(work, staff(work), held.id, untitled, "number")
            assert twin_plan(work, held) is not None

    def test_keeps_what_has_not_changed_and_leaves_the_rest_to_decide(self, database: Database) -> None:
        moved = read_proposal("sua.txt", TEXT.replace("03/7/2024", "06/7/2024").encode(), VIETNAM)
        with database.work(NOW) as work:
            plan_id = drafted(work)
            activate_plan(work, staff(work), plan_id)
            held = correct_plan(work, staff(work), read(work, moved), plan_id)
            assert [duty.decision for duty in held.proposal.duties] == ["kept", "", "kept"]

    def test_of_a_closed_plan_is_refused(self, database: Database) -> None:
        with database.work(NOW) as work:
            plan_id = drafted(work)
            activate_plan(work, staff(work), plan_id)
            close_plan(work, staff(work), plan_id)
            assert refusal_of(lambda: send(work, plan_id=plan_id)) == "plan-not-active"
            proposal_id = read(work)
            assert (
                refusal_of(lambda: correct_plan(work, staff(work), proposal_id, plan_id)) == "plan-not-active"
            )

    def test_sent_for_a_plan_is_held_beside_it_at_once(self, database: Database) -> None:
        shorter = TEXT.replace("3. Các chi bộ cơ sở xây dựng kế hoạch thực hiện.\n", "")
        proposed = read_proposal("sua.txt", shorter.encode(), VIETNAM)
        with database.work(NOW) as work:
            plan_id = drafted(work)
            activate_plan(work, staff(work), plan_id)
            held = get_proposal(work, staff(work), read(work, proposed, plan_id))
        assert [duty.is_gone for duty in held.proposal.duties] == [False, False, True]


def test_a_dropped_document_leaves_no_words(database: Database) -> None:
    with database.work(NOW) as work:
        proposal_id = read(work)
        change_proposal(work, staff(work), proposal_id, partial(drop, duty_id=1), "drop")
        discard(work, staff(work), proposal_id)
        row = work.session.get_one(PlanProposal, proposal_id)
        assert (row.state, row.file_id, row.facts, row.duties) == ("dropped", None, {}, [])
        assert refusal_of(lambda: get_proposal(work, staff(work), proposal_id)) == "proposal-settled"


def test_a_document_without_a_title_is_named_in_lists(database: Database) -> None:
    with database.work(NOW) as work:
        read(work, Proposal(ProposalFacts()))
        assert [(one.title, one.is_read) for one in waiting_proposals(work)] == [("", True)]
        send(work)
        assert waiting_proposals(work)[0].is_read is False
