"""What makes a kind of job: the vocabulary in which each says what it does.

A kind is three functions. `begin` and `end` run inside the transactions in which a job is planned and finished. `do`
does the slow part of one item outside of any, and returns a function that writes the result down inside one: an item
and its log row are committed together, once, and only while the job still belongs to the run.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import Any, NamedTuple, Protocol

from sqlalchemy.orm import Session

from flytower.config import Settings
from flytower.contract.clock import Clock
from flytower.contract.constants import JobLogType
from flytower.imaging.recipe import Recipe
from flytower.model import Database, Job, JobLogEntry
from flytower.model.job_work import ItemResult
from flytower.storage.blobs import Blobs


class Renderer(Protocol):
    """What renders a picture; see `flytower.imaging`."""

    def render(self, source: Any, recipe: Recipe, destination: Any) -> Any:
        """Render one file into another."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """Everything that the work on a job may touch.

    `closing` is set when this process is about to end; `turn` is waited for before each transaction of the work.
    """

    database: Database
    blobs: Blobs
    renderer: Renderer
    settings: Settings
    clock: Clock
    closing: Event = field(default_factory=Event)
    turn: Callable[[], AbstractContextManager[None]] = nullcontext

    def now(self) -> datetime:
        """Return the present moment."""
        return self.clock()


class Pending(NamedTuple):
    """An item that is left to do, and about how many seconds of work it is."""

    position: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One item to do. `payload` is the job element, `source` what the item says it is about."""

    kind: str
    job_id: int
    company_id: int
    position: int
    asset_id: int | None
    source: dict[str, Any]
    payload: dict[str, Any]

    @property
    def key(self) -> str:
        """The item's sequence key in the job log."""
        return f"item:{self.position}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """A row for the job log; the attributes are those of `JobLogEntry`, `key` its sequence key."""

    key: str
    log_type: JobLogType
    message: str
    asset_name: str = ""
    asset_type: str = ""
    asset_id: int | None = None

    def entry(self, job_id: int, now: datetime) -> JobLogEntry:
        """Return the row of the table."""
        return JobLogEntry(**self.columns(job_id, now))

    def columns(self, job_id: int, now: datetime) -> dict[str, Any]:
        """Return the row of the table as its columns."""
        return {
            "job_id": job_id,
            "sequence_key": self.key,
            "created": now,
            "log_type": self.log_type.value,
            "message": self.message,
            "asset_name": self.asset_name,
            "asset_type": self.asset_type,
            "asset_id": self.asset_id,
            "aux": [],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an item ended, its log rows, and by how much it raises which of the job's counters."""

    result: ItemResult
    rows: Sequence[LogRow]
    counts: dict[str, int]


Settle = Callable[[Session, Job], Outcome]
"""Writes down what an item's work made, in the transaction that ends the item, and says how it ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind:
    """One kind of job.

    Attributes:
        begin: makes the job's items where the submission could not, does at once what needs no work, and returns what
            is left, in order. Called at every (re)start of the job.
        do: does an item; what it raises ends the item through `failed`.
        failed: says how an item ends that could not be done, for a reason fit for the log.
        end: writes the job's result and last rows.
        stays_open: tells whether the job, with nothing left to do, still waits for more.
        name: in words, for mails.
    """

    begin: Callable[[Workplace, Session, Job], Sequence[Pending]]
    do: Callable[[Workplace, Task], Settle]
    failed: Callable[[Session, Task, str], Outcome]
    end: Callable[[Workplace, Session, Job], None]
    stays_open: Callable[[Job], bool]
    name: str
