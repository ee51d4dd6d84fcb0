"""Arrays and pairs that many types share. Source: IPS reference, Data types."""

from flytower.contract.record import Long, Record
from flytower.contract.version import V2008_01, V2010


class StringArray(Record):
    """Texts."""

    items: list[str]


class HandleArray(Record):
    """Handles."""

    items: list[str]


class LongArray(Record):
    """Whole numbers."""

    __since__ = V2010

    items: list[Long]


class Property(Record):
    """A named value."""

    __since__ = V2008_01

    name: str
    value: str


class PropertyArray(Record):
    """Named values."""

    __since__ = V2008_01

    items: list[Property]
