"""Image sets, render sets, spin sets, eCatalogs, and asset sets, whose content is a text. Not written yet."""

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record, since
from flytower.contract.types.common import StringArray
from flytower.contract.types.sets import ImageSetMemberArray, ImageSetMemberUpdateArray
from flytower.contract.version import V2009, V2012, V2014

_READERS = EVERYBODY - {Role.WEB_SERVICE_USER}
_WRITERS = _READERS - {Role.TRIAL_SITE_ADMIN, Role.TRIAL_SITE_USER, Role.IMAGE_PORTAL_USER}


class CreateImageSetParam(Record):
    """What to create, and where."""

    company_handle: str
    folder_handle: str
    name: str
    type: str  # ImageSet, RenderSet, SpinSet or Catalog
    thumb_asset_handle: str | None = since(V2012)  # whose picture stands for it; the first member's by default


class CreateImageSetReturn(Record):
    """The new set, without members."""

    asset_handle: str


not_written(
    "Create an image set, render set, spin set or eCatalog", CreateImageSetParam, CreateImageSetReturn, roles=_WRITERS
)


class SetImageSetMembersParam(Record):
    """Which set, and all its members."""

    company_handle: str
    asset_handle: str
    member_array: ImageSetMemberUpdateArray


class SetImageSetMembersReturn(Record):
    """Nothing."""


not_written("Replace the members of a set", SetImageSetMembersParam, SetImageSetMembersReturn, roles=_WRITERS)


class GetImageSetMembersParam(Record):
    """Which set."""

    company_handle: str
    asset_handle: str
    response_field_array: StringArray | None = since(V2014)  # paths, such as "memberArray/items/asset/name"
    exclude_field_array: StringArray | None = since(V2014)  # paths of elements to leave out


class GetImageSetMembersReturn(Record):
    """Its members, in order."""

    member_array: ImageSetMemberArray


not_written("Return the members of a set", GetImageSetMembersParam, GetImageSetMembersReturn, roles=_READERS)


class UpdateImageSetParam(Record):
    """Which set, and what of it; what is left out stays as it is."""

    company_handle: str
    asset_handle: str
    member_array: ImageSetMemberUpdateArray | None = None  # all members
    thumb_asset_handle: str | None = None  # whose picture stands for it


class UpdateImageSetReturn(Record):
    """Nothing."""


not_written(
    "Replace the members of a set, its thumbnail, or both",
    UpdateImageSetParam,
    UpdateImageSetReturn,
    roles=_WRITERS,
    since=V2012,
)


class CreateAssetSetParam(Record):
    """What to create, and where.

    The definition goes into the image server's catalog as it is, but for functions in ``${}``, such as
    ``${getCatalogId([a|202])}``, whose values take their places.
    """

    company_handle: str
    folder_handle: str
    name: str
    sub_type: str  # which kind of set viewers are to see in it, such as MediaSet
    set_definition: str | None = None
    thumb_asset_handle: str | None = since(V2012)  # whose picture stands for it; the first member's by default


class CreateAssetSetReturn(Record):
    """The new set."""

    asset_handle: str


not_written(
    "Create a set whose content is a text for viewers",
    CreateAssetSetParam,
    CreateAssetSetReturn,
    roles=_WRITERS,
    since=V2009,
)


class SetAssetSetDefinitionParam(Record):
    """Which asset set, and its text."""

    company_handle: str
    asset_handle: str
    set_definition: str  # as in CreateAssetSetParam


class SetAssetSetDefinitionReturn(Record):
    """Nothing."""


not_written(
    "Replace the text of an asset set",
    SetAssetSetDefinitionParam,
    SetAssetSetDefinitionReturn,
    roles=_WRITERS,
    since=V2009,
)


class UpdateAssetSetParam(Record):
    """Which asset set, and what of it; what is left out stays as it is."""

    company_handle: str
    asset_handle: str
    set_definition: str | None = None  # as in CreateAssetSetParam
    thumb_asset_handle: str | None = None  # whose picture stands for it


class UpdateAssetSetReturn(Record):
    """Nothing."""


not_written(
    "Replace the text of an asset set, its thumbnail, or both",
    UpdateAssetSetParam,
    UpdateAssetSetReturn,
    roles=_WRITERS,
    since=V2012,
)
