"""Profiles as files: those that ship are whole, and every mistake in one's own is told with its place."""

from pathlib import Path

import pytest

from documents.profile_file import ProfileError, load_profile, read_profile, shipped_profiles

LEAST = """
title: Khối doanh nghiệp
committee: Đảng ủy Khối
board: Ban Tuyên giáo Đảng ủy Khối
recipient: Thường trực Đảng ủy Khối
groups:
  - name: Chi bộ doanh nghiệp
"""


def problems_of(text: str) -> list[tuple[str, str]]:
    with pytest.raises(ProfileError) as refusal:
        read_profile(text.encode())
    return [(problem.where, problem.code) for problem in refusal.value.problems]


def test_two_profiles_ship() -> None:
    assert shipped_profiles() == ["huyen_2024", "xa_2025"]


@pytest.mark.parametrize("name", shipped_profiles())
def test_a_shipped_profile_says_everything_a_profile_can(name: str) -> None:
    profile = load_profile(name)
    assert profile.title
    assert profile.committee
    assert profile.parent_committee
    assert profile.recipient
    assert len(profile.issuer_lines) == 2
    assert profile.symbols["report"].startswith("-BC/")
    assert any(group.example for group in profile.groups)
    for group in profile.groups:
        assert group.synonyms, f"{group.name} is called in one way only"


def test_the_district_and_the_commune_differ_where_they_do() -> None:
    district, commune = load_profile("huyen_2024"), load_profile("xa_2025")
    assert (district.committee, commune.committee) == ("Huyện ủy", "Đảng ủy xã")
    assert (district.board, commune.board) == ("Ban Tuyên giáo Huyện ủy", "Ban Xây dựng Đảng")
    assert (district.symbols["report"], commune.symbols["report"]) == ("-BC/BTG", "-BC/BXDĐ")


def test_a_profile_of_ones_own_needs_little(tmp_path: Path) -> None:
    (tmp_path / "khoi.yaml").write_text(LEAST, encoding="utf-8")
    profile = load_profile(str(tmp_path / "khoi.yaml"))
    assert profile.board == "Ban Tuyên giáo Đảng ủy Khối"
    assert profile.member_word == "đảng viên"
    assert [group.name for group in profile.groups] == ["Chi bộ doanh nghiệp"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("", "not-a-mapping")]),
        ("- a", [("", "not-a-mapping")]),
        ("a: [", [("", "not-yaml")]),
        ("a: &x [1]\nb: *x", [("", "not-yaml")]),
        (LEAST.replace("title: Khối doanh nghiệp", "title:"), [("title", "missing")]),
        (LEAST.replace("title: Khối doanh nghiệp", "title: 2024"), [("title", "not-text")]),
        (f"{LEAST}color: red\n", [("color", "unknown-key")]),
        (f"{LEAST}place: {'x' * 201}\n", [("place", "too-long")]),
        (f"{LEAST}symbols: [a]\n", [("symbols", "not-a-mapping")]),
        (f"{LEAST}symbols: {{report: 7}}\n", [("symbols.report", "not-text")]),
        (f"{LEAST}issuer_lines: HUYỆN ỦY\n", [("issuer_lines", "not-a-list")]),
        (f"{LEAST}  - Hội\n", [("groups[2]", "not-a-mapping")]),
        (f"{LEAST}  - member_word: hội viên\n", [("groups[2].name", "missing")]),
        (f"{LEAST}  - name: CHI BỘ doanh nghiệp\n", [("groups[2].name", "repeated")]),
        (f"{LEAST}    synonyms: [Chi bộ, 5]\n", [("groups[1].synonyms[2]", "not-text")]),
        ("groups: Chi bộ\n", [*((key, "missing") for key in ("title", "committee", "board", "recipient")),
                              ("groups", "not-a-list")]),
    ],
)  # fmt: skip
def test_every_mistake_is_told_with_its_place(text: str, problems: list[tuple[str, str]]) -> None:
    assert problems_of(text) == problems


def test_what_is_no_text_or_too_much_of_it_is_refused() -> None:
    for content, code in ((b"\xff\xfe\x00", "not-yaml"), (b"x" * 300_000, "too-large")):
        with pytest.raises(ProfileError) as refusal:
            read_profile(content)
        assert [problem.code for problem in refusal.value.problems] == [code]


@pytest.mark.parametrize(
    ("name", "code"),
    [("tinh_1976", "unknown"), ("../khong-co/ho-so", "not-read"), ("khong-co.yaml", "not-read")],
)
def test_a_profile_that_is_not_there_is_told(name: str, code: str) -> None:
    with pytest.raises(ProfileError) as refusal:
        load_profile(name)
    assert [problem.code for problem in refusal.value.problems] == [code]
