"""All settings of an installation, from the environment or a `.env` file; mirrored by `.env.example`."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal, Self
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, PrivateAttr, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from channels.email.server import MailServer, read_mail_server
from documents.profile_file import ProfileError, load_profile
from domain.mail_addresses import is_mail_address
from domain.profiles import Profile
from domain.quotas import Quota
from locales import say
from services.outbox import ANSWERING_KINDS, PUSHED_KINDS
from services.pacing import Rate
from services.work import Installation, NamedBot

# Telegram's limits: a message a second to one chat, twenty a minute to a group.
TELEGRAM_CHAT_SECONDS, TELEGRAM_GROUP_SECONDS = 1.0, 3.0
# Zalo tells no limit but the month's; nobody is helped by a rush.
ZALO_A_SECOND, ZALO_CHAT_SECONDS = 10.0, 1.0
# Mail servers of offices take far less than messengers before they take the sender for a nuisance.
LETTERS_A_SECOND = 1.0
# Shorter values would blot out ordinary words of a log.
SHORTEST_SECRET = 6
# People come back to what was written within a plan's term; less is more likely a typing mistake.
FEWEST_RAW_DAYS = 30
ZALO_TOKEN = re.compile(r"(\w{1,30}):[^\s:/,]+", re.ASCII)
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
    zalo_token: SecretStr = SecretStr("")
    zalo_api_url: str = "https://bot-api.zaloplatforms.com"
    zalo_mode: Literal["polling", "webhook"] = "polling"
    zalo_webhook_secret: SecretStr = SecretStr("")
    zalo_messages: int = Field(3000, ge=0)
    zalo_users: int = Field(50, ge=0)
    smtp_url: SecretStr = SecretStr("")
    smtp_from: str = ""
    uncertain_replies: Literal["resend", "hold"] = "resend"
    uncertain_reminders: Literal["resend", "hold"] = "hold"
    next_channel_minutes: int = Field(30, ge=5, le=1440)
    database_url: SecretStr = SecretStr("sqlite:///var/dondoc.sqlite3")
    http_host: str = "127.0.0.1"
    http_port: int = Field(8080, ge=0, le=65535)
    public_url: str = ""
    behind_proxy: bool = False
    timezone: str = "Asia/Ho_Chi_Minh"
    language: Literal["vi", "en"] = "vi"
    profile: str = "huyen_2024"
    board: str = ""
    setup_code: SecretStr = SecretStr("")
    code_suffices: bool = False
    invite_days: int = Field(30, ge=1, le=365)
    heartbeat_url: SecretStr = SecretStr("")
    metrics_token: SecretStr = SecretStr("")
    raw_days: int = Field(0, ge=0, le=36500)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    clock: datetime | None = None
    _organisation: Profile = PrivateAttr()

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

    @field_validator("zalo_token")
    @classmethod
    def _known_bots(cls, told: SecretStr) -> SecretStr:
        tokens = _split(told)
        if not all(ZALO_TOKEN.fullmatch(token) for token in tokens):
            raise ValueError("one or several <id>:<secret>, by commas")
        ids = [token.partition(":")[0] for token in tokens]
        if len(set(ids)) < len(ids):
            raise ValueError("the same bot stands there twice")
        return told

    @model_validator(mode="after")
    def _mail_is_complete(self) -> Self:
        try:
            server = self.mail_server
        except ValueError as error:
            raise ValueError(f"DONDOC_SMTP_URL: {error}") from None
        if server is not None and not is_mail_address(self.smtp_from):
            raise ValueError("DONDOC_SMTP_URL needs DONDOC_SMTP_FROM with the sender's mail address")
        return self

    @model_validator(mode="after")
    def _webhook_is_complete(self) -> Self:
        webhooks = (
            ("TELEGRAM", self.telegram_mode, self.telegram_webhook_secret),
            ("ZALO", self.zalo_mode, self.zalo_webhook_secret),
        )
        for name, mode, secret in webhooks:
            if mode != "webhook":
                continue
            if not self.public_url.startswith("https://"):
                raise ValueError(f"DONDOC_{name}_MODE=webhook needs DONDOC_PUBLIC_URL with https://")
            if not WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
                raise ValueError(f"DONDOC_{name}_WEBHOOK_SECRET needs 16 to 256 of A-Z a-z 0-9 _ -")
        return self

    @model_validator(mode="after")
    def _profile_is_usable(self) -> Self:
        try:
            self._organisation = load_profile(self.profile)
        except ProfileError as error:
            raise ValueError(f"DONDOC_PROFILE: {self.profile}: {_faults(error, self.language)}") from None
        return self

    @property
    def organisation(self) -> Profile:
        """The profile, with the name of the board where this installation gives its own."""
        own = self._organisation
        return replace(own, board=self.board) if self.board else own

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of the organisation."""
        return ZoneInfo(self.timezone)

    @property
    def mail_server(self) -> MailServer | None:
        """Where letters are handed in; None when e-mail is off."""
        url = self.smtp_url.get_secret_value()
        return read_mail_server(url) if url else None

    @property
    def zalo_tokens(self) -> list[str]:
        """The token of each Zalo bot."""
        return _split(self.zalo_token)

    def installation(self) -> Installation:
        """What use cases need to know of the settings."""
        tokens = self.zalo_tokens
        return Installation(
            zone=self.zone,
            language=self.language,
            profile=self.organisation,
            code_suffices=self.code_suffices,
            invite_days=self.invite_days,
            public_url=self.public_url.rstrip("/"),
            resent_kinds=self._resent_kinds(),
            raw_days=self.raw_days,
            page_reaches=self.clock is not None,
            patience=timedelta(minutes=self.next_channel_minutes),
            has_mail=self.mail_server is not None,
            zalo_bots=tuple(NamedBot(token.partition(":")[0]) for token in tokens),
            quotas={"zalo": Quota(self.zalo_messages, self.zalo_users)} if tokens else {},
        )

    def rates(self) -> dict[str, Rate]:
        """How fast each messenger is written to; a channel that is not named is not held back."""
        rates = {
            "zalo": Rate(ZALO_A_SECOND, ZALO_CHAT_SECONDS),
            "email": Rate(LETTERS_A_SECOND),
        }
        if self.telegram_rate:
            rates["telegram"] = Rate(self.telegram_rate, TELEGRAM_CHAT_SECONDS, TELEGRAM_GROUP_SECONDS)
        return rates

    def _resent_kinds(self) -> frozenset[str]:
        replies = ANSWERING_KINDS if self.uncertain_replies == "resend" else ()
        reminders = PUSHED_KINDS if self.uncertain_reminders == "resend" else ()
        return frozenset((*replies, *reminders))

    def secrets(self) -> list[str]:
        """Values that must never reach a log or an error."""
        held = (
            self.telegram_token,
            self.telegram_webhook_secret,
            self.zalo_token,
            self.zalo_webhook_secret,
            self.metrics_token,
            self.heartbeat_url,
            self.setup_code,
            self.database_url,
            self.smtp_url,
        )
        values = [secret.get_secret_value() for secret in held]
        for url in (self.database_url, self.smtp_url):
            password = urlsplit(url.get_secret_value()).password or ""
            values += [password, unquote(password)]
        values += self.zalo_tokens
        return [value for value in values if len(value) >= SHORTEST_SECRET]


def _split(secrets: SecretStr) -> list[str]:
    """The secrets that stand there by commas."""
    return [part.strip() for part in secrets.get_secret_value().split(",") if part.strip()]


def _faults(error: ProfileError, language: str) -> str:
    """Every mistake of a profile, in one line."""
    found = (
        (problem.where, say(f"profile-{problem.code}", language, detail=problem.detail))
        for problem in error.problems
    )
    return "; ".join(f"{where} {why}".strip() for where, why in found)


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
