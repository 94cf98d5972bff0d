"""Writing a .zip: one file after the other, so that only one of them is in memory."""

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

MEDIA_TYPE = "application/zip"
# Read and write for the owner, read for the others: without it some systems unpack files nobody may open.
_PERMISSIONS = 0o644 << 16


def write_archive(target: BinaryIO, files: Iterable[tuple[str, datetime, bytes]]) -> None:
    """Write (path, local time, content) in this order.

    Nothing is compressed: photos, PDF and office files are compressed already.
    """
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for path, written_at, content in files:
            entry = ZipInfo(path, written_at.timetuple()[:6])
            entry.external_attr = _PERMISSIONS
            archive.writestr(entry, content)
