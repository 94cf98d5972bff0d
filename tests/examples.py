"""How many random examples a property is shown: `DONDOC_TEST_EXAMPLES=10` makes it ten times as many."""

import os

FACTOR = float(os.environ.get("DONDOC_TEST_EXAMPLES", "1"))
FEWEST = 5


def examples(number: int) -> int:
    """So many times what a hasty run is shown, but always a few."""
    return max(FEWEST, round(number * FACTOR))
