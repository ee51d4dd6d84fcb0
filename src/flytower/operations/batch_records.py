"""What every operation on many assets answers."""

from flytower.contract.record import Record
from flytower.contract.types.operation_faults import AssetOperationFaultArray


class AssetBatchReturn(Record):
    """How it went, asset by asset: one that fails is no fault of the request, and the others are done."""

    success_count: int  # without warning or error
    warning_count: int
    error_count: int
    warning_detail_array: AssetOperationFaultArray | None = None  # absent where there are none, as the next
    error_detail_array: AssetOperationFaultArray | None = None
