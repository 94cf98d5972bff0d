"""Processes of a benchmark: started, watched and ended by their own handles."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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
    module: str,
    *arguments: str,
    folder: Path,
    environment: dict[str, str] | None = None,
    is_heard: bool = False,
) -> Iterator[Process]:
    """`python -m module …` in a folder, ended with the block.

    What it says goes to a file there, except that of one `is_heard` stdout is for the caller to read.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DONDOC_")}
    environment = inherited | {"PYTHONPATH": str(ROOT)} | (environment or {})
    command = [sys.executable, "-m", module, *arguments]
    with (folder / f"{module}.log").open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE if is_heard else log,
            stderr=log,
            text=True,
        )
    try:
        yield process
    finally:
        _end(process)


def kill(process: Process) -> None:
    """SIGKILL, and wait until it is gone."""
    process.kill()
    process.wait()


def _end(process: Process) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


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
