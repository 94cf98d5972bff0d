"""Both catalogues hold the same sentences with the same values, and every key the code says exists."""

import ast
import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as ftl

from domain.forms import FORMS
from handlers.menu import ENTRIES
from locales import FOLDER, catalogues, knows, say

ROOT = FOLDER.parent
CODE = ("bot", "channels", "documents", "domain", "handlers", "services", "storage")
SAYING = {"say": "", "answer": "", "DomainError": "error-"}
FORBIDDEN = re.compile(r"\b(bạn|vui lòng|yêu cầu)\b", re.IGNORECASE)


class _Values(visitor.Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the library's name
        self.names.add(node.id.name)


def sentences(language: str) -> dict[str, set[str]]:
    """Each key of a language with the values it mentions; a syntax error fails."""
    found: dict[str, set[str]] = {}
    for path in catalogues(language):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{path.name}: {entry.content}"
            if isinstance(entry, ftl.Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice"
                values = _Values()
                values.visit(entry)
                found[entry.id.name] = values.names
    return found


def said() -> list[tuple[str, str, set[str]]]:
    """Where the code says which sentence by its plain name, and with which values (None spread: skipped)."""
    found = []
    for folder in CODE:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                prefix = SAYING.get(_name(node)) if isinstance(node, ast.Call) else None
                if prefix is not None and isinstance(node, ast.Call) and _is_plain(node):
                    key = prefix + str(ast.literal_eval(node.args[0]))
                    values = {str(keyword.arg) for keyword in node.keywords}
                    found.append((f"{path.name}:{node.lineno}", key, values))
    return found


def _name(node: ast.AST) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    return getattr(function, "attr", getattr(function, "id", ""))


def _is_plain(node: ast.Call) -> bool:
    is_spread = any(keyword.arg is None for keyword in node.keywords)
    return bool(node.args) and isinstance(node.args[0], ast.Constant) and not is_spread


def raised_errors() -> set[str]:
    """Codes of the domain errors that are raised anywhere."""
    pattern = re.compile(r"(?:DomainError|CodeRefusal)\(\s*\"([a-z-]+)\"")
    paths = [
        path
        for folder in ("domain", "services", "handlers", "documents", "storage")
        for path in (ROOT / folder).rglob("*.py")
    ]
    return {code for path in paths for code in pattern.findall(path.read_text(encoding="utf-8"))}


def test_vietnamese_and_english_say_the_same_things() -> None:
    assert sentences("vi") == sentences("en")


def test_every_sentence_is_said_with_exactly_its_values() -> None:
    known = sentences("vi")
    assert [(where, key) for where, key, values in said() if known.get(key) != values] == []


def test_every_error_has_a_kind_sentence() -> None:
    assert {code for code in raised_errors() if not knows(f"error-{code}")} == set()


def audited() -> set[str]:
    """What the audit log is told that persons do."""
    pattern = re.compile(r"audit\.record\(\s*work,\s*[\w.]+,\s*\"([a-z_]+)\"")
    paths = (ROOT / "services").rglob("*.py")
    return {action for path in paths for action in pattern.findall(path.read_text(encoding="utf-8"))}


def test_every_audited_action_has_words() -> None:
    actions = audited()
    assert "report_returned" in actions
    assert {action for action in actions if not knows(f"audit-{action.replace('_', '-')}")} == set()


def test_every_field_has_a_name_and_a_question() -> None:
    for form in FORMS.values():
        for field in form.fields:
            name = field.name.replace("_", "-")
            assert knows(f"field-{name}")
            assert knows(f"ask-{name}")


def test_every_command_that_is_shown_has_a_description() -> None:
    assert [entry.name for entry in ENTRIES if entry.shown_to and not knows(f"menu-{entry.name}")] == []


@pytest.mark.parametrize("path", catalogues("vi"), ids=lambda path: path.name)
def test_the_voice_stays_formal_and_without_emoji(path: Path) -> None:
    text = "\n".join(
        line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    assert FORBIDDEN.findall(text) == []
    assert [letter for letter in text if ord(letter) > 0x2FFF] == []


def test_an_unknown_key_is_an_error_and_not_a_silence() -> None:
    with pytest.raises(LookupError):
        say("no-such-sentence")


def test_a_missing_value_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(LookupError):
        say("last-day")
