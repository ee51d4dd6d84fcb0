"""What is inside the files of assets. Source: IPS reference, ZipEntry, SearchStrings and Keywords."""

from datetime import datetime

from flytower.contract.record import Long, Record
from flytower.contract.version import V2008_01


class ZipEntry(Record):
    """A file or directory in an archive."""

    __since__ = V2008_01

    name: str  # path inside the archive
    is_directory: bool
    last_modified: datetime
    compressed_size: Long  # bytes
    uncompressed_size: Long  # bytes


class ZipEntryArray(Record):
    """The directory of an archive."""

    __since__ = V2008_01

    items: list[ZipEntry]


class Keywords(Record):
    """One word of a text on a page, and where it stands."""

    __since__ = V2008_01

    keyword: str
    status: bool  # whether viewers are to find it (inferred)
    x: int  # pixels, as all four
    y: int
    width: int
    height: int


class KeywordsArray(Record):
    """Words of a text on a page."""

    __since__ = V2008_01

    items: list[Keywords]


class SearchStrings(Record):
    """One text on a page, where it stands and how it is set."""

    __since__ = V2008_01

    search_string: str
    keywords_array: KeywordsArray
    status: bool  # whether viewers are to find it (inferred)
    x: int  # pixels, as all four
    y: int
    width: int
    height: int
    font_name: str
    point_size: str  # points, as text


class SearchStringsArray(Record):
    """Texts on a page."""

    __since__ = V2008_01

    items: list[SearchStrings]
