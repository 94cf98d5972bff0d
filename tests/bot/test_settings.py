"""The settings: where they come from, what is refused, and what is never shown."""

import os
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import Settings, SettingsError, load_settings
from domain.quotas import Quota

ENV_EXAMPLE = Path(__file__).parents[2] / ".env.example"
TOKEN, SETUP_CODE, PASSWORD = "7000000001:AAH-a_token", "MOT-HAI-BA-BON", "mat-khau-that-dai"
ZALO_TOKEN = "1459232241454765289:abc-xyz_Q"
DATABASE = f"postgresql+asyncpg://dondoc:{PASSWORD}@db/dondoc"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder and an environment without settings."""
    for name in [name for name in os.environ if name.upper().startswith("DONDOC_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def examples() -> dict[str, str]:
    """The settings in .env.example and the values they show."""
    found = re.findall(r"^#?(DONDOC_\w+)=(.*)$", ENV_EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(found) == len(dict(found)), "a setting stands there twice"
    return dict(found)


def test_every_setting_stands_in_the_example_and_the_other_way_round() -> None:
    assert examples().keys() == {f"DONDOC_{name.upper()}" for name in Settings.model_fields}


def test_the_example_sets_nothing_by_itself_and_shows_the_defaults(folder: Path) -> None:
    (folder / ".env").write_bytes(ENV_EXAMPLE.read_bytes())
    assert load_settings() == load_settings(_env_file=None)
    no_default = {"DONDOC_PUBLIC_URL", "DONDOC_CLOCK", "DONDOC_BOARD"}
    shown = {
        name.removeprefix("DONDOC_").lower(): text
        for name, text in examples().items()
        if name not in no_default
    }
    assert load_settings(**shown) == load_settings()


def test_the_example_with_every_line_in_use_is_valid(folder: Path) -> None:
    text = ENV_EXAMPLE.read_text(encoding="utf-8")
    (folder / ".env").write_text(re.sub(r"^#(?=DONDOC_)", "", text, flags=re.MULTILINE), encoding="utf-8")
    assert load_settings().clock == datetime.fromisoformat("2024-06-10T08:00+07:00")


@pytest.mark.parametrize("name", [f"DONDOC_{name.upper()}" for name in Settings.model_fields])
def test_every_line_may_be_left_empty(folder: Path, name: str) -> None:
    (folder / ".env").write_text(f"{name}=\n")
    assert load_settings() == load_settings(_env_file=None)


def test_the_environment_counts_more_than_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("DONDOC_HTTP_PORT=8001\nDONDOC_BOARD=Ban Dân vận\n", encoding="utf-8")
    monkeypatch.setenv("DONDOC_HTTP_PORT", "8002")
    settings = load_settings()
    assert (settings.http_port, settings.board) == (8002, "Ban Dân vận")


def test_settings_of_other_programs_are_ignored(folder: Path) -> None:
    (folder / ".env").write_text("POSTGRES_PASSWORD=x\nDONDOC_OF_TOMORROW=y\n")
    assert load_settings().http_port == 8080


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTP_PORT", "65536"),
        ("HTTP_PORT", "web"),
        ("TIMEZONE", "Asia/Hanoi"),
        ("TIMEZONE", "../../etc/localtime"),
        ("TIMEZONE", "Asia"),
        ("LANGUAGE", "fr"),
        ("CODE_SUFFICES", "perhaps"),
        ("ZALO_TOKEN", "only-a-secret"),
        ("ZALO_TOKEN", "1:a,2"),
        ("ZALO_TOKEN", "1:a/getMe"),
        ("ZALO_TOKEN", "1:a,1:b"),
        ("ZALO_MESSAGES", "-1"),
        ("INVITE_DAYS", "0"),
        ("RAW_DAYS", "29"),
        ("RAW_DAYS", "-1"),
        ("LOG_LEVEL", "LOUD"),
        ("PROFILE", "tinh_1976"),
        ("PROFILE", "./khong-co.yaml"),
        ("CLOCK", "2024-06-10T08:00"),
        ("CLOCK", "tomorrow"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"DONDOC_{name}", value)
    with pytest.raises(SettingsError, match=f"^DONDOC_{name}: "):
        load_settings()


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_file_in_another_encoding_is_refused_in_words(folder: Path, encoding: str) -> None:
    (folder / ".env").write_bytes("DONDOC_BOARD=Ban chỉ đạo é\n".encode(encoding, errors="replace"))
    with pytest.raises(SettingsError):
        load_settings()


@pytest.mark.parametrize("messenger", ["TELEGRAM", "ZALO"])
@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"PUBLIC_URL": "http://x.vn"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://x.vn"}, "WEBHOOK_SECRET"),
        ({"PUBLIC_URL": "https://x.vn", "WEBHOOK_SECRET": "too short"}, "WEBHOOK_SECRET"),
    ],
)
def test_a_webhook_needs_an_address_with_https_and_a_secret(
    monkeypatch: pytest.MonkeyPatch, messenger: str, changes: dict[str, str], named: str
) -> None:
    monkeypatch.setenv(f"DONDOC_{messenger}_MODE", "webhook")
    for name, text in changes.items():
        name = name if name == "PUBLIC_URL" else f"{messenger}_{name}"
        monkeypatch.setenv(f"DONDOC_{name}", text)
    with pytest.raises(SettingsError, match=named):
        load_settings()


def test_there_may_be_several_zalo_bots_known_by_their_ids() -> None:
    settings = load_settings(zalo_token=f" {ZALO_TOKEN} ,1002:b-secret_of.two,", zalo_messages=0)
    assert settings.zalo_tokens == [ZALO_TOKEN, "1002:b-secret_of.two"]
    place = settings.installation()
    assert [bot.id for bot in place.zalo_bots] == ["1459232241454765289", "1002"]
    assert place.quotas == {"zalo": Quota(0, 50)}
    assert set(settings.zalo_tokens) <= set(settings.secrets())
    assert load_settings().installation().quotas == {}


def test_a_bad_zalo_token_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_ZALO_TOKEN", "a-secret-that-was-copied-badly")
    with pytest.raises(SettingsError) as raised:
        load_settings()
    assert "a-secret" not in str(raised.value)


def test_secrets_are_shown_nowhere() -> None:
    settings = load_settings(
        telegram_token=TOKEN, zalo_token=ZALO_TOKEN, setup_code=SETUP_CODE, database_url=DATABASE
    )
    shown = f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    for secret in (TOKEN, ZALO_TOKEN, SETUP_CODE, PASSWORD):
        assert secret not in shown


def test_secrets_are_known_to_whoever_blots_them_out() -> None:
    settings = load_settings(telegram_token=TOKEN, setup_code=SETUP_CODE, database_url=DATABASE)
    assert {TOKEN, SETUP_CODE, DATABASE} <= set(settings.secrets())


def test_the_password_of_the_database_is_a_secret_of_its_own() -> None:
    assert PASSWORD in load_settings(database_url=DATABASE).secrets()


def test_the_password_of_the_mail_server_is_a_secret_of_its_own() -> None:
    settings = load_settings(smtp_url=f"smtp://dondoc:{PASSWORD}@mail.example.vn", smtp_from="a@example.vn")
    assert PASSWORD in settings.secrets()
    assert PASSWORD not in f"{settings!r} {settings.model_dump_json()} {settings.mail_server!r}"


@pytest.mark.parametrize(
    "told",
    [
        {"smtp_url": "mail.example.vn", "smtp_from": "a@example.vn"},
        {"smtp_url": f"http://x:{PASSWORD}@mail.example.vn", "smtp_from": "a@example.vn"},
        {"smtp_url": "smtp://mail.example.vn"},
        {"smtp_url": "smtp://mail.example.vn", "smtp_from": "a@example.vn\nBcc: b@example.vn"},
    ],
)
def test_mail_needs_a_server_and_a_sender(told: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"^DONDOC_SMTP_URL") as refused:
        load_settings(**told)
    assert PASSWORD not in str(refused.value)


@pytest.mark.parametrize("minutes", ["4", "1441", "soon"])
def test_the_patience_with_a_channel_has_bounds(monkeypatch: pytest.MonkeyPatch, minutes: str) -> None:
    monkeypatch.setenv("DONDOC_NEXT_CHANNEL_MINUTES", minutes)
    with pytest.raises(SettingsError, match=r"^DONDOC_NEXT_CHANNEL_MINUTES"):
        load_settings()


def test_empty_secrets_are_none() -> None:
    assert "" not in load_settings().secrets()


def test_use_cases_learn_what_they_need() -> None:
    place = load_settings(public_url="https://dondoc.example.vn/", language="en", raw_days=30).installation()
    assert (place.public_url, place.language, place.raw_days) == ("https://dondoc.example.vn", "en", 30)
    assert place.zone == ZoneInfo("Asia/Ho_Chi_Minh")


def test_the_profile_names_the_board_unless_the_installation_does() -> None:
    assert load_settings().installation().board == "Ban Tuyên giáo Huyện ủy"
    assert load_settings(profile="xa_2025").installation().board == "Ban Xây dựng Đảng"
    own = load_settings(profile="xa_2025", board="Ban Xây dựng Đảng phường Tân An").installation()
    assert (own.board, own.profile.committee) == ("Ban Xây dựng Đảng phường Tân An", "Đảng ủy xã")


def test_every_mistake_of_a_profile_is_told(folder: Path) -> None:
    (folder / "rieng.yaml").write_text("title: Riêng\nmau: 1\ngroups: []\n", encoding="utf-8")
    with pytest.raises(SettingsError) as refusal:
        load_settings(profile="rieng.yaml", language="en")
    told = str(refusal.value)
    assert told.startswith("DONDOC_PROFILE: rieng.yaml: mau there is no such key")
    assert [part.split()[0] for part in told.split("; ")[2:]] == ["committee", "board", "recipient", "groups"]
