"""What can be drawn on an image: zoom targets, masks, image maps. Source: IPS reference, the page of each type."""

from datetime import datetime

from flytower.contract.record import Record


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
    enabled: bool | None = None
    last_modified: datetime | None = None


class ImageMapArray(Record):
    """Image maps."""

    items: list[ImageMap]
