"""Install what the benchmarks compare with, below `.clients/bench`: libvips, sharp, ImageMagick's library, thumbor.

    python bench/peers/install.py

ImageMagick's library is a Debian package and needs root. What cannot be installed is left out of the comparison.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PLACE = Path(__file__).parents[2] / ".clients" / "bench"
PYTHON_PACKAGES = PLACE / "python"
NODE_PACKAGES = PLACE / "node"
THUMBOR = PLACE / "thumbor"
PIP = ("install", "--quiet", "--disable-pip-version-check", "--upgrade")
COMMANDS = (
    (sys.executable, "-m", "pip", *PIP, "--target", PYTHON_PACKAGES, "pyvips", "pyvips-binary", "Wand"),
    (sys.executable, "-m", "venv", THUMBOR),
    (THUMBOR / "bin" / "python", "-m", "pip", *PIP, "thumbor", "setuptools"),
    ("npm", "install", "--loglevel=error", "--no-audit", "--no-fund", "--ignore-scripts", "sharp@0.35"),
    ("apt-get", "--quiet", "--yes", "--no-install-recommends", "install", "libmagickwand-6.q16-6"),
)


def main() -> None:
    """Run one installer after the other; a failure costs only that peer."""
    NODE_PACKAGES.mkdir(parents=True, exist_ok=True)
    (NODE_PACKAGES / "package.json").write_text('{"private": true}')
    for command in COMMANDS:
        words = [str(word) for word in command]
        print(" ".join(words), flush=True)
        if shutil.which(words[0]) is None:
            print(f"  there is no {words[0]}")
            continue
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}  # noqa: TID251  what programs get that are not ours
        done = subprocess.run(words, cwd=NODE_PACKAGES, env=environment, check=False)  # noqa: S603  pip, npm and apt-get
        if done.returncode:
            print(f"  failed with {done.returncode}")


if __name__ == "__main__":
    main()
