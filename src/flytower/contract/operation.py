"""How an operation is declared, collected, and what it may touch."""

import inspect
import re
import typing
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from flytower.contract.clock import Clock
from flytower.contract.faults import not_implemented
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
        meaning: what it does, in one sentence without its full stop.
        missing: what of it this server does not do; empty where it does all.
        written: whether there is any behaviour.
    """

    name: str
    function: Callable[[Call, Any], Record]
    param: type[Record]
    answer: type[Record]
    roles: frozenset[Role]
    since: Version | None
    until: Version | None
    meaning: str = ""
    missing: str = ""
    written: bool = True

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
    *, roles: Iterable[Role], since: Version | None = None, until: Version | None = None, missing: str = ""
) -> Callable[[_F], _F]:
    """Declare a function ``op_name(call, param: OpNameParam) -> OpNameReturn`` to be the operation ``opName``.

    Names, schema and meaning come from the function: nothing else has to be registered. ``missing`` says what of the
    operation is not done. Raises TypeError where the annotated records are not named after the operation.
    """

    def declare(function: _F) -> _F:
        hints = typing.get_type_hints(function)
        param = hints[list(inspect.signature(function).parameters)[1]]
        one = Operation(
            name=camel_case(function.__name__),
            function=function,
            param=param,
            answer=hints["return"],
            roles=frozenset(roles),
            since=since,
            until=until,
            meaning=_first_sentence(function.__doc__ or ""),
            missing=missing,
        )
        _collect(one)
        return function

    return declare


def not_written(  # noqa: PLR0913  the facts of one operation, each said once
    meaning: str,
    param: type[Record],
    answer: type[Record],
    *,
    roles: Iterable[Role],
    since: Version | None = None,
    until: Version | None = None,
) -> None:
    """Declare an operation that has no behaviour here: the WSDL has it, and every call gets fault 30000.

    Its name comes from that of ``param``. Raises TypeError where the records are not named after one operation.
    """
    name = param.__name__.removesuffix("Param")
    one = Operation(
        name=name[0].lower() + name[1:],
        function=_refuse,
        param=param,
        answer=answer,
        roles=frozenset(roles),
        since=since,
        until=until,
        meaning=meaning,
        written=False,
    )
    _collect(one)


def _refuse(call: Call, _param: Record) -> Record:
    raise not_implemented(call.operation)


def _collect(one: Operation) -> None:
    expected = one.name[0].upper() + one.name[1:]
    if (one.param.__name__, one.answer.__name__) != (f"{expected}Param", f"{expected}Return"):
        raise TypeError(f"{one.name} takes {one.param.__name__} and returns {one.answer.__name__}")
    if one.name in OPERATIONS:
        raise TypeError(f"{one.name} is declared twice")
    OPERATIONS[one.name] = one


def _first_sentence(text: str) -> str:
    return re.split(r"[.;\n]", text, maxsplit=1)[0]
