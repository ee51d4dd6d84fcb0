"""Conditions of a search. Source: IPS reference, the page of each type, and the 4.0 change log for typed values."""

from datetime import datetime

from flytower.contract.constants import GenerationEngine, Operator, SystemField, TagOperator
from flytower.contract.record import Long, Record, since
from flytower.contract.types.common import StringArray
from flytower.contract.version import V2008_01, V2009, V2010


class SystemFieldCondition(Record):
    """A condition on a property that every asset has. Exactly one form of value: text, boolean, number, date, range."""

    field: SystemField
    op: Operator
    value: str | None = None  # with Equals, Contains, StartsWith, EndsWith and their opposites
    bool_val: bool | None = since(V2008_01)  # with Equals only
    long_val: Long | None = since(V2008_01)  # with Equals, LessThan, GreaterThan and their kind
    min_long: Long | None = since(V2008_01)  # with Between and NotBetween, as all pairs below
    max_long: Long | None = since(V2008_01)
    double_val: float | None = since(V2008_01)
    min_double: float | None = since(V2008_01)
    max_double: float | None = since(V2008_01)
    date_val: datetime | None = since(V2008_01)
    min_date: datetime | None = since(V2008_01)
    max_date: datetime | None = since(V2008_01)


class SystemFieldConditionArray(Record):
    """Conditions on system fields."""

    items: list[SystemFieldCondition]


class TagCondition(Record):
    """A condition on a tag field."""

    __since__ = V2010

    field_handle: str
    op: TagOperator
    value: str | None = None  # with Matches
    value_array: StringArray | None = None  # with MatchesAny or MatchesAll


class TagConditionArray(Record):
    """Conditions on tag fields."""

    __since__ = V2010

    items: list[TagCondition]


class MetadataCondition(Record):
    """A condition on a metadata field. Exactly one form of value: text, boolean, number, date, range."""

    field_handle: str
    op: Operator
    case_sensitive: bool | None = since(V2010)  # for searchAssetsByMetadata only
    value: str | None = None
    values: StringArray | None = None
    bool_val: bool | None = since(V2008_01)  # with Equals only
    long_val: Long | None = since(V2008_01)
    min_long: Long | None = since(V2008_01)  # with Between and NotBetween, as all pairs below
    max_long: Long | None = since(V2008_01)
    double_val: float | None = since(V2008_01)
    min_double: float | None = since(V2008_01)
    max_double: float | None = since(V2008_01)
    date_val: datetime | None = since(V2008_01)
    min_date: datetime | None = since(V2008_01)
    max_date: datetime | None = since(V2008_01)


class MetadataConditionArray(Record):
    """Conditions on metadata fields."""

    items: list[MetadataCondition]


class ExcludeByproductCondition(Record):
    """Leaves out what an engine generated of one type."""

    __since__ = V2009

    engine: GenerationEngine
    generated_asset_type: str  # an AssetType


class ExcludeByproductArray(Record):
    """By-products to leave out."""

    __since__ = V2009

    items: list[ExcludeByproductCondition]
