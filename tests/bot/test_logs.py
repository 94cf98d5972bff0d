"""Logs: one JSON object a line, and no secret in any of them."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.logs import BLOT, configure_logs

TOKEN = "7000000001:AAH-a_token_for_tests_only"
BEGINNING = TOKEN[:12]
ADDRESS = f"https://api.telegram.org/bot{TOKEN}/getMe"


class Log:
    """What stands on stderr."""

    def __init__(self) -> None:
        self.stderr = io.StringIO()

    def text(self) -> str:
        return self.stderr.getvalue()

    def line(self) -> dict[str, Any]:
        """The only line; it holds no token."""
        text = self.text()
        assert TOKEN not in text
        (line,) = text.splitlines()
        found: dict[str, Any] = json.loads(line)
        return found


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    """Logs of level INFO that hide the token, and a secret it begins with; afterwards all is as it was."""
    written = Log()
    monkeypatch.setattr(sys, "stderr", written.stderr)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    # Handlers that stand aside are not closed when the new one takes their place.
    root.handlers.clear()
    structlog.reset_defaults()
    configure_logs("INFO", [BEGINNING, TOKEN])
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def fail() -> None:
    raise ConnectionError(f"no answer from {ADDRESS}")


def test_a_line_is_json_with_level_and_time(log: Log) -> None:
    structlog.get_logger("t").info("đã_gửi", person="Hoa")
    line = log.line()
    assert (line["event"], line["person"], line["level"]) == ("đã_gửi", "Hoa", "info")
    assert line["timestamp"].endswith("Z")


def test_vietnamese_letters_stay_readable(log: Log) -> None:
    structlog.get_logger("t").info("Đôn Đốc")
    assert "Đôn Đốc" in log.text()


def test_a_token_is_blotted_out_of_a_line(log: Log) -> None:
    structlog.get_logger("t").warning(f"asked {ADDRESS}", address=ADDRESS)
    line = log.line()
    assert line["address"] == f"https://api.telegram.org/bot{BLOT}/getMe"
    assert BLOT in line["event"]


@pytest.mark.parametrize(
    "value",
    [[ADDRESS], {"address": ADDRESS}, (1, [ADDRESS]), ConnectionError(ADDRESS), ADDRESS.encode()],
    ids=["list", "dict", "nested", "exception", "bytes"],
)
def test_a_token_is_blotted_out_of_a_value_that_is_no_text(log: Log, value: object) -> None:
    structlog.get_logger("t").warning("failed", value=value)
    assert BLOT in str(log.line()["value"])


def test_a_token_is_blotted_out_of_an_exception_trace(log: Log) -> None:
    try:
        fail()
    except ConnectionError:
        structlog.get_logger("t").exception("failed")
    line = log.line()
    assert "ConnectionError" in line["exception"]
    assert BLOT in line["exception"]


def test_a_token_is_blotted_out_of_a_standard_library_logger(log: Log) -> None:
    logging.getLogger("some.library").warning("asked %s", ADDRESS)
    line = log.line()
    assert line["event"] == f"asked https://api.telegram.org/bot{BLOT}/getMe"
    assert line["level"] == "warning"


def test_a_token_is_blotted_out_of_a_trace_of_a_standard_library_logger(log: Log) -> None:
    try:
        fail()
    except ConnectionError:
        logging.getLogger("some.library").exception("failed")
    assert BLOT in log.line()["exception"]


def test_of_two_secrets_the_longer_is_blotted_out_whole(log: Log) -> None:
    structlog.get_logger("t").info(f"asked {TOKEN}")
    assert log.line()["event"] == f"asked {BLOT}"


@pytest.mark.parametrize("library", ["httpx", "httpcore", "apscheduler", "aiohttp.access", "alembic"])
def test_chatty_libraries_are_silent_unless_something_is_wrong(log: Log, library: str) -> None:
    logging.getLogger(library).info("HTTP Request: GET %s", ADDRESS)
    assert log.text() == ""


def test_lines_below_the_level_are_left_out(log: Log) -> None:
    structlog.get_logger("t").debug("detail")
    logging.getLogger("some.library").debug("detail")
    assert log.text() == ""
