"""Every kind of client goes the export journey, typed, and gets one fault of each kind."""

from dataclasses import replace

import pytest
from checks import check
from harness import BOTH, OURS, PUBLISHED, Case, Missing, clients, published_folder, required
from record import Record
from runs import Runs
from seeded import seeded

pytestmark = pytest.mark.clients

CLIENTS = clients()
CASES = [case for client in CLIENTS.values() for case in client.cases()]
GENERATED = dict.fromkeys((case.client, case.version) for case in CASES if CLIENTS[case.client].generates)
COMPARED = [Case(client, version, BOTH, "1.1") for client, version in GENERATED]


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    with seeded(tmp_path_factory.mktemp("clients") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def runs(request, place):
    """Every run that the selected tests ask for, under way."""
    chosen = [item.callspec.params for item in request.session.items if item.get_closest_marker("clients")]
    cases = [one["case"] for one in chosen if "case" in one]
    compared = [case for one in chosen if isinstance(one.get("compared"), Case) for case in twins(one["compared"])]
    started = Runs(CLIENTS, place)
    started.begin(filter(has_its_wsdl, cases), filter(has_its_wsdl, compared))
    yield started
    started.end()


@pytest.fixture(scope="session")
def record():
    kept = Record.load()
    yield kept
    kept.save()


def has_its_wsdl(case):
    return case.wsdl != PUBLISHED or published_folder() is not None


def twins(compared):
    return [replace(compared, wsdl=wsdl) for wsdl in (PUBLISHED, OURS)]


def installed_version(runs, case):
    """The library's version; without its tool chain or WSDL there is nothing to test."""
    if not has_its_wsdl(case):
        pytest.skip("PUBLISHED_CONTRACT names no folder of published WSDL files")
    try:
        return runs.version(case.client)
    except Missing as missing:
        if required():
            raise
        pytest.skip(f"not installed, try `make test-clients`: {missing}")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_export_journey_and_a_fault_of_each_kind(case, runs, place, record):
    with record.of(case, installed_version(runs, case)):
        check(runs.steps(case), place)


@pytest.mark.parametrize("compared", COMPARED, ids=str)
def test_the_code_generated_from_our_wsdl_is_that_of_the_published_one(compared, runs, record):
    published, ours = twins(compared)
    with record.of(compared, installed_version(runs, published)):
        expected, generated = runs.built(published).sources, runs.built(ours).sources
        assert expected
        # by name: a difference of megabytes takes minutes to print; both lie in .clients/built
        assert not sorted(name for name in expected | generated if expected.get(name) != generated.get(name))
