"""How a job runs: planned, done item by item, ended. The engine calls these, again after any crash."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from sqlalchemy.orm import Session

from flytower.contract.constants import JobLogType
from flytower.jobs import outbox
from flytower.jobs.kind import LogRow, Outcome, Pending, Settle, Task, Workplace
from flytower.jobs.kinds import kind_of
from flytower.jobs.outages import is_outage
from flytower.model import Job, JobItem, JobState, job_logs, job_work
from flytower.model.job_tables import SETTLED

INLINE_SECONDS: Final = 0.5
"""Work that one executor does at a go: sharing it out would take as long."""

SMALLEST_CHUNK: Final = 0.25
LARGEST_CHUNK: Final = 1.0
"""Seconds of work handed over at once. Handing over costs about 6 ms; a crash or a stop wastes a part of it."""

_SHARES: Final = 16
"""Into how many chunks work is split at least, so that executors end at about the same time."""

MOST_IN_CHUNK: Final = 50

MOST_ATTEMPTS: Final = 8
"""Starts of one item after which it is given up. Pictures are rendered in processes of their own, so an item that
takes its executor down is a rarity; being in work while something else kills the executor is not."""

_LOG: Final = logging.getLogger(__name__)


class Abandoned(BaseException):
    """This process is about to end: what it does is left to whoever takes the work over."""


class JobWork:
    """The work on jobs of every kind: what the engine calls `Work`."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def plan(self, job_id: int, run: str) -> list[list[int]]:
        """Begin the job, or go on with it, and return what is left to do in chunks."""
        with self._held(job_id, run) as (session, job):
            if job is None:
                return []
            job.state = JobState.RUNNING
            job.started = job.started or self._place.now()
            left = kind_of(job).begin(self._place, session, job)
        return chunks(left)

    def do_items(self, job_id: int, run: str, positions: Sequence[int]) -> None:
        """Do those of these items that are not finished, as long as the job is this run's."""
        task = self._advance(job_id, run, positions, None)
        while task is not None:
            task = self._advance(job_id, run, positions, (task, self._done(task)))

    def finish(self, job_id: int, run: str) -> None:
        """End the job with everything that tells of its end, in one transaction; nothing if there is more to do."""
        with self._held(job_id, run) as (session, job):
            if job is None or job_work.unfinished(session, job_id):
                return
            kind = kind_of(job)
            if kind.stays_open(job):
                return
            kind.end(self._place, session, job)
            self._close(session, job)

    def fail(self, job_id: int, run: str, reason: str) -> None:
        """End a job that can't go on, and say why in its log."""
        _LOG.error("job %s failed: %s", job_id, reason)
        with self._held(job_id, run) as (session, job):
            if job is None:
                return
            job.fatal_error = True
            row = LogRow(key="fatal", log_type=JobLogType.FATAL_ERROR, message=f"The job failed: {reason}")
            job_logs.add(session, row.entry(job_id, self._place.now()))
            self._close(session, job)

    def _close(self, session: Session, job: Job) -> None:
        job_work.end(job, JobState.DONE, self._place.now())
        session.flush()
        outbox.add(self._place, session, job, kind_of(job).name)

    def _done(self, task: Task) -> Settle:
        """Do the slow part of an item; whatever goes wrong is that item's error."""
        kind = kind_of(task)
        try:
            return kind.do(self._place, task)
        except Exception as error:
            if is_outage(error):
                raise
            _LOG.exception("item %s of job %s", task.position, task.job_id)
            reason = f"{type(error).__name__}: {error}"
            return lambda session, _job: kind.failed(session, task, reason)

    def _advance(
        self, job_id: int, run: str, positions: Sequence[int], done: tuple[Task, Settle] | None
    ) -> Task | None:
        """Write down what was done and begin the next item, in one transaction; None when nothing is left."""
        try:
            return self._step(job_id, run, positions, done)
        except Exception as error:
            if done is None or is_outage(error):
                raise
            task = done[0]
            _LOG.exception("result of item %s of job %s", task.position, job_id)
            reason = f"{type(error).__name__}: {error}"
            kind = kind_of(task)
            return self._step(job_id, run, positions, (task, lambda session, _job: kind.failed(session, task, reason)))

    def _step(self, job_id: int, run: str, positions: Sequence[int], done: tuple[Task, Settle] | None) -> Task | None:
        with self._held(job_id, run) as (session, job):
            if job is None:
                return None
            if done is not None:
                self._settle(session, job, *done)
            return self._begin_next(session, job, positions)

    def _settle(self, session: Session, job: Job, task: Task, settle: Settle) -> None:
        items = job_work.items(session, job.id, [task.position])
        if items and items[0].state not in SETTLED:
            self._write(session, job, task, settle(session, job))

    def _write(self, session: Session, job: Job, task: Task, outcome: Outcome) -> None:
        now = self._place.now()
        job_work.settle_item(session, job.id, task.position, outcome.result, now)
        session.add_all(row.entry(job.id, now) for row in outcome.rows)
        job_work.count(session, job.id, now, **outcome.counts)

    def _begin_next(self, session: Session, job: Job, positions: Sequence[int]) -> Task | None:
        for item in job_work.items(session, job.id, positions):
            if item.state in SETTLED:
                continue
            task = _task(job, item)
            if job_work.begin_item(session, job.id, item.position) <= MOST_ATTEMPTS:
                return task
            reason = f"given up after {MOST_ATTEMPTS} attempts that ended with their process"
            self._write(session, job, task, kind_of(job).failed(session, task, reason))
        return None

    @contextmanager
    def _held(self, job_id: int, run: str) -> Iterator[tuple[Session, Job | None]]:
        """Give a transaction that holds the job, or None for it when the job is not this run's any more."""
        if self._place.closing.is_set():
            raise Abandoned
        with self._place.database.transaction() as session:
            yield session, job_work.hold(session, job_id, run)


def chunks(left: Sequence[Pending]) -> list[list[int]]:
    """Split items, in order, into chunks of work that are worth handing over; a little work is one chunk."""
    total = sum(item.seconds for item in left)
    size = min(max(total / _SHARES, SMALLEST_CHUNK), LARGEST_CHUNK) if total > INLINE_SECONDS else INLINE_SECONDS
    result: list[list[int]] = []
    seconds = 0.0
    for item in left:
        if not result or seconds + item.seconds > size or len(result[-1]) >= MOST_IN_CHUNK:
            result.append([])
            seconds = 0.0
        result[-1].append(item.position)
        seconds += item.seconds
    return result


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
