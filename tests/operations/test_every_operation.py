"""What holds for every declared operation, whether it has any behaviour or not."""

import pytest

from flytower.contract.operation import Role
from flytower.contract.version import VERSIONS
from flytower.operations import load


@pytest.mark.parametrize("operation", load().values(), ids=lambda operation: operation.name)
class TestEveryOperation:
    def test_lives_in_one_version_at_least(self, operation):
        assert any(operation.lives_in(version) for version in VERSIONS)

    def test_says_what_it_does(self, operation):
        assert operation.meaning[:1].isupper()
        assert not operation.meaning.endswith(".")

    def test_is_for_administrators_of_the_server_at_least(self, operation):
        assert Role.IPS_ADMIN in operation.roles

    def test_is_for_company_administrators_where_it_is_for_users(self, operation):
        assert Role.IPS_COMPANY_ADMIN in operation.roles or Role.IPS_USER not in operation.roles
