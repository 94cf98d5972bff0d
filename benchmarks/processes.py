"""Processes of a benchmark: started, watched and ended by their own handles."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[1]
START_SECONDS = 60.0
TICKS = os.sysconf("SC_CLK_TCK")

Process = subprocess.Popen[str]


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident and proportional memory in MB; `pss` is None where it may not be read."""

    rss: float
    pss: float | None


@contextmanager
def running(
    module: str, *arguments: str, folder: Path, environment: dict[str, str] | None = None
) -> Iterator[Process]:
    """`python -m module …` in a folder, ended with the block; what it says on stderr goes to a file there."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DONDOC_")}
    environment = inherited | {"PYTHONPATH": str(ROOT)} | (environment or {})
    command = [sys.executable, "-m", module, *arguments]
    with (folder / f"{module}.log").open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=log, text=True
        )
    try:
        yield process
    finally:
        _end(process)


def _end(process: Process) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


@dataclass(frozen=True, slots=True)
class Telegram:
    """The local Bot API, seen by the benchmark."""

    url: str

    def wait_for_poll(self) -> None:
        """Return once the bot has asked for updates."""
        httpx.get(f"{self.url}/polled", timeout=START_SECONDS).raise_for_status()

    def load(self, count: int, per_second: float = 0.0, seconds: float = 60.0) -> dict[str, Any]:
        """Let people write, and return what became of it; see `benchmarks.bot_api`."""
        wanted = {"count": count, "per_second": per_second}
        httpx.post(f"{self.url}/load", json=wanted).raise_for_status()
        answer = httpx.get(f"{self.url}/result", params={"seconds": seconds}, timeout=seconds + 10)
        answer.raise_for_status()
        result: dict[str, Any] = answer.json()
        if result["answered"] < count:
            raise RuntimeError(f"only {result['answered']} of {count} messages were answered in {seconds} s")
        return result


@contextmanager
def telegram(folder: Path, texts: Sequence[str] = (), chats: int = 1, date: int = 0) -> Iterator[Telegram]:
    """A local Bot API in a process of its own, where `chats` people say `texts` in turn."""
    dated = ("--date", str(date)) if date else ()
    arguments = ("--chats", str(chats), *dated, *texts)
    with running("benchmarks.bot_api", *arguments, folder=folder) as process:
        assert process.stdout is not None
        yield Telegram(process.stdout.readline().strip())


def cpu_ms(process: Process) -> float:
    """Processor time a process has used so far, all threads, in ms."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICKS


def memory(process: Process) -> Memory:
    """What a process occupies now."""
    folder = Path(f"/proc/{process.pid}")
    resident = _kilobytes(folder / "status", "VmRSS:")
    try:
        proportional = _kilobytes(folder / "smaps_rollup", "Pss:") / 1024
    except OSError:
        return Memory(resident / 1024, None)
    return Memory(resident / 1024, proportional)


def wait_until_ready(url: str, process: Process) -> None:
    """Return once an address answers 200."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(url).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.01)
    raise RuntimeError(f"{url} did not become ready")


def _kilobytes(file: Path, name: str) -> int:
    for line in file.read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1])
    raise OSError(f"{file} does not tell {name}")
