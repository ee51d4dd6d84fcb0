"""How a job runs: planned, done item by item, ended. The engine calls these, again after any crash."""

import logging
from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from flytower.contract.constants import JobLogType
from flytower.jobs import outbox
from flytower.jobs.holding import held
from flytower.jobs.items import Chunk
from flytower.jobs.kind import LogRow, Pending, Workplace
from flytower.jobs.kinds import kind_of
from flytower.model import Job, JobState, job_logs, job_work

INLINE_SECONDS: Final = 0.5
"""Work that one executor does at a go: sharing it out would take as long."""

SMALLEST_CHUNK: Final = 0.25
LARGEST_CHUNK: Final = 1.0
"""Seconds of work handed over at once. Handing over costs about 6 ms; a crash or a stop wastes a part of it."""

_SHARES: Final = 16
"""Into how many chunks work is split at least, so that executors end at about the same time."""

MOST_IN_CHUNK: Final = 50

_LOG: Final = logging.getLogger(__name__)


class JobWork:
    """The work on jobs of every kind: what the engine calls `Work`."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def plan(self, job_id: int, run: str) -> list[list[int]]:
        """Begin the job, or go on with it, and return what is left to do in chunks."""
        with held(self._place, job_id, run) as (session, job):
            if job is None:
                return []
            job.state = JobState.RUNNING
            job.started = job.started or self._place.now()
            left = kind_of(job).begin(self._place, session, job)
        return chunks(left)

    def do_items(self, job_id: int, run: str, positions: Sequence[int]) -> None:
        """Do those of these items that are not finished, as long as the job is this run's."""
        Chunk(self._place, job_id, run, positions).work_off()

    def finish(self, job_id: int, run: str) -> None:
        """End the job with everything that tells of its end, in one transaction; nothing if there is more to do."""
        with held(self._place, job_id, run) as (session, job):
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
        with held(self._place, job_id, run) as (session, job):
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
