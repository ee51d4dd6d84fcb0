"""The process behind `flytower.testing.start`."""

import sys

from flytower.testing import run

if __name__ == "__main__":
    run(sys.argv[1])
