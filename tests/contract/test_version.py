"""Which structure answers which namespace (wire fact A3)."""

import pytest

from flytower.contract.version import (
    COMMON_NAMESPACE,
    NEWEST,
    PRE_4_0,
    PUBLISHED,
    V2008_01,
    V2010,
    V2012,
    V2013,
    V2014,
    V2017,
    V2021,
    V2022,
    VERSIONS,
    is_ips_namespace,
    structure_of,
)


def dated(date):
    return f"http://www.scene7.com/IpsApi/xsd/{date}"


def test_versions_are_in_order():
    assert sorted(VERSIONS) == list(VERSIONS)
    assert VERSIONS[-5:] == PUBLISHED
    assert NEWEST == V2022


def test_a_version_knows_its_namespace():
    assert V2017.namespace == "http://www.scene7.com/IpsApi/xsd/2017-10-29-beta"


def test_before_4_0_nothing_is_dated():
    assert PRE_4_0.namespace == "http://www.scene7.com/IpsApi/xsd"
    assert (PRE_4_0.wsdl_file, V2012.wsdl_file) == ("IpsApi.wsdl", "IpsApi-2012-02-14.wsdl")


@pytest.mark.parametrize("version", VERSIONS, ids=str)
def test_a_known_namespace_gets_its_own_structure(version):
    assert structure_of(version.namespace) == version


@pytest.mark.parametrize(
    ("date", "version"),
    [
        ("2007-01-01", V2008_01),
        ("2010-04-23-beta", V2010),
        ("2012-07-31", V2012),
        ("2013-08-29-beta", V2013),
        ("2014-04-03-beta", V2014),
        ("2016-01-14-beta", V2014),
        ("2017-10-29", V2014),
        ("2019-09-10-beta", V2017),
        ("2022-04-01", V2021),
        ("2031-01-01", V2022),
    ],
)
def test_an_unknown_date_gets_the_newest_structure_not_later(date, version):
    assert structure_of(dated(date)) == version


def test_the_undated_namespace_gets_the_structure_before_4_0():
    assert structure_of(COMMON_NAMESPACE) == PRE_4_0


@pytest.mark.parametrize("namespace", ["", "urn:other", COMMON_NAMESPACE + "/", dated("2013"), dated("2013-02-15/x")])
def test_other_namespaces_are_not_the_apis(namespace):
    assert structure_of(namespace) is None
    assert not is_ips_namespace(namespace)


@pytest.mark.parametrize("namespace", [COMMON_NAMESPACE, dated("2013-02-15"), dated("1999-01-01-beta")])
def test_the_apis_own_namespaces(namespace):
    assert is_ips_namespace(namespace)
