"""Whether an installation can work: what ``flytower doctor`` looks at."""

import importlib.metadata
import os
import platform
import smtplib
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from flytower.config import Settings
from flytower.model.database import Database
from flytower.storage.local import LocalBlobs

_LIBRARIES: Final = ("SQLAlchemy", "dbos", "gunicorn", "lxml", "Pillow", "spyne")
_FASTER: Final = ("cykooz-resizer", "isal", "pyspng")
_SMTP_SECONDS: Final = 5


class Finding(NamedTuple):
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str


def findings(settings: Settings) -> Iterator[Finding]:
    """Look at one thing after the other; an exception is a finding."""
    checks: dict[str, Callable[[Settings], str]] = {
        "python": _python,
        "libraries": _libraries,
        "faster libraries": _faster,
        "data directory": _data_directory,
        "database": _database,
        "blobs": _blobs,
        "rendering": _rendering,
        "mail server": _mail_server,
    }
    for name, check in checks.items():
        try:
            yield Finding(name, True, check(settings))
        except Exception as wrong:  # noqa: BLE001  that is what is being looked for
            yield Finding(name, False, f"{type(wrong).__name__}: {wrong}")


def _python(_settings: Settings) -> str:
    return f"{platform.python_implementation()} {platform.python_version()} on {platform.platform()}"


def _libraries(_settings: Settings) -> str:
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES)


def _faster(_settings: Settings) -> str:
    installed = {found.metadata["Name"].lower() for found in importlib.metadata.distributions()}
    missing = [name for name in _FASTER if name not in installed]
    return f"not installed, and not necessary: {', '.join(missing)}" if missing else "all installed"


def _data_directory(settings: Settings) -> str:
    directory = settings.data_dir
    existing = next(place for place in (directory.absolute(), *directory.absolute().parents) if place.exists())
    if not os.access(existing, os.W_OK):
        raise PermissionError(f"{existing} is not writable")
    return f"{directory.absolute()}{'' if existing == directory.absolute() else ' (to be created)'}"


def _database(settings: Settings) -> str:
    if not settings.database_url and not settings.data_dir.exists():
        return "to be created"
    database = Database(settings.resolved_database_url)
    try:
        state = "at the newest migration" if database.is_at_head() else "to be migrated when the server starts"
    finally:
        database.dispose()
    return f"{'SQLite' if database.is_sqlite else 'PostgreSQL'}, {state}"


def _blobs(settings: Settings) -> str:
    if not settings.blobs_dir.exists():
        return "to be created"
    store = LocalBlobs(settings.blobs_dir)
    received = store.receive([os.urandom(64)])
    store.discard(received)
    return "writable"


def _mail_server(settings: Settings) -> str:
    if not settings.smtp_host:
        return "none is configured: mails stay in the outbox"
    with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=_SMTP_SECONDS) as server:
        code, greeting = server.noop()
    return f"{settings.smtp_host}:{settings.smtp_port} answers {code} {greeting.decode('ascii', 'replace')}"


def _rendering(settings: Settings) -> str:
    # A broken installation is a finding, not the end: what may be broken is loaded here.
    from PIL import Image  # noqa: PLC0415

    from flytower.imaging.pool import RenderPool  # noqa: PLC0415
    from flytower.imaging.request import parse_request  # noqa: PLC0415
    from flytower.jobs.pictures import limits_of  # noqa: PLC0415

    with TemporaryDirectory() as directory:
        source, target = Path(directory) / "source.png", Path(directory) / "target"
        Image.linear_gradient("L").save(source)
        with RenderPool(1, limits_of(settings)) as pool:
            rendered = pool.render(source, parse_request("wid=64&fmt=jpeg"), target)
    return f"a gradient became {rendered.mime} of {rendered.width} x {rendered.height} pixels"
