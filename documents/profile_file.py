"""A profile as a YAML file: one of those that ship, or one of your own. See docs/profiles.md."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from documents.plan_file import PlanFileError, refuse_tricks
from domain.profiles import KnownGroup, Profile

SHIPPED = Path(__file__).parent / "profiles"
LARGEST_FILE = 256 * 1024
# What the tables take, where it is less than LONGEST_TEXT.
LONGEST = {"recipient": 200, "member_word": 40, "member_words": 40}
LONGEST_TEXT = 200
REQUIRED = ("title", "committee", "board", "recipient", "groups")
TEXTS = ("title", "committee", "parent_committee", "board", "recipient", "place", "member_word")
KNOWN = (*TEXTS, "issuer_lines", "symbols", "member_words", "groups")
GROUP_TEXTS = ("name", "member_word", "example")
KNOWN_OF_GROUP = (*GROUP_TEXTS, "synonyms")


@dataclass(frozen=True, slots=True)
class ProfileProblem:
    """One mistake: where it stands, and the sentence `profile-<code>` with its detail."""

    where: str
    code: str
    detail: str = ""


class ProfileError(Exception):
    """The profile cannot be used; `problems` names every mistake found."""

    def __init__(self, problems: Iterable[ProfileProblem]) -> None:
        super().__init__("unusable profile")
        self.problems = tuple(problems)


def shipped_profiles() -> list[str]:
    """The names of the profiles that ship."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def load_profile(name: str) -> Profile:
    """The profile of a name, or that of a path to a YAML file.

    Raises:
        ProfileError: with every mistake; nothing is guessed.
    """
    is_path = "/" in name or name.endswith((".yaml", ".yml"))
    if not is_path and name not in shipped_profiles():
        raise ProfileError([ProfileProblem("", "unknown", ", ".join(shipped_profiles()))])
    try:
        content = (Path(name) if is_path else SHIPPED / f"{name}.yaml").read_bytes()
    except OSError as error:
        raise ProfileError([ProfileProblem("", "not-read", error.strerror or "")]) from None
    return read_profile(content)


@functools.lru_cache(maxsize=4)
def read_profile(content: bytes) -> Profile:
    """The profile that a YAML text describes; ProfileError as above. It is asked for twice at every start."""
    told = _told(content)
    reader = _Reader([])
    reader.check_keys(told, "", KNOWN, REQUIRED)
    texts = {name: reader.text(told, name) for name in TEXTS if told.get(name) is not None}
    profile = Profile(
        **texts,
        issuer_lines=reader.texts(told, "issuer_lines"),
        symbols=reader.mapping(told, "symbols"),
        member_words=reader.mapping(told, "member_words"),
        groups=_groups(reader, told),
    )
    if reader.problems:
        raise ProfileError(reader.problems)
    return profile


@dataclass(slots=True)
class _Reader:
    """Takes values of the right kind and notes what is wrong with the others."""

    problems: list[ProfileProblem]

    def check_keys(
        self, told: dict[str, Any], where: str, known: tuple[str, ...], required: tuple[str, ...]
    ) -> None:
        for key in told:
            if key not in known:
                self._complain(f"{where}{str(key)[:40]}", "unknown-key", ", ".join(known))
        for key in required:
            if told.get(key) in (None, "", []):
                self._complain(f"{where}{key}", "missing")

    def text(self, told: dict[str, Any], key: str, where: str = "") -> str:
        value = told.get(key)
        return "" if value is None else self._text(value, f"{where}{key}", key)

    def texts(self, told: dict[str, Any], key: str, where: str = "") -> tuple[str, ...]:
        items = told.get(key) or []
        if not isinstance(items, list):
            self._complain(f"{where}{key}", "not-a-list")
            return ()
        return tuple(
            self._text(item, f"{where}{key}[{number}]", key) for number, item in enumerate(items, start=1)
        )

    def mapping(self, told: dict[str, Any], key: str) -> dict[str, str]:
        items = told.get(key) or {}
        if not isinstance(items, dict):
            self._complain(key, "not-a-mapping")
            return {}
        return {str(name): self._text(value, f"{key}.{name}", key) for name, value in items.items()}

    def _text(self, value: object, where: str, key: str) -> str:
        most = LONGEST.get(key, LONGEST_TEXT)
        if not isinstance(value, str):
            self._complain(where, "not-text")
        elif len(value) > most:
            self._complain(where, "too-long", str(most))
        else:
            return " ".join(value.split())
        return ""

    def _complain(self, where: str, code: str, detail: str = "") -> None:
        self.problems.append(ProfileProblem(where, code, detail))


def _told(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST_FILE:
        raise ProfileError([ProfileProblem("", "too-large")])
    try:
        text = content.decode("utf-8-sig")
        refuse_tricks(text)
        told = yaml.safe_load(text)
    except (PlanFileError, yaml.YAMLError, ValueError, OverflowError, RecursionError):
        raise ProfileError([ProfileProblem("", "not-yaml")]) from None
    if not isinstance(told, dict):
        raise ProfileError([ProfileProblem("", "not-a-mapping")])
    return told


def _groups(reader: _Reader, told: dict[str, Any]) -> tuple[KnownGroup, ...]:
    items = told.get("groups") or []
    if not isinstance(items, list):
        reader.problems.append(ProfileProblem("groups", "not-a-list"))
        return ()
    groups = []
    for number, item in enumerate(items, start=1):
        where = f"groups[{number}]"
        if not isinstance(item, dict):
            reader.problems.append(ProfileProblem(where, "not-a-mapping"))
            continue
        reader.check_keys(item, f"{where}.", KNOWN_OF_GROUP, ("name",))
        texts = {name: reader.text(item, name, f"{where}.") for name in GROUP_TEXTS}
        groups.append(KnownGroup(**texts, synonyms=reader.texts(item, "synonyms", f"{where}.")))
    _refuse_repeated(reader, groups)
    return tuple(groups)


def _refuse_repeated(reader: _Reader, groups: list[KnownGroup]) -> None:
    names = [group.name.casefold() for group in groups]
    for number, name in enumerate(names, start=1):
        if name and name in names[: number - 1]:
            reader.problems.append(
                ProfileProblem(f"groups[{number}].name", "repeated", groups[number - 1].name)
            )
