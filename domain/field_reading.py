"""Reading the answer to the question for one field, whatever form the field belongs to."""

import re
from dataclasses import replace

from domain.forms import BUILT_IN_FIELDS, Field, FieldKind, Value
from domain.parsing.letters import folded_plain
from domain.parsing.replies import Understanding, understand
from domain.parsing.understanding import ReplyContext

LONGEST_NUMBER = 60
_RATIO = re.compile(r"(\d{1,6})\s*/\s*(\d{1,6})")
# What to ask the reader of replies for, by kind: the name of a built-in field of that kind.
_LIKE = {FieldKind.INTEGER: "attended", FieldKind.DATE: "dates", FieldKind.DATES: "dates"}


def read_answer(field: Field, text: str, context: ReplyContext) -> Understanding:
    """What an answer says of the field that was asked; without a value the field is asked again."""
    known = BUILT_IN_FIELDS.get(field.name)
    if known is not None and known.kind is field.kind and field.choices == known.choices:
        return understand(text, replace(context, asked=field.name))
    if field.kind in _LIKE:
        return _read_like(field, text, context)
    value = _read(field, text.strip())
    if value is None:
        return Understanding("ask_again", ask=(field.name,))
    return Understanding("record", {field.name: value})


def _read_like(field: Field, text: str, context: ReplyContext) -> Understanding:
    name = _LIKE[field.kind]
    answer = understand(text, replace(context, asked=name))
    value = answer.fields.get(name)
    is_several = field.kind is FieldKind.DATE and isinstance(value, list) and len(value) > 1
    if value is None or is_several:
        return Understanding("ask_again", ask=(field.name,), flags=answer.flags)
    return Understanding("record", {field.name: value}, flags=answer.flags)


def _read(field: Field, text: str) -> Value | None:
    if field.kind is FieldKind.CHOICE:
        return _choice(field, text)
    if field.kind is FieldKind.RATIO:
        match = _RATIO.search(text)
        return f"{int(match[1])}/{int(match[2])}" if match and int(match[1]) <= int(match[2]) else None
    if field.kind is FieldKind.DOCUMENT_NUMBER:
        is_number = any(letter.isdecimal() for letter in text)
        return text if is_number and len(text) <= LONGEST_NUMBER else None
    if field.kind is FieldKind.FILE:
        return None
    return text or None


def _choice(field: Field, text: str) -> str | None:
    """What was picked as `#2` or typed in words."""
    number = text.removeprefix("#")
    if text.startswith("#") and number.isdecimal() and 1 <= int(number) <= len(field.choices):
        return field.choices[int(number) - 1]
    return next((known for known in field.choices if folded_plain(known) == folded_plain(text)), None)
