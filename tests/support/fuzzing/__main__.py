"""The command line: ``PYTHONPATH=tests/support python -m fuzzing --help``."""

import sys

from fuzzing.run import main

if __name__ == "__main__":
    sys.exit(main())
