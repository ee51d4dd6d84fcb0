"""Rendered pictures, each made once and kept within a bound, and what the renderer can tell without rendering."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from hashlib import blake2b
from importlib.metadata import version
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, Protocol

from flytower.imaging import Recipe
from flytower.imaging.limits import Limits
from flytower.storage.derivatives import Derivatives
from flytower.storage.recent import Recent
from flytower.web.serving import BUSY, Refused

_RENDERER: Final = f"flytower {version('flytower')}, Pillow {version('pillow')}"


class Renderer(Protocol):
    """Whoever makes the pictures, such as a `RenderPool`."""

    def render(self, source: Path | None, recipe: Recipe, destination: Path) -> object:
        """Render into a file. Raises RenderError or RequestError."""

    def inspect(self, name: str, *arguments: Any) -> dict[str, Any]:
        """Run an inspection; see `flytower.imaging.inspection`. Raises the same."""


class PictureCache(NamedTuple):
    """Where finished pictures are kept: on disk, and those asked for last in memory, too."""

    derivatives: Derivatives
    recent: Recent

    def find(self, key: str) -> BinaryIO | None:
        """Open a picture, or return None where it is not kept."""
        content = self.recent.find(key)
        if content is not None:
            return BytesIO(content)
        file = self.derivatives.find(key)
        return None if file is None else self._held(key, file)

    def obtain(self, key: str, make: Callable[[Path], None]) -> BinaryIO:
        """Open a picture that is kept, or that `make` makes now; see ``Derivatives.obtain``."""
        return self._held(key, self.derivatives.obtain(key, make))

    def _held(self, key: str, file: BinaryIO) -> BinaryIO:
        if not self.recent.has_room_for(size_of(file)):
            return file
        with file:
            content = file.read()
        self.recent.hold(key, content)
        return BytesIO(content)


def size_of(file: BinaryIO) -> int:
    """Return the size in bytes of a file that is read from its beginning."""
    size = file.seek(0, SEEK_END)
    file.seek(0)
    return size


class PictureMaker:
    """Makes pictures, at most ``places`` at once; whoever comes when all are taken gets status 503.

    ``make_renderer`` is called with the first picture, after the server's process forked.
    """

    def __init__(self, cache: PictureCache, limits: Limits, places: int, make_renderer: Callable[[], Renderer]) -> None:
        self._cache = cache
        self._limits = limits
        self._places = threading.BoundedSemaphore(places)
        self._make_renderer = make_renderer
        self._starting = threading.Lock()

    def key(self, recipe: Recipe, source: Path | None) -> str:
        """Return a picture's name in the cache, which stands for everything that it is made of."""
        facts = (_RENDERER, source and source.name, recipe, self._limits)
        return blake2b(repr(facts).encode(), digest_size=20).hexdigest()

    def obtain(self, key: str, recipe: Recipe, source: Path | None) -> BinaryIO:
        """Open a picture, rendered now or before; ``key`` is its own. Raises Refused, RenderError or RequestError."""
        kept = self._cache.find(key)
        if kept is not None:
            return kept
        with self._place():
            return self._cache.obtain(key, lambda path: self._render(recipe, source, path))

    def kept_size(self, recipe: Recipe, source: Path | None) -> int:
        """Return a picture's size in bytes, 0 while it is not kept."""
        kept = self._cache.find(self.key(recipe, source))
        if kept is None:
            return 0
        with kept:
            return size_of(kept)

    def made_size(self, recipe: Recipe, source: Path | None) -> int:
        """Return a picture's size in bytes, and make it if need be. Raises what ``obtain`` raises."""
        with self.obtain(self.key(recipe, source), recipe, source) as made:
            return size_of(made)

    def inspect(self, name: str, *arguments: Any) -> dict[str, Any]:
        """Read the headers of files, in a process that may be lost. Raises what ``obtain`` raises."""
        with self._place():
            return self._started().inspect(name, *arguments)

    def _render(self, recipe: Recipe, source: Path | None, path: Path) -> None:
        self._started().render(source, recipe, path)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise Refused(503, BUSY, "Too many pictures are being rendered.")
        try:
            yield
        finally:
            self._places.release()

    def _started(self) -> Renderer:
        with self._starting:
            return self._renderer

    @cached_property
    def _renderer(self) -> Renderer:
        return self._make_renderer()
