"""The one frozen settings object; nothing else in the service reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PLACEHOLDERS: Final = frozenset({"", "secret", "changeme", "change-me", "password", "test", "dev"})
MINIMUM_SECRET_BYTES: Final = 32


class SettingsRefused(Exception):  # noqa: N818 - a fact about the environment
    """A setting is missing or unsafe; the text is a Russian sentence that names it."""


class NotPrepared(Exception):  # noqa: N818 - a fact about the data folder
    """The data folder or database is empty: ``nastavnik init`` has not run."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the service keeps its data.

    ``data`` holds the three files of the embedded default (log, keys, views) and the master key. With
    ``database`` (``postgresql://…``) log and views live there; ``keys`` names another database for the keys.
    ``mail`` is the mail server (``smtp://``, ``smtps://`` or ``smtp+starttls://``), ``mail_from`` the address
    that notices come from; without them notices are shown in the application only.
    """

    data: Path
    database: str | None = None
    keys: str | None = None
    master_key_file: Path | None = None
    secret_file: Path | None = None
    mail: str | None = None
    mail_from: str | None = None

    @property
    def log_url(self) -> str:
        """Where the log is."""
        return self.database or f"sqlite:///{self.data / 'log.sqlite'}"

    @property
    def keys_url(self) -> str:
        """Where the keys of persons are; never in the database of the log unless told so."""
        return self.keys or f"sqlite:///{self.data / 'keys.sqlite'}"

    @property
    def views_url(self) -> str:
        """Where the read models are."""
        return self.database or f"sqlite:///{self.data / 'views.sqlite'}"

    @property
    def master_key(self) -> Path:
        """The file with the key that wraps all others."""
        return self.master_key_file or self.data / "master.key"

    @property
    def secret(self) -> Path:
        """The file with the secret that signs sessions."""
        return self.secret_file or self.data / "session.secret"


def current_settings() -> Settings:
    """Read the settings of this process; the default data folder lies in the current directory.

    Raises:
        SettingsRefused: as :func:`read_settings`.

    """
    return read_settings(os.environ, home=Path.cwd())


def read_settings(environment: Mapping[str, str], *, home: Path) -> Settings:
    """Read the settings from the environment; ``home`` is the folder under which the default data lie.

    Raises:
        SettingsRefused: a database URL of an unknown kind, or the keys in the database of the log.

    """
    database = environment.get("NASTAVNIK_DATABASE") or None
    keys = environment.get("NASTAVNIK_KEYS") or None
    for name, url in (("NASTAVNIK_DATABASE", database), ("NASTAVNIK_KEYS", keys)):
        if url is not None and not url.startswith(("postgresql://", "sqlite:///")):
            raise SettingsRefused(f"{name}: адрес базы начинается с postgresql:// или sqlite:///")
    if database is not None and database == keys:
        raise SettingsRefused("NASTAVNIK_KEYS: ключи хранятся отдельно от журнала, укажите другую базу")
    return Settings(
        data=Path(environment.get("NASTAVNIK_DATA") or home / ".nastavnik").absolute(),
        database=database,
        keys=keys,
        master_key_file=_path(environment, "NASTAVNIK_MASTER_KEY_FILE"),
        secret_file=_path(environment, "NASTAVNIK_SECRET_FILE"),
        **_mail(environment),
    )


def _mail(environment: Mapping[str, str]) -> dict[str, str | None]:
    mail = environment.get("NASTAVNIK_MAIL") or None
    sender = environment.get("NASTAVNIK_MAIL_FROM") or None
    if mail is not None and not mail.startswith(("smtp://", "smtps://", "smtp+starttls://")):
        raise SettingsRefused("NASTAVNIK_MAIL: адрес почтового сервера начинается с smtp://, smtps:// …")
    if (mail is None) is not (sender is None):
        raise SettingsRefused("NASTAVNIK_MAIL и NASTAVNIK_MAIL_FROM задаются вместе")
    return {"mail": mail, "mail_from": sender}


def read_secret(path: Path) -> bytes:
    """Read the secret that signs sessions.

    Raises:
        SettingsRefused: it is short or a known placeholder.

    """
    secret = path.read_bytes().strip()
    if len(secret) < MINIMUM_SECRET_BYTES or secret.decode("utf-8", "replace").lower() in _PLACEHOLDERS:
        raise SettingsRefused(f"{path.name}: секрет короче {MINIMUM_SECRET_BYTES} знаков или известен всем")
    return secret


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    value = environment.get(name)
    return Path(value).absolute() if value else None
