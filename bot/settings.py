"""Every setting of Loket, read from the environment (prefix ``LOKET_``) and an optional ``.env`` file.

A setting is a field of `Settings`. Its ``metadata["help"]`` says what it is for; ``docs/settings.md`` and
``loket doctor`` are made from the same fields.
"""

from __future__ import annotations

import dataclasses
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "LOKET_"
_MOST_ASSISTANTS = 64
LAUNCH_LANGUAGES = ("en", "fi", "sv", "de", "fr", "es", "ar", "uk")


class SettingsError(ValueError):
    """A setting is wrong; the text names it and says how to mend it."""


def _setting(default: Any, help: str) -> Any:
    return dataclasses.field(default=default, metadata={"help": help})


@dataclasses.dataclass(frozen=True)
class Settings:
    """All settings. Paths are absolute, durations are in seconds."""

    var: Path = _setting(ROOT / "var", "folder of databases, caches, attachments and trained models")
    shared: Path = _setting(ROOT.parent / "shared", "folder of real data for tests and benchmarks (not needed to run)")
    host: str = _setting("127.0.0.1", "address that the web process listens on")
    port: int = _setting(8000, "port of the web process")
    assistant_port: int = _setting(5005, "port of the assistant, on loopback only; of several the first one's")
    assistants: int = _setting(1, "how many assistants share the conversations, on that port and those after it")
    actions_port: int = _setting(
        0, "port of a separate action server, on loopback; 0 runs the actions in the assistant"
    )
    public_url: str = _setting(
        "", "address under which citizens reach the web process, e.g. https://counter.example.org"
    )
    database_url: str = _setting("", "postgresql://user:password@host:port/name; empty: SQLite in the var folder")
    redis_url: str = _setting("", "redis://host:port/0 for lock store, rate limits and wake-ups; empty: in process")
    secret_key: str = _setting("", "secret of sessions and signatures; empty: made once and kept in the var folder")
    web_origins: str = _setting("", "origins that may embed the web chat, separated by commas; empty: this one alone")
    allowed_hosts: str = _setting(
        "", "host names the web process answers to, separated by commas; empty: loopback and the public one"
    )
    trusted_proxies: str = _setting("", "addresses or networks of proxies whose X-Forwarded-For is believed, by commas")
    message_rate: str = _setting("20/minute", "messages that one web session may send; several rates by semicolons")
    session_rate: str = _setting("60/minute; 600/hour", "web sessions that one address may open")
    web_files: str = _setting("on", "files on the web chat: on or off")
    telegram_token: str = _setting("", "token of the Telegram bot, from BotFather; empty: no Telegram")
    telegram_mode: str = _setting(
        "", "webhook, polling or off; empty: webhook where LOKET_PUBLIC_URL is https, else polling"
    )
    telegram_secret: str = _setting("", "secret of the webhook; empty: made once and kept in the var folder")
    telegram_api: str = _setting("https://api.telegram.org", "address of the Bot API")
    sms_account_sid: str = _setting("", "account of Twilio that SMS go through, AC…; empty: no SMS")
    sms_auth_token: str = _setting("", "auth token of that account: signs what Twilio sends, and is our key to it")
    sms_from: str = _setting("", "number that SMS come from, +358…, or a messaging service, MG…")
    sms_api: str = _setting("https://api.twilio.com", "address of Twilio's REST API")
    town: Path = _setting(
        ROOT / "data" / "town", "folder that describes the town: contacts, time zone, emergency numbers"
    )
    log_level: str = _setting("INFO", "DEBUG, INFO, WARNING or ERROR")
    log_format: str = _setting("json", "json or text")
    search_sure: float = _setting(0.0, "score from which a service is answered at once; 0: the calibrated value")
    search_unsure: float = _setting(
        0.0, "score from which services are offered as 'did you mean'; 0: the calibrated value"
    )
    search_margin: float = _setting(0.0, "lead over the second service that 'sure' needs; 0: the calibrated value")
    intent_sure: float = _setting(0.0, "confidence below which an intent is not believed; 0: the calibrated value")

    @property
    def telegram(self) -> str:
        """How Telegram is served: webhook, polling or off."""
        if not self.telegram_token:
            return "off"
        return self.telegram_mode or ("webhook" if self.public_url.startswith("https://") else "polling")

    @property
    def sms(self) -> str:
        """How SMS is served: webhook or off."""
        return "webhook" if self.sms_account_sid else "off"

    @property
    def assistant_urls(self) -> tuple[str, ...]:
        """Where the assistants listen, the first one first."""
        return tuple(f"http://127.0.0.1:{self.assistant_port + number}" for number in range(self.assistants))

    @property
    def model_dir(self) -> Path:
        return self.var / "models"

    @property
    def desk_database(self) -> Path:
        return self.var / "desk.db"

    @property
    def tracker_database(self) -> Path:
        return self.var / "tracker.db"


def _convert(name: str, kind: str, text: str) -> Any:
    try:
        if kind == "int":
            return int(text)
        if kind == "float":
            return float(text)
    except ValueError as error:
        raise SettingsError(f"{PREFIX}{name.upper()}={text!r} is not a number. Give digits, or unset it.") from error
    if kind == "Path":
        return Path(text).expanduser().resolve()
    return text


def read(environment: Mapping[str, str]) -> Settings:
    """Settings from ``environment``. Raises `SettingsError` naming the setting that is wrong."""
    values: dict[str, Any] = {}
    for field in dataclasses.fields(Settings):
        text = environment.get(PREFIX + field.name.upper(), "")
        if text.strip():
            values[field.name] = _convert(field.name, str(field.type), text.strip())
    settings = Settings(**values)
    if settings.log_level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise SettingsError(f"LOKET_LOG_LEVEL={settings.log_level!r}: give DEBUG, INFO, WARNING or ERROR.")
    if settings.log_format not in ("json", "text"):
        raise SettingsError(f"LOKET_LOG_FORMAT={settings.log_format!r}: give json or text.")
    if settings.web_files not in ("on", "off"):
        raise SettingsError(f"LOKET_WEB_FILES={settings.web_files!r}: give on or off.")
    if not 1 <= settings.assistants <= _MOST_ASSISTANTS:
        raise SettingsError(f"LOKET_ASSISTANTS={settings.assistants}: give a number from 1 to {_MOST_ASSISTANTS}.")
    _check_ports(settings)
    _check_telegram(settings)
    _check_sms(settings)
    return settings


def _check_ports(settings: Settings) -> None:
    first, last = settings.assistant_port, settings.assistant_port + settings.assistants - 1
    for name, port in (("LOKET_PORT", settings.port), ("LOKET_ACTIONS_PORT", settings.actions_port)):
        if first <= port <= last:
            raise SettingsError(
                f"{name}={port} is a port of the assistants, {first} to {last}: set another (or LOKET_ASSISTANT_PORT)."
            )


def _check_telegram(settings: Settings) -> None:
    if settings.telegram_mode not in ("", "webhook", "polling", "off"):
        raise SettingsError(f"LOKET_TELEGRAM_MODE={settings.telegram_mode!r}: give webhook, polling or off.")
    if settings.telegram_token and not re.fullmatch(r"\d+:[A-Za-z0-9_-]{10,}", settings.telegram_token):
        raise SettingsError(
            "LOKET_TELEGRAM_TOKEN is not a bot's token: copy it from BotFather, digits, colon, letters."
        )
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", settings.telegram_secret):
        raise SettingsError("LOKET_TELEGRAM_SECRET: up to 256 letters, digits, _ and - are allowed.")


def _check_sms(settings: Settings) -> None:
    if not settings.sms_account_sid:
        return
    if not re.fullmatch(r"AC[0-9a-fA-F]{32}", settings.sms_account_sid):
        raise SettingsError("LOKET_SMS_ACCOUNT_SID is no account's: copy it from the Twilio console, AC and 32 digits.")
    if not settings.sms_auth_token:
        raise SettingsError("LOKET_SMS_AUTH_TOKEN is not set: the Twilio console shows it beside the account's sid.")
    if not re.fullmatch(r"\+\d{6,15}|\d{3,8}|MG[0-9a-fA-F]{32}", settings.sms_from):
        raise SettingsError("LOKET_SMS_FROM: give a number as +358401234567, a short code, or a service's sid, MG….")


def kept_secret(folder: Path, name: str) -> str:
    """The secret in ``folder / name``, made at first use, readable by its owner alone.

    Raises `SettingsError` where the folder cannot be written.
    """
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=folder, prefix=f".{name}.", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            # A link appears whole or not at all, so two first starts at once agree on one secret.
            os.link(file.name, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise SettingsError(
            f"cannot write to {folder} ({error.strerror}): make it writable or set LOKET_VAR."
        ) from error
    return path.read_text(encoding="ascii").strip()


@lru_cache(maxsize=1)
def current() -> Settings:
    """Settings of this process: ``.env`` in the repository, overruled by the environment."""
    from_file = {key: value for key, value in dotenv_values(ROOT / ".env").items() if value is not None}
    return read({**from_file, **os.environ})
