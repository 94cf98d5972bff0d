"""Which texts are mail addresses: plain ones only, for anything odd in a header is an attack or a slip."""

import re

from domain.errors import DomainError

LONGEST = 80
"""As long as an address of any channel may be in the database; real ones are far shorter."""

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}@{_LABEL}(?:\.{_LABEL})*\.[A-Za-z]{{2,}}")


def is_mail_address(text: str) -> bool:
    """Whether this is an address as RFC 5321 writes it, without comments, quotes and letters beyond ASCII."""
    return len(text) <= LONGEST and _ADDRESS.fullmatch(text) is not None


def read_mail_address(typed: str) -> str:
    """The address in what was typed, in small letters, or DomainError `mail-unreadable`.

    Mail servers take the part before the sign in any case, as far as anybody knows.
    """
    text = typed.strip().strip("<>").removeprefix("mailto:").strip().lower()
    if not is_mail_address(text):
        raise DomainError("mail-unreadable")
    return text
