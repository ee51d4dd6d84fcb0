"""The WSDL's structure. Source: the published WSDLs of 2013-02-15 and 2014-04-03."""

import pytest
from lxml import etree

from flytower.contract.operation import EVERYBODY, Operation
from flytower.contract.record import Record
from flytower.contract.version import PRE_4_0, V2008_01, V2010, V2012, V2013, V2014, V2017, V2021, Version
from flytower.soap.namespaces import JAXB
from flytower.soap.wsdl import NEUTRAL_ADDRESS, wsdl, wsdl_files

COMMON = "http://www.scene7.com/IpsApi/xsd"
NAMES = {
    "w": "http://schemas.xmlsoap.org/wsdl/",
    "x": "http://www.w3.org/2001/XMLSchema",
    "s": "http://schemas.xmlsoap.org/wsdl/soap/",
    "s12": "http://schemas.xmlsoap.org/wsdl/soap12/",
}
ADDRESS = "http://localhost:8070/scene7/services/IpsApiService"


@pytest.fixture
def load(api):
    def run(version=V2013, address=ADDRESS):
        return etree.fromstring(wsdl(version, version.namespace, api.operations, address).encode())

    return run


def find(root, path):
    return root.xpath(path, namespaces=NAMES)


def test_one_file_for_every_published_version(api):
    files = wsdl_files(api.operations)
    assert list(files) == [
        "IpsApi.wsdl",
        "IpsApi-2008-01-15.wsdl",
        "IpsApi-2008-09-10.wsdl",
        "IpsApi-2009-07-31.wsdl",
        "IpsApi-2010-01-31.wsdl",
        "IpsApi-2012-02-14.wsdl",
        "IpsApi-2013-02-15.wsdl",
        "IpsApi-2014-04-03.wsdl",
        "IpsApi-2017-10-29-beta.wsdl",
        "IpsApi-2021-04-26-beta.wsdl",
        "IpsApi-2022-11-01-beta.wsdl",
    ]
    for document in files.values():
        assert set(find(etree.fromstring(document), "//w:port/*/@location")) == {NEUTRAL_ADDRESS}


def test_two_schemas_versioned_and_common(load):
    root = load()
    assert root.get("targetNamespace") == "http://www.scene7.com/IpsApi"
    assert find(root, "//x:schema/@targetNamespace") == [f"{COMMON}/2013-02-15", COMMON]
    assert find(root, "//x:schema/@elementFormDefault") == ["qualified", "qualified"]
    common = find(root, "//x:schema[2]/x:element/@name")
    assert common == ["authHeader", "ipsApiFault", "authenticationFault", "authorizationFault"]
    assert find(root, "//x:element[@name='authHeader']/x:complexType/x:all")


def test_before_4_0_types_and_common_elements_are_one_schema(load):
    root = load(PRE_4_0)
    assert find(root, "//x:schema/@targetNamespace") == [COMMON]
    names = find(root, "//x:schema/x:element/@name")
    assert names[-4:] == ["authHeader", "ipsApiFault", "authenticationFault", "authorizationFault"]
    assert {"findParam", "findReturn"} <= set(names)
    assert len(names) == len(set(names))
    assert {root.nsmap[prefix] for prefix in ("types", "common")} == {COMMON}


def test_an_element_in_the_order_and_occurrence_of_its_fields(load):
    fields = find(load(), "//x:element[@name='findParam']/x:complexType/x:sequence/x:element")
    assert [(field.get("name"), field.get("type"), field.get("minOccurs")) for field in fields[:4]] == [
        ("companyHandle", "xs:string", None),
        ("count", "xs:int", "0"),
        ("big", "xs:long", "0"),
        ("ready", "xs:boolean", "0"),
    ]
    assert {"is_modifier", "old"} <= {field.get("name") for field in fields}


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("StringArray", "0", "unbounded"), ("EmailArray", "0", "2"), ("StateArray", None, "unbounded")],
)
def test_how_often_an_item_occurs(load, name, least, most):
    (items,) = find(load(), f"//x:complexType[@name='{name}']/x:sequence/x:element")
    assert (items.get("name"), items.get("minOccurs"), items.get("maxOccurs")) == ("items", least, most)


def test_an_empty_element_is_declared_too(load):
    assert find(load(), "//x:element[@name='deleteAssetReturn']/x:complexType/x:sequence[not(*)]")


def test_a_version_has_its_own_fields_and_operations(load):
    before, after = load(V2013), load(V2014)
    assert "later" not in find(before, "//w:portType/w:operation/@name")
    assert "later" in find(after, "//w:portType/w:operation/@name")
    caption = "//x:complexType[@name='Asset']//x:element[@name='caption']"
    assert (len(find(before, caption)), len(find(after, caption))) == (0, 1)


def test_soap_12_is_bound_in_the_oldest_version_only(load):
    assert find(load(V2013), "//w:port/@name") == ["IpsApiSoapPort", "IpsApiSoap12Port"]
    assert find(load(V2014), "//w:port/@name") == ["IpsApiSoapPort"]


def test_the_header_is_common_first_and_versioned_later(load):
    part = "//w:message[@name='authHeader']/w:part/@element"
    assert find(load(V2013), part) == ["common:authHeader"]
    assert find(load(V2014), part) == ["types:authHeader"]
    assert find(load(V2014), "//x:schema[1]/x:element[@name='authHeader']/x:complexType/x:sequence")


def test_an_operation_is_bound_with_its_name_header_and_faults(load):
    (bound,) = find(load(), "//w:binding[@name='IpsApiServiceSoapBinding']/w:operation[@name='ping']")
    assert find(bound, "s:operation/@soapAction") == ["ping"]
    assert find(bound, "w:input/s:header/@part") == ["authHeader"]
    assert find(bound, "w:fault/@name") == ["ipsApiFault", "authenticationFault", "authorizationFault"]
    assert find(bound, "*/s:body/@use") == ["literal", "literal"]


def test_an_address_is_escaped(load):
    address = 'http://x/?a=1&b="<2>"'
    assert find(load(address=address), "//s:address/@location") == [address]


def test_an_unpublished_date_gets_a_structure_in_its_own_namespace(api):
    version = Version("2019-09-10-beta")
    root = etree.fromstring(wsdl(V2014, version.namespace, api.operations, ADDRESS).encode())
    assert find(root, "//x:schema[1]/@targetNamespace") == [version.namespace]


class Neighbour(Record):
    __anonymous__ = True

    street: str
    number: int | None = None


class MoveInParam(Record):
    neighbour: Neighbour
    other: Neighbour | None = None


class MoveInReturn(Record):
    pass


def test_a_type_without_a_name_is_spelled_out_where_it_is_used():
    operation = Operation(
        name="moveIn",
        function=lambda *_: None,
        param=MoveInParam,
        answer=MoveInReturn,
        roles=EVERYBODY,
        since=None,
        until=None,
    )
    root = etree.fromstring(wsdl(V2013, V2013.namespace, {"moveIn": operation}, ADDRESS).encode())
    fields = find(root, "//x:element[@name='moveInParam']/x:complexType/x:sequence/x:element")
    assert [(one.get("name"), one.get("type"), one.get("minOccurs")) for one in fields] == [
        ("neighbour", None, None),
        ("other", None, "0"),
    ]
    for one in fields:
        inside = find(one, "x:complexType/x:sequence/x:element")
        assert [(field.get("name"), field.get("type")) for field in inside] == [
            ("street", "xs:string"),
            ("number", "xs:int"),
        ]
    assert not find(root, "//x:complexType[@name='Neighbour']")


@pytest.mark.parametrize(
    ("version", "names"),
    [
        (PRE_4_0, []),
        (V2008_01, []),
        (V2010, ["CompanyMetadataInfo", "LongArray", "OperationFault"]),
        (V2012, ["CompanyMetadataInfo", "LongArray", "OperationFault"]),
        (
            V2017,
            ["CompanyMetadataInfo", "LongArray", "OperationFault", "SearchAssetsByMetadataParam.HaystackSearch"],
        ),
    ],
    ids=str,
)
def test_published_types_are_there_whether_or_not_an_operation_leads_to_them(load, version, names):
    every = {"CompanyMetadataInfo", "LongArray", "OperationFault", "SearchAssetsByMetadataParam.HaystackSearch"}
    assert sorted(every & set(find(load(version), "//x:complexType/@name"))) == names


@pytest.mark.parametrize(
    ("version", "hints"), [(V2014, []), (V2017, ["HaystackSearchType"]), (V2021, ["HaystackSearchType"])]
)
def test_java_gets_a_class_name_for_a_type_that_is_spelled_out_too(load, version, hints):
    """Without it wsimport stops: the named type and the anonymous one would be classes of one name."""
    root = load(version)
    found = root.xpath("//x:complexType/x:annotation/x:appinfo/j:class/@name", namespaces={**NAMES, "j": JAXB})
    assert found == hints
    assert bool(root.xpath("//x:schema/@j:version", namespaces={**NAMES, "j": JAXB})) is bool(hints)


def test_two_types_of_one_name_are_a_mistake():
    def record(name, **fields):
        return type(name, (Record,), {"__annotations__": fields})

    one, other = record("Same", text=str), record("Same", text=str)
    operation = Operation(
        name="odd",
        function=lambda *_: None,
        param=record("OddParam", same=one),
        answer=record("OddReturn", same=other),
        roles=EVERYBODY,
        since=None,
        until=None,
    )
    with pytest.raises(TypeError, match="two record types are named Same"):
        wsdl(V2013, V2013.namespace, {"odd": operation}, ADDRESS)
