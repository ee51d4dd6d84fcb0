"""What searchAssetsByMetadata and getDistinctMetadataValues look for and find.

Source: IPS reference, SearchFilter, AssetSummary and ValueCount.
"""

from datetime import datetime

from flytower.contract.constants import PublishState, TrashFilter
from flytower.contract.record import Float, Record, since, until
from flytower.contract.types.common import StringArray
from flytower.contract.types.metadata import MetadataArray
from flytower.contract.version import V2010, V2012, V2014, V2017


class SearchFilter(Record):
    """Which assets a search for metadata looks at; all of it must hold."""

    __since__ = V2010

    folder: str | None = None  # path; the company root by default
    include_subfolders: bool | None = None
    asset_type_array: StringArray | None = None
    exclude_asset_type_array: StringArray | None = None
    asset_sub_type_array: StringArray | None = None
    strict_sub_type_check: bool | None = since(V2014)  # False: assets without sub type too
    exclude_byproducts: bool | None = None  # leave out what uploads generated, such as pages of a PDF
    project_handle: str | None = None
    publish_state: PublishState | None = None  # both by default
    trash_state: TrashFilter | None = None  # NotInTrash by default


class HaystackSearch(Record):
    """A search for images that look like another; undocumented, and its type has no name of its own."""

    __since__ = V2017
    __anonymous__ = True

    asset_handle: str  # the image to compare with
    sift_weight: Float | None = None  # how much shapes count
    color_weight: Float | None = None
    blob_weight: Float | None = None
    gist_weight: Float | None = None  # how much the whole scene counts
    similarity_limit: Float | None = None  # leave out what is less like it
    result_limit: int | None = None  # at most this many


class AssetSummary(Record):
    """What the metadata index knows of an asset: the answer to a search needs no look at the asset itself."""

    __since__ = V2010

    asset_handle: str
    type: str = until(V2012)  # an AssetType
    later_type: str | None = since(V2012, name="type")
    name: str = until(V2012)
    later_name: str | None = since(V2012, name="name")
    folder: str | None = None  # path: "MyCompany/Shoes/"
    filename: str | None = None  # in small letters, unlike Asset/fileName
    created: datetime | None = None
    create_user: str | None = None
    last_modified: datetime | None = None
    last_modify_user: str | None = None
    metadata_array: MetadataArray | None = None  # the keys that the request names
    score: float | None = None  # of a search by likeness
    score_detail: str | None = None


class AssetSummaryArray(Record):
    """Summaries of assets."""

    __since__ = V2010

    items: list[AssetSummary]


class ValueCount(Record):
    """A value, and how many assets have it."""

    value: str  # "N/A" counts the assets that lack the key
    count: int | None = None


class ValueCountArray(Record):
    """Values with their counts."""

    items: list[ValueCount]
