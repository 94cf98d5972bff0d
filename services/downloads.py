"""Links that open one stored file for a while, for messengers that carry no files.

Whoever has the link has the file, so it is signed, and says until when it works. The key is the
installation's own and stands in its database, so that every process signs alike.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import select

from domain.errors import DomainError
from services.files import load_file
from services.work import Work, insert_or_ignore
from storage.tables import Setting, StoredFile

PATH = "/files"
KEY = "download_key"
LINK_DAYS = 7
LATEST = 2**40


def link_to(work: Work, file_id: int) -> str:
    """The address of a file, for `LINK_DAYS`; empty when the installation has no public address."""
    place = work.installation
    if not place.public_url:
        return ""
    expires = int((work.now + timedelta(days=LINK_DAYS)).timestamp())
    signature = _signature(_key_to_sign(work), file_id, expires)
    return f"{place.public_url}{PATH}/{file_id}.{expires}.{signature}"


def open_link(work: Work, ticket: str) -> StoredFile:
    """The file that a link's last part opens.

    Raises:
        DomainError: `no-such-file` for a forged link or a file that is gone, `link-expired`.
    """
    file_id, expires = _checked(work, ticket)
    if datetime.fromtimestamp(expires, UTC) <= work.now:
        raise DomainError("link-expired", days=LINK_DAYS)
    file = load_file(work, file_id)
    if not file.content:
        raise DomainError("no-such-file")
    return file


def _checked(work: Work, ticket: str) -> tuple[int, int]:
    """The file and the end of a link, once its signature is found right."""
    parts, key = ticket.split("."), _key(work)
    if key is None or len(parts) != 3 or not all(part.isdecimal() for part in parts[:2]):
        raise DomainError("no-such-file")
    file_id, expires = int(parts[0]), int(parts[1])
    given = parts[2].encode("utf-8", "surrogateescape")
    if max(file_id, expires) > LATEST or not hmac.compare_digest(
        given, _signature(key, file_id, expires).encode()
    ):
        raise DomainError("no-such-file")
    return file_id, expires


def _signature(key: str, file_id: int, expires: int) -> str:
    digest = hmac.new(key.encode(), f"{file_id}.{expires}".encode(), sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def _key(work: Work) -> str | None:
    return work.session.scalar(select(Setting.value).where(Setting.key == KEY))


def _key_to_sign(work: Work) -> str:
    key = _key(work)
    if key is None:
        # Two processes may need it first at the same time: one makes it, both use it.
        work.session.execute(insert_or_ignore(work, Setting).values(key=KEY, value=secrets.token_hex(32)))
        key = _key(work)
    assert key is not None
    return key
