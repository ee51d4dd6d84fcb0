"""Run every benchmark and print one summary: each row a ratio to a peer or limit measured in the same run.

    python bench/run.py [--runs 3] [NAME ...] [-- OPTION ...]

With several runs the summary has the ratios of all, and says whether the goal was held in each. What follows `--` goes
to the benchmarks.
"""

import argparse
import re
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
ROW = re.compile(r"^\| .* \|$")
GOAL = re.compile(r"(<=|>=) ([0-9.]+)")
PEER = re.compile(r"[A-Za-z]*")
HEAD = "| benchmark | ours | peer or limit | ratio | goal |\n|---|---|---|---|---|"


def main() -> int:
    """Run the benchmarks named on the command line, or all; 1 where one failed or missed its goal in any of several."""
    arguments = sys.argv[1:]
    end = arguments.index("--") if "--" in arguments else len(arguments)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args(arguments[:end])
    failed = False
    runs: list[list[str]] = []
    for _ in range(options.runs):
        rows: list[str] = []
        for script in sorted(HERE.glob("bench_*.py")):
            if not options.names or script.stem.removeprefix("bench_") in options.names:
                done, found = run(script, arguments[end + 1 :])
                failed, rows = failed or not done, rows + found
        runs.append(rows)
        print(f"\n{HEAD}\n" + "\n".join(rows), flush=True)
    return 1 if failed or (len(runs) > 1 and not all_held(runs)) else 0


def run(script: Path, options: list[str]) -> tuple[bool, list[str]]:
    """Run one benchmark; whether it ended well, and its rows."""
    started = time.monotonic()
    print(f"== {script.name}", flush=True)
    command = [sys.executable, script, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own
    print(done.stdout, done.stderr, f"({time.monotonic() - started:.0f} s)", flush=True)
    return done.returncode == 0, [line for line in done.stdout.splitlines() if ROW.match(line)]


def all_held(runs: list[list[str]]) -> bool:
    """Print the ratios of every run side by side; whether each goal was held in each."""
    ratios: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for rows in runs:
        for line in rows:
            name, _, peer, ratio, goal = (cell.strip() for cell in line.strip("|").split(" | "))
            ratios[name, PEER.match(peer)[0], goal].append(float(ratio))
    print(f"\n| benchmark | against | ratios of {len(runs)} runs | goal | held |\n|---|---|---|---|---|")
    verdicts = [held(goal, values) for (_, _, goal), values in ratios.items()]
    for ((name, peer, goal), values), verdict in zip(ratios.items(), verdicts, strict=True):
        shown = ", ".join(f"{value:.2f}" for value in values)
        print(f"| {name} | {peer} | {shown} | {goal} | {verdict} |")
    return "NO" not in verdicts


def held(goal: str, ratios: list[float]) -> str:
    """Whether all ratios hold the goal; `-` where there is none, or none that a ratio can hold."""
    match = GOAL.match(goal)
    if match is None:
        return "-"
    limit = float(match[2])
    return "yes" if all(value <= limit if match[1] == "<=" else value >= limit for value in ratios) else "NO"


if __name__ == "__main__":
    sys.exit(main())
