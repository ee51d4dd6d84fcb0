"""Checks of parameters that several operations have."""

from typing import Final

from sqlalchemy.orm import Session

from flytower.contract.constants import AssetType
from flytower.contract.faults import invalid_parameter
from flytower.contract.handles import parse_asset_handle
from flytower.contract.paths import folder_path
from flytower.contract.types.common import HandleArray, StringArray
from flytower.model import Asset, Company, Folder, assets, folders

MOST_VALUES: Final = 10_000
"""Most values in an array of names or types."""


def items_of(array: StringArray | HandleArray | None) -> list[str]:
    """Return the texts of an array that may be absent."""
    return array.items if array is not None else []


def asset_types(array: StringArray | None, field: str) -> frozenset[str]:
    """Return a set of asset types. Raises fault 30001 for a text that is none, since it could only be a mistake."""
    known = {member.value for member in AssetType}
    for number, name in enumerate(items_of(array)):
        if name not in known:
            raise invalid_parameter(f"{field}/items[{number}]", name, "it is not an asset type")
    return frozenset(items_of(array))


def texts(array: StringArray | HandleArray | None, field: str, most: int = MOST_VALUES) -> list[str]:
    """Return the distinct texts of an array, in order. Raises fault 30001 for too many."""
    found = list(dict.fromkeys(items_of(array)))
    if len(found) > most:
        raise invalid_parameter(field, f"{len(found)} values", f"more than {most}")
    return found


def path_of(company: Company, text: str | None, field: str) -> str:
    """Return the full path of the folder that a caller means; the root for none. Raises fault 30001 for no path."""
    try:
        return folder_path(text or "", company.root_path)
    except ValueError as error:
        raise invalid_parameter(field, text, str(error)) from None


def folder_of(session: Session, company: Company, text: str | None, field: str) -> Folder:
    """Return the folder that a caller means; the root for none. Raises fault 30001 where there is none."""
    path = path_of(company, text, field)
    folder = folders.by_path(session, company.id, path)
    if folder is None:
        raise invalid_parameter(field, text, f"there is no folder '{path}'")
    return folder


def asset_of(session: Session, company: Company, text: str, field: str = "assetHandle") -> Asset:
    """Return the company's asset outside the trash that a handle of any form names.

    Raises fault 30001 for a text that is no handle, for an asset in the trash, and alike for one of another company and
    one that does not exist.
    """
    try:
        asset_id = parse_asset_handle(text).id
    except ValueError as error:
        raise invalid_parameter(field, text, str(error)) from None
    found = assets.by_id(session, company.id, asset_id)
    if found is None:
        raise invalid_parameter(field, text, "there is no such asset")
    if assets.is_in_trash(found):
        raise invalid_parameter(field, text, "the asset is in the trash")
    return found


def at_least(value: int | None, least: int, field: str) -> int | None:
    """Return the value. Raises fault 30001 where it is less."""
    if value is not None and value < least:
        raise invalid_parameter(field, value, f"it is less than {least}")
    return value
