"""Which groups words mean, and what members are called: tables over the profiles that ship."""

import pytest

from documents.profile_file import load_profile
from domain.addressing import known_groups, meant_by
from domain.local_time import VIETNAM
from domain.parsing.plan.reading import read_plan
from domain.profiles import KnownGroup, Profile

DISTRICT, COMMUNE = load_profile("huyen_2024"), load_profile("xa_2025")
PARTY_OF_DISTRICT = ["Đảng bộ cơ sở", "Chi bộ cơ sở"]
PARTY_OF_COMMUNE = ["Đảng bộ trực thuộc", "Chi bộ trực thuộc"]
MASS_ORGANISATIONS = ["MTTQ và các tổ chức chính trị - xã hội"]


def meant(profile: Profile, words: str) -> list[str]:
    """The names of the profile's groups that words of a document mean."""
    names = {group.name: group.name for group in profile.groups}
    return list(meant_by([words], known_groups(names, profile)).groups)


@pytest.mark.parametrize(
    ("profile", "words", "groups"),
    [
        (DISTRICT, "Các chi, đảng bộ cơ sở", PARTY_OF_DISTRICT),
        (DISTRICT, "CÁC CHI BỘ, ĐẢNG BỘ CƠ SỞ", PARTY_OF_DISTRICT),
        (DISTRICT, "cac chi bo va dang bo", PARTY_OF_DISTRICT),
        (DISTRICT, "các tổ chức cơ sở đảng", PARTY_OF_DISTRICT),
        (DISTRICT, "các cấp uỷ", PARTY_OF_DISTRICT),
        (DISTRICT, "các đảng uỷ xã, thị trấn", ["Đảng bộ cơ sở"]),
        (DISTRICT, "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội huyện", MASS_ORGANISATIONS),
        (DISTRICT, "MTTQ và các đoàn thể", MASS_ORGANISATIONS),
        (DISTRICT, "các phòng, ban, ngành", ["Phòng, ban, đơn vị sự nghiệp"]),
        (DISTRICT, "cán bộ chủ chốt cấp huyện", ["Cán bộ chủ chốt cấp huyện"]),
        (COMMUNE, "các chi bộ, đảng bộ trực thuộc Đảng ủy xã", PARTY_OF_COMMUNE),
        (COMMUNE, "Các chi bộ trực thuộc", ["Chi bộ trực thuộc"]),
        (COMMUNE, "các chi bộ thôn, tổ dân phố", ["Chi bộ trực thuộc"]),
        (COMMUNE, "các trường học", ["Phòng, trung tâm, đơn vị sự nghiệp"]),
        (COMMUNE, "Các cơ quan tham mưu, giúp việc Đảng ủy", ["Cơ quan tham mưu, giúp việc Đảng ủy"]),
    ],
)
def test_the_words_of_a_document_mean_groups(profile: Profile, words: str, groups: list[str]) -> None:
    assert sorted(meant(profile, words)) == sorted(groups)


@pytest.mark.parametrize(
    "words",
    [
        "Đảng ủy xã Bình Minh",
        "Chi bộ Trường THPT Lộc Ninh",
        "Ban Tuyên giáo Huyện ủy",
        "các cơ quan, đơn vị",
        "",
    ],
)
def test_one_unit_by_its_name_or_somebody_else_is_no_group(words: str) -> None:
    assert meant(DISTRICT, words) == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("chi bo co so", "Chi bộ cơ sở"),
        ("Chi bộ", "Chi bộ cơ sở"),
        ("Đảng bộ xã", "Đảng bộ cơ sở"),
        ("MTTQ", MASS_ORGANISATIONS[0]),
        ("Tổ chức cơ sở đảng", None),
        ("Câu lạc bộ", None),
    ],
)
def test_a_name_in_a_sheet_is_a_group_when_it_can_mean_no_other(words: str, name: str | None) -> None:
    found = DISTRICT.group_called(words)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("group", "word"),
    [
        ("Chi bộ cơ sở", "đảng viên"),
        ("MTTQ và các tổ chức chính trị - xã hội", "hội viên"),
        ("Ủy ban MTTQ xã", "hội viên"),
        ("Hội Nông dân", "hội viên"),
        ("Đoàn Thanh niên", "đoàn viên"),
        ("HUYỆN ĐOÀN", "đoàn viên"),
        ("Phòng Văn hóa - Xã hội", "đảng viên"),
        ("Doanh nghiệp", "đảng viên"),
    ],
)
def test_members_are_called_as_their_organisation_calls_them(group: str, word: str) -> None:
    assert DISTRICT.member_word_of(group) == word


def test_what_an_organisation_calls_its_units_is_read_as_a_subject() -> None:
    sentence = "KẾ HOẠCH\nNgày 05/6/2026\nI. NHIỆM VỤ\nLiên gia số 4 gửi danh sách trước ngày 03/7/2026."
    own = Profile(groups=(KnownGroup("Liên gia"),))
    [unknown], [known] = (read_plan(sentence, VIETNAM, words).duties for words in ((), own.wordings))
    assert (unknown.addressees, known.addressees) == ((), ("Liên gia số 4",))
