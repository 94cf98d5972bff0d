"""Every sentence the bot says, by language: Fluent catalogues and the one function that reads them."""

from functools import lru_cache
from pathlib import Path

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser

LANGUAGES = ("vi", "en")
FOLDER = Path(__file__).parent


class MissingSentenceError(LookupError):
    """A key that no catalogue holds, or a sentence that lacks a value: a bug, found by the tests."""


def say(key: str, language: str = "vi", /, **values: str | int) -> str:
    """The sentence `key` with its values filled in.

    Whole numbers are written as given: format them first with `domain.wording` where people read them.
    """
    bundle = _bundle(language if language in LANGUAGES else LANGUAGES[0])
    if not bundle.has_message(key):
        raise MissingSentenceError(key)
    pattern = bundle.get_message(key).value
    assert pattern is not None, key
    texts = {name: str(value) for name, value in values.items()}
    text, errors = bundle.format_pattern(pattern, texts)
    if errors:
        raise MissingSentenceError(f"{key}: {errors[0]}")
    return str(text)


def knows(key: str) -> bool:
    """Whether a sentence exists."""
    return bool(_bundle(LANGUAGES[0]).has_message(key))


def catalogues(language: str) -> list[Path]:
    """The files of one language: `vi.ftl`, and `<part>.vi.ftl` for parts with many sentences of their own."""
    return sorted(FOLDER.glob(f"*{language}.ftl"))


@lru_cache(maxsize=len(LANGUAGES))
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    # Where a sentence stands in its file is of no use once it is read, and takes as much memory again.
    parser = FluentParser(with_spans=False)
    for catalogue in catalogues(language):
        bundle.add_resource(parser.parse(catalogue.read_text(encoding="utf-8")))
    return bundle
