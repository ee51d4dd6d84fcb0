"""What deleteAsset and renameAsset take and answer."""

from flytower.contract.record import Record, until
from flytower.contract.version import V2010


class DeleteAssetParam(Record):
    """Which asset."""

    company_handle: str
    asset_handle: str


class DeleteAssetReturn(Record):
    """Nothing."""


class RenameAssetParam(Record):
    """Which asset, and its new name."""

    company_handle: str
    asset_handle: str
    new_name: str  # without extension: that of the file stays
    rename_files: bool | None = until(V2010)  # the stored files too; dropped by the vendor, and without effect
    validate_name: bool  # refuse a name that another asset of the company has


class RenameAssetReturn(Record):
    """Nothing."""
