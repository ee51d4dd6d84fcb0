"""Catalogs: what requests go by in one company, from the settings and from files that whoever runs the server writes.

``<root>.ini`` in the catalogs directory holds attributes of the company with that root folder. Its MacroFile and
RuleSetFile, and those of the settings, lie in the same directory. Files are read again when they change.
Source: IS reference, image catalogs, default catalog, macro definitions, rule sets.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

from flytower.config import CATALOG_ATTRIBUTES, Settings
from flytower.imaging.attributes import Attributes, attributes_of, is_known, overridden, texts_of
from flytower.imaging.catalog_files import decoded, read_attributes, read_macros
from flytower.imaging.errors import RenderError
from flytower.imaging.rules import RuleSet, read_rules

_LARGEST: Final = 1 << 20
_LOG: Final = logging.getLogger(__name__)
_NONE: Final = RuleSet()
_EMPTY: Final[dict[str, str]] = {}

_Read = TypeVar("_Read")


class CatalogError(RenderError):
    """A catalog file can't be used; the text says which, and why."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """What holds for one company.

    ``texts`` are the attributes as text, by field of ``Settings``; ``macros`` come before those of the default catalog
    and behind the company's image formats. ``changed`` is when its attribute file last was, None without one.
    ``font_dir`` has fonts besides those shipped; ``font_stamp`` is its state.
    """

    attributes: Attributes
    texts: Mapping[str, str] = field(default_factory=dict)
    macros: Mapping[str, str] = field(default_factory=dict)
    rules: RuleSet = _NONE
    changed: datetime | None = None
    font_dir: Path | None = None
    font_stamp: tuple[int, ...] = ()

    def overridden(self, named: Mapping[str, str]) -> "Catalog":
        """Return the same with some attributes replaced. Raises RequestError for a value that is none."""
        texts = overridden(self.texts, named) if named else self.texts
        return replace(self, texts=texts, attributes=attributes_of(texts)) if named else self


class Catalogs:
    """All catalogs of a server. Safe to be used by several threads."""

    def __init__(self, settings: Settings) -> None:
        self._directory = settings.resolved_catalogs_dir
        self._defaults = texts_of(settings)
        self._font_dir = settings.font_dir
        self._lock = threading.Lock()
        self._files: dict[tuple[Path, object], tuple[tuple[int, int], object]] = {}
        self._made: dict[str, tuple[tuple[object, ...], Catalog]] = {}

    def default(self) -> Catalog:
        """Return the default catalog, which holds where a request names no company. Raises CatalogError."""
        return self._catalog("")

    def of(self, root: str) -> Catalog:
        """Return the catalog of the company with this root folder, such as ``DemoCompany/``. Raises CatalogError."""
        return self._catalog(root.strip("/"))

    def _catalog(self, root: str) -> Catalog:
        own = _EMPTY
        path = self._directory / f"{root}.ini"
        if root and path.parent == self._directory:
            own = self._read(path, _attributes) or _EMPTY
        try:
            texts = overridden(self._defaults, own)
        except ValueError as error:
            raise CatalogError(f"{path.name}: {error}") from None
        default_macros = self._named(self._defaults["is_macro_file"], _macros) or _EMPTY
        macros = self._named(texts["is_macro_file"], _macros) or _EMPTY
        rules = self._named(texts["is_rule_set_file"], _rules) or _NONE
        parts = (own, default_macros, macros, rules)
        fonts = self._font_stamp()
        with self._lock:
            known = self._made.get(root)
            same = known is not None and all(one is other for one, other in zip(known[0], parts, strict=True))
            if known is not None and same and known[1].font_stamp == fonts:
                return known[1]
            changed = _changed(path) if own else None
            all_macros = {**default_macros, **macros}
            made = Catalog(attributes_of(texts), texts, all_macros, rules, changed, self._font_dir, fonts)
            self._made[root] = parts, made
        return made

    def _font_stamp(self) -> tuple[int, ...]:
        if self._font_dir is None:
            return ()
        from flytower.imaging.text.font_map import stamp_of  # noqa: PLC0415  fonts are large, and few have their own

        with suppress(OSError):  # whoever draws with it says what is wrong
            return stamp_of(self._font_dir)
        return ()

    def _named(self, name: str, read: Callable[[Path], _Read]) -> _Read | None:
        if not name:
            return None
        path = (self._directory / name).resolve()
        if not path.is_relative_to(self._directory.resolve()):
            raise CatalogError(f"{name}: it lies outside of the catalogs directory")
        found = self._read(path, read)
        if found is None:
            raise CatalogError(f"{name}: there is no such file in the catalogs directory")
        return found

    def _read(self, path: Path, read: Callable[[Path], _Read]) -> _Read | None:
        """Return what a file says, read once for as long as it stays the same; None where there is none."""
        try:
            status = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        stamp = status.st_mtime_ns, status.st_size
        with self._lock:
            known = self._files.get((path, read))
        if known is None or known[0] != stamp:
            if status.st_size > _LARGEST:
                raise CatalogError(f"{path.name}: it is larger than {_LARGEST} bytes")
            try:
                known = stamp, read(path)
            except (ValueError, OSError) as error:
                raise CatalogError(f"{path.name}: {error}") from None
            with self._lock:
                self._files[path, read] = known
        return known[1]  # type: ignore[return-value]


@lru_cache(maxsize=8)
def catalogs_of(settings: Settings) -> Catalogs:
    """Return the catalogs of a server, the same for every caller in this process."""
    return Catalogs(settings)


def _attributes(path: Path) -> dict[str, str]:
    found = read_attributes(decoded(path.read_bytes()))
    unknown = [name for name in found if not is_known(name)]
    if unknown:
        _LOG.warning("%s: attributes without effect here: %s", path.name, ", ".join(unknown))
    return {CATALOG_ATTRIBUTES[name].name: text for name, text in found.items() if is_known(name)}


def _macros(path: Path) -> dict[str, str]:
    return read_macros(decoded(path.read_bytes()))


def _rules(path: Path) -> RuleSet:
    return read_rules(path.read_bytes())


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
