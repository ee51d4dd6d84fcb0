"""How an operation is declared, collected, and what it may touch."""

import inspect
import typing
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from flytower.contract.clock import Clock
from flytower.contract.record import Record, camel_case
from flytower.contract.version import Version


class Role(StrEnum):
    """What a user may do in a company. IPS reference: User Roles."""

    IPS_ADMIN = "IpsAdmin"
    IPS_COMPANY_ADMIN = "IpsCompanyAdmin"
    IPS_USER = "IpsUser"
    WEB_SERVICE_USER = "WebServiceUser"
    TRIAL_SITE_ADMIN = "TrialSiteAdmin"
    TRIAL_SITE_USER = "TrialSiteUser"
    IMAGE_PORTAL_ADMIN = "ImagePortalAdmin"
    IMAGE_PORTAL_USER = "ImagePortalUser"
    IMAGE_PORTAL_CONTRIB = "ImagePortalContrib"
    IMAGE_PORTAL_CONTRIB_USER = "ImagePortalContribUser"


EVERYBODY: Final = frozenset(Role)
"""Every role: what can be read with any active membership."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The authenticated user behind a call.

    Attributes:
        user_id: database id.
        email: login name.
        is_ips_admin: administrates the whole server; every company, every operation.
        roles: the role in each company (by id) in which the membership is active.
    """

    user_id: int
    email: str
    is_ips_admin: bool
    roles: dict[int, Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Everything an operation may touch. No XML, no HTTP, no global.

    The parts that belong to lower rooms are untyped here, since the vocabulary imports none of them.

    Attributes:
        operation: the vendor's operation name.
        version: the structure the request has.
        caller: who calls.
        session: SQLAlchemy session inside one transaction, committed or rolled back by the endpoint.
        blobs: the blob storage.
        engine: the job engine's six calls.
        settings: the frozen settings.
        clock: the present moment.
        locale: language for log messages, such as ``en-US``.
        client_address: the peer's network address.
    """

    operation: str
    version: Version
    caller: Caller
    session: Any
    blobs: Any
    engine: Any
    settings: Any
    clock: Clock
    locale: str = "en-US"
    client_address: str = ""

    def now(self) -> datetime:
        """Return the present moment."""
        return self.clock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One declared operation.

    Attributes:
        name: the vendor's name, such as ``searchAssets``.
        function: what it does.
        param: record of the ``<name>Param`` element.
        answer: record of the ``<name>Return`` element.
        roles: who may call it in the company concerned (an IpsAdmin always may).
        since: first version that has it, or None for all.
        until: first version that no longer has it, or None.
    """

    name: str
    function: Callable[[Call, Any], Record]
    param: type[Record]
    answer: type[Record]
    roles: frozenset[Role]
    since: Version | None
    until: Version | None

    @property
    def param_element(self) -> str:
        """Name of the request element."""
        return self.name + "Param"

    @property
    def return_element(self) -> str:
        """Name of the answer element."""
        return self.name + "Return"

    def lives_in(self, version: Version) -> bool:
        """Tell whether ``version`` has this operation."""
        return (self.since is None or version >= self.since) and (self.until is None or version < self.until)


OPERATIONS: Final[dict[str, Operation]] = {}
"""Every declared operation by the vendor's name; filled by importing ``flytower.operations``."""

_F = typing.TypeVar("_F", bound=Callable[..., Record])


def operation(
    *, roles: Iterable[Role], since: Version | None = None, until: Version | None = None
) -> Callable[[_F], _F]:
    """Declare a function ``op_name(call, param: OpNameParam) -> OpNameReturn`` to be the operation ``opName``.

    Names and schema come from the function: nothing else has to be registered. Raises TypeError where the annotated
    records are not named after the operation.
    """

    def declare(function: _F) -> _F:
        name = camel_case(function.__name__)
        hints = typing.get_type_hints(function)
        param = hints[list(inspect.signature(function).parameters)[1]]
        answer = hints["return"]
        expected = name[0].upper() + name[1:]
        if (param.__name__, answer.__name__) != (f"{expected}Param", f"{expected}Return"):
            raise TypeError(f"{name} takes {param.__name__} and returns {answer.__name__}")
        OPERATIONS[name] = Operation(
            name=name,
            function=function,
            param=param,
            answer=answer,
            roles=frozenset(roles),
            since=since,
            until=until,
        )
        return function

    return declare
