"""Text as every database takes it: SQLite stores anything of any length, PostgreSQL does not."""

from sqlalchemy import String
from sqlalchemy.orm import InstrumentedAttribute


def storable(text: str) -> str:
    """The text without NUL, and with `?` for half of a surrogate pair: no database can keep those."""
    return text.replace("\x00", "").encode(errors="replace").decode()


def fitted(text: str, column: InstrumentedAttribute[str]) -> str:
    """The storable text, cut to what its column takes."""
    kind = column.type
    assert isinstance(kind, String)
    return storable(text)[: kind.length]
