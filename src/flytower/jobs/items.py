"""Working off a chunk of a job's items: a transaction ends the items that were done, and begins the next ones.

Items of a few milliseconds each share a transaction, since that alone takes longer. What is not committed was not done:
a crash costs the work of `BATCH_SECONDS` at most, or of the one item that takes longer.
"""

import logging
import time
from collections import deque
from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from flytower.jobs.holding import held
from flytower.jobs.kind import Outcome, Settle, Task, Workplace
from flytower.jobs.kinds import kind_of
from flytower.jobs.outages import is_outage
from flytower.model import Job, JobItem, job_work
from flytower.model.job_tables import SETTLED

MOST_ATTEMPTS: Final = 8
"""Starts of one item after which it is given up. Pictures are rendered in processes of their own, so an item that
takes its executor down is a rarity; being in work while something else kills the executor is not."""

BATCH_SECONDS: Final = 0.15
"""Work that is written down at once."""

_MOST_IN_BATCH: Final = 16

_LOG: Final = logging.getLogger(__name__)


class _Done(NamedTuple):
    """An item whose slow part is over, and what writes it down."""

    task: Task
    settle: Settle


class _Overtaken(Exception):  # noqa: N818  reads as what happened
    """Another process ended the item meanwhile: nothing of this attempt may stay."""


class _Left(NamedTuple):
    """An item still to be begun, and how often it was begun before."""

    task: Task
    attempts: int


class Chunk:
    """Some items of a job in the hands of one run."""

    def __init__(self, place: Workplace, job_id: int, run: str, positions: Sequence[int]) -> None:
        self._place = place
        self._job_id = job_id
        self._run = run
        self._left = deque(self._unfinished(positions))
        self._batch = 1

    def work_off(self) -> None:
        """Do the items that are not finished, as long as the job is this run's."""
        tasks = self._advance([])
        while tasks:
            began = time.monotonic()
            done = [_Done(task, self._settle_of(task)) for task in tasks]
            self._pace(len(done), time.monotonic() - began)
            tasks = self._advance(done)

    def _pace(self, number: int, seconds: float) -> None:
        """Choose how many items to do before the next writing: as many as the last ones let expect, growing slowly."""
        fitting = int(BATCH_SECONDS * number / max(seconds, 0.001))
        self._batch = max(1, min(fitting, self._batch * 2, _MOST_IN_BATCH))

    def _unfinished(self, positions: Sequence[int]) -> list[_Left]:
        with self._place.database.reading() as session:
            job = session.get_one(Job, self._job_id)
            items = job_work.items(session, self._job_id, positions)
        return [_Left(_task(job, item), item.attempts) for item in items if item.state not in SETTLED]

    def _settle_of(self, task: Task) -> Settle:
        """Do the slow part of an item; whatever goes wrong is that item's error."""
        try:
            return kind_of(task).do(self._place, task)
        except Exception as error:
            if is_outage(error):
                raise
            _LOG.exception("item %s of job %s", task.position, task.job_id)
            return _failing(task, f"{type(error).__name__}: {error}")

    def _advance(self, done: list[_Done]) -> list[Task]:
        """Write down what was done and begin the next items; none when nothing is left, or the job is lost."""
        try:
            return self._step(done, self._batch)
        except Exception as error:
            if not done or is_outage(error):
                raise
        for one in done:
            self._write_alone(one)
        return self._step([], self._batch)

    def _write_alone(self, done: _Done) -> None:
        """Write one item down of several that did not go together; if it is the cause, that is its error."""
        try:
            self._step([done], 0)
        except _Overtaken:
            return
        except Exception as error:
            if is_outage(error):
                raise
            _LOG.exception("result of item %s of job %s", done.task.position, self._job_id)
            self._step([_Done(done.task, _failing(done.task, f"{type(error).__name__}: {error}"))], 0)

    def _step(self, done: list[_Done], number: int) -> list[Task]:
        with held(self._place, self._job_id, self._run) as (session, job):
            if job is None:
                return []
            for one in done:
                self._write(session, job, one.task, one.settle(session, job))
            begun, passed = self._begin_next(session, job, number)
        for _ in range(passed):
            self._left.popleft()  # only now: a transaction that fails is done again
        return begun

    def _write(self, session: Session, job: Job, task: Task, outcome: Outcome) -> None:
        now = self._place.now()
        if not job_work.settle_item(session, job.id, task.position, outcome.result, now):
            raise _Overtaken
        session.add_all(row.entry(job.id, now) for row in outcome.rows)
        for name, number in outcome.counts.items():
            setattr(job, name, getattr(job, name) + number)
        job.last_progress = now

    def _begin_next(self, session: Session, job: Job, number: int) -> tuple[list[Task], int]:
        """Begin up to so many items; return them, and how many of those left are dealt with.

        One that was begun before may be what ended the process then, so it is alone: no other is to share its fate.
        """
        begun: list[Task] = []
        passed = 0
        for task, attempts in self._left:
            if len(begun) >= number or (begun and attempts):
                break
            passed += 1
            if self._begin(session, job, task):
                begun.append(task)
                if attempts:
                    break
        return begun, passed

    def _begin(self, session: Session, job: Job, task: Task) -> bool:
        """Begin an item, unless it has ended or been begun too often, which ends it."""
        attempts = job_work.begin_item(session, job.id, task.position)
        if attempts is None or attempts <= MOST_ATTEMPTS:
            return attempts is not None
        reason = f"given up after {MOST_ATTEMPTS} attempts that ended with their process"
        self._write(session, job, task, kind_of(task).failed(session, task, reason))
        return False


def _failing(task: Task, reason: str) -> Settle:
    return lambda session, _job: kind_of(task).failed(session, task, reason)


def _task(job: Job, item: JobItem) -> Task:
    return Task(
        kind=job.kind,
        job_id=job.id,
        company_id=job.company_id,
        position=item.position,
        asset_id=item.asset_id,
        source=item.source,
        payload=job.payload,
    )
