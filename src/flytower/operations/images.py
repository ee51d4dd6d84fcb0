"""Making images of images, and what can be found out about one. Not written yet."""

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record
from flytower.contract.types.asset_updates import ImageFieldUpdateArray
from flytower.contract.types.common import StringArray
from flytower.contract.types.image_parts import PerspectiveQuad
from flytower.contract.types.upload_options import AutoColorCropOptions, AutoTransparentCropOptions
from flytower.contract.version import V2008_01, V2010, V2013
from flytower.operations.batch_records import AssetBatchReturn

_READERS = EVERYBODY - {Role.WEB_SERVICE_USER, Role.TRIAL_SITE_ADMIN, Role.TRIAL_SITE_USER}
_WRITERS = _READERS - {Role.IMAGE_PORTAL_USER}


class ReplaceImageParam(Record):
    """Which image, and what to do with it."""

    company_handle: str
    asset_handle: str
    url_modifier: str  # image server commands joined by "&"


class ReplaceImageReturn(Record):
    """The same image."""

    asset_handle: str


not_written(
    "Replace an image by what image server commands make of it",
    ReplaceImageParam,
    ReplaceImageReturn,
    roles=_WRITERS,
    since=V2008_01,
)


class CopyImageParam(Record):
    """Which image, what to do with it, and where to put the copy."""

    company_handle: str
    asset_handle: str
    folder_handle: str
    name: str  # of the copy
    url_modifier: str  # image server commands joined by "&"; may be empty


class CopyImageReturn(Record):
    """The copy."""

    asset_handle: str


not_written(
    "Make an image of its own of what image server commands make of another",
    CopyImageParam,
    CopyImageReturn,
    roles=_WRITERS,
    since=V2008_01,
)


class CreateDerivedAssetParam(Record):
    """Of which image, and what the view is."""

    company_handle: str
    owner_handle: str  # the image
    folder_handle: str
    name: str
    type: str  # AdjustedView or LayerView
    url_modifier: str | None = None  # image server commands before those of a request
    url_post_apply_modifier: str | None = None  # image server commands after those of a request


class CreateDerivedAssetReturn(Record):
    """The view."""

    asset_handle: str


not_written(
    "Create a view of an image, which follows its changes and is deleted with it",
    CreateDerivedAssetParam,
    CreateDerivedAssetReturn,
    roles=_WRITERS,
    since=V2008_01,
)


class SetUrlModifierParam(Record):
    """Of which asset."""

    company_handle: str
    asset_handle: str
    url_modifier: str | None = None  # image server commands before those of a request
    url_post_apply_modifier: str | None = None  # image server commands after those of a request


class SetUrlModifierReturn(Record):
    """Nothing."""


not_written(
    "Set the image server commands that every request for an asset gets",
    SetUrlModifierParam,
    SetUrlModifierReturn,
    roles=_WRITERS,
    since=V2008_01,
)


class BatchSetImageFieldsParam(Record):
    """Which images, and what of them; a field left out stays as it is."""

    company_handle: str
    update_array: ImageFieldUpdateArray


class BatchSetImageFieldsReturn(AssetBatchReturn):
    """What was changed."""


not_written(
    "Set resolution, anchor and user data of images",
    BatchSetImageFieldsParam,
    BatchSetImageFieldsReturn,
    roles=_WRITERS,
    since=V2008_01,
)


class RemoveMaskParam(Record):
    """Of which image."""

    company_handle: str
    asset_handle: str


class RemoveMaskReturn(Record):
    """Nothing."""


# No page tells of it: the roles are those of replaceImage.
not_written("Remove the mask of an image", RemoveMaskParam, RemoveMaskReturn, roles=_WRITERS, since=V2010)


class GetPhotoshopPathNamesParam(Record):
    """Of which image."""

    company_handle: str
    asset_handle: str


class GetPhotoshopPathNamesReturn(Record):
    """Names, as Photoshop stored them in the file."""

    path_name_array: StringArray


not_written(
    "List the Photoshop paths in an image",
    GetPhotoshopPathNamesParam,
    GetPhotoshopPathNamesReturn,
    roles=_READERS,
    since=V2013,
)


class GetPhotoshopPathParam(Record):
    """Which path of which image."""

    company_handle: str
    asset_handle: str
    path_name: str


class GetPhotoshopPathReturn(Record):
    """The corners around it."""

    perspective_quad: PerspectiveQuad


not_written(
    "Return the four corners around a Photoshop path in an image",
    GetPhotoshopPathParam,
    GetPhotoshopPathReturn,
    roles=_READERS,
    since=V2013,
)


class GetAutoCropRectParam(Record):
    """Of which image, and by one of two ways to find what to cut off."""

    company_handle: str
    asset_handle: str
    auto_color_crop_options: AutoColorCropOptions | None = None
    auto_transparent_crop_options: AutoTransparentCropOptions | None = None


class GetAutoCropRectReturn(Record):
    """What would be left, in pixels of the image."""

    x_offset: int  # left edge
    y_offset: int  # upper edge
    width: int
    height: int


not_written(
    "Return what cutting off the margins of an image would leave",
    GetAutoCropRectParam,
    GetAutoCropRectReturn,
    roles=_READERS,
    since=V2013,
)
