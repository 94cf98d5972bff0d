"""Which texts are taken as mail addresses, and which are a slip or an attack."""

import pytest

from domain.errors import DomainError
from domain.mail_addresses import is_mail_address, read_mail_address


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("an@example.vn", "an@example.vn"),
        (" An.Nguyen+viec@Example.Gov.VN ", "an.nguyen+viec@example.gov.vn"),
        ("<an@example.vn>", "an@example.vn"),
        ("mailto:an@example.vn", "an@example.vn"),
    ],
)
def test_what_people_type_is_read(typed: str, read: str) -> None:
    assert read_mail_address(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "an",
        "an@",
        "@example.vn",
        "an@example",
        "an@@example.vn",
        "an@example..vn",
        ".an@example.vn",
        "an@-example.vn",
        "an@example.vn, lan@example.vn",
        "an nguyen@example.vn",
        '"an nguyen"@example.vn',
        "an@[127.0.0.1]",
        "ăn@example.vn",
        "an@example.vn\nBcc: all@example.vn",
        "an@example.vn\r\n",
        "an%0aBcc:all@example.vn\x00",
        "a" * 70 + "@example.vn",
    ],
)
def test_anything_odd_is_refused(typed: str) -> None:
    assert not is_mail_address(typed)
    if typed.strip() == typed:
        with pytest.raises(DomainError, match="mail-unreadable"):
            read_mail_address(typed)
