"""addMediaPortalEvent and getMediaPortalEvent, which have no behaviour. Source: the published WSDLs."""

from datetime import datetime
from typing import Final

from flytower.contract.operation import Role, not_written
from flytower.contract.record import Record, wire
from flytower.contract.types.portal_events import MPEventArray
from flytower.contract.version import V2010
from flytower.operations.access import ADMINISTRATORS

_ADMINISTRATORS: Final = ADMINISTRATORS - {Role.TRIAL_SITE_ADMIN}


class AddMediaPortalEventParam(Record):
    """An event; the numbered fields mean what its type says."""

    event_type: str
    ips_user: str
    company_handle: str
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


class AddMediaPortalEventReturn(Record):
    """Nothing."""


class GetMediaPortalEventParam(Record):
    """Which events; what is absent does not matter."""

    event_type: str | None = None
    ips_user: str | None = None
    company_handle: str | None = None
    job_name: str | None = None
    job_description: str | None = None
    before_date: datetime | None = None
    after_date: datetime | None = None


class GetMediaPortalEventReturn(Record):
    """The events, in the one element of an answer that begins with a capital M."""

    media_portal_event_array: MPEventArray = wire("MediaPortalEventArray")


not_written(
    "Record an event of Media Portal",
    AddMediaPortalEventParam,
    AddMediaPortalEventReturn,
    roles=_ADMINISTRATORS,
    since=V2010,
)
not_written(
    "Return events of Media Portal",
    GetMediaPortalEventParam,
    GetMediaPortalEventReturn,
    roles=_ADMINISTRATORS,
    since=V2010,
)
