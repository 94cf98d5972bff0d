"""A form as a YAML file: what staff get to change, and what they send back."""

from typing import Any

import yaml

from documents.plan_file import PlanFileError, refuse_tricks
from domain.form_data import UnusableFormError, form_from_data, form_to_data
from domain.form_rules import FormProblem, find_form_problems
from domain.forms import Form

LARGEST_FILE = 64 * 1024


def write_form_file(form: Form, notes: str) -> bytes:
    """The form as YAML, `notes` before it as comments."""
    comments = "".join(f"# {line}\n" for line in notes.splitlines())
    told = yaml.safe_dump(form_to_data(form), allow_unicode=True, sort_keys=False, width=100)
    return f"{comments}{told}".encode()


def read_form_file(content: bytes) -> Form:
    """The form a YAML file describes.

    Raises:
        UnusableFormError: with every mistake found; nothing is guessed.
    """
    form = form_from_data(_told(content))
    problems = find_form_problems(form)
    if problems:
        raise UnusableFormError(problems)
    return form


def _told(content: bytes) -> Any:
    if len(content) > LARGEST_FILE:
        raise UnusableFormError([FormProblem("", "too-large")])
    try:
        text = content.decode("utf-8-sig")
        refuse_tricks(text)
        return yaml.safe_load(text)
    except (PlanFileError, yaml.YAMLError, ValueError, OverflowError, RecursionError):
        raise UnusableFormError([FormProblem("", "not-yaml")]) from None
