"""pathEmbed: the paths of layer 0's source, moved and bent as the picture was, in Photoshop's own form.

Source: IS reference, pathEmbed; Adobe Photoshop File Formats (path resources).
"""

import struct
from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from pathlib import Path

from flytower.imaging.embedded_paths import embedded_paths
from flytower.imaging.files import sizes_of
from flytower.imaging.limits import Limits
from flytower.imaging.orientation import shown_outline
from flytower.imaging.outlines import XY, Outline, Piece
from flytower.imaging.plan import plan
from flytower.imaging.recipe import Recipe
from flytower.imaging.work import Files

NamedOutline = tuple[str, Outline]

_FIRST, _MOST = 2000, 998
_FILL_RULE, _START, _CLOSED, _KNOT = 6, 8, 0, 1
_FRACTION = 1 << 24
_LARGEST = (1 << 31) - 1
_MOST_KNOTS = (1 << 15) - 1
_LONGEST_NAME = 255


def paths_to_embed(recipe: Recipe, files: Files, limits: Limits) -> bytes | None:
    """The path resources for a reply, as Photoshop's image resource blocks; None when the source has no closed path."""
    source = files.path(recipe.layer.content)
    if source is None:
        return None
    header = files.headers[source]
    found = [
        (name, shown_outline(outline, header.orientation)) for name, outline in embedded_paths(source, closed_only=True)
    ]
    return path_resources(_in_reply(recipe, files, source, found, limits)) if found else None


def path_resources(paths: Iterable[NamedOutline]) -> bytes:
    """Image resource blocks of named outlines, which are in fractions of the picture's width and height."""
    return b"".join(
        _block(number, name, outline) for number, (name, outline) in zip(count(_FIRST), paths, strict=False)
    )


def _in_reply(
    recipe: Recipe, files: Files, source: Path, found: list[NamedOutline], limits: Limits
) -> list[NamedOutline]:
    """The outlines in fractions of the reply: a plan of the same reply that they clip tells where they come to lie."""
    # Names of their own: cropPathE may name an open path, and two paths may have one name.
    outlines = {f"\0{number}": outline for number, (_, outline) in enumerate(found[:_MOST])}
    base = replace(recipe.layer, clip_path=None, clip_path_e=tuple(outlines), clip_x_path=None, clip_x_path_e=())
    sizes = sizes_of(recipe, files)
    sizes[source] = sizes[source]._replace(outlines=(*sizes[source].outlines, *outlines.items()))
    path_object = sizes.get(files.path_object) if files.path_object else None
    made = plan(replace(recipe, layers=(base, *recipe.layers[1:])), path_object, limits, sizes)
    (x, y), (left, top), (width, height) = made.layers[0].position, made.canvas_position, made.size

    def fraction(across: float, down: float) -> XY:
        return (across + x + left) / width, (down + y + top) / height

    shapes = [clip.outline.mapped(fraction) for clip in made.layers[0].clips]
    return [(name, shape) for (name, _), shape in zip(found, shapes, strict=False)]


def _block(number: int, name: str, outline: Outline) -> bytes:
    letters = name.encode("utf-8")[:_LONGEST_NAME]
    title = bytes([len(letters)]) + letters
    title += bytes(len(title) % 2)
    subpaths = [subpath for subpath in outline.subpaths if len(subpath) <= _MOST_KNOTS]
    data = _record(_FILL_RULE) + _record(_START) + b"".join(_subpath(subpath) for subpath in subpaths)
    return struct.pack(">4sH", b"8BIM", number) + title + struct.pack(">I", len(data)) + data


def _subpath(pieces: tuple[Piece, ...]) -> bytes:
    """A length record, then each piece's first point between the handles of the two pieces that meet there."""
    knots = [_record(_CLOSED, struct.pack(">H", len(pieces)))]
    for index, piece in enumerate(pieces):
        before, after = pieces[index - 1], piece
        handles = (before[-2] if len(before) == 4 else piece[0], piece[0], after[1] if len(after) == 4 else piece[0])  # noqa: PLR2004
        knots.append(_record(_KNOT, b"".join(_fixed(y) + _fixed(x) for x, y in handles)))
    return b"".join(knots)


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack(">H24s", kind, data)


def _fixed(value: float) -> bytes:
    """A number with 24 binary places."""
    return struct.pack(">i", max(-_LARGEST, min(_LARGEST, round(value * _FRACTION))))
