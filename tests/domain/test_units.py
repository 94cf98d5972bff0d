"""Whom a milestone addresses, and finding a unit as people type it."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.units import Unit, addressed_units, find_units

BRANCHES = frozenset({"chi_bo_co_so"})
COMMITTEES = frozenset({"dang_bo_co_so"})

DISTRICT = Unit(1, "HU", "Huyện ủy An Bình")
AN_PHU = Unit(2, "DBX-01", "Đảng bộ xã An Phú", 1, COMMITTEES)
HAMLET_1 = Unit(3, "CBT-01", "Chi bộ thôn Đông Hòa", 2, BRANCHES)
HAMLET_2 = Unit(4, "CBT-02", "Chi bộ thôn Tây Hòa", 2, BRANCHES)
BINH_MINH = Unit(5, "DBX-02", "Đảng bộ xã Bình Minh", 1, COMMITTEES)
SCHOOL = Unit(6, "CBT-07", "Chi bộ Trường Tiểu học An Phú", 1, BRANCHES)
FRONT = Unit(7, "MTT-01", "Ủy ban MTTQ Việt Nam huyện", 1, frozenset({"mttq_doan_the"}))
UNITS = [DISTRICT, AN_PHU, HAMLET_1, HAMLET_2, BINH_MINH, SCHOOL, FRONT]


@pytest.mark.parametrize(
    ("groups", "codes", "expected"),
    [
        ({"dang_bo_co_so"}, set(), [AN_PHU, BINH_MINH]),
        ({"dang_bo_co_so", "chi_bo_co_so"}, set(), [AN_PHU, HAMLET_1, HAMLET_2, BINH_MINH, SCHOOL]),
        (set(), {"MTT-01"}, [FRONT]),
        ({"dang_bo_co_so"}, {"DBX-01", "MTT-01"}, [AN_PHU, BINH_MINH, FRONT]),
        (set(), set(), []),
        ({"phong_ban"}, {"XX-99"}, []),
    ],
)
def test_a_milestone_addresses_its_groups_and_named_units_each_once(
    groups: set[str], codes: set[str], expected: list[Unit]
) -> None:
    assert addressed_units(UNITS, groups, codes) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "Đảng bộ xã An Phú",
        "đảng bộ xã an phú",
        "ĐẢNG BỘ XÃ AN PHÚ",
        "Dang bo xa An Phu",
        "DANG BO XA AN PHU",
        "  Đảng  bộ xã An Phú ",
        unicodedata.normalize("NFD", "Đảng bộ xã An Phú"),
        "DBX-01",
        "dbx-01",
        "Dang bo xa An Phuu",
        "Dang bo xa An Fhu",
        "đảng bô xã anphú",
    ],
)
def test_a_unit_is_found_as_a_person_types_it_even_with_a_mistake(typed: str) -> None:
    assert find_units(UNITS, typed)[0] == AN_PHU


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("tieu hoc", [SCHOOL]),
        ("Trường An Phú", [SCHOOL]),
        ("thôn", [HAMLET_1, HAMLET_2]),
        ("hoa tay", [HAMLET_2]),
        ("An Phú", [AN_PHU, SCHOOL]),
        ("Chi bộ", [HAMLET_1, HAMLET_2, SCHOOL]),
    ],
)
def test_some_words_of_the_name_offer_every_unit_that_has_them(typed: str, expected: list[Unit]) -> None:
    assert find_units(UNITS, typed) == expected


@pytest.mark.parametrize(
    ("registered", "typed"),
    [
        ("Huyện uỷ An Bình", "Huyện ủy An Bình"),
        ("Huyện ủy An Bình", "Huyện uỷ An Bình"),
        ("ỦY BAN MTTQ", "Uỷ ban MTTQ"),
        ("Chi bộ thôn Hoà Bình", "Chi bộ thôn Hòa Bình"),
        ("Chi bộ thôn Thuý", "Chi bộ thôn Thúy"),
        ("Chi bộ thôn Khoẻ", "Chi bộ thôn Khỏe"),
    ],
)
def test_both_places_of_a_tone_mark_name_the_same_unit(registered: str, typed: str) -> None:
    meant = Unit(1, "X-01", registered)
    plain_twin = Unit(2, "X-02", "Huyen uy An Binh")
    assert find_units([plain_twin, meant], typed) == [meant]


def test_diacritics_when_typed_tell_two_units_apart() -> None:
    dong_hoa, dong_hoa_flower = Unit(1, "A", "Thôn Đông Hòa"), Unit(2, "B", "Thôn Đông Hoa")
    both = [dong_hoa, dong_hoa_flower]
    assert find_units(both, "thôn đông hoa") == [dong_hoa_flower]
    assert find_units(both, "thôn đông hòa") == [dong_hoa]


def test_without_diacritics_both_units_are_offered() -> None:
    both = [Unit(1, "A", "Thôn Đông Hòa"), Unit(2, "B", "Thôn Đồng Hoa")]
    assert find_units(both, "thon dong hoa") == both


@pytest.mark.parametrize("typed", ["thôn Đông Hòa", "thon dong hoaa"])
def test_two_units_of_one_name_are_both_offered(typed: str) -> None:
    both = [Unit(1, "A", "Thôn Đông Hòa", 8), Unit(2, "B", "Thôn Đông Hòa", 9)]
    assert find_units(both, typed) == both


@pytest.mark.parametrize("typed", ["", "   ", "xyz", "0123456789", "👍"])
def test_nothing_is_offered_when_no_unit_is_close(typed: str) -> None:
    assert find_units(UNITS, typed) == []


def test_no_more_units_are_offered_than_asked_for() -> None:
    many = [Unit(row, f"CBT-{row}", f"Chi bộ thôn {row}") for row in range(20)]
    assert len(find_units(many, "chi bộ")) == 5
    assert len(find_units(many, "chi bộ", most=3)) == 3
    assert len(find_units(many, "chi boo thonn", most=3)) <= 3


@settings(max_examples=60, deadline=None)
@given(typed=st.text(max_size=60))
def test_any_words_find_some_of_the_known_units_or_none(typed: str) -> None:
    found = find_units(UNITS, typed)
    assert all(unit in UNITS for unit in found)
    assert len(found) == len({unit.id for unit in found}) <= 5
