"""Text as every database takes it: SQLite stores anything of any length, PostgreSQL does not."""

from sqlalchemy import String
from sqlalchemy.orm import InstrumentedAttribute

# Embeddings, overrides and isolates: with them a name can pretend to be another one. Vietnamese needs none.
_TURN_ROUND = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def storable(text: str) -> str:
    """The text without NUL, and with `?` for half of a surrogate pair: no database can keep those."""
    return text.replace("\x00", "").encode(errors="replace").decode()


def fitted(text: str, column: InstrumentedAttribute[str]) -> str:
    """The storable text, cut to what its column takes; nothing in it turns round what stands beside it."""
    kind = column.type
    assert isinstance(kind, String)
    return storable(text).translate(_TURN_ROUND)[: kind.length]
