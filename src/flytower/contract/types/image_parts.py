"""What can be drawn on an image: zoom targets, masks, image maps. Source: IPS reference, the page of each type."""

from datetime import datetime

from flytower.contract.record import Record, since
from flytower.contract.version import V2008_01, V2013


class ZoomTarget(Record):
    """A named region of an image for viewers to zoom to, in pixels of the image."""

    zoom_target_handle: str | None = None
    name: str | None = None
    x_position: int | None = None  # left edge
    y_position: int | None = None  # upper edge
    width: int | None = None
    height: int | None = None
    user_data: str | None = None  # anything the viewer wants to know
    position: int | None = None  # place in the list
    last_modified: datetime | None = None


class ZoomTargetArray(Record):
    """Zoom targets."""

    items: list[ZoomTarget]


class Mask(Record):
    """A mask of an image."""

    mask_handle: str | None = None
    name: str | None = None
    mask_path: str | None = None
    mask_file: str | None = None
    last_modified: datetime | None = None


class MaskArray(Record):
    """Masks."""

    items: list[Mask]


class ImageMap(Record):
    """A region of an image that reacts to clicks."""

    image_map_handle: str | None = None
    name: str | None = None
    region: str | None = None  # numbers of pixels: "x1,y1,x2,y2" or the corners of a polygon
    action: str | None = None  # what a click does, as attributes of an HTML area
    shape_type: str | None = None  # Rectangle or Polygon
    position: int | None = None  # place in the stack
    enabled: bool | None = since(V2008_01)
    last_modified: datetime | None = None


class ImageMapArray(Record):
    """Image maps."""

    items: list[ImageMap]


class ZoomTargetDefinition(Record):
    """A zoom target to make, in pixels of the image."""

    __since__ = V2008_01

    name: str
    x_position: int  # left edge
    y_position: int  # upper edge
    width: int
    height: int
    user_data: str | None = None  # anything the viewer wants to know


class ZoomTargetDefinitionArray(Record):
    """Zoom targets to make."""

    __since__ = V2008_01

    items: list[ZoomTargetDefinition]


class ImageMapDefinition(Record):
    """An image map to make; its place in the list is its place in the stack."""

    __since__ = V2008_01

    name: str
    shape_type: str  # Rectangle or Polygon
    region: str  # numbers of pixels: "x1,y1,x2,y2" or the corners of a polygon
    action: str  # what a click does, as attributes of an HTML area
    enabled: bool


class ImageMapDefinitionArray(Record):
    """Image maps to make; a later one lies on top of an earlier one."""

    __since__ = V2008_01

    items: list[ImageMapDefinition]


class PerspectiveQuad(Record):
    """The four corners around a path of an image, in pixels and parts of them."""

    __since__ = V2013

    x0: float  # upper left
    y0: float
    x1: float  # upper right
    y1: float
    x2: float  # lower right
    y2: float
    x3: float  # lower left
    y3: float
