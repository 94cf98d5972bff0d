"""Replies with what should be understood of them, and the ways in which people type the same thing."""

import json
import random
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from domain.parsing.contexts import asked_field, previous_report
from domain.parsing.letters import without_diacritics
from domain.parsing.replies import Understanding, understand
from domain.parsing.understanding import ReplyContext

FOLDER = Path(__file__).parent
# The samples of the specification, replies the rules were written with, and replies written afterwards.
FILES = (
    *("samples.jsonl", "replies.jsonl", "held_out.jsonl", "held_out_2.jsonl", "held_out_3.jsonl"),
    *(
        "held_out_4.jsonl",
        "held_out_5.jsonl",
        "held_out_6.jsonl",
        "held_out_7.jsonl",
        "held_out_8.jsonl",
        "held_out_9.jsonl",
    ),
)
# Situations thought of while the rules were mended, each set read once before its rules were changed.
FURTHER_FILES = tuple(f"own_{number}.jsonl" for number in range(1, 17))
WINDOW = (date(2024, 6, 11), date(2024, 6, 30))
# Values of these come out as written, so they change with the spelling.
AS_WRITTEN = ("reason", "difficulties", "proposals", "speaker", "units", "plan_no")
NO_DOUBT = "ask_again"


@dataclass(frozen=True)
class Case:
    """One reply with its circumstances and what is expected."""

    text: str
    context: ReplyContext
    expected: dict[str, Any]


def cases(file: str) -> list[Case]:
    """The cases of one file."""
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    return [_case(json.loads(line)) for line in lines]


def _case(row: dict[str, Any]) -> Case:
    context = ReplyContext(
        datetime.fromisoformat(row["sent_at"]),
        asked_field(row["context"]),
        row.get("members"),
        WINDOW,
        previous=previous_report(row["context"]),
    )
    return Case(row["text"], context, {key: value for key, value in row["expected"].items() if value})


def read(case: Case, text: str | None = None) -> Understanding:
    """What is understood of the case, or of the same thing typed otherwise."""
    return understand(case.text if text is None else text, case.context)


def wrong_values(case: Case, found: dict[str, Any], *, is_varied: bool = False) -> dict[str, Any]:
    """Values that would be recorded and are not what was said."""
    expected = case.expected.get("fields", {})
    if is_varied and found["action"] in ("plan_only", "not_done", "extension_request"):
        # Nothing of these becomes a report.
        return {}
    skipped: tuple[str, ...] = AS_WRITTEN if is_varied else ()
    if is_varied and case.expected["action"] == "correction":
        # What is corrected was held: the report that stands says so.
        skipped = (*skipped, "held")
    return {
        name: value
        for name, value in found.get("fields", {}).items()
        if name not in skipped
        and expected.get(name, _unsaid(name, expected)) != value
        and not (is_varied and _is_a_part(value, expected.get(name)))
    }


def _is_a_part(value: Any, expected: Any) -> bool:
    """`ốm 3, cnôg tác 2`: a reason that cannot be made out is left out, the others are as they were said."""
    return isinstance(value, dict) and isinstance(expected, dict) and value.items() <= expected.items()


def _unsaid(name: str, expected: dict[str, Any]) -> Any:
    # A claimed percentage that agrees with its figures adds nothing.
    return expected.get("pct_claimed") if name == "pct_claimed" else None


def ways_to_type(text: str) -> list[str]:
    """The same letters in the ways phones send them."""
    plain = without_diacritics(text)
    decomposed = unicodedata.normalize("NFD", text)
    return [decomposed, plain, plain.upper(), text.upper(), plain.capitalize()]


def with_a_slip(text: str, chance: random.Random) -> str:
    """The text with two neighbouring letters of one longer word swapped, or one doubled."""
    words = text.split(" ")
    places = [at for at, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    if not places:
        return text
    at = chance.choice(places)
    word = words[at]
    cut = chance.randrange(1, len(word) - 1)
    if chance.random() < 0.5:
        words[at] = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
    else:
        words[at] = word[:cut] + word[cut] + word[cut:]
    return " ".join(words)


def with_manners(text: str, chance: random.Random) -> str:
    """The text with the particles of politeness around it."""
    before = chance.choice(["Dạ ", "Kính báo cáo đ/c, ", "Dạ thưa đồng chí, ", "Em báo cáo: ", ""])
    after = chance.choice([" ạ", " nhé", " đ/c ạ", " ạ.", " nha", ""])
    return f"{before}{text}{after}"


def in_another_order(text: str, chance: random.Random) -> str:
    """The clauses between commas in another order."""
    clauses = text.split(", ")
    chance.shuffle(clauses)
    return ", ".join(clauses)
