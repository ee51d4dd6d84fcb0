"""What went wrong with one asset of a request about many. Source: IPS reference, AssetOperationFault."""

from flytower.contract.record import Record
from flytower.contract.version import V2008_01


class AssetOperationFault(Record):
    """Why one asset was left out, or what is doubtful about it: what a request about it alone would have got."""

    __since__ = V2008_01

    asset_handle: str
    code: int  # a FaultCode
    reason: str


class AssetOperationFaultArray(Record):
    """Faults of single assets."""

    __since__ = V2008_01

    items: list[AssetOperationFault]
