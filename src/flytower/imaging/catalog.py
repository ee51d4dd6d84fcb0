"""What a request may refer to besides itself: records of other pictures, and where it stands when it is nested."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from flytower.imaging.attributes import DEFAULT_ATTRIBUTES, Attributes
from flytower.imaging.limits import DEFAULT_LIMITS, Limits
from flytower.imaging.recipe_values import Point


@dataclass(frozen=True, slots=True)
class CatalogRecord:
    """What a catalog says of one picture. Source: IS reference, image data reference.

    `modifier` is overridden by a request, `post_modifier` overrides it; both are request strings. `mask` is a picture
    of its opacity, `anchor` its default anchor in pixels, `resolution` what `res` compares with (0: the file's own).
    """

    path: Path
    modifier: str = ""
    post_modifier: str = ""
    mask: Path | None = None
    anchor: Point | None = None
    resolution: float = 0.0


Resolver: TypeAlias = Callable[[str], CatalogRecord | None]
"""From the name in `src=`, `mask=`, `template=` or a nested request to a record; None when there is none.

The name is decoded and otherwise as the request has it: `picture`, `Company/picture`, `/Company/picture`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContext:
    """What a request is read in.

    `macros` are the saved image formats by name without `$`. `object_name` is the value of `$object$`, `record` what
    the catalog says of it; without `path_object` the request is about no picture of its own, and layer 0 has to name
    its source. `find` looks other pictures up; without it they stay names. `variables` are definitions that come
    from outside; the request's own replace them. `watermark` is a record laid over the result. `attributes` are the
    catalog's defaults, `font_dir` a directory of fonts besides those shipped, and `font_stamp` its state. `missing`:
    the catalog has no record of the path object.
    """

    macros: Mapping[str, str] = field(default_factory=dict)
    object_name: str = ""
    record: CatalogRecord | None = None
    path_object: bool = True
    find: Resolver | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    watermark: CatalogRecord | None = None
    limits: Limits = DEFAULT_LIMITS
    attributes: Attributes = DEFAULT_ATTRIBUTES
    missing: bool = False
    font_dir: Path | None = None
    font_stamp: tuple[int, ...] = ()
