"""All settings of an installation, from the environment or a `.env` file; mirrored by `.env.example`."""

import re
from datetime import datetime, timedelta
from typing import Literal, Self
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.outbox import ANSWERING_KINDS, PUSHED_KINDS
from services.pacing import Rate
from services.work import Installation

# Telegram's limits: a message a second to one chat, twenty a minute to a group.
TELEGRAM_CHAT_SECONDS, TELEGRAM_GROUP_SECONDS = 1.0, 3.0
# Shorter values would blot out ordinary words of a log.
SHORTEST_SECRET = 6
# People come back to what was written within a plan's term; less is more likely a typing mistake.
FEWEST_RAW_DAYS = 30
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


class SettingsError(Exception):
    """A setting cannot be used; the text names it and holds no secret."""


class Settings(BaseSettings):
    """Settings with the prefix `DONDOC_`."""

    model_config = SettingsConfigDict(
        env_prefix="DONDOC_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
    )

    telegram_token: SecretStr = SecretStr("")
    telegram_api_url: str = "https://api.telegram.org"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_secret: SecretStr = SecretStr("")
    telegram_rate: float = Field(28.0, ge=0, le=1000)
    uncertain_replies: Literal["resend", "hold"] = "resend"
    uncertain_reminders: Literal["resend", "hold"] = "hold"
    next_channel_minutes: int = Field(30, ge=5, le=1440)
    database_url: SecretStr = SecretStr("sqlite:///var/dondoc.sqlite3")
    http_host: str = "127.0.0.1"
    http_port: int = Field(8080, ge=0, le=65535)
    public_url: str = ""
    timezone: str = "Asia/Ho_Chi_Minh"
    language: Literal["vi", "en"] = "vi"
    board: str = "Ban Tuyên giáo"
    setup_code: SecretStr = SecretStr("")
    code_suffices: bool = False
    invite_days: int = Field(30, ge=1, le=365)
    heartbeat_url: SecretStr = SecretStr("")
    metrics_token: SecretStr = SecretStr("")
    raw_days: int = Field(0, ge=0, le=36500)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    clock: datetime | None = None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("unknown time zone") from None
        return name

    @field_validator("clock")
    @classmethod
    def _aware_clock(cls, instant: datetime | None) -> datetime | None:
        if instant is not None and instant.tzinfo is None:
            raise ValueError("needs an offset, for example 2024-06-10T08:00+07:00")
        return instant

    @field_validator("raw_days")
    @classmethod
    def _long_enough(cls, days: int) -> int:
        if 0 < days < FEWEST_RAW_DAYS:
            raise ValueError(f"0 for ever, or at least {FEWEST_RAW_DAYS}")
        return days

    @model_validator(mode="after")
    def _webhook_is_complete(self) -> Self:
        if self.telegram_mode == "webhook":
            if not self.public_url.startswith("https://"):
                raise ValueError("DONDOC_TELEGRAM_MODE=webhook needs DONDOC_PUBLIC_URL with https://")
            if not WEBHOOK_SECRET.fullmatch(self.telegram_webhook_secret.get_secret_value()):
                raise ValueError("DONDOC_TELEGRAM_WEBHOOK_SECRET needs 16 to 256 of A-Z a-z 0-9 _ -")
        return self

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of the organisation."""
        return ZoneInfo(self.timezone)

    def installation(self) -> Installation:
        """What use cases need to know of the settings."""
        return Installation(
            zone=self.zone,
            language=self.language,
            board=self.board,
            code_suffices=self.code_suffices,
            invite_days=self.invite_days,
            public_url=self.public_url.rstrip("/"),
            resent_kinds=self._resent_kinds(),
            raw_days=self.raw_days,
            page_reaches=self.clock is not None,
            patience=timedelta(minutes=self.next_channel_minutes),
        )

    def rates(self) -> dict[str, Rate]:
        """How fast each messenger is written to; a channel that is not named is not held back."""
        if not self.telegram_rate:
            return {}
        return {"telegram": Rate(self.telegram_rate, TELEGRAM_CHAT_SECONDS, TELEGRAM_GROUP_SECONDS)}

    def _resent_kinds(self) -> frozenset[str]:
        replies = ANSWERING_KINDS if self.uncertain_replies == "resend" else ()
        reminders = PUSHED_KINDS if self.uncertain_reminders == "resend" else ()
        return frozenset((*replies, *reminders))

    def secrets(self) -> list[str]:
        """Values that must never reach a log or an error."""
        held = (
            self.telegram_token,
            self.telegram_webhook_secret,
            self.metrics_token,
            self.heartbeat_url,
            self.setup_code,
            self.database_url,
        )
        values = [secret.get_secret_value() for secret in held]
        password = urlsplit(self.database_url.get_secret_value()).password or ""
        return [value for value in (*values, password, unquote(password)) if len(value) >= SHORTEST_SECRET]


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment, with overrides; SettingsError names the first bad one."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except UnicodeDecodeError:
        raise SettingsError(".env: not UTF-8 text") from None
    except ValidationError as error:
        first = error.errors()[0]
        problem = first["msg"].removeprefix("Value error, ")
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"DONDOC_{name}: {problem}" if name else problem) from None
