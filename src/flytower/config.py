"""Settings: one frozen value made of the environment and the command line. The only reader of the environment."""

import os
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PREFIX = "FLYTOWER_"
"""Every setting is the environment variable of this prefix and its name in upper case."""

_MEBIBYTE = 1024 * 1024
_LAST_PORT = 65535
_MOST_WEB_PROCESSES = 4  # by default: more of them wait for the database rather than for a core
_DATABASES = ("sqlite", "postgresql+psycopg")


class SettingError(ValueError):
    """A setting has a value that can't be used; the message names the variable and the value."""


def _setting(default: Any, meaning: str, *, secret: bool = False) -> Any:
    return field(default=default, metadata={"meaning": meaning, "secret": secret})


_REAL = r"(\d{1,9}(\.\d{0,9})?|\.\d{1,9})(e[+-]?\d)?"

ATTRIBUTE_KINDS = {
    "text": r".*",
    "flag": "[01]",
    "0..1": "[01]",
    "0..3": "[0-3]",
    "1..3": "[1-3]",
    "1..4": "[1-4]",
    "number": rf"(?![0.]*(e|$)){_REAL}",
    "number or 0": _REAL,
    "hours": rf"-1|{_REAL}",
    "color": "(0x)?[0-9a-f]{6}",
    "color or empty": "((0x)?[0-9a-f]{6})?",
    "pixels": r"\d{1,9},\d{1,9}",
    "pixels or empty": r"(\d{1,9},\d{1,9})?",
    "quality": "0*([1-9][0-9]?|100)(,[01])?",
}
"""What a catalog attribute may hold, by its kind. Source: IS reference, common data types of image catalogs."""


class CatalogAttribute(NamedTuple):
    """One attribute of image catalogs: the vendor's name, the field of `Settings` that is its default, its kind."""

    name: str
    field: str
    kind: str

    def accepts(self, text: str) -> bool:
        """Whether a value has the form of this attribute's kind."""
        return re.fullmatch(ATTRIBUTE_KINDS[self.kind], text, re.IGNORECASE | re.ASCII) is not None


def _attribute(name: str, kind: str, default: str, meaning: str) -> Any:
    """Declare an attribute of the default catalog, which a company's own catalog may replace."""
    metadata = {"meaning": f"{name}: {meaning}", "secret": False, "attribute": name, "kind": kind}
    return field(default=default, metadata=metadata)


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
    web_processes: int = _setting(0, f"Processes that answer HTTP; 0 means one per core, up to {_MOST_WEB_PROCESSES}.")
    web_threads: int = _setting(16, "Requests that each of them answers at once.")
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
    font_dir: Path | None = _setting(
        None, "Directory of fonts (TrueType, OpenType) for text layers, besides those shipped."
    )
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
    render_max_layers: int = _setting(128, "Most layers and effects of one request, nested requests included.")
    render_max_nesting: int = _setting(8, "How deep requests may be nested in one another.")
    render_max_layer_pixels: int = _setting(
        1_000_000_000, "Most pixels that all layers of one request need together, of their sources and rasters."
    )
    image_cache_bytes: int = _setting(1024 * _MEBIBYTE, "Most disk space of rendered pictures kept for /is/image.")
    image_memory_bytes: int = _setting(
        64 * _MEBIBYTE,
        "Most memory for those asked for last, in each process that answers HTTP; 0 for none.",
    )
    catalogs_dir: Path | None = _setting(
        None,
        "Directory of catalog files, <company root>.ini and what they name; unset is catalogs in the data directory.",
    )
    max_url_characters: int = _setting(8_000, "Longest query of /is/image and /is/content, encoded.")
    max_commands: int = _setting(1_000, "Most commands in one request to /is/image, macros expanded.")

    is_bkg_color: str = _attribute("BkgColor", "color", "FFFFFF", "fills what no picture covers (bgc).")
    is_default_pix: str = _attribute(
        "DefaultPix", "pixels", "0,0", "a reply without wid, hei and scl is shrunk to this; 0 leaves a side free."
    )
    is_default_thumb_pix: str = _attribute(
        "DefaultThumbPix", "pixels", "100,100", "size of a thumbnail where the request gives none."
    )
    is_max_pix: str = _attribute(
        "MaxPix", "pixels or empty", "", "largest reply over HTTP; empty takes the settings for exports."
    )
    is_jpeg_quality: str = _attribute("JpegQuality", "quality", "80,0", "quality, and 1 for chroma at full resolution.")
    is_res_mode: str = _attribute("ResMode", "1..4", "4", "resampling: 2 bilin, 3 bicub, 4 sharp2 (1 is the same).")
    is_resolution: str = _attribute("Resolution", "number", "72", "dpi of a picture whose file does not say (res).")
    is_print_resolution: str = _attribute(
        "PrintResolution", "number or 0", "0", "dpi written into replies; 0 takes the picture's own (printRes)."
    )
    is_icc_profile_rgb: str = _attribute("IccProfileRgb", "text", "", "output profile of RGB replies; empty for none.")
    is_icc_profile_gray: str = _attribute("IccProfileGray", "text", "", "the same for gray replies.")
    is_icc_profile_cmyk: str = _attribute("IccProfileCmyk", "text", "", "the same for CMYK replies.")
    is_icc_profile_src_rgb: str = _attribute(
        "IccProfileSrcRgb", "text", "", "profile of RGB pictures that carry none; empty takes IccProfileRgb."
    )
    is_icc_profile_src_gray: str = _attribute("IccProfileSrcGray", "text", "", "the same for gray pictures.")
    is_icc_profile_src_cmyk: str = _attribute("IccProfileSrcCmyk", "text", "", "the same for CMYK pictures.")
    is_icc_render_intent: str = _attribute(
        "IccRenderIntent", "0..3", "1", "0 perceptual, 1 relative, 2 saturation, 3 absolute."
    )
    is_icc_black_point_compensation: str = _attribute("IccBlackPointCompensation", "flag", "1", "whether to do it.")
    is_icc_dither: str = _attribute("IccDither", "flag", "0", "whether to dither when colors are converted.")
    is_thumb_type: str = _attribute("ThumbType", "1..3", "2", "thumbnails: 1 crop, 2 fit, 3 texture.")
    is_thumb_res: str = _attribute("ThumbRes", "number", "72", "dpi that texture thumbnails are shown at.")
    is_thumb_horiz_align: str = _attribute("ThumbHorizAlign", "1..3", "2", "thumbnails: 1 left, 2 center, 3 right.")
    is_thumb_vert_align: str = _attribute("ThumbVertAlign", "1..3", "2", "thumbnails: 1 top, 2 center, 3 bottom.")
    is_thumb_bkg_color: str = _attribute(
        "ThumbBkgColor", "color or empty", "", "background of thumbnails; empty takes BkgColor."
    )
    is_default_image: str = _attribute("DefaultImage", "text", "", "picture in place of a missing one; empty for none.")
    is_default_image_mode: str = _attribute(
        "DefaultImageMode",
        "0..1",
        "0",
        "0: DefaultImage takes the place of the whole request, 1: of the missing layer.",
    )
    is_default_ext: str = _attribute("DefaultExt", "text", "", "no effect: pictures go by name, not by path.")
    is_default_font: str = _attribute(
        "DefaultFont", "text", "", "font of text that names none; empty for the shipped one."
    )
    is_default_locale: str = _attribute("DefaultLocale", "text", "", "locale of requests that name none.")
    is_locale_map: str = _attribute("LocaleMap", "text", "", "suffixes of picture names by locale: de,_D,|,_E,")
    is_locale_str_map: str = _attribute("LocaleStrMap", "text", "", "marks of localized strings by locale: de,D|,")
    is_error_image: str = _attribute("ErrorImage", "text", "", "picture in place of an error text; empty for none.")
    is_error_detail: str = _attribute(
        "ErrorDetail", "0..3", "2", "error texts: 0 and 1 the kind of error, 2 also its reason, 3 also the call stack."
    )
    is_expiration: str = _attribute("Expiration", "hours", "10", "hours that clients may keep pictures; -1 for ever.")
    is_non_img_expiration: str = _attribute("NonImgExpiration", "hours", "0.1", "the same for properties.")
    is_default_expiration: str = _attribute("DefaultExpiration", "hours", "1", "the same for a default image.")
    is_use_last_modified: str = _attribute("UseLastModified", "flag", "0", "whether replies carry Last-Modified.")
    is_watermark: str = _attribute("Watermark", "text", "", "picture laid over every reply; empty for none.")
    is_request_lock: str = _attribute("RequestLock", "flag", "0", "whether requests must end in their lock value.")
    is_request_obfuscation: str = _attribute("RequestObfuscation", "0..1", "0", "1: requests must be in base64.")
    is_apply_effect_mask: str = _attribute("ApplyEffectMask", "flag", "1", "default of effectMask.")
    is_full_match: str = _attribute(
        "FullMatch", "flag", "0", "1: where a company has no picture of a name, the default catalog's attributes hold."
    )
    is_client_address_filter: str = _attribute(
        "ClientAddressFilter", "text", "", "addresses that may ask, such as 192.0.2.0/24,198.51.100.7; empty for all."
    )
    is_macro_file: str = _attribute("MacroFile", "text", "", "file of macros in the catalogs directory.")
    is_rule_set_file: str = _attribute("RuleSetFile", "text", "", "file of rules in the catalogs directory.")
    is_publish_info: str = _attribute("PublishInfo", "text", "", "words that req=catalogprops returns.")

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
        for one in CATALOG_ATTRIBUTES.values():
            text = getattr(self, one.field)
            if not one.accepts(text):
                raise SettingError(f"{PREFIX}{one.field.upper()}={text!r} is no value of {one.name} ({one.kind})")
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
    def resolved_workers(self) -> int:
        """How many executor processes there are."""
        return self.workers or len(os.sched_getaffinity(0))

    @property
    def resolved_web_processes(self) -> int:
        """How many processes answer HTTP."""
        return self.web_processes or min(len(os.sched_getaffinity(0)), _MOST_WEB_PROCESSES)

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
    def resolved_catalogs_dir(self) -> Path:
        """Where companies' catalog files lie."""
        return self.catalogs_dir or self.data_dir / "catalogs"

    @property
    def locks_dir(self) -> Path:
        """Where executors keep their locks."""
        return self.data_dir / "locks"


CATALOG_ATTRIBUTES = {
    one.metadata["attribute"].casefold(): CatalogAttribute(one.metadata["attribute"], one.name, one.metadata["kind"])
    for one in fields(Settings)
    if "attribute" in one.metadata
}
"""Every attribute by its name in lower case. Source: IS reference, image catalog attributes."""


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
