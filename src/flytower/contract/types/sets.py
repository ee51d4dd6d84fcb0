"""Members of image sets, render sets, spin sets and eCatalogs. Source: IPS reference, ImageSetMember and its update.

A page reset begins a new group in a render set and a new spread, most often of two pages, in an eCatalog. Every member
of an image set or a spin set has it.
"""

from flytower.contract.record import Record
from flytower.contract.types.assets import Asset


class ImageSetMember(Record):
    """A member of a set."""

    asset: Asset | None = None
    page_reset: bool | None = None


class ImageSetMemberArray(Record):
    """Members of a set, in order."""

    items: list[ImageSetMember]


class ImageSetMemberUpdate(Record):
    """An asset to be a member of a set."""

    asset_handle: str
    page_reset: bool  # without effect in image sets and spin sets


class ImageSetMemberUpdateArray(Record):
    """All members that a set is to have, in order."""

    items: list[ImageSetMemberUpdate]
