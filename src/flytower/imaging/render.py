"""One rendering from a source file to an encoded file, in this process."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flytower.imaging.checksum import SummedFile
from flytower.imaging.compose import pixels, work_on
from flytower.imaging.encode import encode
from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.errors import LimitError
from flytower.imaging.files import base_file, files_of, sizes_of
from flytower.imaging.limits import Limits
from flytower.imaging.photoshop_paths import paths_to_embed
from flytower.imaging.plan import plan
from flytower.imaging.recipe import DEFAULT_RESOLUTION, Recipe
from flytower.imaging.source import guarded
from flytower.imaging.xmp import xmp_of


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


def render(source: Path | None, recipe: Recipe, destination: Path, limits: Limits) -> Rendered:
    """Render `source` as `recipe` says into `destination`, a name the caller may rename afterwards.

    `source` is the path object; None where the recipe names all its pictures itself.

    Raises RequestError (a request that no source could meet), RenderError (this source cannot be rendered so) or
    LimitError (it would cost more than `limits`). After an error there is no file at `destination`. Time, memory and
    file size are only held to by `RenderPool`'s processes; pixels are here, too.
    """
    files = files_of(recipe, source)
    sizes = sizes_of(recipe, files)
    work = work_on(files, recipe, plan(recipe, sizes.get(source) if source else None, limits, sizes))
    base = base_file(recipe, files)
    with guarded(), _removed_on_error(destination):
        picture = pixels(work)
        output = recipe.output
        resolution = files.headers[base].resolution if base else 0.0
        dpi = recipe.view.print_res or resolution or DEFAULT_RESOLUTION
        profile = picture.profile if output.icc_embed else None
        own = files.path(recipe.layer.content)
        xmp = xmp_of(own) if output.xmp_embed and own else None
        paths = paths_to_embed(recipe, files, limits) if output.path_embed else None
        with SummedFile(destination) as file:
            encode(Encoding(picture, output, dpi, profile, work.warn, xmp, paths), file)
        size = destination.stat().st_size
        if size > limits.max_output_bytes:
            raise LimitError(f"the result has {size} bytes; at most {limits.max_output_bytes} are allowed")
        return Rendered(
            width=picture.size.width,
            height=picture.size.height,
            byte_size=size,
            crc32=file.crc32(),
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
