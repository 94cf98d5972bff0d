"""Is there room on the disk, is the port free or ours, can secretaries open the chat?"""

import shutil
import socket
from pathlib import Path

import httpx

from bot.doctor.finding import Finding, fault, ok, warning
from bot.settings import Settings
from domain import wording

LEAST_FREE = 1024**3
"""In bytes; a backup and a day's log need less."""
ANSWER_SECONDS = 2.0
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - asked about, not listened on


def judge_disk(folder: Path, database_size: int) -> Finding:
    """Room for the database to grow, and for a copy of it."""
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    needed = max(LEAST_FREE, 2 * database_size)
    found, code = (ok, "disk-has-room") if free >= needed else (warning, "disk-nearly-full")
    return found("disk", code, free=wording.size(free), folder=str(folder.resolve()))


def judge_port(host: str, port: int) -> Finding:
    """Whether the HTTP server could start, or has started."""
    address = f"{host}:{port}"
    if port == 0:
        return ok("port", "port-any")
    problem = _why_not_ours_to_take(host, port)
    if not problem:
        return ok("port", "port-free", address=address)
    if _is_dondoc(ANYWHERE.get(host, host), port):
        return ok("port", "port-serves-us", address=address)
    return fault("port", "port-taken", address=address, problem=problem)


def judge_public_url(settings: Settings) -> Finding:
    """Whether the chat has an address, and an encrypted one."""
    url = settings.public_url
    if not url:
        return ok("public-url", "public-url-none")
    if url.startswith("https://"):
        return ok("public-url", "public-url-safe", url=url)
    return warning("public-url", "public-url-unsafe", url=url)


def judge_scans(missing: list[str]) -> Finding:
    """Whether scanned plans can be read; an office may well do without."""
    return ok("scans", "scans-not-read", packages=" ".join(missing)) if missing else ok("scans", "scans-read")


def _why_not_ours_to_take(host: str, port: int) -> str:
    try:
        kind, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind, socket.SOCK_STREAM) as tried:
            # As the server does: a port that rests after its last use may be taken.
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(place)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _is_dondoc(host: str, port: int) -> bool:
    name = f"[{host}]" if ":" in host else host
    try:
        # Straight to this machine, whatever proxy the environment names.
        with httpx.Client(trust_env=False, timeout=ANSWER_SECONDS) as client:
            return bool(client.get(f"http://{name}:{port}/healthz").json() == {"status": "alive"})
    except (httpx.HTTPError, ValueError):
        return False
