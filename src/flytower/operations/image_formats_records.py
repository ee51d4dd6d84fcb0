"""What saveImageFormat, getImageFormats and deleteImageFormat take and answer."""

from flytower.contract.record import Record
from flytower.contract.types.image_formats import ImageFormatArray


class SaveImageFormatParam(Record):
    """An image format to create or to change."""

    company_handle: str
    image_format_handle: str | None = None  # absent: create
    name: str
    url_modifier: str  # image server commands joined by "&"


class SaveImageFormatReturn(Record):
    """The image format."""

    image_format_handle: str


class GetImageFormatsParam(Record):
    """Of which company."""

    company_handle: str


class GetImageFormatsReturn(Record):
    """All image formats of the company."""

    image_format_array: ImageFormatArray


class DeleteImageFormatParam(Record):
    """Which image format."""

    company_handle: str
    image_format_handle: str


class DeleteImageFormatReturn(Record):
    """Nothing."""
