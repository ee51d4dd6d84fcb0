"""req=resolve and req=validate; test vector 201. Source: IS reference, their pages."""

import pytest

from flytower.imaging.catalog import CatalogRecord, RequestContext
from flytower.imaging.errors import RequestError
from flytower.imaging.replies.resolved import check, resolved


def of(query, **context):
    return resolved("/Co/boat", query, RequestContext(**context))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("req=resolve&wid=1&wid=2", "/Co/boat?wid=2"),
        ("$view$&$t=a b&layer=1&text=$t$%26c", "/Co/boat?qlt=5&layer=1&text=a b%26c"),
        ("rotate=5&flip=lr", "/Co/boat?flip=lr&layer=0&rotate=5"),
        ("layer=2&color=1,2,3&effect=-1&color=4,5,6", "/Co/boat?layer=2&color=1,2,3&layer=2&effect=-1&color=4,5,6"),
        ("src=is(a?wid=1&hei=2)", "/Co/boat?layer=0&src=is(a?wid=1&hei=2)"),
    ],
)
def test_macros_variables_and_layers_are_in_their_places(query, expected):
    assert of(query, macros={"view": "qlt=5"}) == expected


def test_the_record_s_commands_are_there():
    record = CatalogRecord("boat.png", modifier="wid=1&hei=1", post_modifier="hei=3")
    assert of("wid=2", record=record) == "/Co/boat?wid=2&hei=3"


def test_201_a_request_is_valid():
    check("wid=20&layer=1&src=nobody/knows", RequestContext())


def test_variables_are_not_looked_at():
    check("wid=$width$&$x=5", RequestContext())


@pytest.mark.parametrize("query", ["wid=abc", "fmt=doc", "layer=nobody", "$none$", "op_blur=x"])
def test_a_request_that_can_not_be_read_is_not(query):
    with pytest.raises(RequestError):
        check(query, RequestContext())


def test_the_commands_of_a_template_are_there():
    template = CatalogRecord("t.png", modifier="layer=0&size=8,8&layer=1,title&size=4,4")
    found = of("template=t&layer=title&pos=1,1", find={"t": template}.get)
    assert found == "/Co/boat?template=t&layer=0&size=8,8&layer=1&size=4,4&pos=1,1"


@pytest.mark.parametrize(
    ("query", "modifier"),
    [("template=t&layer=title&pos=1,1", ""), ("layer=title&pos=1,1", "layer=1,title&color=ffffff&size=5,5")],
)
def test_layers_may_be_named_elsewhere(query, modifier):
    """Neither template nor record are looked at, so such a request may be valid. Source: IS reference, req=validate."""
    check(query, RequestContext(record=CatalogRecord("boat.png", modifier=modifier)))
