"""Prints a table of expected and found actions, and every value that would be recorded wrongly.

`python -m tests.domain.understanding.table [file …]`; exit code 1 when a wrong value would be recorded.
"""

import statistics
import sys
import time
from collections import Counter

from domain.parsing.understanding import ACTIONS
from tests.domain.understanding.corpus import FILES, FURTHER_FILES, Case, cases, read, wrong_values

ROUNDS = 5


def main(files: list[str]) -> int:
    """Table, misunderstandings and speed of each file."""
    wrong = 0
    for file in files:
        found = cases(file)
        _say(f"\n{file}: {len(found)} replies")
        wrong += _tell(found)
    _say(f"\nmedian {_median_microseconds(files):.0f} µs a message")
    return 1 if wrong else 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _tell(found: list[Case]) -> int:
    counts: Counter[tuple[str, str]] = Counter()
    wrong = wholly = 0
    for case in found:
        shape = read(case).to_json()
        counts[case.expected["action"], shape["action"]] += 1
        wholly += shape == case.expected
        values = wrong_values(case, shape)
        wrong += bool(values)
        if shape != case.expected:
            _say(f"  {case.text}\n    expected {case.expected}\n    found    {shape}")
        if values:
            _say(f"    WRONG VALUES {values}")
    _print_table(counts)
    right = sum(count for (expected, got), count in counts.items() if expected == got)
    _say(f"action right {right}/{len(found)}, wholly right {wholly}/{len(found)}, wrong values {wrong}")
    return wrong


def _print_table(counts: Counter[tuple[str, str]]) -> None:
    for expected in ACTIONS:
        row = {got: counts[expected, got] for got in ACTIONS if counts[expected, got]}
        if row:
            _say(f"  {expected:18}" + "  ".join(f"{got} {count}" for got, count in row.items()))


def _median_microseconds(files: list[str]) -> float:
    taken = []
    for case in [case for file in files for case in cases(file)] * ROUNDS:
        start = time.perf_counter()
        read(case)
        taken.append((time.perf_counter() - start) * 1e6)
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or [*FILES, *FURTHER_FILES]))
