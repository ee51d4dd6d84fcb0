"""curl with requests written by hand: SOAP 1.1, SOAP 1.2, and XML without an envelope."""

from pathlib import Path

from harness import Client, unless_there


class Curl(Client):
    name = "curl"
    language = "Bash"
    speaks = tuple((version, soap) for version in ("2014-04-03", "2013-02-15") for soap in ("1.1", "1.2", "plain"))
    reads_wsdl = False
    debian = unless_there("curl", "curl")

    def version(self) -> str:
        return self.asked("curl", "--version").split()[1]

    def command(self, folder: Path) -> list[str]:
        del folder
        return ["bash", str(self.home / "driver.sh")]


CLIENT = Curl()
