"""Lists of words and phrases as they stand in the sources, and the patterns made of them."""


def words(listed: str) -> frozenset[str]:
    """Single words with blanks between."""
    return frozenset(listed.split())


def phrases(listed: str) -> list[str]:
    """Phrases with commas between."""
    return [" ".join(phrase.split()) for phrase in listed.split(",") if phrase.strip()]


def one_of(listed: list[str]) -> str:
    """A pattern for any of the phrases, the longest first."""
    return f"(?:{'|'.join(sorted(listed, key=len, reverse=True))})"
