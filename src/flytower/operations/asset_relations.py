"""getAssociatedAssets and getGenerationInfo: what an asset has to do with others. Not written yet."""

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record, since
from flytower.contract.types.assets import Asset, AssetArray
from flytower.contract.types.common import StringArray
from flytower.contract.types.generations import GenerationInfoArray
from flytower.contract.types.sub_assets import SubAssetArray
from flytower.contract.version import V2008_01, V2017

_READERS = EVERYBODY - {Role.WEB_SERVICE_USER}


class GetAssociatedAssetsParam(Record):
    """Which asset."""

    company_handle: str
    asset_handle: str
    response_field_array: StringArray | None = None  # paths of elements to answer, such as "memberArray/items/name"
    exclude_field_array: StringArray | None = None  # paths of elements to leave out


class GetAssociatedAssetsReturn(Record):
    """The other assets, by what they are to this one."""

    container_array: AssetArray | None = None  # sets and templates that have it as a member
    member_array: AssetArray | None = None  # what it has as members
    layer_reference_array: AssetArray | None = None  # what the commands of its layers or template name
    owner_array: AssetArray | None = None  # what it is a view, map or target of
    derived_array: AssetArray | None = None  # views of it
    generator_array: GenerationInfoArray | None = None  # how it was made
    generated_array: GenerationInfoArray | None = None  # what was made of it
    sub_asset_array: SubAssetArray | None = since(V2017)  # its smart crops
    thumb_asset: Asset | None = None  # whose picture stands for it


not_written(
    "Return the assets that contain an asset, belong to it, or were made of it",
    GetAssociatedAssetsParam,
    GetAssociatedAssetsReturn,
    roles=_READERS,
    since=V2008_01,
)


class GetGenerationInfoParam(Record):
    """Of what, or into what; and by which engine."""

    company_handle: str
    engine: str | None = None  # a GenerationEngine; every one by default
    originator_handle: str | None = None  # what was made of this asset
    generated_handle: str | None = None  # how this asset was made
    response_field_array: StringArray | None = None  # paths of elements: "generationArray/items/generated/name"
    exclude_field_array: StringArray | None = None  # paths of elements to leave out


class GetGenerationInfoReturn(Record):
    """What was made of what."""

    generation_array: GenerationInfoArray


not_written(
    "Return what was generated of an asset, or what it was generated of",
    GetGenerationInfoParam,
    GetGenerationInfoReturn,
    roles=_READERS,
    since=V2008_01,
)
