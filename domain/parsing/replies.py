"""What a secretary's reply says. The seam for understanding free text.

`understand` is pure: the same text and context always give the same `Understanding`.
"""

import re

from domain.parsing.answers import read_answer
from domain.parsing.conclusion import conclude
from domain.parsing.letters import composed
from domain.parsing.telex import decode_telex
from domain.parsing.understanding import ReplyContext, Understanding
from domain.parsing.vni import decode_vni

__all__ = ["LONGEST_TEXT", "ReplyContext", "Understanding", "understand"]

LONGEST_TEXT = 4096
_BLANKS = re.compile(r"(\s)\s+")
_FREE_TEXT_FIELDS = frozenset({"difficulties", "proposals", "note", "plan_no", "speaker", "reason"})


def understand(text: str, context: ReplyContext) -> Understanding:
    """What the reply says; never raises, and reads at most `LONGEST_TEXT` characters."""
    # Runs of blanks are folded, so that no pattern has to wade through them.
    original = _BLANKS.sub(r"\1", composed(text)[:LONGEST_TEXT])
    meant = None if context.asked in _FREE_TEXT_FIELDS else decode_telex(original) or decode_vni(original)
    if meant is not None:
        return _to_be_confirmed(_read(meant, context))
    return _read(original, context)


def _read(text: str, context: ReplyContext) -> Understanding:
    return read_answer(text, context) if context.asked else conclude(text, context)


def _to_be_confirmed(decoded: Understanding) -> Understanding:
    """What raw Telex or VNI was decoded to is offered as a reading; nothing of it counts before it is confirmed."""
    if not decoded.fields:
        return decoded
    return Understanding(
        "ask_again", ask=("confirm",), flags=("raw_telex",), readings=(decoded.fields, *decoded.readings)
    )
