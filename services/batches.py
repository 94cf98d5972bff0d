"""Long lists of ids in parts that one statement can carry."""

from collections.abc import Collection, Iterator
from itertools import islice

# SQLite takes 32,766 values in a statement, PostgreSQL 65,535.
MOST_VALUES = 10_000


def in_batches(ids: Collection[int], most: int = MOST_VALUES) -> Iterator[list[int]]:
    """The ids in order, some thousand at a time."""
    left = iter(ids)
    while batch := list(islice(left, most)):
        yield batch
