"""What each call does, one module per subject. Importing this package declares every operation."""

from collections.abc import Mapping

from flytower.contract.operation import OPERATIONS, Operation
from flytower.operations import accounts, assets, folders, image_formats, job_listing, jobs

__all__ = ["accounts", "assets", "folders", "image_formats", "job_listing", "jobs", "load"]


def load() -> Mapping[str, Operation]:
    """Return every operation by the vendor's name."""
    return OPERATIONS
