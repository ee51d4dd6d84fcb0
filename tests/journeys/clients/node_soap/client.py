"""node-soap: the npm package ``soap``, a proxy made at run time."""

from pathlib import Path

from harness import NODE_MODULES, Client, unless_there

SOAP = "1.13.0"


class NodeSoap(Client):
    name = "node-soap"
    language = "Node.js"
    speaks = (*Client.speaks, ("2013-02-15", "1.2"))
    debian = unless_there("npm", "nodejs", "npm")
    npm = (f"soap@{SOAP}",)

    def version(self) -> str:
        return self.asked("node", "-p", "require('soap/package.json').version", **self.environment())

    def environment(self) -> dict[str, str]:
        return {"NODE_PATH": str(NODE_MODULES)}

    def command(self, folder: Path) -> list[str]:
        del folder
        return ["node", str(self.home / "driver.js")]


CLIENT = NodeSoap()
