"""Arrays and pairs that many types share. Source: IPS reference, Data types."""

from flytower.contract.record import Record


class StringArray(Record):
    """Texts."""

    items: list[str]


class HandleArray(Record):
    """Handles."""

    items: list[str]


class Property(Record):
    """A named value."""

    name: str
    value: str


class PropertyArray(Record):
    """Named values."""

    items: list[Property]
