"""One line of what the doctor found."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from locales import say


class Verdict(Enum):
    """How bad it is: a fault keeps the bot from working, a warning will sooner or later."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. The sentence is `doctor-<code>`, the label `doctor-check-<check>`."""

    check: str
    verdict: Verdict
    code: str
    values: dict[str, str | int] = field(default_factory=dict)

    def label(self, language: str) -> str:
        """What was examined, in a word or two."""
        return say(f"doctor-check-{self.check}", language)

    def sentence(self, language: str) -> str:
        """What was found."""
        return say(f"doctor-{self.code}", language, **self.values)

    def to_json(self, language: str) -> dict[str, Any]:
        """The shape of `--json`; `code` and `values` are stable, the sentence is for people."""
        sentence = self.sentence(language)
        return {
            "check": self.check,
            "verdict": self.verdict.value,
            "code": self.code,
            "values": self.values,
            "sentence": sentence,
        }


def ok(check: str, code: str, **values: str | int) -> Finding:
    """All is well."""
    return Finding(check, Verdict.OK, code, values)


def warning(check: str, code: str, **values: str | int) -> Finding:
    """It works, but somebody should look."""
    return Finding(check, Verdict.WARNING, code, values)


def fault(check: str, code: str, **values: str | int) -> Finding:
    """It does not work."""
    return Finding(check, Verdict.FAULT, code, values)


def worst(findings: list[Finding]) -> Verdict:
    """The verdict over all."""
    found = {finding.verdict for finding in findings}
    return next((verdict for verdict in (Verdict.FAULT, Verdict.WARNING) if verdict in found), Verdict.OK)
