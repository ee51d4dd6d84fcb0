import logging
import math
import subprocess
import sys

import pytest
import spyne

from flytower.soap import spyne_compat


def test_spyne_can_be_imported_first_thing_with_warnings_as_errors():
    program = "import flytower.soap.wsgi, spyne.protocol.soap"
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_garbage_is_not_collected_after_every_request():
    assert math.isinf(spyne.const.MIN_GC_INTERVAL)


@pytest.mark.parametrize(
    "name",
    [
        "spyne.protocol.soap.soap11.invalid",
        "spyne.protocol.xml.invalid",
        "spyne.application.server",
        "spyne.server.wsgi",
    ],
)
def test_loggers_that_write_whole_requests_are_silent(name):
    assert spyne_compat
    assert not logging.getLogger(name).isEnabledFor(logging.CRITICAL)
