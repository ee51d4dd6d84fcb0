"""From rows of the asset table to the Asset records of answers; a thousand of them in a few milliseconds.

Which fields are present, empty or null is as recorded (wire facts B6 and B13).
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Row

from flytower.contract.constants import AssetType
from flytower.contract.record import NIL, Record, WireField, fields_of, per_class
from flytower.contract.types.asset_infos import ImageInfo
from flytower.contract.types.assets import Asset, AssetArray
from flytower.contract.types.common import StringArray
from flytower.contract.types.image_parts import ImageMapArray, MaskArray, ZoomTargetArray
from flytower.contract.types.metadata import Metadata, MetadataArray
from flytower.contract.version import V2012, Version
from flytower.model import Company

COLUMNS: Final = (
    "id",
    "type",
    "sub_type",
    "name",
    "file_name",
    "folder_path",
    "ready_for_publish",
    "trash_state",
    "created",
    "create_user",
    "last_modified",
    "last_modify_user",
    "metadata_values",
    "original_path",
    "original_file",
    "optimized_path",
    "optimized_file",
    "width",
    "height",
    "file_size",
    "resolution",
    "sku",
    "description",
    "comments",
    "user_data",
    "anchor_x",
    "anchor_y",
    "url_modifier",
    "url_post_apply_modifier",
    "details",
)
"""What a whole record is made of, in the order in which :func:`whole_records` takes a row apart."""

_NARROW: Final[dict[str, tuple[str, str, Callable[[Any], Any]]]] = {
    # wire name: attribute, column, how the value is made of the column
    "assetHandle": ("asset_handle", "id", "a|{}".format),
    "type": ("type", "type", str),
    "subType": ("sub_type", "sub_type", lambda value: value),
    "name": ("name", "name", str),
    "fileName": ("file_name", "file_name", lambda value: value or NIL),
    "folder": ("folder", "folder_path", str),
    "folderHandle": ("folder_handle", "folder_path", "f|{}".format),
    "readyForPublish": ("ready_for_publish", "ready_for_publish", bool),
    "trashState": ("trash_state", "trash_state", str),
    "created": ("created", "created", lambda value: value),
    "createUser": ("create_user", "create_user", str),
    "lastModified": ("last_modified", "last_modified", lambda value: value),
    "lastModifyUser": ("last_modify_user", "last_modify_user", str),
}
"""Fields that one column tells. A request for nothing else reads nothing else."""

LIGHT: Final = frozenset({"name", "assetHandle", "type", "subType"})
"""Fields of which a page may have 10,000 assets. IPS reference: searchAssets."""

_ITEMS: Final = ["assetArray", "items"]
_IMAGE_START: Final = COLUMNS.index("original_path")
_IMAGE_COLUMNS: Final = COLUMNS[_IMAGE_START:-1]
"""The columns of which an ImageInfo has a field each."""

_IMAGE_REST: Final[dict[str, Any]] = {
    "mask_path": "",
    "mask_file": "",
    "zoom_targets": ZoomTargetArray(items=[]),
    "masks": MaskArray(items=[]),
    "image_maps": ImageMapArray(items=[]),
}


def requested(fields: StringArray | None) -> frozenset[str] | None:
    """Return the asset fields that a responseFieldArray leaves; None when it leaves whole assets."""
    if fields is None or not fields.items:
        return None
    names = set()
    for path in fields.items:
        parts = [part.strip() for part in path.split("/") if part.strip()]
        if parts and parts == _ITEMS[: len(parts)]:
            return None
        if parts[:2] == _ITEMS:
            names.add(parts[2])
    return frozenset(names)


def columns_for(fields: frozenset[str] | None) -> Collection[str]:
    """Return the columns to read for records with these fields."""
    if fields is None or not fields <= _NARROW.keys():
        return COLUMNS
    return tuple(dict.fromkeys(["id", *(_NARROW[name][1] for name in sorted(fields))]))


def asset_array(
    rows: Sequence[Row[Any]], company: Company, version: Version, fields: frozenset[str] | None
) -> AssetArray:
    """Return the records of rows that have the columns of :func:`columns_for`, as a version shows them."""
    if fields is not None and fields <= _NARROW.keys():
        return AssetArray.trusted({"items": _narrow_records(rows, fields)})
    records = whole_records(rows, company)
    if version < V2012:
        _point_to_files(records, rows)
    return AssetArray.trusted({"items": records})


def _point_to_files(records: Iterable[Asset], rows: Iterable[Row[Any]]) -> None:
    """Let ipsImageUrl be the file that the image server reads, where there is one: recorded 2010-01-31."""
    for record, row in zip(records, rows, strict=True):
        if row.optimized_file:
            record.__dict__["ips_image_url"] = f"image-no-ips/{row.optimized_path}{row.optimized_file}"


def whole_records(rows: Iterable[Row[Any]], company: Company) -> list[Asset]:
    """Return whole records of rows with :data:`COLUMNS`."""
    root = company.root_path
    records = []
    for row in rows:
        identity, kind, sub_type, name, file_name, folder, ready, trash = row[:8]
        created, creator, modified, modifier, metadata = row[8:_IMAGE_START]
        values = {
            "asset_handle": f"a|{identity}",
            "type": kind,
            "sub_type": sub_type,
            "name": name,
            "file_name": file_name or NIL,
            "folder": folder,
            "folder_handle": "f|" + folder,
            "ready_for_publish": ready,
            "trash_state": trash,
            "projects": NIL,
            "ips_image_url": root + name,
            "created": created,
            "create_user": creator,
            "last_modified": modified,
            "last_modify_user": modifier,
            "metadata_array": _metadata(metadata) if metadata else NIL,
        }
        if kind == AssetType.IMAGE:
            values["image_info"] = _image_info(row)
        elif kind in INFO_FIELDS:
            values[INFO_FIELDS[kind].name] = _info(INFO_FIELDS[kind].type, row)
        records.append(Asset.trusted(values))
    return records


def _metadata(pairs: Iterable[tuple[str, str]]) -> MetadataArray:
    return MetadataArray(items=[Metadata(name=name, value=value) for name, value in pairs])


def _narrow_records(rows: Iterable[Row[Any]], fields: frozenset[str]) -> list[Asset]:
    makers = [_NARROW[name] for name in sorted(fields)]
    return [
        Asset.trusted({attribute: make(getattr(row, column)) for attribute, column, make in makers}) for row in rows
    ]


def _image_info(row: Sequence[Any]) -> ImageInfo:
    values = dict(zip(_IMAGE_COLUMNS, row[_IMAGE_START:-1], strict=True))
    values.update(_IMAGE_REST)
    if not values["url_post_apply_modifier"]:
        values["url_post_apply_modifier"] = NIL
    return ImageInfo.trusted(values)


def _info(kind: type[Record], row: Row[Any]) -> Record:
    """Return the info block of any other type: of its own details, else of the columns of the same name."""
    details = row.details
    values = {}
    for name, is_text in _info_fields(kind):
        if name in details:
            values[name] = details[name]
        elif name in COLUMNS:
            values[name] = getattr(row, name)
        elif is_text:
            values[name] = ""
    return kind.trusted(values)


@per_class
def _info_fields(kind: type) -> tuple[tuple[str, bool], ...]:
    return tuple((field.name, field.type is str) for field in fields_of(kind))


def _info_by_type() -> dict[str, WireField]:
    """Return the field of Asset that describes each type: ``zipInfo`` describes ``Zip``, with two exceptions."""
    odd = {"psd": AssetType.PSD_TEMPLATE, "pdfSettings": AssetType.PDF_SETTINGS}
    blocks = {field.wire_name.removesuffix("Info"): field for field in fields_of(Asset) if field.name.endswith("_info")}
    return {str(odd.get(stem, stem[0].upper() + stem[1:])): field for stem, field in blocks.items()}


INFO_FIELDS: Final = _info_by_type()
"""The info block of each asset type that has one; sets other than asset sets have none (wire fact B6)."""
