"""strong-soap: LoopBack's SOAP client, a proxy made at run time with a parser of its own."""

from pathlib import Path

from harness import NODE_MODULES, Client, unless_there

STRONG_SOAP = "6.0.1"


class StrongSoap(Client):
    name = "strong-soap"
    language = "Node.js"
    speaks = (*Client.speaks, ("2013-02-15", "1.2"))
    debian = unless_there("npm", "nodejs", "npm")
    npm = (f"strong-soap@{STRONG_SOAP}",)

    def version(self) -> str:
        return self.asked("node", "-p", "require('strong-soap/package.json').version", **self.environment())

    def environment(self) -> dict[str, str]:
        return {"NODE_PATH": str(NODE_MODULES)}

    def command(self, folder: Path) -> list[str]:
        del folder
        return ["node", str(self.home / "driver.js")]


CLIENT = StrongSoap()
