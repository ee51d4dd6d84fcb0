"""Our copies of the recorded answers against the originals, where their folder lies beside the published contract."""

import os
from pathlib import Path

import pytest

from exchanges import NAMES, elements, exchange, lines, normalised

pytestmark = pytest.mark.published


@pytest.fixture(scope="session")
def originals():
    """The folder of the originals."""
    contract = os.environ.get("PUBLISHED_CONTRACT")  # noqa: TID251  of the checks, not of the program
    if not contract:
        pytest.skip("PUBLISHED_CONTRACT names no folder")
    folder = Path(contract).parent / "reference" / "real-responses"
    if not folder.is_dir():
        pytest.skip(f"there is no folder {folder}")
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_says_what_the_original_says(originals, name):
    ours = exchange(name)
    recorded = normalised(ours.recorded(originals))
    assert elements(normalised(ours.expected)) == elements(recorded)


@pytest.mark.parametrize("name", [name for name in NAMES if exchange(name).as_sent])
def test_a_copy_has_the_bytes_that_were_sent(originals, name):
    ours = exchange(name)
    assert lines(normalised(ours.expected)) == lines(normalised(ours.recorded(originals)))


def test_every_original_has_a_copy(originals):
    assert {file.name for file in originals.glob("*.xml")} == {exchange(name).original for name in NAMES}
