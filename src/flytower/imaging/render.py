"""One rendering from a source file to an encoded file, in this process."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flytower.imaging.checksum import crc32_of_file
from flytower.imaging.encode import encode
from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.errors import LimitError
from flytower.imaging.limits import Limits
from flytower.imaging.pipeline import pixels
from flytower.imaging.plan import plan
from flytower.imaging.probe import probe
from flytower.imaging.recipe import DEFAULT_RESOLUTION, Recipe
from flytower.imaging.source import guarded
from flytower.imaging.work import Work


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file: pixels, bytes, checksum, the extension (no dot) and MIME type that fit, and warnings.

    `warnings` are whole sentences for a job log: the recipe's own first, then those met while rendering.
    """

    width: int
    height: int
    byte_size: int
    crc32: int
    extension: str
    mime: str
    warnings: tuple[str, ...] = ()


def render(source: Path, recipe: Recipe, destination: Path, limits: Limits) -> Rendered:
    """Render `source` as `recipe` says into `destination`, a name the caller may rename afterwards.

    Raises RequestError (a request that no source could meet), RenderError (this source cannot be rendered so) or
    LimitError (it would cost more than `limits`). After an error there is no file at `destination`. Time, memory and
    file size are only held to by `RenderPool`'s processes; pixels are here, too.
    """
    header = probe(source)
    work = Work(source, header, recipe, plan(recipe, header.size, limits))
    with guarded(), _removed_on_error(destination):
        picture = pixels(work)
        output = recipe.output
        dpi = recipe.view.print_res or header.resolution or DEFAULT_RESOLUTION
        profile = picture.profile if output.icc_embed else None
        with destination.open("wb") as file:
            encode(Encoding(picture, output, dpi, profile, work.warn), file)
        size = destination.stat().st_size
        if size > limits.max_output_bytes:
            raise LimitError(f"the result has {size} bytes; at most {limits.max_output_bytes} are allowed")
        return Rendered(
            width=picture.size.width,
            height=picture.size.height,
            byte_size=size,
            crc32=crc32_of_file(destination),
            extension=output.extension,
            mime=output.mime,
            warnings=(*recipe.warnings, *work.warnings),
        )


@contextmanager
def _removed_on_error(destination: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        destination.unlink(missing_ok=True)
        if fault.errno == errno.EFBIG:
            raise LimitError("the result has more bytes than are allowed") from fault
        raise
    except BaseException:
        destination.unlink(missing_ok=True)
        raise
