"""The commands of the terminal, each run as a person runs it: a process of its own in a folder of its own."""

import asyncio
import os
import re
import socket
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from docx import Document
from openpyxl import load_workbook

from bot.commands import run
from tests.telegram_server import TelegramServer
from tests.terminal import DONDOC, ROOT, Outcome, dondoc, environment, running_bot

EXAMPLES = ROOT / "examples"
UNITS, PLAN = EXAMPLES / "don-vi-mau.csv", EXAMPLES / "ke-hoach-14-nq-tu.yaml"
SUMMARY_KEYS = {"as_of", "plan", "milestones"}
MILESTONE_KEYS = {
    "title", "last_moment", "expected", "on_time", "late", "missing", "waived", "completeness", "timeliness",
    "attended", "total",
}  # fmt: skip
BAD_SHEET = "Mã;Tên;Khối;Số đảng viên\nA-1;Chi bộ 1;Chi bộ;12\nA-2;;Chi bộ;8\nA-3;Chi bộ 3;Chi bộ;nhiều\n"
RECURRING = """\
title: Chế độ báo cáo
issued_on: 2024-06-05
milestones:
  - {title: Báo cáo tháng, kind: report, deadline: định kỳ hằng tháng trước ngày 25, groups: [chi_bo_co_so]}
"""
BAD_PLAN = "title: Kế hoạch\nmilestones:\n  - title: A\n    kind: event\n    deadline: 31/6/2024\n"
COMMANDS: list[list[str]] = [
    [], ["run"], ["demo"], ["units"], ["units", "import"], ["units", "template"], ["plan"],
    ["plan", "import"], ["summary"], ["schedule"], ["export"], ["invites"], ["understand"],
    ["backup"], ["restore"], ["migrate-data"], ["doctor"],
    ["person"], ["person", "find"], ["person", "export"], ["person", "erase"],
]  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database holds the example units and the example plan in force; only looked at."""
    folder = tmp_path_factory.mktemp("filled")
    assert "24" in dondoc(folder, "units", "import", str(UNITS)).answer
    assert "3" in dondoc(folder, "plan", "import", str(PLAN), "--activate").answer
    return folder


@pytest.mark.sqlite
def test_nobody_else_on_the_computer_reads_the_database_a_backup_or_an_export(tmp_path: Path) -> None:
    url = {"DONDOC_DATABASE_URL": f"sqlite:///{tmp_path}/var/dondoc.db"}
    runs = (["units", "import", str(UNITS)], ["plan", "import", str(PLAN), "--activate"])
    made = (["export", "so.xlsx"], ["backup", "sao-luu.db"], ["units", "template", "mau.xlsx"])
    before = os.umask(0o022)
    try:
        outcomes = [dondoc(tmp_path, *run, **url) for run in (*runs, *made)]
    finally:
        os.umask(before)
    assert [outcome.code for outcome in outcomes] == [0] * 5, outcomes
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700
    files = [*(tmp_path / "var").iterdir(), *(tmp_path / run[-1] for run in made)]
    assert {file.name: oct(file.stat().st_mode & 0o777) for file in files} == {
        file.name: "0o600" for file in files
    }


# -- units ----------------------------------------------------------------------------------------------


def test_units_imported_again_are_not_doubled(filled: Path) -> None:
    numbers = re.findall(r"\d+", dondoc(filled, "units", "import", str(UNITS)).answer)
    assert numbers == ["0", "0", "24"]


def test_a_sheet_with_bad_rows_is_told_row_by_row_and_taken_in_part_only_on_demand(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(BAD_SHEET, encoding="utf-8")
    refused = dondoc(tmp_path, "units", "import", "units.csv")
    assert "--keep-good" in refused.complaint
    assert [line.split(":")[0] for line in refused.out.splitlines()] == ["Dòng 3", "Dòng 4"]
    kept = dondoc(tmp_path, "units", "import", "units.csv", "--keep-good").answer
    # The refused try before it stored nothing, or this unit would be known already.
    assert re.findall(r"\d+", kept.splitlines()[-1]) == ["1", "0", "0"]


def test_a_broken_sheet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "units.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    assert ".xlsx" in dondoc(tmp_path, "units", "import", "units.xlsx").complaint


# -- plans ----------------------------------------------------------------------------------------------


def test_every_mistake_of_a_plan_file_is_told_in_one_line_with_its_line_and_field(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(BAD_PLAN, encoding="utf-8")
    complaint = dondoc(tmp_path, "plan", "import", "plan.yaml").complaint
    assert "dòng 5, milestones[1].deadline" in complaint
    assert "dòng 3, milestones[1].groups" in complaint


def test_a_plan_like_the_one_in_progress_stays_a_draft(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/copy.sqlite3"
    dondoc(tmp_path, "units", "import", str(UNITS), DONDOC_DATABASE_URL=url)
    dondoc(tmp_path, "plan", "import", str(PLAN), "--activate", DONDOC_DATABASE_URL=url)
    complaint = dondoc(tmp_path, "plan", "import", str(PLAN), "--activate", DONDOC_DATABASE_URL=url).complaint
    assert "Kế hoạch 2 được giữ là dự thảo" in complaint
    assert "giống kế hoạch 1" in complaint
    assert (
        "Đã nhập kế hoạch 3 (dự thảo)"
        in dondoc(tmp_path, "plan", "import", str(PLAN), DONDOC_DATABASE_URL=url).answer
    )


# -- looking --------------------------------------------------------------------------------------------


def test_a_summary_in_json_has_exactly_the_promised_keys(filled: Path) -> None:
    found = dondoc(filled, "summary", "--json").json
    assert found.keys() == SUMMARY_KEYS
    assert [milestone.keys() for milestone in found["milestones"]] == [MILESTONE_KEYS] * 3
    assert [milestone["last_moment"] for milestone in found["milestones"]] == [
        "2024-06-11T23:59:59+07:00",
        "2024-06-30T23:59:59+07:00",
        "2024-07-02T23:59:59+07:00",
    ]
    for milestone in found["milestones"]:
        assert milestone["expected"] == sum(milestone[part] for part in ("on_time", "late", "missing"))
    assert [milestone["missing"] for milestone in found["milestones"][1:]] == [16, 16]
    assert [milestone["completeness"] for milestone in found["milestones"][1:]] == [0.0, 0.0]


def test_a_summary_has_an_entry_for_each_period_of_what_comes_back(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(RECURRING, encoding="utf-8")
    clock = {"DONDOC_CLOCK": "2024-06-20T09:00+07:00"}
    commands = (["units", "import", str(UNITS)], ["plan", "import", "plan.yaml", "--activate"])
    asked = (["summary", "--json"], ["schedule", "--json"])
    *_, summary, schedule = [dondoc(tmp_path, *words, **clock) for words in (*commands, *asked)]
    [period] = summary.json["milestones"]
    assert period.keys() == MILESTONE_KEYS
    assert (period["title"], period["missing"]) == ("Báo cáo tháng (kỳ tháng 6/2024)", 9)
    assert period["last_moment"] == "2024-06-24T23:59:59+07:00"
    titles = [step["title"] for step in schedule.json]
    assert titles[0] == "Báo cáo tháng (kỳ tháng 6/2024)"
    assert titles[-1] == "Báo cáo tháng (kỳ tháng 7/2024)", "opens on 17 July, within 31 days"


def test_a_summary_may_be_asked_of_another_instant(filled: Path) -> None:
    found = dondoc(filled, "summary", "--at", "2024-06-17T08:12:00+07:00", "--json").json
    assert found["as_of"] == "2024-06-17T08:12:00+07:00"
    assert found.keys() == SUMMARY_KEYS


def test_a_summary_for_people_names_the_duties(filled: Path) -> None:
    assert "Báo cáo kết quả quán triệt" in dondoc(filled, "summary", "--at", "2030-01-01").answer


def test_a_schedule_in_json_is_a_list_of_instants_with_their_offset(filled: Path) -> None:
    steps = dondoc(filled, "schedule", "--json", DONDOC_CLOCK="2024-06-20T09:00+07:00").json
    assert steps[0].keys() == {"at", "is_nudge", "milestone_id", "title", "units", "unreached"}
    assert all(step["at"].endswith("+07:00") for step in steps)
    assert [step["at"] for step in steps] == sorted(step["at"] for step in steps)
    assert len(steps[0]["unreached"]) == 16


def test_an_exported_ledger_opens_as_a_workbook(filled: Path) -> None:
    dondoc(filled, "export", "ledger.xlsx").answer  # noqa: B018 - the property asserts
    book = load_workbook(filled / "ledger.xlsx")
    assert len(book.sheetnames) == 5
    assert book.worksheets[0].freeze_panes == "C4"
    assert book.worksheets[0].max_row > 30


def test_an_exported_archive_holds_the_ledger_and_leaves_nothing_unfinished(filled: Path) -> None:
    dondoc(filled, "export", "bao-cao.zip").answer  # noqa: B018 - the property asserts
    with zipfile.ZipFile(filled / "bao-cao.zip") as archive:
        assert archive.namelist() == ["So theo doi.xlsx"]
    assert not list(filled.glob("*.part"))


def test_what_is_understood_of_a_reply_is_printed_in_its_stable_shape(tmp_path: Path) -> None:
    words = ("--at", "2024-06-17T08:12:00+07:00", "--context", "report_request", "--json")
    assert dondoc(tmp_path, "understand", "45/50 ngày 15/6 trực tiếp", *words).json == {
        "action": "record",
        "fields": {
            "held": True,
            "dates": ["2024-06-15"],
            "attended": 45,
            "total": 50,
            "absent": 5,
            "mode": "truc_tiep",
        },
    }


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(tmp_path: Path, words: list[str]) -> None:
    assert dondoc(tmp_path, *words, "--help").answer.startswith("Usage:")


# -- mistakes -------------------------------------------------------------------------------------------

MISTAKES: dict[str, tuple[list[str], dict[str, str], str]] = {
    "missing argument": (["units", "import"], {}, "FILE"),
    "unknown option": (["summary", "--json5"], {}, "--json5"),
    "no instant": (["summary", "--at", "yesterday"], {}, "yesterday"),
    "an instant without UTC": (["summary", "--at", "0001-01-01T00:00+07:00"], {}, "0001"),
    "no plan": (["summary"], {}, ""),
    "no such plan": (["summary", "--plan", "99"], {}, ""),
    "no such port for the demo": (["demo", "--port", "99999"], {}, ""),
    "no such demo": (["demo", "--profile", "tinh"], {}, "huyen_2024, xa_2025"),
    "a story of the district only": (["demo", "--story", "--profile", "xa_2025"], {}, "huyen_2024"),
    "no window": (["understand", "a", "--at", "2024-06-17", "--window", "June"], {}, "June"),
    "no units for the plan": (["plan", "import", str(PLAN)], {"DONDOC_LANGUAGE": "en"}, "/units"),
    "a missing sheet": (["units", "import", "nowhere.csv"], {}, "nowhere.csv"),
    "a folder as sheet": (["units", "import", "folder.csv"], {}, "folder.csv"),
    "an export to pdf": (["export", "ledger.pdf"], {}, "ledger.pdf"),
    "a bad port": (["summary"], {"DONDOC_HTTP_PORT": "many"}, "DONDOC_HTTP_PORT"),
    "a bad time zone": (["summary"], {"DONDOC_TIMEZONE": "Asia/Hanoi"}, "DONDOC_TIMEZONE"),
    "half a time zone": (["summary"], {"DONDOC_TIMEZONE": "Asia"}, "DONDOC_TIMEZONE"),
    "no database address": (["summary"], {"DONDOC_DATABASE_URL": "my database"}, ""),
    "a file that is no database": (["summary"], {"DONDOC_DATABASE_URL": "sqlite:///letter"}, ""),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_one_line_that_names_it(tmp_path: Path, mistake: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "letter").write_bytes(b"this is a letter and no database " * 100)
    words, settings, named = MISTAKES[mistake]
    assert named in dondoc(tmp_path, *words, **settings).complaint
    assert not (tmp_path / "ledger.pdf").exists()


def test_an_unknown_command_typed_in_a_shell_ends_with_one_line(tmp_path: Path) -> None:
    typed = [*DONDOC, "remind"]
    ended = subprocess.run(typed, cwd=tmp_path, env=environment(tmp_path), capture_output=True, check=False)
    assert "remind" in Outcome(ended.returncode, ended.stdout.decode(), ended.stderr.decode()).complaint


def test_a_database_folder_that_cannot_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    url = f"sqlite:///{tmp_path}/file/below/dondoc.sqlite3"
    assert dondoc(tmp_path, "summary", DONDOC_DATABASE_URL=url).complaint


# -- running --------------------------------------------------------------------------------------------


@pytest.fixture
def taken_port() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        yield str(holder.getsockname()[1])


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path, taken_port: str) -> None:
    assert taken_port in dondoc(tmp_path, "run", DONDOC_HTTP_PORT=taken_port).complaint


async def test_a_wrong_telegram_token_is_told_in_one_line_without_the_token(tmp_path: Path) -> None:
    token = "7000000002:AAH-another_token"
    async with TelegramServer() as server:
        settings = {"DONDOC_TELEGRAM_TOKEN": token, "DONDOC_TELEGRAM_API_URL": server.url}
        outcome = await asyncio.to_thread(dondoc, tmp_path, "run", **settings)
    assert outcome.complaint
    assert token not in outcome.out + outcome.err


def test_a_server_runs_until_it_is_ended_and_its_database_takes_no_movable_clock(tmp_path: Path) -> None:
    with running_bot(tmp_path) as server:
        assert server.stdout is not None
        first, second = server.stdout.readline().decode(), server.stdout.readline().decode()
        address = re.search(r"http://[\d.:]+", first)
        assert address is not None, first
        assert httpx.get(f"{address[0]}/healthz").json() == {"status": "alive"}
        assert httpx.get(f"{address[0]}/readyz").status_code == 200
        assert "/start " in second
    refused = dondoc(tmp_path, "run", DONDOC_CLOCK="2024-06-10T08:00+07:00")
    assert "DONDOC_CLOCK" in refused.complaint


def test_a_form_of_ones_own_comes_in_and_a_plan_may_ask_for_it(tmp_path: Path) -> None:
    form = tmp_path / "bieu-mau.yaml"
    assert dondoc(tmp_path, "forms", "export", str(form), "--form", "confirmation").code == 0
    form.write_text(form.read_text(encoding="utf-8").replace("code: confirmation", "code: xac_nhan"), "utf-8")
    plan = tmp_path / "ke-hoach.yaml"
    duty = "  - {title: A, kind: other, form: xac_nhan, groups: [chi_bo_co_so], deadline: 30/6/2024}\n"
    plan.write_text(f"title: Kế hoạch\nissued_on: 2024-06-03\nmilestones:\n{duty}", "utf-8")
    dondoc(tmp_path, "units", "import", str(UNITS))
    refused = dondoc(tmp_path, "plan", "import", str(plan))
    assert "chỉ nhận một trong" in refused.complaint
    assert dondoc(tmp_path, "forms", "import", str(form)).code == 0
    assert dondoc(tmp_path, "plan", "import", str(plan)).code == 0


def test_a_mistake_in_a_form_is_told_in_one_line_with_its_place(tmp_path: Path) -> None:
    form = tmp_path / "bieu-mau.yaml"
    form.write_text("code: study\nfields:\n  - {name: own, kind: colour, label: Mục}\n", "utf-8")
    assert "fields[1].kind" in dondoc(tmp_path, "forms", "import", str(form)).complaint


def test_invites_are_printed_with_the_bots_that_are_known_and_bad_wishes_are_told(tmp_path: Path) -> None:
    dondoc(tmp_path, "units", "import", str(UNITS)).answer  # noqa: B018 - the property asserts
    place = {"DONDOC_PUBLIC_URL": "https://dondoc.example"}
    sheet, links = tmp_path / "phieu.docx", tmp_path / "lien-ket.xlsx"
    made = dondoc(tmp_path, "invites", str(sheet), "--links", str(links), **place).answer
    assert "24 đơn vị" in made
    assert "mã để quét: Web" in made
    codes = [row[4] for row in load_workbook(links).worksheets[0].iter_rows(min_row=4, values_only=True)]
    assert len(set(codes)) == 24
    words = "".join(cell.text for table in Document(sheet).tables for row in table.rows for cell in row.cells)
    assert all(str(code) in words for code in codes)
    wishes: dict[str, tuple[list[str], str]] = {
        "a unit nobody knows": ([str(sheet), "--unit", "XYZ"], "XYZ"),
        "a group nobody knows": ([str(sheet), "--group", "khong-co"], "khong-co"),
        "a picture": ([str(tmp_path / "phieu.png")], ".docx"),
        "a list of links as Word": ([str(sheet), "--links", str(tmp_path / "a.docx")], ".xlsx"),
        "a folder that is not there": ([str(tmp_path / "khong" / "a.docx")], "khong"),
    }
    outcomes = [dondoc(tmp_path, "invites", *words) for words, _ in wishes.values()]
    for outcome, (_, named) in zip(outcomes, wishes.values(), strict=True):
        assert named in outcome.complaint
    assert "Phiếu không có mã để quét" in dondoc(tmp_path, "invites", str(sheet), "--unit", "CBT-02").answer


@pytest.mark.parametrize(("told", "shown"), [(None, 8123), (8124, 8124)])
def test_the_demo_opens_where_the_settings_or_else_the_command_say(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, told: int | None, shown: int
) -> None:
    opened = []

    async def show(port: int, profile: str) -> None:
        opened.append((port, profile))

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DONDOC_HTTP_PORT", "8123")
    monkeypatch.setattr(run, "_show_demo", show)
    run.demo(port=told, profile=run.DEMO_PROFILE)
    assert opened == [(shown, run.DEMO_PROFILE)]
