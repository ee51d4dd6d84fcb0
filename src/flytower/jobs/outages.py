"""Telling a database that is away from a mistake."""

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


def is_outage(error: BaseException) -> bool:
    """Tell whether trying again later can help: the database was out of reach, or locked for too long."""
    return isinstance(error, OperationalError | InterfaceError | PoolTimeoutError)
