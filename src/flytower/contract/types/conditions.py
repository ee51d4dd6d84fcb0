"""Conditions of a search. Source: IPS reference, the page of each type, and the 4.0 change log for ranges."""

from datetime import datetime

from flytower.contract.constants import GenerationEngine, Operator, SystemField, TagOperator
from flytower.contract.record import Long, Record
from flytower.contract.types.common import StringArray


class SystemFieldCondition(Record):
    """A condition on a property that every asset has. Exactly one form of value: text, boolean, number, date, range."""

    field: SystemField
    op: Operator
    value: str | None = None  # with Equals, Contains, StartsWith, EndsWith and their opposites
    bool_val: bool | None = None  # with Equals only
    long_val: Long | None = None  # with Equals, LessThan, GreaterThan and their kind
    min_long: Long | None = None  # with Between and NotBetween, as all pairs below
    max_long: Long | None = None
    double_val: float | None = None
    min_double: float | None = None
    max_double: float | None = None
    date_val: datetime | None = None
    min_date: datetime | None = None
    max_date: datetime | None = None


class SystemFieldConditionArray(Record):
    """Conditions on system fields."""

    items: list[SystemFieldCondition]


class TagCondition(Record):
    """A condition on a tag field."""

    field_handle: str
    op: TagOperator
    value: str | None = None  # with Matches
    value_array: StringArray | None = None  # with MatchesAny or MatchesAll


class TagConditionArray(Record):
    """Conditions on tag fields."""

    items: list[TagCondition]


class MetadataCondition(Record):
    """A condition on a metadata field. Exactly one form of value: text, boolean, number, date, range."""

    field_handle: str
    op: Operator
    case_sensitive: bool | None = None  # for searchAssetsByMetadata only
    value: str | None = None
    values: StringArray | None = None
    bool_val: bool | None = None  # with Equals only
    long_val: Long | None = None
    min_long: Long | None = None  # with Between and NotBetween, as all pairs below
    max_long: Long | None = None
    double_val: float | None = None
    min_double: float | None = None
    max_double: float | None = None
    date_val: datetime | None = None
    min_date: datetime | None = None
    max_date: datetime | None = None


class MetadataConditionArray(Record):
    """Conditions on metadata fields."""

    items: list[MetadataCondition]


class ExcludeByproductCondition(Record):
    """Leaves out what an engine generated of one type."""

    engine: GenerationEngine
    generated_asset_type: str  # an AssetType


class ExcludeByproductArray(Record):
    """By-products to leave out."""

    items: list[ExcludeByproductCondition]
