"""Commands about the answer are read and checked, and change no file. Source: IS reference, their pages."""

import pytest

from flytower.imaging import RequestContext, RequestError, parse_request
from flytower.imaging.command_docs import WITHOUT_EFFECT
from flytower.imaging.replies.asked import asked

SAMPLES = {"bfc": "on", "network": "on", "name": "boat", "timeout": "5000"}


@pytest.mark.parametrize("command", sorted(WITHOUT_EFFECT))
def test_what_has_no_effect_says_so(command):
    (warning,) = parse_request(f"{command}={SAMPLES[command]}").warnings
    assert warning.startswith(f"{command}={SAMPLES[command]}: ")
    assert "no effect" in warning


@pytest.mark.parametrize("request_", ["name=boat", "timeout=5000", "labelkey=title", "mapA=rect,0,0,9,9,href=x"])
def test_the_picture_is_the_one_without_the_command(request_):
    assert parse_request(f"{request_}&wid=10").view == parse_request("wid=10").view


def test_a_timeout_is_a_time():
    with pytest.raises(RequestError, match="timeout=soon"):
        parse_request("timeout=soon")


def test_labelkey_reaches_the_answer_about_a_set():
    assert asked("req=set&labelkey=title", RequestContext()).words["labelkey"] == "title"
