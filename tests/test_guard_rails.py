"""The house's own rules: each test is one rail of docs/architecture.md."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
LONGEST_FUNCTION = 40
LONGEST_FILE = 400
TABULAR: set[str] = set()
"""Files that are one table, excepted from the size by name."""


def run(*command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  our own tools
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_lint_rule_holds():
    run("ruff", "check", "--quiet", ".")


def test_the_formatter_has_nothing_to_change():
    run("ruff", "format", "--check", "--quiet", ".")


def test_types_are_strict():
    run("mypy")


def test_imports_point_down_only():
    done = subprocess.run(  # noqa: S603  our own tool
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_fit_a_screen(source):
    text = source.read_text()
    name = str(source.relative_to(ROOT))
    if name not in TABULAR:
        assert len(text.splitlines()) <= LONGEST_FILE, f"{name} is too long"
    functions = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    too_long = [f.name for f in functions if f.end_lineno - f.lineno + 1 > LONGEST_FUNCTION]
    assert not too_long, f"{name}: {too_long} longer than {LONGEST_FUNCTION} lines"
