"""Run every benchmark and print one summary: each row a ratio to a peer or limit measured in the same run."""

import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
ROW = re.compile(r"^\| .* \|$")


def main() -> int:
    """Run the benchmarks named on the command line, or all; 1 where one failed."""
    wanted = sys.argv[1:]
    rows: list[str] = []
    failed = False
    for script in sorted(HERE.glob("bench_*.py")):
        if wanted and script.stem.removeprefix("bench_") not in wanted:
            continue
        started = time.monotonic()
        print(f"== {script.name}", flush=True)
        done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)  # noqa: S603  our own
        print(done.stdout, done.stderr, f"({time.monotonic() - started:.0f} s)", flush=True)
        rows += [line for line in done.stdout.splitlines() if ROW.match(line)]
        failed = failed or done.returncode != 0
    print("\n| benchmark | ours | peer or limit | ratio | goal |\n|---|---|---|---|---|")
    print("\n".join(rows))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
