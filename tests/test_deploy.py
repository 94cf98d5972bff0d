"""What stands in deploy/ fits the program: settings that exist, time to stop in, no secrets."""

import re
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from bot.build import STOP_SECONDS
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
# Closing connections comes on top of what the program waits for its own work.
GRACEFUL_STOP = STOP_SECONDS + 2
SETTINGS = {f"DONDOC_{name.upper()}" for name in Settings.model_fields}
SECRETS = {
    f"DONDOC_{name.upper()}" for name, field in Settings.model_fields.items() if field.annotation is SecretStr
}
BOTS = ("dondoc-1", "dondoc-2")


def read(name: str) -> str:
    """A file of deploy/."""
    return (DEPLOY / name).read_text(encoding="utf-8")


@pytest.fixture
def compose() -> dict[str, Any]:
    """The compose file, its merges done."""
    found: dict[str, Any] = yaml.safe_load(read("compose.yaml"))
    return found


@pytest.fixture
def service() -> dict[str, str]:
    """The section of the unit that says how the program is run."""
    # systemd allows a key twice, and then both lines count.
    unit = ConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(read("dondoc.service"))
    assert unit.sections() == ["Unit", "Service", "Install"]
    return dict(unit["Service"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    named = set(re.findall(r"DONDOC_[A-Z_]+[A-Z]", path.read_text(encoding="utf-8")))
    assert named - {"DONDOC_MIGRATE_TO"} <= SETTINGS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_secret_stands_in_a_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\b\d{6,}:[A-Za-z0-9_-]{20,}", text), "a bot's token"
    assert not re.search(r"\b[0-9a-f]{24,}\b", text), "what openssl made"
    for name in (*SECRETS, "POSTGRES_PASSWORD"):
        for value in re.findall(rf"^\s*-?\s*{name}\s*[:=]\s*(\S+)", text, re.MULTILINE):
            assert re.search(r"\$\{\w+:\?", value) or value.startswith(("…", "postgresql://dondoc:…@")), value


def test_the_unit_runs_unprivileged_and_writes_only_its_own_folder(service: dict[str, str]) -> None:
    assert service["User"] not in ("", "root")
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == service["PrivateTmp"] == "yes"
    assert "ReadWritePaths" not in service
    assert service["EnvironmentFile"].startswith("/"), "without its settings it does not start"


def test_the_unit_starts_again_and_leaves_time_to_stop(service: dict[str, str]) -> None:
    assert service["Restart"] == "always"
    assert int(service["TimeoutStopSec"]) > GRACEFUL_STOP


@pytest.mark.parametrize("name", BOTS)
def test_compose_leaves_every_process_time_to_stop(compose: dict[str, Any], name: str) -> None:
    assert float(compose["services"][name]["stop_grace_period"].removesuffix("s")) > GRACEFUL_STOP


@pytest.mark.parametrize("name", ["database", *BOTS])
def test_compose_starts_everything_again(compose: dict[str, Any], name: str) -> None:
    assert compose["services"][name]["restart"] == "unless-stopped"


def test_compose_shares_one_database_that_is_ready_before_the_processes_start(
    compose: dict[str, Any],
) -> None:
    services = compose["services"]
    urls = {services[name]["environment"]["DONDOC_DATABASE_URL"] for name in BOTS}
    assert len(urls) == 1
    assert "@database/" in urls.pop()
    for name in BOTS:
        assert services[name]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["database"]["healthcheck"]["test"]
    mounted = services["database"]["volumes"][0].partition(":")[0]
    assert mounted in compose["volumes"], "the data outlives the container"


def test_compose_opens_ports_to_this_machine_only(compose: dict[str, Any]) -> None:
    ports = [port for service in compose["services"].values() for port in service.get("ports", ())]
    assert len(set(ports)) == len(BOTS)
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_caddy_asks_the_processes_that_compose_runs(compose: dict[str, Any]) -> None:
    published = {compose["services"][name]["ports"][0].rpartition(":")[0] for name in BOTS}
    (upstreams,) = re.findall(r"reverse_proxy (.*) \{", read("Caddyfile"))
    assert set(upstreams.split()) == published


def test_the_image_holds_every_package_and_runs_unprivileged() -> None:
    dockerfile = read("Dockerfile")
    packages = re.search(r"^only-include = \[(.*)\]", (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert packages is not None
    for package in re.findall(r'"(\w+)"', packages[1]):
        assert f"COPY {package} {package}\n" in dockerfile
        assert f"!{package}\n" in read("Dockerfile.dockerignore")
    assert "--require-hashes -r requirements.lock" in dockerfile
    assert re.findall(r"^USER (\S+)", dockerfile, re.MULTILINE)[-1] != "root"
    assert "/readyz" in dockerfile


def test_the_image_takes_nothing_that_is_secret() -> None:
    ignored = read("Dockerfile.dockerignore").splitlines()
    assert "*" in ignored
    assert not [line for line in ignored if line.startswith("!.") or line == "!deploy"]


def test_the_image_can_back_up_the_database_that_compose_runs(compose: dict[str, Any]) -> None:
    server = compose["services"]["database"]["image"].partition(":")[2]
    assert f"postgresql-client-{server} " in read("Dockerfile")
