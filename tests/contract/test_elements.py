"""The authentication header and the faults, as the published WSDLs declare them."""

import pytest

from flytower.contract.elements import COMMON_ELEMENTS, FAULTS, auth_header_of
from flytower.contract.faults import AuthenticationFault, AuthorizationFault, IpsApiFault
from flytower.contract.record import live_fields
from flytower.contract.version import PUBLISHED, V2013, V2014, V2017


def test_the_first_version_has_the_common_header_in_any_order():
    header = auth_header_of(V2013)
    assert (header.name, header.group, header.versioned) == ("authHeader", "all", False)
    assert not any(field.minimum for field in live_fields(header.record, V2013))


@pytest.mark.parametrize("version", PUBLISHED[1:], ids=str)
def test_later_versions_have_one_of_their_own_in_sequence(version):
    header = auth_header_of(version)
    assert (header.name, header.group, header.versioned) == ("authHeader", "sequence", True)


def test_later_headers_name_the_program():
    header = auth_header_of(V2014)
    assert [field.wire_name for field in live_fields(header.record, V2014) if field.minimum] == [
        "appName",
        "appVersion",
    ]


@pytest.mark.parametrize(("version", "has"), [(V2014, False), (V2017, True)])
def test_the_saml_response_came_in_2017(version, has):
    names = [field.wire_name for field in live_fields(auth_header_of(version).record, version)]
    assert ("samlResponse" in names) is has


def test_every_fault_that_is_raised_has_its_element():
    assert {element.name for element in FAULTS} == {
        fault.element for fault in (AuthenticationFault, AuthorizationFault, IpsApiFault)
    }
    assert set(FAULTS) < set(COMMON_ELEMENTS)
