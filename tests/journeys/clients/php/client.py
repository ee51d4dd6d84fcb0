"""PHP's own SoapClient, from the extension soap; it makes a proxy at run time."""

from pathlib import Path

from harness import Client


class Php(Client):
    name = "PHP SoapClient"
    language = "PHP"
    speaks = (*Client.speaks, ("2013-02-15", "1.2"))
    debian = ("php-cli", "php-soap")

    def version(self) -> str:
        return self.asked("php", "-r", "new ReflectionExtension('soap'); echo PHP_VERSION;")

    def command(self, folder: Path) -> list[str]:
        del folder
        # The cache would keep an earlier WSDL of the same name.
        return ["php", "-d", "soap.wsdl_cache_enabled=0", str(self.home / "driver.php")]


CLIENT = Php()
