"""Structured logs, one JSON object a line, with every known secret blotted out."""

import logging
import sys
from collections.abc import Iterable
from typing import Any

import structlog
from structlog.types import EventDict

BLOT = "***"


def configure_logs(level: str, secrets: Iterable[str]) -> None:
    """Send structlog and the standard loggers to stderr, without secrets."""
    hidden = sorted(secrets, key=len, reverse=True)

    def blot_secrets(_logger: Any, _method: str, event: EventDict) -> EventDict:
        return {key: _blotted(value, hidden) for key, value in event.items()}

    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        blot_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    render: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    if sys.stderr.isatty():
        render = structlog.dev.ConsoleRenderer()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, blot_secrets, render],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "apscheduler", "aiohttp.access", "alembic"):
        # httpx writes addresses with the bot's token into its INFO lines.
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # It complains of every fault of a PDF; who sent the file is told what matters.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def _blotted(value: Any, secrets: list[str]) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    text = value if isinstance(value, str) else repr(value)
    if not isinstance(value, str) and not any(secret in text for secret in secrets):
        return value
    for secret in secrets:
        text = text.replace(secret, BLOT)
    return text
