"""SOAP::Lite for Perl: it reads operations and their fields from the WSDL, and is told the elements by hand."""

from pathlib import Path

from harness import Client


class SoapLite(Client):
    name = "SOAP::Lite"
    language = "Perl"
    speaks = (*Client.speaks, ("2013-02-15", "1.2"))
    debian = ("libsoap-lite-perl",)

    def version(self) -> str:
        return self.asked("perl", "-MSOAP::Lite", "-e", "print $SOAP::Lite::VERSION")

    def command(self, folder: Path) -> list[str]:
        del folder
        return ["perl", str(self.home / "driver.pl")]


CLIENT = SoapLite()
