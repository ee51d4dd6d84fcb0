import pytest

from flytower.storage.local import LocalBlobs


@pytest.fixture
def local(tmp_path):
    return LocalBlobs(tmp_path / "blobs")


@pytest.fixture(params=["local"])
def blobs(request):
    """Every back end in turn: a new one is one more name here."""
    return request.getfixturevalue(request.param)
