import uuid

import pytest

from flytower.contract.types.cdn import UrlArray
from flytower.contract.version import V2010, V2014
from flytower.operations.cdn_records import CdnCacheInvalidationParam

GOOD = "http://images.example.com/is/image/DemoCompany/shoe?$thumbnail$"


@pytest.fixture
def forget(world):
    def run(*urls, **call):
        param = CdnCacheInvalidationParam(company_handle=world.handle, url_array=UrlArray(items=list(urls)))
        return world.call(param, **{"user": world.ADMIN, **call})

    return run


def test_the_answer_is_a_handle_as_recorded(world, forget):
    """Wire fact B8."""
    answer = forget(GOOD, version=V2014)
    prefix, token = answer.invalidation_handle.rsplit("|", 1)
    assert prefix == f"cdni|{world.company.id}"
    assert str(uuid.UUID(token)) == token
    assert answer.estimated_seconds == 5


def test_every_request_has_a_handle_of_its_own(forget):
    assert forget(GOOD).invalidation_handle != forget(GOOD).invalidation_handle


def test_earlier_versions_count(forget):
    """The published 2013-02-15 WSDL; the wire leaves out what a version does not have."""
    answer = forget(GOOD, GOOD, version=V2010)
    assert (answer.success_count, answer.warning_count, answer.error_count) == (2, 0, 0)
    assert answer.error_detail_array is None


@pytest.mark.parametrize(
    "url",
    [
        "https://cdn.example.com/is/content/DemoCompany/catalog.pdf",
        "http://images.example.com/is/image/DemoCompany",
        "http://images.example.com/is/image/Demo%43ompany/shoe",
        "http://images.example.com/e2/DemoCompany/x",
    ],
)
def test_urls_of_the_company(forget, url):
    assert forget(url).success_count == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://images.example.com/is/image/Other/shoe",
        "http://images.example.com/is/image/DemoCompany2/shoe",
        "http://images.example.com/is/image/shoe?DemoCompany",
        "http://DemoCompany/is/image/shoe",
    ],
)
def test_one_url_without_the_root_id_spoils_all(forget, refused, url):
    """IPS reference, cdnCacheInvalidation: the whole request faults."""
    with refused(30001, "urlArray/items[1]", url, "root id 'DemoCompany'"):
        forget(GOOD, url)


@pytest.mark.parametrize(
    "url",
    ["", "/is/image/DemoCompany/shoe", "ftp://x/DemoCompany/shoe", "http:///DemoCompany/", "http://[x/DemoCompany/"],
)
def test_texts_that_are_no_urls(forget, refused, url):
    with refused(30001, "urlArray/items[0]"):
        forget(url)


def test_a_url_that_is_too_long(forget, refused):
    with refused(30001, "urlArray/items[0]", "longer than"):
        forget(GOOD + "x" * 4096)


def test_only_administrators_may(world, forget, refused):
    with refused(20003, "cdnCacheInvalidation"):
        forget(GOOD, user=world.USER)
