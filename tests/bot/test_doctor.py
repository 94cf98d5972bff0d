"""What the doctor finds: each ailment is named, and a healthy installation is told so."""

import ast
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.build import App
from bot.commands.doctor import _bots_in_use
from bot.doctor import machine
from bot.doctor.database import judge_database, judge_skew, look_at_database
from bot.doctor.finding import Finding, Verdict, ok, warning, worst
from bot.doctor.machine import judge_disk, judge_port, judge_public_url, judge_scans
from bot.doctor.telegram import judge_telegram
from bot.doctor.zalo import judge_zalo
from bot.settings import Settings
from channels.telegram.doctor import Findings
from channels.zalo.doctor import Findings as ZaloFindings
from domain.quotas import Quota
from services.examination import DatabaseFacts
from services.leases import take_lease
from services.quotas import BotUse, count_sent
from tests.builders import build_database, build_settings
from tests.databases import SERVER, database_url
from tests.locales.test_catalogues import sentences
from tests.storage.test_migrations import old_database
from tests.terminal import ROOT, dondoc, running_bot

NOW = datetime(2024, 6, 1, 1, tzinfo=UTC)
HEALTHY = DatabaseFacts("3.40.1", 4096)
GIGABYTE = 1024**3
KNOWN = Findings(is_token_accepted=True, username="dondoc_bot", clock_skew_seconds=0.4)


def codes(findings: Iterator[Finding]) -> dict[str, str]:
    """What is not well, by check."""
    return {found.check: found.code for found in findings if found.verdict is not Verdict.OK}


def judged(facts: DatabaseFacts, *, is_clock_movable: bool = False) -> dict[str, str]:
    return codes(judge_database(facts, NOW, is_clock_movable=is_clock_movable))


# -- the command ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the doctor said in several installations, by name."""
    folder = tmp_path_factory.mktemp("doctor")
    away = "postgresql://a:mat-khau-that@127.0.0.1:1/d"
    (folder / "letter").write_bytes(b"this is a letter and no database " * 100)
    dondoc(folder, "summary")
    shipped = (ROOT / "documents/profiles/xa_2025.yaml").read_text(encoding="utf-8")
    (folder / "rieng.yaml").write_text(shipped.replace("name: Đảng bộ trực thuộc", "name:"), encoding="utf-8")
    settings: dict[str, tuple[list[str], dict[str, str]]] = {
        "healthy": ([], {}),
        "in English": ([], {"DONDOC_LANGUAGE": "en"}),
        "as JSON": (["--json"], {}),
        "bad setting": ([], {"DONDOC_HTTP_PORT": "many"}),
        "bad profile": ([], {"DONDOC_PROFILE": "rieng.yaml"}),
        "database away": ([], {"DONDOC_DATABASE_URL": away}),
        "no database URL": ([], {"DONDOC_DATABASE_URL": "my database"}),
        "no database": ([], {"DONDOC_DATABASE_URL": "sqlite:///letter"}),
        "before the first start": ([], {"DONDOC_DATABASE_URL": "sqlite:///var/new.sqlite3"}),
        "warned": ([], {"DONDOC_PUBLIC_URL": "http://x.vn", "DONDOC_CLOCK": "2024-06-10T08:00+07:00"}),
    }
    outcomes = [dondoc(folder, "doctor", *words, **more) for words, more in settings.values()]
    assert not (folder / "var").exists(), "looking makes no database"
    return dict(zip(settings, outcomes, strict=True))


def test_a_healthy_installation_is_told_so_line_by_line(examined: dict[str, Any]) -> None:
    lines = examined["healthy"].answer.splitlines()
    assert lines[-1] == "Mọi thứ đều tốt."
    assert all(line.startswith("✓") for line in lines[:-2])
    assert len(lines) - 2 >= 10
    (profile,) = [line for line in lines if "Hồ sơ tổ chức" in line]
    assert profile.endswith("huyen_2024: Huyện ủy, Ban Tuyên giáo Huyện ủy, 5 khối")
    assert examined["in English"].answer.splitlines()[-1] == "All is well."


def test_the_json_is_stable(examined: dict[str, Any]) -> None:
    told = examined["as JSON"].json
    assert told["verdict"] == "ok"
    for found in told["findings"]:
        assert found.keys() == {"check", "verdict", "code", "values", "sentence"}
    assert {"database", "migrations", "writing", "integrity", "disk", "port"} <= {
        found["check"] for found in told["findings"]
    }


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("bad setting", "DONDOC_HTTP_PORT"),
        ("bad profile", "DONDOC_PROFILE: rieng.yaml: groups[1].name còn thiếu"),
        ("database away", "127.0.0.1"),
        ("no database URL", "DONDOC_DATABASE_URL"),
        ("no database", "Cơ sở dữ liệu"),
    ],
)
def test_a_fault_is_one_line_and_the_exit_code_is_1(examined: dict[str, Any], case: str, words: str) -> None:
    outcome = examined[case]
    assert (outcome.code, outcome.err) == (1, "")
    (line,) = [line for line in outcome.out.splitlines() if line.startswith("✗")]
    assert words in line
    assert "mat-khau-that" not in outcome.out


def test_warnings_alone_are_no_failure(examined: dict[str, Any]) -> None:
    assert examined["warned"].code == 0
    assert examined["warned"].out.splitlines()[-1] == "0 lỗi, 2 cảnh báo."
    assert "new.sqlite3" in examined["before the first start"].out
    assert examined["before the first start"].code == 0


def test_beside_a_running_bot_its_port_and_its_process_are_recognised(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with running_bot(tmp_path, DONDOC_HTTP_PORT=port) as bot:
        assert bot.stdout is not None
        assert port in bot.stdout.readline().decode()
        printed = dondoc(tmp_path, "doctor", "--json", DONDOC_HTTP_PORT=port).json
    found = {finding["check"]: finding for finding in printed["findings"]}
    assert found["port"]["code"] == "port-serves-us"
    assert found["processes"]["code"] == "processes-running"
    assert str(bot.pid) in found["processes"]["sentence"]


# -- the database ---------------------------------------------------------------------------------------


async def test_an_installation_in_use_is_sound(app: App) -> None:
    facts, found = look_at_database(app.settings.database_url.get_secret_value())
    assert facts is not None
    assert found.verdict is Verdict.OK
    assert facts.size > 10_000
    assert (facts.clock is not None) == bool(SERVER)
    now = facts.clock or NOW
    assert codes(judge_database(facts, now, is_clock_movable=True)) == {}


def test_pending_migrations_are_a_warning(tmp_path: Path) -> None:
    url = database_url(tmp_path, is_empty=True)
    old_database(url).dispose()
    facts, _ = look_at_database(url)
    assert facts is not None
    assert facts.pending > 0
    assert judged(HEALTHY) == {}
    assert judged(DatabaseFacts("3", 1, pending=2)) == {"migrations": "migrations-pending"}


def test_a_newer_database_is_a_fault(app: App) -> None:
    with app.database.work(NOW) as work:
        work.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    facts, _ = look_at_database(app.settings.database_url.get_secret_value())
    assert facts is not None
    assert judged(DatabaseFacts("3", 1, newer=facts.newer)) == {"migrations": "database-newer"}


@pytest.mark.sqlite
async def test_a_damaged_page_is_found(app: App, tmp_path: Path) -> None:
    await app.stop()
    file = tmp_path / "dondoc.sqlite3"
    content = bytearray(file.read_bytes())
    content[8192:20480] = b"\xff" * 12288
    file.write_bytes(content)
    facts, found = look_at_database(f"sqlite:///{file}")
    assert found.verdict is Verdict.FAULT or (facts is not None and "integrity" in judged(facts))


def test_what_cannot_be_written_or_is_damaged_is_a_fault() -> None:
    assert judged(DatabaseFacts("3", 1, writing_fault="readonly")) == {"writing": "not-writable"}
    assert judged(DatabaseFacts("3", 1, integrity_fault="page 3")) == {"integrity": "not-sound"}


def test_a_process_that_went_silent_is_named(app: App) -> None:
    with app.database.work(NOW) as work:
        take_lease(work, "may-chu:7")
    facts, _ = look_at_database(app.settings.database_url.get_secret_value())
    assert facts is not None
    assert any(holder == "may-chu:7" for holder, _ in facts.leases)
    (_, beat_at) = facts.leases[-1]
    running = list(judge_database(facts, beat_at, is_clock_movable=False))
    assert [found.code for found in running if found.check == "processes"] == ["processes-running"]
    later = beat_at + timedelta(minutes=2)
    assert codes(judge_database(facts, later, is_clock_movable=False))["processes"] == "processes-silent"
    assert "processes" not in codes(judge_database(facts, later, is_clock_movable=True))


@pytest.mark.parametrize(
    ("seconds", "verdict", "code"),
    [
        (0.3, Verdict.OK, "clock-agrees"),
        (-1.9, Verdict.OK, "clock-agrees"),
        (5.0, Verdict.WARNING, "clock-ahead"),
        (-5.0, Verdict.WARNING, "clock-behind"),
        (3600.0, Verdict.FAULT, "clock-ahead"),
        (-3600.0, Verdict.FAULT, "clock-behind"),
    ],
)
def test_a_clock_that_is_off_is_told(seconds: float, verdict: Verdict, code: str) -> None:
    found = judge_skew("database-clock", seconds)
    assert (found.verdict, found.code) == (verdict, code)
    assert "," in str(found.values["seconds"])


# -- the machine ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("free", "size", "code"),
    [
        (2 * GIGABYTE, 0, "disk-has-room"),
        (GIGABYTE // 2, 0, "disk-nearly-full"),
        (5 * GIGABYTE, 3 * GIGABYTE, "disk-nearly-full"),
        (7 * GIGABYTE, 3 * GIGABYTE, "disk-has-room"),
    ],
)
def test_a_disk_needs_room_for_the_database_and_its_copy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int, size: int, code: str
) -> None:
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _folder: type("Usage", (), {"free": free}))
    assert judge_disk(tmp_path / "not" / "yet", size).code == code


def test_a_port_is_free_or_taken_by_another_program() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert judge_port("127.0.0.1", port).code == "port-taken"
    assert judge_port("127.0.0.1", port).code == "port-free"
    assert judge_port("127.0.0.1", 0).code == "port-any"
    assert judge_port("no.such.host.invalid", 8080).code == "port-taken"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "public-url-none"),
        ("https://dondoc.vn", "public-url-safe"),
        ("http://dondoc.vn", "public-url-unsafe"),
    ],
)
def test_the_public_address_should_be_encrypted(tmp_path: Path, url: str, code: str) -> None:
    assert judge_public_url(build_settings(tmp_path, public_url=url)).code == code


# -- Telegram -------------------------------------------------------------------------------------------


def of_telegram(settings: Settings, *, is_bot_running: bool = False, **found: Any) -> dict[str, str]:
    told = Findings(**{"is_token_accepted": True, "username": "dondoc_bot"} | found)
    return codes(judge_telegram(told, settings, is_bot_running=is_bot_running))


def test_a_bot_that_polls_has_no_rival(tmp_path: Path) -> None:
    polling = build_settings(tmp_path)
    assert of_telegram(polling, is_polled_elsewhere=False) == {}
    assert of_telegram(polling, is_polled_elsewhere=True) == {"telegram-way": "polled-elsewhere"}
    assert of_telegram(polling, is_polled_elsewhere=True, is_bot_running=True) == {}, "that is the bot itself"
    assert of_telegram(polling, webhook_host="x.vn") == {"telegram-way": "webhook-in-the-way"}


def test_a_webhook_is_set_and_answers(tmp_path: Path) -> None:
    webhook = build_settings(
        tmp_path,
        telegram_mode="webhook",
        public_url="https://x.vn",
        telegram_webhook_secret="a-secret-of-sixteen",
    )
    assert of_telegram(webhook, webhook_host="x.vn") == {}
    assert of_telegram(webhook) == {"telegram-way": "webhook-not-set"}
    assert of_telegram(webhook, webhook_host="x.vn", webhook_error="502") == {"telegram-way": "webhook-fails"}


def test_a_refused_token_and_an_unreachable_telegram_are_faults(tmp_path: Path) -> None:
    polling = build_settings(tmp_path)
    assert of_telegram(polling, is_token_accepted=False, problem="refused") == {
        "telegram": "telegram-refused"
    }
    assert of_telegram(polling, is_token_accepted=None, problem="away") == {"telegram": "telegram-away"}


def test_messages_that_pile_up_and_half_an_answer_are_warnings(tmp_path: Path) -> None:
    polling = build_settings(tmp_path)
    assert of_telegram(polling, waiting_updates=500) == {"telegram-waiting": "updates-wait"}
    assert of_telegram(polling, problem="timeout") == {"telegram-waiting": "telegram-trouble"}
    assert of_telegram(polling, clock_skew_seconds=90.0) == {"telegram-clock": "clock-ahead"}


# -- Zalo -----------------------------------------------------------------------------------------------

FREE = Quota(3000, 50)


def of_zalo(settings: Settings, sent: int = 0, users: int = 0, **found: Any) -> dict[str, str]:
    told = ZaloFindings("1001", **{"is_token_accepted": True, "name": "bot.Mot"} | found)
    use = BotUse("zalo", "1001", "bot.Mot", sent, users, FREE)
    return codes(judge_zalo(told, settings, use))


def test_a_zalo_bot_that_is_known_polled_and_has_room_is_well(tmp_path: Path) -> None:
    polling = build_settings(tmp_path)
    assert of_zalo(polling, sent=2399, users=49) == {}
    assert of_zalo(polling, webhook_host="x.vn") == {"zalo-way": "zalo-webhook-in-the-way"}
    assert of_zalo(polling, problem="HTTP 502") == {"zalo-way": "zalo-trouble"}
    assert of_zalo(polling, clock_skew_seconds=-90.0) == {"zalo-clock": "clock-behind"}


def test_a_zalo_bot_that_is_unknown_or_cannot_be_asked_is_a_fault(tmp_path: Path) -> None:
    polling = build_settings(tmp_path)
    assert of_zalo(polling, is_token_accepted=False, problem="refused") == {"zalo": "zalo-refused"}
    assert of_zalo(polling, is_token_accepted=None, problem="away") == {"zalo": "zalo-away"}


def test_a_zalo_webhook_is_set_or_will_be(tmp_path: Path) -> None:
    webhook = build_settings(
        tmp_path, zalo_mode="webhook", public_url="https://x.vn", zalo_webhook_secret="a-secret-of-sixteen"
    )
    assert of_zalo(webhook, webhook_host="x.vn") == {}
    assert of_zalo(webhook) == {"zalo-way": "zalo-webhook-not-set"}


@pytest.mark.parametrize(
    ("sent", "users", "is_spent", "code"),
    [
        (2400, 10, False, "zalo-quota-scarce"),
        (10, 50, False, "zalo-full"),
        (2000, 10, True, "zalo-quota-spent"),
    ],
)
def test_what_is_left_of_a_bots_month_is_told(
    tmp_path: Path, sent: int, users: int, is_spent: bool, code: str
) -> None:
    use = BotUse("zalo", "1001", "bot.Mot", sent, users, FREE, is_spent)
    told = ZaloFindings("1001", is_token_accepted=True, name="bot.Mot")
    assert codes(judge_zalo(told, build_settings(tmp_path), use)) == {"zalo-quota": code}


def test_the_doctor_reads_what_was_counted(tmp_path: Path) -> None:
    settings = build_settings(tmp_path, zalo_token="1001:a_secret")
    facts, _ = look_at_database(settings.database_url.get_secret_value())
    assert [use.sent for use in _bots_in_use(settings, facts).values() if use.sent] == []
    database = build_database(tmp_path)
    with database.work(datetime.now(UTC)) as work:
        count_sent(work, {("zalo", "1001"): 7})
    database.close()
    facts, _ = look_at_database(settings.database_url.get_secret_value())
    assert _bots_in_use(settings, facts)["1001"].sent == 7


# -- the sentences --------------------------------------------------------------------------------------


def said() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Every finding the code can make: its check, its code, and the values it gives."""
    folder = Path(__file__).parents[2] / "bot"
    for path in (*(folder / "doctor").glob("*.py"), folder / "commands" / "doctor.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("ok", "warning", "fault"):
                words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
                if len(words) == 2:
                    yield words[0], words[1], frozenset(str(keyword.arg) for keyword in node.keywords)


def test_every_finding_has_a_label_and_a_sentence_with_its_values() -> None:
    known, found = sentences("vi"), list(said())
    assert len(found) > 25
    for check, code, values in found:
        assert f"doctor-check-{check}" in known
        assert known.get(f"doctor-{code}") == values, code


def test_the_worst_finding_decides() -> None:
    assert worst([]) is Verdict.OK
    assert worst([ok("disk", "sound"), warning("disk", "sound")]) is Verdict.WARNING


def test_what_scans_need_is_named_and_no_fault() -> None:
    assert judge_scans([]) == ok("scans", "scans-read")
    assert judge_scans(["tesseract-ocr-vie"]).verdict is Verdict.OK
    assert judge_scans(["a", "b"]).values == {"packages": "a b"}
