"""Install what clients need and this machine lacks, and say of every client whether it can run now.

Debian packages are installed as root; everything else goes below ``.clients``. A client whose library is there already
costs nothing. With CLIENTS_REQUIRED=1 a client that cannot run is a failure.
"""

import json
import shutil
import sys
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from harness import NODE_FOLDER, PYTHON_PACKAGES, Client, Failed, Missing, clients, execute, required

APT = ("apt-get", "--quiet", "--yes", "--no-install-recommends", "--option=DPkg::Lock::Timeout=300")
QUIET = {"DEBIAN_FRONTEND": "noninteractive"}
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
TRUST = {"NODE_EXTRA_CA_CERTS": str(SYSTEM_CERTIFICATES)} if SYSTEM_CERTIFICATES.exists() else {}
"""Node.js knows nothing of certificates that whoever runs the machine has added."""
INSTALL_SECONDS = 600
Lacking = Collection[Client]


def main() -> int:
    """Install, report, and return the exit code."""
    started = time.monotonic()
    known = clients().values()
    problems: list[str] = []
    for _ in range(2):  # what comes from Debian, such as npm, may be what another kind is installed with
        lacking = [client for client in known if missing(client)]
        problems = installed(lacking)
    reasons = {client.name: missing(client) for client in known}
    for problem in problems if any(reasons.values()) else ():
        say(problem)
    say(f"after {time.monotonic() - started:.0f} s:")
    for client in known:
        reason = reasons[client.name]
        say(f"  {client.name:<30}{f'skipped: {reason}' if reason else client.version()}")
    return 1 if required() and any(reasons.values()) else 0


def missing(client: Client) -> str:
    """Return why a client cannot run; empty where it can."""
    try:
        client.version()
    except Missing as reason:
        return str(reason)
    return ""


def installed(lacking: Lacking) -> list[str]:
    """Install what these clients lack, every kind beside the others, and return what went wrong."""
    kinds: list[Callable[[Lacking], Iterator[str]]] = [from_debian, from_pip, from_npm, by_themselves]
    with ThreadPoolExecutor(max_workers=len(kinds)) as pool:
        return [problem for found in pool.map(lambda kind: list(kind(lacking)), kinds) for problem in found]


def attempted(command: Collection[object]) -> Iterator[str]:
    """Run a command; yield what went wrong."""
    try:
        execute([str(word) for word in command], variables={**TRUST, **QUIET}, seconds=INSTALL_SECONDS)
    except Failed as failure:
        yield str(failure)


def from_debian(lacking: Lacking) -> Iterator[str]:
    """Install Debian packages: all at once, or where one cannot be had, those of each client."""
    needs = {client.name: [package for package in client.debian if not is_installed(package)] for client in lacking}
    wanted = sorted({package for packages in needs.values() for package in packages})
    if not wanted:
        return
    if shutil.which(APT[0]) is None:
        yield f"there is no apt-get to install {' '.join(wanted)}"
        return
    say(f"apt-get install {' '.join(wanted)}")
    yield from attempted([*APT, "update"])
    if any(attempted([*APT, "install", *wanted])):
        for packages in filter(None, needs.values()):
            yield from attempted([*APT, "install", *packages])


def is_installed(package: str) -> bool:
    """Say whether dpkg has a package."""
    try:
        return "ok installed" in execute(["dpkg-query", "--show", "--showformat=${Status}", package])
    except (Failed, FileNotFoundError):
        return False


def from_pip(lacking: Lacking) -> Iterator[str]:
    """Install Python packages beside the environment the server runs in, so that they cannot change it."""
    wanted = sorted({package for client in lacking for package in client.pip})
    if wanted:
        say(f"pip install {' '.join(wanted)}")
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade")
        yield from attempted([*pip, "--target", PYTHON_PACKAGES, *wanted])


def from_npm(lacking: Lacking) -> Iterator[str]:
    """Install Node packages; none may run a script of its own while it is installed."""
    wanted = dict(package.rsplit("@", 1) for client in lacking for package in client.npm)
    if not wanted:
        return
    if shutil.which("npm") is None:
        yield f"there is no npm to install {' '.join(wanted)}"
        return
    say(f"npm install {' '.join(wanted)}")
    NODE_FOLDER.mkdir(parents=True, exist_ok=True)
    manifest = NODE_FOLDER / "package.json"
    kept = json.loads(manifest.read_text())["dependencies"] if manifest.exists() else {}
    manifest.write_text(json.dumps({"private": True, "dependencies": kept | wanted}))
    npm = ("npm", "install", "--loglevel=error", "--no-audit", "--no-fund", "--ignore-scripts")
    yield from attempted([*npm, "--prefix", NODE_FOLDER])


def by_themselves(lacking: Lacking) -> Iterator[str]:
    """Let clients install what is of no kind above."""
    for client in lacking:
        try:
            client.prepare()
        except (Failed, Missing) as failure:
            yield f"{client.name}: {failure}"


def say(line: str) -> None:
    """Tell whoever runs this."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
