"""Companies. Source: IPS reference, Company."""

from datetime import datetime

from flytower.contract.record import Record, since
from flytower.contract.version import V2014


class Company(Record):
    """A company: the tenant that owns folders, assets, image formats and jobs."""

    company_handle: str
    name: str
    root_path: str  # name of the root folder, with a slash: "MyCompany/"
    expires: datetime | None = None  # in practice far in the future
    ims_org_id: str | None = since(V2014)  # organisation at the vendor's identity service
