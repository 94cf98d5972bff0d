"""Codes that people type or open: made from a secure source, kept only as hashes."""

import hashlib
import secrets

# Crockford's alphabet: no I, L, O or U, which are misread on paper.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILO", "110")
INVITE_LENGTH = 12  # 60 bits
RECEIPT_LENGTH = 6


def new_code(length: int = INVITE_LENGTH) -> str:
    """A random code of `length` letters, without separators."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_token() -> str:
    """A random token for a link that nobody types (256 bits)."""
    return secrets.token_urlsafe(32)


def grouped(code: str) -> str:
    """A code in groups of four, as it is printed: `K7M2-9QXD-4TZA`."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def canonical(typed: str) -> str:
    """What was typed, without separators, in capitals, with misread letters put right."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return letters.translate(_MISREAD)


def hashed(secret: str) -> str:
    """The SHA-256 of a code or token, hexadecimal; enough for secrets of 60 random bits and more."""
    return hashlib.sha256(secret.encode()).hexdigest()
