"""A running server's WSDL, at every URL it has, against the published contract (wire fact A9)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flytower.contract.version import PUBLISHED

pytestmark = pytest.mark.published

URLS = (
    "{url}/scene7/webservice/IpsApi-{version}.wsdl",
    "{url}/scene7/IpsApi-{version}.wsdl",
    "{url}/scene7/services/IpsApiService?wsdl&version={version}",
)


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("version", PUBLISHED, ids=str)
def test_it_does_not_differ_in_anything(server, version, url):
    compare = Path(os.environ["PUBLISHED_CONTRACT"]) / "compare_wsdl.py"  # noqa: TID251  says where the file lies
    words = [sys.executable, str(compare), url.format(url=server.url, version=version), str(version)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603  the contract's own
    assert (done.returncode, done.stdout) == (0, f"0 differences from the published {version} contract\n")
