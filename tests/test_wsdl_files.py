"""The WSDL files that are kept beside the code are those that it writes."""

from pathlib import Path

from flytower import cli


def test_the_committed_files_are_what_the_contract_says():
    assert cli.main(["wsdl", str(Path(__file__).parent.parent / "wsdl"), "--check"]) == 0, "run `make wsdl`"
