"""The four groups of conditions of searchAssets: from the records of a request to the model's conditions."""

from typing import Final

from flytower.contract.constants import AssetType, MatchMode, Operator, SystemField
from flytower.contract.faults import invalid_parameter, missing_parameter
from flytower.contract.record import camel_case
from flytower.contract.types.conditions import MetadataConditionArray, SystemFieldCondition, TagConditionArray
from flytower.model.asset_conditions import (
    Condition,
    DateCondition,
    Field,
    Group,
    NumberCondition,
    TextCondition,
    keyword,
)
from flytower.operations import parameters
from flytower.operations.assets_records import SearchAssetsParam

MOST_CONDITIONS: Final = 100
"""Of all groups together."""

LONGEST_VALUE: Final = 1000
"""Of a text to compare with, in characters."""

_TEXT_OPERATORS: Final = frozenset(
    {
        Operator.EQUALS,
        Operator.NOT_EQUALS,
        Operator.CONTAINS,
        Operator.NOT_CONTAINS,
        Operator.STARTS_WITH,
        Operator.ENDS_WITH,
    }
)
_RANGE_OPERATORS: Final = frozenset({Operator.BETWEEN, Operator.NOT_BETWEEN})
_ORDER_OPERATORS: Final = frozenset(
    {
        Operator.EQUALS,
        Operator.NOT_EQUALS,
        Operator.LESS_THAN,
        Operator.LESS_THAN_EQUALS,
        Operator.GREATER_THAN,
        Operator.GREATER_THAN_EQUALS,
    }
)

_FIELDS: Final = {
    SystemField.NAME: Field.NAME,
    SystemField.KEYWORDS: Field.NOTHING,
    SystemField.DESCRIPTION: Field.DESCRIPTION,
    SystemField.COMMENTS: Field.COMMENTS,
    SystemField.USER_DATA: Field.USER_DATA,
    SystemField.FILE_SIZE: Field.FILE_SIZE,
    SystemField.CREATED_WITH: Field.NOTHING,
    SystemField.CREATED: Field.CREATED,
    SystemField.CREATE_USER: Field.CREATE_USER,
    SystemField.LAST_MODIFY_USER: Field.LAST_MODIFY_USER,
    SystemField.FILE_NAME: Field.FILE_NAME,
    SystemField.LAST_MODIFIED: Field.LAST_MODIFIED,
}
"""Every system field but Sku. No asset has keywords or a CreatedWith yet: they are empty texts."""

_NUMBERS: Final = frozenset({Field.FILE_SIZE})
_DATES: Final = frozenset({Field.CREATED, Field.LAST_MODIFIED})

_VALUES: Final = ("value", "bool_val", "long_val", "double_val", "date_val")
_RANGES: Final = (("min_long", "max_long"), ("min_double", "max_double"), ("min_date", "max_date"))


def condition_of(param: SearchAssetsParam) -> Condition | None:
    """Return the condition that the four groups make, or None where there is none.

    Groups without conditions do not count. ``conditionMatchMode`` says whether all groups must hold or any of them; all
    keywords of the keyword group must hold. Raises fault 30001 for a condition that makes no sense, naming it.
    """
    keywords = parameters.texts(param.keyword_array, "keywordArray")
    given = param.system_field_condition_array.items if param.system_field_condition_array else []
    _check_number(len(keywords) + len(given))
    _refuse_unknown_fields("tagConditionArray", param.tag_condition_array)
    _refuse_unknown_fields("metadataConditionArray", param.metadata_condition_array)
    _check_byproducts(param)
    for number, word in enumerate(keywords):
        _check_text(f"keywordArray/items[{number}]", word)
    system = [_system(f"systemFieldConditionArray/items[{number}]", one) for number, one in enumerate(given)]
    groups = [
        Group([keyword(word) for word in keywords]),
        Group([one for one in system if one is not None], _any(param.system_field_match_mode)),
    ]
    present = [group for group in groups if group.members]
    return Group(present, _any(param.condition_match_mode)) if present else None


def _any(mode: MatchMode | None) -> bool:
    return mode is MatchMode.MATCH_ANY


def _check_number(number: int) -> None:
    if number > MOST_CONDITIONS:
        raise invalid_parameter("systemFieldConditionArray", f"{number} conditions", f"more than {MOST_CONDITIONS}")


def _refuse_unknown_fields(name: str, array: TagConditionArray | MetadataConditionArray | None) -> None:
    """Raise fault 30001 for any condition on a metadata field, since no company has one yet."""
    if array is not None and array.items:
        handle = array.items[0].field_handle
        raise invalid_parameter(f"{name}/items[0]/fieldHandle", handle, "there is no such metadata field")


def _check_byproducts(param: SearchAssetsParam) -> None:
    """Check what to leave out of the assets that uploads generated. None is generated yet, so all of it holds."""
    known = {member.value for member in AssetType}
    conditions = param.exclude_byproduct_array.items if param.exclude_byproduct_array else []
    for number, one in enumerate(conditions):
        if one.generated_asset_type not in known:
            raise invalid_parameter(
                f"excludeByproductArray/items[{number}]/generatedAssetType",
                one.generated_asset_type,
                "it is not an asset type",
            )


def _system(path: str, one: SystemFieldCondition) -> Condition | None:
    """Return one condition on a system field; None for Sku, which the vendor ignores since release 4.0."""
    form = _form(path, one)
    if one.field is SystemField.SKU:
        return None
    field = _FIELDS[one.field]
    if form == "value":
        _check_text(f"{path}/value", one.value or "")
        _check_operator(path, one.op, _TEXT_OPERATORS)
        return TextCondition(field, one.op, one.value or "")
    if form in ("long", "double") and field in _NUMBERS:
        return _number(path, field, one)
    if form == "date" and field in _DATES:
        return _date(path, field, one)
    raise invalid_parameter(f"{path}/field", one.field, f"it is not compared with a {form} value")


def _form(path: str, one: SystemFieldCondition) -> str:
    """Return which form of value a condition has. Raises fault 30001 for several, 30002 for none or half a range."""
    given = [name for name in _VALUES if getattr(one, name) is not None]
    ranges = [pair for pair in _RANGES if any(getattr(one, name) is not None for name in pair)]
    if len(given) + len(ranges) > 1:
        raise invalid_parameter(path, one.field, "it has several forms of value")
    if given:
        return given[0].removesuffix("_val")
    if not ranges:
        raise missing_parameter(f"{path}/value")
    for name in ranges[0]:
        if getattr(one, name) is None:
            raise missing_parameter(f"{path}/{camel_case(name)}")
    return ranges[0][0].removeprefix("min_")


def _number(path: str, field: Field, one: SystemFieldCondition) -> NumberCondition:
    single = one.long_val if one.long_val is not None else one.double_val
    if single is not None:
        _check_operator(path, one.op, _ORDER_OPERATORS)
        return NumberCondition(field, one.op, single)
    low, high = (one.min_long, one.max_long) if one.min_long is not None else (one.min_double, one.max_double)
    _check_operator(path, one.op, _RANGE_OPERATORS)
    return NumberCondition(field, one.op, low or 0, high or 0)


def _date(path: str, field: Field, one: SystemFieldCondition) -> DateCondition:
    if one.date_val is not None:
        _check_operator(path, one.op, _ORDER_OPERATORS)
        return DateCondition(field, one.op, one.date_val)
    _check_operator(path, one.op, _RANGE_OPERATORS)
    if one.min_date is None or one.max_date is None:
        raise missing_parameter(f"{path}/minDate")
    return DateCondition(field, one.op, one.min_date, one.max_date)


def _check_operator(path: str, operator: Operator, allowed: frozenset[Operator]) -> None:
    if operator not in allowed:
        raise invalid_parameter(f"{path}/op", operator, "it does not go with this form of value")


def _check_text(path: str, value: str) -> None:
    if len(value) > LONGEST_VALUE:
        raise invalid_parameter(path, value, f"it is longer than {LONGEST_VALUE} characters")
