"""Events of Media Portal, a product that is no more. Source: the published WSDLs; the vendor calls them deprecated."""

from datetime import datetime

from flytower.contract.record import Record
from flytower.contract.version import V2010


class MPEvent(Record):
    """What somebody did in the portal; the numbered fields mean what the type of the event says."""

    __since__ = V2010

    event_type: str
    create_date: datetime | None = None
    ips_user: str
    company_id: int  # the number inside the company's handle
    company_name: str
    job_name: str
    job_description: str
    string1: str | None = None
    string2: str | None = None
    string3: str | None = None
    string4: str | None = None
    string5: str | None = None
    int1: int | None = None
    int2: int | None = None
    int3: int | None = None
    int4: int | None = None
    int5: int | None = None
    float1: float | None = None
    float2: float | None = None
    float3: float | None = None
    time1: datetime | None = None


class MPEventArray(Record):
    """Events."""

    __since__ = V2010

    items: list[MPEvent]
