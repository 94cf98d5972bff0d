"""`python -m benchmarks [turns|footprint] [--write]`: measure, print the table, and write RESULTS.md."""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import footprint, turns
from benchmarks.table import Row, markdown

RESULTS = Path(__file__).with_name("RESULTS.md")
BASELINE = "naive bot"
BENCHMARKS: dict[str, Callable[[Path], list[Row]]] = {"turns": turns.measure, "footprint": footprint.measure}
ABOUT = """\
`python -m benchmarks` measures again (below three minutes), `--write` replaces this file, and `turns` or
`footprint` measures only that; Linux only, as processor time and memory are read from `/proc`. Both bots
run in turn, in the same run, as processes of their own against a local Bot API in a third, on SQLite files
with WAL and `synchronous=FULL`; figures are medians of up to 3 rounds (turns) or 5 (the rest), fewer on a
busy computer, latencies those of all rounds together, counted from a message's arrival at the Bot API to
the bot's reply there. Compare ratios, not absolute figures: those are of one computer. The naive bot is a
python-telegram-bot application with one handler (INSERT, commit, reply) on its default loop; it loses what
it has fetched when it is killed. A turn of Đôn Đốc is not the same work: the message is stored before it is
acknowledged, its sender and offices are looked up, the dialogue is read and kept, the reply goes through an
outbox that survives a crash, and all that is four commits instead of one; the messages are `/tasks`, a
report in plain words and its confirmation, from 100 registered secretaries. Telegram's own limit of 28
messages a second, which `dondoc run` obeys, is switched off for the turns. The start is one on an existing
database, and Đôn Đốc also serves the web chat and the ticker.
"""


def main() -> None:
    """Measure what is asked for, all by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("benchmark", nargs="?", choices=list(BENCHMARKS))
    parser.add_argument("--write", action="store_true", help="write RESULTS.md")
    parser.add_argument("--date", default=f"{datetime.now(UTC):%Y-%m-%d}", help="date written there")
    given = parser.parse_args()
    if not Path("/proc/self/stat").exists():
        sys.exit("the benchmarks read /proc, which this system does not have")
    rows = _measure([given.benchmark] if given.benchmark else list(BENCHMARKS))
    table = markdown(rows, BASELINE)
    print(table)
    if given.write:
        RESULTS.write_text(_page(table, given.date), encoding="utf-8")


def _measure(names: list[str]) -> list[Row]:
    rows: list[Row] = []
    for name in names:
        begins = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="dondoc-benchmark-") as folder:
            rows += BENCHMARKS[name](Path(folder))
        print(f"{name}: {time.monotonic() - begins:.0f} s", file=sys.stderr)
    return rows


def _page(table: str, date: str) -> str:
    where = f"{date}, Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores"
    return f"# Benchmarks\n\n{where}\n\n{table}\n\n{ABOUT}"


if __name__ == "__main__":
    main()
