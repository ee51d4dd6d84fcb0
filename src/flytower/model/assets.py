"""Assets: what was uploaded or made, with the facts their info blocks show."""

import itertools
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Final, TypeVar

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, Index, String, Text, and_, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from flytower.contract.constants import TrashState
from flytower.model import companies
from flytower.model.base import NEVER_REUSED, Base, BigId, Code

_T = TypeVar("_T")


class Asset(Base):
    """One asset.

    Attributes:
        type: one of the vendor's asset types, such as ``Image``.
        sub_type: refines some types; None for most.
        name: the IPS ID. No two assets outside the trash have the same, unless somebody renamed one without asking for
            that (renameAsset).
        file_name: name with extension; empty for sets.
        trash_state: ``NotInTrash``, ``InTrash`` or ``InEmptiedTrash``.
        owner_id: the image that this is a view of, and with which it goes; None for what stands alone.
        published: when a publish to the image server last took it along; None while it is not there.
        create_user: email of who made it.
        blob_hash: the original's bytes; None for what has none (sets).
        original_path: where the vendor would keep the original: ``DemoCompany/_master_/3af/``; with original_file.
        optimized_path: the same for the optimized form; with optimized_file.
        file_size: of the original, in bytes.
        width: in pixels; 0 when it has none. The same for height.
        resolution: dots per inch; 0.0 when unknown.
        color_mode: such as ``RGB``; empty when unknown.
        icc_profile: name of the embedded profile; empty without.
        metadata_values: pairs of a metadata field's name and its value as text, in order; None for none.
        anchor_x: in pixels from the left; half the width at first. The same for anchor_y, from the top.
        details: what only this type has, by snake_case field name of its info block.
    """

    __tablename__ = "asset"
    __table_args__ = (
        # What searchAssets sorts by, behind the filter that nearly every search has.
        Index(None, "company_id", "trash_state", "name"),
        Index(None, "company_id", "trash_state", "created"),
        Index(None, "company_id", "trash_state", "last_modified"),
        Index(None, "company_id", "trash_state", "type", "name"),
        Index(None, "company_id", "trash_state", "file_size"),
        Index(None, "folder_id", "name"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    company_id: Mapped[int] = mapped_column(BigId, ForeignKey("company.id"))
    folder_id: Mapped[int] = mapped_column(BigId, ForeignKey("folder.id"))
    type: Mapped[str] = mapped_column(Code)
    sub_type: Mapped[str | None] = mapped_column(Code)
    name: Mapped[str] = mapped_column(Code)
    file_name: Mapped[str] = mapped_column(Code)
    ready_for_publish: Mapped[bool] = mapped_column(default=False)
    trash_state: Mapped[str] = mapped_column(Code, default="NotInTrash")
    owner_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("asset.id"), index=True)
    published: Mapped[datetime | None]
    created: Mapped[datetime]
    create_user: Mapped[str]
    last_modified: Mapped[datetime]
    last_modify_user: Mapped[str]
    blob_hash: Mapped[str | None] = mapped_column(String(64), ForeignKey("blob.hash"), index=True)
    original_path: Mapped[str] = mapped_column(default="")
    original_file: Mapped[str] = mapped_column(default="")
    optimized_path: Mapped[str] = mapped_column(default="")
    optimized_file: Mapped[str] = mapped_column(default="")
    file_size: Mapped[int] = mapped_column(BigInteger, default=0)
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    resolution: Mapped[float] = mapped_column(default=0.0)
    color_mode: Mapped[str] = mapped_column(default="")
    has_alpha: Mapped[bool] = mapped_column(default=False)
    icc_profile: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(Text, default="")
    comments: Mapped[str] = mapped_column(Text, default="")
    user_data: Mapped[str] = mapped_column(Text, default="")
    sku: Mapped[str] = mapped_column(default="")
    anchor_x: Mapped[int] = mapped_column(default=0)
    anchor_y: Mapped[int] = mapped_column(default=0)
    url_modifier: Mapped[str] = mapped_column(Text, default="")
    url_post_apply_modifier: Mapped[str] = mapped_column(Text, default="")
    metadata_values: Mapped[list[Any] | None] = mapped_column(default=None)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)


_BY_NAME: Final = (
    select(Asset)
    .where(
        Asset.company_id == bindparam("company_id"),
        Asset.trash_state.in_(list(TrashState)),  # all of them: so that an index begins with the columns asked for
        Asset.name == bindparam("name"),
    )
    .order_by(Asset.id)
)

LONGEST_NAME: Final = 255
"""Of an asset's name, in characters."""

AT_ONCE: Final = 500
"""Most values in one query's list."""


def by_id(session: Session, company_id: int, asset_id: int) -> Asset | None:
    """Return a company's asset, in the trash or not."""
    return session.scalar(select(Asset).where(Asset.id == asset_id, Asset.company_id == company_id))


def by_name(session: Session, company_id: int, name: str) -> Asset | None:
    """Return a company's asset of exactly this name: the oldest outside the trash, else the oldest in it."""
    found = session.scalars(_BY_NAME, {"company_id": company_id, "name": name}).all()
    return next((asset for asset in found if not is_in_trash(asset)), next(iter(found), None))


def is_in_trash(asset: Asset) -> bool:
    """Tell whether an asset is in the trash, emptied or not."""
    return asset.trash_state != TrashState.NOT_IN_TRASH


def by_file(session: Session, company_id: int, file_name: str, folder_id: int | None = None) -> Asset | None:
    """Return the asset outside the trash that has this file name, in one folder or in any; the oldest of several."""
    query = select(Asset).where(
        Asset.company_id == company_id, Asset.file_name == file_name, Asset.trash_state == TrashState.NOT_IN_TRASH.value
    )
    if folder_id is not None:
        query = query.where(Asset.folder_id == folder_id)
    return session.scalar(query.order_by(Asset.id).limit(1))


def by_file_stem(session: Session, company_id: int, stem: str, folder_id: int | None = None) -> Asset | None:
    """Return the asset outside the trash whose file name is this and any extension, as :func:`by_file` does."""
    query = select(Asset).where(
        Asset.company_id == company_id,
        Asset.file_name.startswith(stem + ".", autoescape=True) | (Asset.file_name == stem),
        Asset.trash_state == TrashState.NOT_IN_TRASH.value,
    )
    if folder_id is not None:
        query = query.where(Asset.folder_id == folder_id)
    candidates = session.scalars(query.order_by(Asset.id))
    return next((asset for asset in candidates if PurePosixPath(asset.file_name).stem == stem), None)


def free_name(session: Session, company_id: int, wanted: str) -> str:
    """Return the wanted name, or with the first of ``-1``, ``-2``, ... that makes it unique (wire fact B14).

    What is in the trash keeps no name occupied. On PostgreSQL the company stays locked against others that look for a
    name until the transaction ends, so that nobody takes the same one. Raises ValueError for an empty name or one
    longer than :data:`LONGEST_NAME`.
    """
    check_length(wanted)
    companies.lock(session, company_id)
    if _names(session, company_id, Asset.name == wanted) == set():
        return wanted
    prefix = wanted + "-"
    taken = _names(session, company_id, and_(Asset.name >= prefix, Asset.name < wanted + "."))  # "." follows "-"
    return next(name for name in (f"{prefix}{number}" for number in itertools.count(1)) if name not in taken)


def check_length(name: str) -> None:
    """Raise ValueError for an empty name or one longer than :data:`LONGEST_NAME`."""
    if not 0 < len(name) <= LONGEST_NAME:
        raise ValueError(f"the asset name '{name[:80]}' has not 1 to {LONGEST_NAME} characters")


def is_taken(session: Session, company_id: int, name: str, but: int) -> bool:
    """Tell whether an asset outside the trash, other than the one with the id ``but``, has this name."""
    return bool(_names(session, company_id, and_(Asset.name == name, Asset.id != but)))


def rename(asset: Asset, name: str) -> None:
    """Give an asset another name; its file follows and keeps the extension. The caller has checked the name."""
    asset.name = name
    if asset.file_name:
        asset.file_name = name + PurePosixPath(asset.file_name).suffix


def batches(values: Iterable[_T]) -> Iterable[list[_T]]:
    """Split distinct values into lists for one query each."""
    distinct = list(dict.fromkeys(values))
    return [distinct[start : start + AT_ONCE] for start in range(0, len(distinct), AT_ONCE)]


def handle_of(asset_id: int) -> str:
    """Return the printed handle."""
    return f"a|{asset_id}"


def _names(session: Session, company_id: int, condition: ColumnElement[bool]) -> set[str]:
    kept = Asset.trash_state == TrashState.NOT_IN_TRASH.value
    return set(session.scalars(select(Asset.name).where(Asset.company_id == company_id, kept, condition)))
