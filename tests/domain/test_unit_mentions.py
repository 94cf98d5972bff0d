"""Where a message names units, and what it says of each."""

import pytest

from domain.unit_mentions import Mention, mentioned_units, parts_of, with_labels
from domain.units import Unit

SCHOOL, CLINIC, BANK = "Chi bộ Trường mầm non", "Chi bộ Trạm y tế", "Chi bộ Ngân hàng Chính sách xã hội"
TOWN, TOWN_SCHOOL = "Đảng bộ thị trấn Lộc Ninh", "Chi bộ Trường THPT Lộc Ninh"
ONE, TWO, TWELVE = "Chi bộ Một", "Chi bộ Hai", "Chi bộ 12"
NAMES = [SCHOOL, CLINIC, BANK, TOWN, TOWN_SCHOOL, ONE, TWO, TWELVE]
UNITS = [Unit(number, f"U{number}", name) for number, name in enumerate(NAMES)]


def units_in(text: str) -> list[str]:
    found = mentioned_units(text, UNITS)
    return [NAMES[mention.unit_id] for mention in found if mention.unit_id is not None]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Chi bộ Trường mầm non 45/50, Chi bộ Trạm y tế 20/22", [SCHOOL, CLINIC]),
        ("mam non 45/50, tram y te 20/22, truc tiep 15/6", [SCHOOL, CLINIC]),
        ("CB MẦM NON 45/50; cb trạm 20/22", [SCHOOL, CLINIC]),
        ("cb thpt lộc ninh 45/50, thị trấn lộc ninh 200/240", [TOWN_SCHOOL, TOWN]),
        ("Chi bộ Một 20/22, chi bo 2: 30/32, CB số 12 5/6", [ONE, TWO, TWELVE]),
        ("chính sách xã hội 11/11", [BANK]),
        ("Chi bộ Trạm y tế chưa học, mầm non 45/50 ngày 15/6", [CLINIC, SCHOOL]),
    ],
)
def test_a_name_may_be_shortened_or_typed_plainly(text: str, names: list[str]) -> None:
    assert units_in(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "45/50 ngày 15/6 trực tiếp",
        "lộc ninh 45/50",
        "học tại trạm y tế, 45/50",
        "họp ở trường mầm non 15/6",
        "tiền xã hội 5/6",
        "cả hai chi bộ đều học 15/6",
        "2 chi bộ học chung, 45/50",
        "chi bộ học trực tiếp",
    ],
)
def test_what_fits_several_units_or_tells_a_place_names_none(text: str) -> None:
    assert units_in(text) == []


def test_what_stands_behind_a_name_is_said_of_the_unit() -> None:
    text = "Báo cáo: mầm non học 15/6 45/50; trạm y tế học 16/6 20/22 trực tuyến."
    head, parts = parts_of(text, mentioned_units(text, UNITS), is_name_last=False)
    assert head == "Báo cáo"
    assert [(part.name, part.words) for part in parts] == [
        ("mầm non", "học 15/6 45/50"),
        ("trạm y tế", "học 16/6 20/22 trực tuyến"),
    ]


def test_or_what_stands_before_it() -> None:
    text = "45/50 mầm non, 20/22 trạm y tế, trực tiếp 15/6"
    rest, parts = parts_of(text, mentioned_units(text, UNITS), is_name_last=True)
    assert rest == "trực tiếp 15/6"
    assert [part.words for part in parts] == ["45/50", "20/22"]


def test_what_is_said_of_one_unit_in_two_places_belongs_together() -> None:
    text = "mầm non 45/50; trạm y tế 20/22; mầm non học 15/6"
    _, parts = parts_of(text, mentioned_units(text, UNITS), is_name_last=False)
    assert [part.words for part in parts] == ["45/50; học 15/6", "20/22"]


def test_a_name_that_is_none_of_the_units_keeps_its_words() -> None:
    text = "mầm non 45/50, Chi bộ Thuế 20/22"
    mentions = with_labels(text, mentioned_units(text, UNITS), ["mầm non", "Chi bộ Thuế"])
    _, parts = parts_of(text, mentions, is_name_last=False)
    assert [(part.name, part.words, part.unit_id) for part in parts] == [
        ("mầm non", "45/50", 0),
        ("Chi bộ Thuế", "20/22", None),
    ]
    assert mentions[0] == Mention(0, 7, 0)
