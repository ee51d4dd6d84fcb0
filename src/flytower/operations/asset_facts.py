"""What can be asked about assets beyond their records: counts, names, files, contents, job logs. Not written yet."""

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record, since
from flytower.contract.types.asset_contents import SearchStringsArray, ZipEntryArray
from flytower.contract.types.assets import AssetCountArray
from flytower.contract.types.common import HandleArray, StringArray
from flytower.contract.types.job_logs import AssetJobLogArray
from flytower.contract.version import V2008_01, V2008_09, V2012

_READERS = EVERYBODY - {Role.WEB_SERVICE_USER}
_ADMINISTRATORS = {Role.IPS_ADMIN, Role.IPS_COMPANY_ADMIN, Role.TRIAL_SITE_ADMIN, Role.IMAGE_PORTAL_ADMIN}


class GetAssetCountsParam(Record):
    """Of which company."""

    company_handle: str


class GetAssetCountsReturn(Record):
    """A number for each type of which there are assets."""

    count_array: AssetCountArray | None = None


not_written(
    "Count a company's assets by type", GetAssetCountsParam, GetAssetCountsReturn, roles=_READERS, since=V2008_01
)


class CheckAssetNamesParam(Record):
    """Which names."""

    company_handle: str
    asset_name_array: StringArray


class CheckAssetNamesReturn(Record):
    """Those of the names that are taken, in whatever folder."""

    in_use_name_array: StringArray


not_written(
    "Tell which names a company's assets have already",
    CheckAssetNamesParam,
    CheckAssetNamesReturn,
    roles=_READERS,
    since=V2008_09,
)


class GetOriginalFilePathsParam(Record):
    """Which assets."""

    company_handle: str
    asset_handle_array: HandleArray


class GetOriginalFilePathsReturn(Record):
    """Folder and name of each file, in the order asked for."""

    original_file_array: StringArray  # "MyCompany/Shoes/x.jpg"


not_written(
    "Return where the files that assets were made of were uploaded to",
    GetOriginalFilePathsParam,
    GetOriginalFilePathsReturn,
    roles=_READERS,
)


class GetZipEntriesParam(Record):
    """Which archive."""

    company_handle: str
    asset_handle: str


class GetZipEntriesReturn(Record):
    """Its directory."""

    zip_array: ZipEntryArray


not_written("List the files in an archive", GetZipEntriesParam, GetZipEntriesReturn, roles=_READERS, since=V2008_01)


class GetSearchStringsParam(Record):
    """Which page of a document."""

    company_handle: str = since(V2012)
    asset_handle: str


class GetSearchStringsReturn(Record):
    """Its texts; empty where the upload did not ask for them."""

    search_strings_array: SearchStringsArray


not_written(
    "Return the texts on a page of a document, and where they stand",
    GetSearchStringsParam,
    GetSearchStringsReturn,
    roles=_ADMINISTRATORS,
    since=V2008_01,
)


class GetAssetJobLogsParam(Record):
    """Which asset."""

    company_handle: str
    asset_handle: str


class GetAssetJobLogsReturn(Record):
    """Rows of job logs."""

    job_log_array: AssetJobLogArray


not_written(
    "Return what job logs say of an asset", GetAssetJobLogsParam, GetAssetJobLogsReturn, roles=_READERS, since=V2008_01
)
