"""Image formats: named sets of image server commands. Source: IPS reference, ImageFormat."""

from flytower.contract.record import Record


class ImageFormat(Record):
    """An image format. The image server knows it as the macro ``$name$``, and so does an export."""

    image_format_handle: str
    name: str  # ASCII letters, digits, "-", "_", "."; upper and lower case do not matter
    url_modifier: str  # image server commands joined by "&"


class ImageFormatArray(Record):
    """Image formats."""

    items: list[ImageFormat]
