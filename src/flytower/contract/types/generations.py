"""What was made of what: the pages of a PDF, the layers of a Photoshop file. Source: IPS reference, GenerationInfo."""

from flytower.contract.record import Record
from flytower.contract.types.assets import Asset
from flytower.contract.version import V2008_01


class GenerationAttribute(Record):
    """A detail of how an asset was made, such as the number of the page."""

    __since__ = V2008_01

    name: str | None = None
    value: str | None = None


class GenerationAttributeArray(Record):
    """Details of how an asset was made."""

    __since__ = V2008_01

    items: list[GenerationAttribute]


class GenerationInfo(Record):
    """That one asset was made of another."""

    __since__ = V2008_01

    engine: str | None = None  # a GenerationEngine
    originator: Asset | None = None  # what it was made of
    generated: Asset | None = None
    attribute_array: GenerationAttributeArray | None = None


class GenerationInfoArray(Record):
    """What was made of what."""

    __since__ = V2008_01

    items: list[GenerationInfo]
