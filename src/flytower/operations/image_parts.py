"""Zoom targets and image maps of images. Not written yet."""

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record, since
from flytower.contract.types.common import HandleArray
from flytower.contract.types.image_parts import ImageMapDefinitionArray, ZoomTargetDefinitionArray
from flytower.contract.version import V2008_01

_WRITERS = EVERYBODY - {
    Role.WEB_SERVICE_USER,
    Role.TRIAL_SITE_ADMIN,
    Role.TRIAL_SITE_USER,
    Role.IMAGE_PORTAL_USER,
}


class SaveZoomTargetParam(Record):
    """A zoom target to create or to change, in pixels of the image; an image has at most 5."""

    company_handle: str
    asset_handle: str  # the image
    zoom_target_handle: str | None = None  # absent: create
    name: str
    x_position: int  # left edge
    y_position: int  # upper edge
    width: int
    height: int
    user_data: str | None = None  # anything the viewer wants to know


class SaveZoomTargetReturn(Record):
    """The zoom target."""

    zoom_target_handle: str


not_written("Create or change a zoom target of an image", SaveZoomTargetParam, SaveZoomTargetReturn, roles=_WRITERS)


class SetZoomTargetsParam(Record):
    """All zoom targets that an image is to have: at most 5."""

    company_handle: str
    asset_handle: str
    zoom_target_array: ZoomTargetDefinitionArray


class SetZoomTargetsReturn(Record):
    """The zoom targets, in the order given."""

    zoom_target_handle_array: HandleArray


not_written(
    "Replace all zoom targets of an image", SetZoomTargetsParam, SetZoomTargetsReturn, roles=_WRITERS, since=V2008_01
)


class DeleteZoomTargetParam(Record):
    """Which zoom target."""

    company_handle: str
    zoom_target_handle: str


class DeleteZoomTargetReturn(Record):
    """Nothing."""


not_written("Delete a zoom target", DeleteZoomTargetParam, DeleteZoomTargetReturn, roles=_WRITERS)


class SaveImageMapParam(Record):
    """An image map to create or to change."""

    company_handle: str
    asset_handle: str  # the image
    image_map_handle: str | None = None  # absent: create
    name: str
    shape_type: str  # Rectangle or Polygon
    region: str  # numbers of pixels: "x1,y1,x2,y2" or the corners of a polygon
    action: str  # what a click does, as attributes of an HTML area
    position: int  # place in the stack
    enabled: bool = since(V2008_01)


class SaveImageMapReturn(Record):
    """The image map."""

    image_map_handle: str


not_written("Create or change an image map of an image", SaveImageMapParam, SaveImageMapReturn, roles=_WRITERS)


class SetImageMapsParam(Record):
    """All image maps that an image is to have."""

    company_handle: str
    asset_handle: str
    image_map_array: ImageMapDefinitionArray


class SetImageMapsReturn(Record):
    """The image maps, in the order given."""

    image_map_handle_array: HandleArray


not_written("Replace all image maps of an image", SetImageMapsParam, SetImageMapsReturn, roles=_WRITERS, since=V2008_01)


class DeleteImageMapParam(Record):
    """Which image map."""

    company_handle: str
    image_map_handle: str


class DeleteImageMapReturn(Record):
    """Nothing."""


not_written("Delete an image map", DeleteImageMapParam, DeleteImageMapReturn, roles=_WRITERS)
