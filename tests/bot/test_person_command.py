"""`dondoc person …` as an administrator runs it."""

import json
from pathlib import Path

from services.work import Database
from tests.builders import build_settings
from tests.databases import database_url
from tests.office import fill_office, local
from tests.terminal import dondoc


def test_a_person_is_found_handed_out_and_erased_only_on_demand(tmp_path: Path) -> None:
    database = Database(database_url(tmp_path), build_settings(tmp_path).installation())
    database.migrate()
    with database.work(local("2024-06-21T09:00")) as work:
        fill_office(work)
    database.close()
    found = dondoc(tmp_path, "person", "find", "dong chi hoa").answer
    number = found.partition(".")[0]
    assert "Bí thư Chi bộ Trường mầm non" in found
    assert "chức vụ 1" in dondoc(tmp_path, "person", "export", number, "hoa.json").answer
    assert json.loads((tmp_path / "hoa.json").read_text(encoding="utf-8"))["person"]["name"] == "Đồng chí hoa"
    assert "--yes" in dondoc(tmp_path, "person", "erase", number).complaint
    assert "Đã xóa" in dondoc(tmp_path, "person", "erase", number, "--yes").answer
    assert "Không có người số này" in dondoc(tmp_path, "person", "erase", number, "--yes").complaint
    assert dondoc(tmp_path, "person", "find", "dong chi hoa").answer == ""
