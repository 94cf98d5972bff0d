"""`python -m benchmarks [proof …] [--write] [--quick]`: run proofs, print and write what they find."""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.proofs import (
    burst,
    country,
    footprint,
    kill_reminders,
    kill_turns,
    pacing,
    processes,
    reading,
    recovery,
    storm,
    summary,
    tick,
)
from benchmarks.sections import Section, replace_section

RESULTS = Path(__file__).with_name("RESULTS.md")
PROOFS: dict[str, Callable[[Path, bool], Section]] = {
    "burst": burst.measure,
    "kill-turns": kill_turns.measure,
    "pacing": pacing.measure,
    "storm": storm.measure,
    "kill-reminders": kill_reminders.measure,
    "recovery": recovery.measure,
    "processes": processes.measure,
    "footprint": footprint.measure,
    "summary": summary.measure,
    "tick": tick.measure,
    "country": country.measure,
    "reading": reading.measure,
}
ABOUT = """\
Each section is one command, `python -m benchmarks <name>`, below three minutes; `--quick` takes smaller
counts, `--write` puts what was found in the place of its section here. A command exits with 1, and says what
differs, when a promise is broken. The product is a process of its own, started as an administrator starts it
(`dondoc run` and environment variables), and so are the bots it is compared with, in the same run, and the
local Bot API they all talk to; the database is looked at afterwards with plain SQL. Compare ratios, not
absolute figures: those are of one computer, which other work may have shared. Linux only, as processor time
and memory are read from `/proc`."""


def main() -> None:
    """Run what is asked for, all by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("proofs", nargs="*", metavar="proof", help=", ".join(PROOFS))
    parser.add_argument("--write", action="store_true", help="write the sections into RESULTS.md")
    parser.add_argument("--quick", action="store_true", help="smaller counts")
    parser.add_argument("--folder", type=Path, help="an empty folder to work in, which is kept")
    parser.add_argument("--date", default=f"{datetime.now(UTC):%Y-%m-%d}", help="date written there")
    given = parser.parse_args()
    if unknown := set(given.proofs) - set(PROOFS):
        parser.error(f"no such proof: {', '.join(sorted(unknown))}")
    if not Path("/proc/self/stat").exists():
        sys.exit("the benchmarks read /proc, which this system does not have")
    broken = False
    for name in given.proofs or PROOFS:
        section = _run(name, given.quick, given.folder)
        broken |= bool(section.broken)
        if given.write:
            measured = f"{given.date}, {_computer()}{', smaller counts' if given.quick else ''}"
            replace_section(RESULTS, name, section, measured, ABOUT, list(PROOFS))
    sys.exit(broken)


def _run(name: str, is_quick: bool, kept: Path | None) -> Section:
    begins = time.monotonic()
    with _folder(name, kept) as folder:
        section = PROOFS[name](Path(folder), is_quick)
    print(f"\n{section.title}\n\n{section.table}")
    for sentence in section.broken:
        print(f"BROKEN: {sentence}")
    print(f"{name}: {time.monotonic() - begins:.0f} s", file=sys.stderr)
    return section


def _folder(name: str, kept: Path | None) -> AbstractContextManager[str]:
    if kept is None:
        return tempfile.TemporaryDirectory(prefix=f"dondoc-{name}-", ignore_cleanup_errors=True)
    folder = kept.resolve() / name
    folder.mkdir(parents=True)
    return nullcontext(str(folder))


def _computer() -> str:
    return f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores"


if __name__ == "__main__":
    main()
