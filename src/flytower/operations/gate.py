"""The door to the operations: who calls, may they, and inside which transaction."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final

from sqlalchemy.orm import Session

from flytower.config import Settings
from flytower.contract.clock import Clock
from flytower.contract.credentials import Client, Credentials
from flytower.contract.faults import AuthenticationFault, AuthorizationFault, FaultCode
from flytower.contract.operation import Call, Caller, Operation
from flytower.contract.version import Version
from flytower.model import Database, User, users
from flytower.model.passwords import verifier_that_remembers

DEFAULT_LOCALE: Final = "en-US"

_OPEN: Final = frozenset({"checkLogin"})
"""Operations that anybody may call: they are how one finds out whether a login works."""

_READING: Final = ("get", "search", "check")
"""How the names of operations begin that change nothing."""

_NOBODY: Final = Caller(user_id=0, email="", is_ips_admin=False, roles={})


class Gate:
    """Lets calls in: authenticates the caller, checks that some role allows the operation, opens a transaction.

    A password is verified before the transaction opens, since hashing takes long. Operations that only read get a
    transaction that can't write, so that they never wait for one that does.
    """

    def __init__(self, database: Database, blobs: Any, engine: Any, settings: Settings, clock: Clock) -> None:
        self._database = database
        self._blobs = blobs
        self._engine = engine
        self._settings = settings
        self._clock = clock
        self._verifier = verifier_that_remembers(settings.credential_cache_seconds)

    @contextmanager
    def call(
        self, operation: Operation, version: Version, credentials: Sequence[Credentials], client: Client
    ) -> Iterator[Call]:
        """Give the Call of one request; its transaction is committed at the end and rolled back by any exception.

        Raises:
            AuthenticationFault: 10000 without credentials; 10001 when none is right; 10002 when the user is disabled
                or the password has expired.
            AuthorizationFault: 20003 when no role the caller has in any company allows the operation.
        """
        caller = _NOBODY if operation.name in _OPEN else self._authenticate(operation, credentials)
        with self._transaction(operation) as session:
            yield Call(
                operation=operation.name,
                version=version,
                caller=caller,
                session=session,
                blobs=self._blobs,
                engine=self._engine,
                settings=self._settings,
                clock=self._clock,
                locale=client.locale or DEFAULT_LOCALE,
                client_address=client.address,
            )

    def _transaction(self, operation: Operation) -> AbstractContextManager[Session]:
        reads = operation.name.startswith(_READING)
        return self._database.reading() if reads else self._database.transaction()

    def _authenticate(self, operation: Operation, credentials: Sequence[Credentials]) -> Caller:
        with self._database.reading() as session:
            user = self._user(session, credentials)
            roles = users.roles_of(session, user.id)
        if not user.is_ips_admin and operation.roles.isdisjoint(roles.values()):
            raise no_permission(operation.name)
        return Caller(user_id=user.id, email=user.email, is_ips_admin=user.is_ips_admin, roles=roles)

    def _user(self, session: Session, credentials: Sequence[Credentials]) -> User:
        """Return the user of the first credentials that hold; otherwise raise the most telling fault."""
        given = list(dict.fromkeys(one for one in credentials if one.access_token or one.user))
        if not given:
            raise AuthenticationFault(FaultCode.NO_CREDENTIALS, "No credentials were given")
        fault = AuthenticationFault(FaultCode.INVALID_CREDENTIALS, "Invalid username/password")
        for one in given:
            try:
                return users.authenticate(session, self._verifier, one.user or "", one.password or "", self._clock())
            except users.UserNotValid:
                fault = AuthenticationFault(
                    FaultCode.INVALID_USER, f"User '{one.user}' is disabled, or the password has expired"
                )
            except users.WrongCredentials:
                continue
        raise fault


def no_permission(operation: str) -> AuthorizationFault:
    """Return fault 20003 in the words of the IPS reference."""
    return AuthorizationFault(
        FaultCode.NO_OPERATION_PERMISSION, f"User does not have permission to access operation '{operation}'"
    )
