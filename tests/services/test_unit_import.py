"""Importing units: their groups are those of the profile, by whatever name the sheet calls them."""

from sqlalchemy import select

from documents.unit_sheet import read_unit_sheet
from domain.addressing import meant_by
from domain.units import Unit
from services.plan_proposals import known_here
from services.unit_import import import_units
from services.units import all_units, group_names, member_words
from services.work import Database, Work
from storage.tables import UnitGroup
from tests.core import NOON

HEADINGS = "Mã đơn vị;Tên đơn vị;Khối\n"


def import_rows(work: Work, *rows: str) -> dict[str, Unit]:
    import_units(work, None, read_unit_sheet("a.csv", (HEADINGS + "\n".join(rows)).encode()), keep_good=False)
    return {entry.unit.code: entry.unit for entry in all_units(work)}


def test_groups_are_called_as_the_profile_calls_them(database: Database) -> None:
    with database.work(NOON) as work:
        units = import_rows(work, "A;Chi bộ A;chi bo", "B;Đảng bộ B;Đảng ủy xã", "C;Hội C;Đoàn thể")
        assert group_names(work) == {
            "chi_bo_co_so": "Chi bộ cơ sở",
            "dang_bo_co_so": "Đảng bộ cơ sở",
            "mttq_va_cac_to_chuc_chinh_tri_xa_hoi": "MTTQ và các tổ chức chính trị - xã hội",
        }
        assert units["B"].groups == {"dang_bo_co_so"}
        words = member_words(work, [units["A"].id, units["C"].id])
        assert list(words.values()) == ["đảng viên", "hội viên"]


def test_a_group_that_the_profile_does_not_know_stays_as_written(database: Database) -> None:
    with database.work(NOON) as work:
        units = import_rows(work, "A;Đoàn trường;Đoàn trường học", "B;Đội 2;Đội sản xuất")
        assert group_names(work) == {"doan_truong_hoc": "Đoàn trường học", "doi_san_xuat": "Đội sản xuất"}
        assert member_words(work, [units["A"].id]) == {units["A"].id: "đoàn viên"}


def test_a_group_that_stands_already_keeps_its_units(database: Database) -> None:
    with database.work(NOON) as work:
        work.session.add(UnitGroup(code="dang_bo_xa", name="Đảng bộ xã", member_word="đảng viên"))
        units = import_rows(work, "A;Đảng bộ A;Đảng bộ xã")
        assert units["A"].groups == {"dang_bo_xa"}
        assert work.session.scalars(select(UnitGroup.code)).all() == ["dang_bo_xa"]


def test_the_words_of_a_document_mean_the_stored_groups_by_what_the_profile_calls_them(
    database: Database,
) -> None:
    with database.work(NOON) as work:
        import_rows(work, "A;Chi bộ A;Chi bộ cơ sở", "B;Đội 2;Đội sản xuất", "C;Đảng bộ C;Đảng bộ cơ sở")
        known = known_here(work)
        assert set(meant_by(["các tổ chức cơ sở đảng"], known).groups) == {"chi_bo_co_so", "dang_bo_co_so"}
        assert meant_by(["các đội sản xuất", "các đảng ủy xã"], known).groups == (
            "doi_san_xuat",
            "dang_bo_co_so",
        )
        assert meant_by(["Văn phòng Huyện ủy"], known).groups == ()
