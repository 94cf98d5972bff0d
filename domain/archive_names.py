"""Names of files and folders in an archive: what people typed, made safe for every system that unpacks it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

# Windows unpacks no path of more than 260 letters, and the person's own folder comes before it.
LONGEST_FOLDER, LONGEST_FILE, LONGEST_ENDING = 60, 80, 10
# Forbidden on Windows, invisible, or turning the direction of writing: a name must read as what it is.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_RESERVED = re.compile(r"(?i)^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
NAMELESS = "_"


def paths_of(files: Iterable[tuple[Sequence[str], str]]) -> list[str]:
    """A path for each (folders, name), all different, in the same order; capitals do not tell paths apart."""
    taken: set[str] = set()
    return [_unique(folders, name, taken) for folders, name in files]


def safe_name(text: str, most: int = LONGEST_FILE) -> str:
    """The text as the name of one file or folder, at most so many letters; the ending of a file stays."""
    visible = "".join(
        letter
        for letter in unicodedata.normalize("NFC", text)
        if letter.isspace() or unicodedata.category(letter) not in _UNSEEN
    )
    name = " ".join(_FORBIDDEN.sub(" ", visible).split()).strip(". ")
    if _RESERVED.match(name):
        name = f"{NAMELESS}{name}"
    stem, ending = _parted(name)
    return (stem[: most - len(ending)].rstrip(". ") + ending) or NAMELESS


def _unique(folders: Sequence[str], name: str, taken: set[str]) -> str:
    folder = "/".join(safe_name(part, LONGEST_FOLDER) for part in folders)
    stem, ending = _parted(safe_name(name))
    path, number = f"{folder}/{stem}{ending}", 1
    while path.casefold() in taken:
        number += 1
        path = f"{folder}/{stem} ({number}){ending}"
    taken.add(path.casefold())
    return path


def _parted(name: str) -> tuple[str, str]:
    """The name and its ending (`.jpg`), "" when it has none."""
    stem, dot, ending = name.rpartition(".")
    is_ending = bool(stem) and 0 < len(ending) <= LONGEST_ENDING and ending.isalnum()
    return (stem, dot + ending) if is_ending else (name, "")
