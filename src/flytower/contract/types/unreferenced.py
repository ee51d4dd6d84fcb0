"""Types that the published schemas declare although no operation of the version leads to them.

What a client generator makes of a WSDL has a class for each. Source: the published WSDLs, and the SDK reference of
2017-10-29-beta and later, where the anonymous type of haystackSearch is a named one too.
"""

from collections.abc import Mapping
from typing import Final

from flytower.contract.record import Record
from flytower.contract.types.cdn import OperationFaultArray
from flytower.contract.types.common import LongArray
from flytower.contract.types.company_metadata import CompanyMetadataInfoArray
from flytower.contract.types.search_by_metadata import HaystackSearch

UNREFERENCED: Final[Mapping[str, type[Record]]] = {
    "CompanyMetadataInfoArray": CompanyMetadataInfoArray,
    "LongArray": LongArray,
    "OperationFaultArray": OperationFaultArray,
    "SearchAssetsByMetadataParam.HaystackSearch": HaystackSearch,
}
"""By the name in the schema. A version has those that live in it."""
