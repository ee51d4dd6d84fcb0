"""The vendor's string constants for metadata fields and property sets. Source: IPS reference, "String constants"."""

from enum import StrEnum


class MetadataFieldType(StrEnum):
    """What a metadata field holds. Metadata Field Types."""

    UNTYPED = "Untyped"
    BOOLEAN = "Boolean"
    COLOR = "Color"
    DATE = "Date"
    DIMENSION = "Dimension"
    FILE_NAME = "FileName"
    FLOAT = "Float"
    INT = "Int"
    STRING = "String"
    SINGLE_TAG = "SingleTag"  # one word of a dictionary that grows with what is used
    MULTI_TAG = "MultiTag"  # several of them
    SINGLE_FIXED_TAG = "SingleFixedTag"  # one word of a dictionary that only administrators change
    MULTI_FIXED_TAG = "MultiFixedTag"  # several of them
    BOOLEAN_TAG = "BooleanTag"  # a SingleFixedTag whose dictionary is True and False


class PropertySetOwner(StrEnum):
    """Whose the property sets of a type are. Property Set Types."""

    USER = "UserProperty"
    COMPANY = "CompanyProperty"
    USER_IN_COMPANY = "UserCompanyProperty"  # the user is the primary owner, the company the secondary one
