"""The record of the last runs, and the table of docs/clients.md that is made of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass
from typing import Self

from harness import RECORD, Case

PASSED, FAILED = "passed", "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """How one run ended.

    Attributes:
        case: which run.
        library: version of the client's library.
        result: ``passed`` or ``failed``.
    """

    case: Case
    library: str
    result: str


class Record:
    """How the last run of each case ended; runs that were not asked for this time keep what they had."""

    def __init__(self, entries: dict[Case, Entry]) -> None:
        self.entries = entries

    @classmethod
    def load(cls) -> Self:
        """Read what earlier sessions left."""
        written = json.loads(RECORD.read_text()) if RECORD.exists() else []
        entries = (Entry(Case(**one.pop("case")), **one) for one in written)
        return cls({entry.case: entry for entry in entries})

    def save(self) -> None:
        """Write it for the next session and for the table."""
        RECORD.parent.mkdir(exist_ok=True)
        ordered = sorted(self.entries.values(), key=lambda entry: astuple(entry.case))
        RECORD.write_text(json.dumps([asdict(entry) for entry in ordered], indent=1) + "\n")

    @contextmanager
    def of(self, case: Case, library: str) -> Iterator[None]:
        """Note how the block ends."""
        self.entries[case] = Entry(case, library, FAILED)
        yield
        self.entries[case] = Entry(case, library, PASSED)
