"""No request at all gets anything but an answer of the right kind (what that means: ``fuzzing.campaign``).

This is a small part of what ``make fuzz`` does without end.
"""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flytower.contract.version import VERSIONS
from flytower.operations import load
from fuzzing.campaign import Campaign
from fuzzing.world import World

choices = st.randoms(use_true_random=False, note_method_calls=False)
"""Every choice of the grammar is hypothesis' own, so it looks for the smallest request that goes wrong."""


@pytest.fixture(scope="module")
def campaign(tmp_path_factory):
    world = World(tmp_path_factory.mktemp("fuzz"))
    yield Campaign(world)
    world.close()


@settings(max_examples=500, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(source=choices)
def test_any_request_gets_an_answer_of_the_right_kind(campaign, source):
    campaign.request(source)


def test_thousands_of_requests_get_answers_of_the_right_kind(campaign):
    campaign.run("fixed", 0, 4000)
    assert {"Return", 10000, 10001, 20000, 20003, 30000, 30001, 30002, 30003} <= set(campaign.outcomes)


@pytest.mark.parametrize("version", VERSIONS, ids=str)
def test_every_operation_answers_a_sane_request(campaign, version):
    for name, operation in load().items():
        if operation.lives_in(version):
            campaign.call(random.Random(name), operation, version)  # noqa: S311  no secret
