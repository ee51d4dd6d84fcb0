"""Settings: one frozen value made of the environment and the command line. The only reader of the environment."""

import os
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PREFIX = "FLYTOWER_"
"""Every setting is the environment variable of this prefix and its name in upper case."""

_MEBIBYTE = 1024 * 1024
_LAST_PORT = 65535
_DATABASES = ("sqlite", "postgresql+psycopg")


class SettingError(ValueError):
    """A setting has a value that can't be used; the message names the variable and the value."""


def _setting(default: Any, meaning: str, *, secret: bool = False) -> Any:
    return field(default=default, metadata={"meaning": meaning, "secret": secret})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be configured. Times in seconds, sizes in bytes, unless the name says otherwise."""

    host: str = _setting("127.0.0.1", "Address the server listens on.")
    port: int = _setting(8070, "Port the server listens on; 0 picks a free one and prints it.")
    public_url: str = _setting(
        "", "URL under which clients reach the server, without a trailing slash; empty means http://host:port."
    )
    data_dir: Path = _setting(Path("flytower-data"), "Directory of the database, the blobs and the locks.")
    ephemeral: bool = _setting(False, "Keep everything, instead, in a temporary directory that goes with the server.")
    database_url: str = _setting(
        "",
        "SQLAlchemy URL of the database (sqlite or postgresql+psycopg); empty means SQLite in the data directory.",
        secret=True,
    )
    demo: bool = _setting(
        False, "Create Demo Company, its two users, sample images and one asset of each refused kind."
    )
    workers: int = _setting(0, "Executor processes, which run jobs; 0 means one per core.")
    web_threads: int = _setting(16, "Requests answered at once.")
    server_name: str = _setting("flytower", "serverName in active jobs.")
    time_zone: str = _setting("America/Los_Angeles", "IANA zone whose offset dates in answers carry.")
    log_level: str = _setting("INFO", "Least level that is logged: DEBUG, INFO, WARNING, ERROR.")
    log_format: str = _setting("text", "Form of log lines: text or json.")

    max_request_bytes: int = _setting(32 * _MEBIBYTE, "Largest SOAP or plain XML request.")
    gzip_response: str = _setting(
        "accept", "When answers are compressed: never, soap (gzipResponse=true), accept (or Accept-Encoding), always."
    )
    credential_cache_seconds: int = _setting(300, "How long a verified password is remembered in memory; 0 never.")

    upload_post_max_bytes: int = _setting(
        4096 * _MEBIBYTE, "Largest POST to the upload servlet (UploadPostMaxFileSize)."
    )
    upload_timeout_seconds: int = _setting(1800, "How long an upload job waits for the next POST before it ends.")
    import_dir: Path | None = _setting(
        None, "Directory below which uploadDirectoryJob finds its serverDir; unset refuses."
    )
    url_max_bytes: int = _setting(2048 * _MEBIBYTE, "Largest file fetched by uploadUrlsJob.")
    url_timeout_seconds: int = _setting(300, "Longest fetch of one URL.")
    url_max_redirects: int = _setting(5, "Redirects followed per URL.")
    url_allow_private: bool = _setting(
        False, "Let uploadUrlsJob fetch from private, loopback and link-local addresses."
    )

    export_max_assets: int = _setting(10000, "Most asset handles in one export job.")
    export_life_hours: int = _setting(168, "How long an export's ZIP can be fetched.")

    max_source_pixels: int = _setting(400_000_000, "Largest image, in pixels, that is decoded.")
    max_pix_width: int = _setting(0, "MaxPix: widest rendered image; 0 for no limit of its own.")
    max_pix_height: int = _setting(0, "MaxPix: highest rendered image; 0 for no limit of its own.")
    max_output_pixels: int = _setting(100_000_000, "Largest rendered image in pixels.")
    render_timeout_seconds: int = _setting(120, "Longest rendering of one image.")
    render_memory_bytes: int = _setting(4096 * _MEBIBYTE, "Most memory of one render process.")
    image_cache_bytes: int = _setting(1024 * _MEBIBYTE, "Most disk space of rendered pictures kept for /is/image.")
    image_max_age_seconds: int = _setting(36_000, "How long clients may keep a picture of /is/image (Expiration).")

    smtp_host: str = _setting("", "Mail server; empty keeps mails in the outbox.")
    smtp_port: int = _setting(25, "Port of the mail server.")
    smtp_username: str = _setting("", "User name at the mail server.")
    smtp_password: str = _setting("", "Password at the mail server.", secret=True)
    smtp_starttls: bool = _setting(False, "Encrypt the connection to the mail server.")
    mail_from: str = _setting("flytower@localhost", "Sender of job mails.")

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None, **given: Any) -> Self:
        """Make the settings of the environment, overridden by what is given (None means not given).

        Raises:
            SettingError: for a value that can't be read, or an unknown variable of our prefix.
        """
        source = os.environ if environment is None else environment  # noqa: TID251  the one reader
        values = {**_from_environment(cls, source), **{name: v for name, v in given.items() if v is not None}}
        settings = cls(**values)
        settings.check()
        return settings

    def check(self) -> None:
        """Raise SettingError where a value is outside what it may be."""
        allowed = {
            "gzip_response": ("never", "soap", "accept", "always"),
            "log_format": ("text", "json"),
            "log_level": ("DEBUG", "INFO", "WARNING", "ERROR"),
        }
        for name, values in allowed.items():
            if getattr(self, name) not in values:
                raise SettingError(f"{PREFIX}{name.upper()}={getattr(self, name)!r} is none of {', '.join(values)}")
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, int) and value < 0:
                raise SettingError(f"{PREFIX}{one.name.upper()}={value} is negative")
        for name in ("port", "smtp_port"):
            if getattr(self, name) > _LAST_PORT:
                raise SettingError(f"{PREFIX}{name.upper()}={getattr(self, name)} is no port; the last is {_LAST_PORT}")
        self._check_forms()

    def _check_forms(self) -> None:
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise SettingError(f"{PREFIX}TIME_ZONE={self.time_zone!r} is no IANA time zone") from None
        scheme = self.resolved_database_url.partition(":")[0]
        if scheme not in _DATABASES:  # the URL itself may hold a password
            raise SettingError(f"{PREFIX}DATABASE_URL begins with none of {', '.join(_DATABASES)}")

    def to_environment(self) -> dict[str, str]:
        """Return the variables that make a child process load these same settings."""
        pairs = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {PREFIX + name.upper(): _text(value) for name, value in pairs if value is not None}

    @property
    def resolved_public_url(self) -> str:
        """The URL clients use, without a trailing slash."""
        host = "localhost" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104  every address of the host
        return self.public_url.rstrip("/") or f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def resolved_database_url(self) -> str:
        """The SQLAlchemy URL in use."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'flytower.sqlite3').absolute()}"

    @property
    def blobs_dir(self) -> Path:
        """Where originals, derivatives and exports lie."""
        return self.data_dir / "blobs"

    @property
    def derivatives_dir(self) -> Path:
        """Where pictures rendered for /is/image are kept."""
        return self.data_dir / "derivatives"

    @property
    def locks_dir(self) -> Path:
        """Where executors keep their locks."""
        return self.data_dir / "locks"


def _from_environment(settings: type[Settings], source: Mapping[str, str]) -> dict[str, Any]:
    hints = typing.get_type_hints(settings)
    known = {PREFIX + one.name.upper(): one.name for one in fields(settings)}
    ours = {variable: text for variable, text in source.items() if variable.startswith(PREFIX)}
    unknown = sorted(ours.keys() - known.keys())
    if unknown:
        raise SettingError(f"unknown setting {', '.join(unknown)}")
    return {known[variable]: _value(variable, hints[known[variable]], text) for variable, text in ours.items()}


def _value(variable: str, hint: Any, text: str) -> Any:
    if isinstance(hint, types.UnionType):
        if not text:
            return None
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if hint is bool:
        words = {
            "1": True,
            "true": True,
            "yes": True,
            "on": True,
            "0": False,
            "false": False,
            "no": False,
            "off": False,
        }
        if text.lower() not in words:
            raise SettingError(f"{variable}={text!r} is neither true nor false")
        return words[text.lower()]
    try:
        return hint(text)
    except ValueError:
        raise SettingError(f"{variable}={text!r} is not of type {hint.__name__}") from None


def _text(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
