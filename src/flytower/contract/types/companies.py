"""Companies. Source: IPS reference, Company."""

from datetime import datetime

from flytower.contract.record import Long, Record, since
from flytower.contract.version import V2014


class Company(Record):
    """A company: the tenant that owns folders, assets, image formats and jobs."""

    company_handle: str
    name: str
    root_path: str  # name of the root folder, with a slash: "MyCompany/"
    expires: datetime | None = None  # in practice far in the future
    ims_org_id: str | None = since(V2014)  # organisation at the vendor's identity service


class CompanyArray(Record):
    """Companies."""

    items: list[Company]


class DiskUsage(Record):
    """What a company has stored."""

    company_handle: str
    company_name: str
    image_count: int
    disk_space_usage: Long  # kilobytes
    last_modified: datetime


class DiskUsageArray(Record):
    """What companies have stored."""

    items: list[DiskUsage]
