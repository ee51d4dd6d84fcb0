"""Fixtures for pytest: ``pytest_plugins = ["flytower.testing.fixtures"]``."""

from collections.abc import Iterator

import pytest

from flytower.testing import Server, serving


@pytest.fixture(scope="session")
def flytower_server() -> Iterator[Server]:
    """A server with Demo Company, one for all tests of the session."""
    with serving(demo=True) as server:
        yield server
