"""A draft is stored as it was proposed."""

from domain.local_time import VIETNAM
from domain.parsing.deadline_phrases import read_deadline
from domain.plans import MilestoneDraft, PlanDraft
from services.plans import create_plan
from services.work import Database
from storage.tables import Milestone
from tests.core import NOON


def test_what_recurs_and_what_staff_must_settle_is_kept_with_the_duty(database: Database) -> None:
    first = read_deadline("trước ngày 25/6/2024", None, VIETNAM)
    monthly = MilestoneDraft("Báo cáo tháng", "report", "result", first, rrule="FREQ=MONTHLY;BYMONTHDAY=24")
    undated = MilestoneDraft("Kế hoạch", "make_plan", "plan_issued", None, needs=("deadline", "addressees"))
    with database.work(NOON) as work:
        create_plan(work, None, PlanDraft("Kế hoạch công tác", milestones=(monthly, undated)))
        stored = work.session.query(Milestone).order_by(Milestone.position).all()
        assert [row.rrule for row in stored] == ["FREQ=MONTHLY;BYMONTHDAY=24", ""]
        assert [row.needs for row in stored] == [[], ["deadline", "addressees"]]
