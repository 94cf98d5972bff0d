"""Whom the words of a document mean among the groups and units of an installation."""

import pytest

from domain.addressing import Known, addressed, meant_by, nearest_groups
from domain.plan_proposals import Proposal, ProposalDuty, ProposalFacts
from domain.units import Unit

KNOWN = Known(
    {
        "dang_bo_co_so": "Đảng bộ cơ sở",
        "chi_bo_co_so": "Chi bộ cơ sở",
        "chu_chot": "Cán bộ chủ chốt cấp huyện",
        "mttq": "MTTQ và các tổ chức chính trị - xã hội",
        "phong_ban": "Phòng, ban, đơn vị sự nghiệp",
        "dang_bo": "Đảng bộ",
    },
    (Unit(1, "BTG", "Ban Tuyên giáo Huyện ủy"), Unit(2, "UB", "Ủy ban nhân dân huyện")),
)


@pytest.mark.parametrize(
    ("words", "groups"),
    [
        ("các chi, đảng bộ cơ sở", {"chi_bo_co_so", "dang_bo_co_so"}),
        ("Các chi bộ, đảng bộ cơ sở", {"chi_bo_co_so", "dang_bo_co_so"}),
        ("CÁC CHI BỘ CƠ SỞ", {"chi_bo_co_so"}),
        ("cán bộ chủ chốt cấp huyện", {"chu_chot"}),
        ("Mặt trận Tổ quốc và các tổ chức chính trị - xã hội huyện", {"mttq"}),
        ("các đơn vị sự nghiệp, phòng, ban", {"phong_ban"}),
    ],
)
def test_a_group_is_meant_by_all_its_words(words: str, groups: set[str]) -> None:
    meant = meant_by([words], KNOWN)
    assert (set(meant.groups), meant.units, meant.unmatched) == (groups, (), ())


@pytest.mark.parametrize("words", ["Ban Tuyên giáo Huyện uỷ", "ban tuyên giáo huyện ủy"])
def test_a_unit_is_meant_by_its_name(words: str) -> None:
    assert meant_by([words], KNOWN).units == ("BTG",)


@pytest.mark.parametrize(
    "words", ["Các cơ quan, đơn vị", "Ban Tuyên giáo Tỉnh ủy", "Đảng bộ tỉnh", "Ủy ban nhân dân xã", "các"]
)
def test_nobody_is_guessed(words: str) -> None:
    meant = meant_by([words], KNOWN)
    assert (meant.groups, meant.units, meant.unmatched) == ((), (), (words,))


def test_one_group_may_hold_both_cells_and_parties() -> None:
    known = Known({"co_so": "Chi, đảng bộ cơ sở"})
    assert meant_by(["các chi, đảng bộ cơ sở"], known).groups == ("co_so",)


def test_cells_and_parties_are_both_known_or_asked() -> None:
    known = Known({"chi_bo_co_so": "Chi bộ cơ sở"})
    assert meant_by(["các chi, đảng bộ cơ sở"], known).unmatched == ("các chi, đảng bộ cơ sở",)


def test_a_duty_with_somebody_unknown_asks_for_addressees_and_keeps_those_who_are_known() -> None:
    words = ("các chi bộ cơ sở", "các cơ quan liên quan")
    duty = ProposalDuty(1, "Báo cáo", "report", words, needs=("year",))
    matched = addressed(Proposal(ProposalFacts(), (duty,)), KNOWN).duty(1)
    assert (matched.groups, matched.unmatched, matched.needs) == (
        ("chi_bo_co_so",), ("các cơ quan liên quan",), ("year", "addressees"),
    )  # fmt: skip


def test_the_groups_that_share_most_words_are_offered_first() -> None:
    duty = ProposalDuty(1, "Báo cáo", "report", ("các phòng, ban, cơ quan",))
    assert nearest_groups(duty, KNOWN.groups)[0] == "phong_ban"
