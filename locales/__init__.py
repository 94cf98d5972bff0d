"""Every sentence the bot says, by language: Fluent catalogues and the one function that reads them."""

from functools import lru_cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("vi", "en")
FOLDER = Path(__file__).parent


class MissingSentence(LookupError):
    """A key that no catalogue holds, or a sentence that lacks a value: a bug, found by the tests."""


def say(key: str, language: str = "vi", /, **values: str | int) -> str:
    """The sentence `key` with its values filled in.

    Whole numbers are written as given: format them first with `domain.wording` where people read them.
    """
    bundle = _bundle(language if language in LANGUAGES else LANGUAGES[0])
    if not bundle.has_message(key):
        raise MissingSentence(key)
    pattern = bundle.get_message(key).value
    texts = {name: str(value) for name, value in values.items()}
    text, errors = bundle.format_pattern(pattern, texts)
    if errors:
        raise MissingSentence(f"{key}: {errors[0]}")
    return str(text)


def knows(key: str) -> bool:
    """Whether a sentence exists."""
    return bool(_bundle(LANGUAGES[0]).has_message(key))


@lru_cache(maxsize=len(LANGUAGES))
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource((FOLDER / f"{language}.ftl").read_text(encoding="utf-8")))
    return bundle
