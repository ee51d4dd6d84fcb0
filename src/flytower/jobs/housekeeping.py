"""What must happen now and then, whoever is there to do it: one executor of all does, as long as it lives."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from flytower.jobs import outbox
from flytower.jobs.engine import ExecutorEngine
from flytower.jobs.kind import Workplace
from flytower.jobs.locks import Locks
from flytower.jobs.outages import is_outage
from flytower.model import Job, exports, job_work

NAME: Final = "housekeeping"
"""Held by the executor that does it."""

_UPLOAD_KIND: Final = "upload_post"
_SCRATCH_LIFE: Final = timedelta(days=1)
_RUN_LIFE: Final = timedelta(days=1)

_LOG: Final = logging.getLogger(__name__)


class Housekeeping:
    """The chores, each at its own pace. `tick` is to be called every second or so."""

    def __init__(self, place: Workplace, engine: ExecutorEngine, locks: Locks) -> None:
        self._place = place
        self._engine = engine
        self._locks = locks
        self._ours = False
        self._chores: list[_Chore] = [
            _Chore(timedelta(seconds=5), self.end_silent_uploads),
            _Chore(timedelta(seconds=5), self.revive_jobs),
            _Chore(timedelta(minutes=1), self.remove_expired_exports),
            _Chore(timedelta(hours=1), self.sweep_scratch),
            _Chore(timedelta(hours=1), self.forget_runs),
        ]

    def tick(self) -> None:
        """Do what is due, if it is this process's turn. No failure of one chore keeps the others from being done."""
        self._ours = self._ours or self._locks.take(NAME)
        if not self._ours:
            return
        for chore in self._chores:
            if not chore.is_due(self._place.now()):
                continue
            try:
                chore.work()
            except Exception as error:  # noqa: BLE001  tomorrow is another day
                _LOG.warning("chore %s: %s", chore.work.__name__, error, exc_info=not is_outage(error))

    def end_silent_uploads(self) -> None:
        """Let upload jobs end whose last POST was too long ago. IPS reference, Uploading assets by HTTP POST."""
        before = self._place.now() - timedelta(seconds=self._place.settings.upload_timeout_seconds)
        with self._place.database.reading() as session:
            silent = [(job.id, job.last_post) for job in job_work.waiting_for_posts(session, _UPLOAD_KIND, before)]
        for job_id, last_post in silent:
            with self._place.database.transaction() as session:
                job = session.get_one(Job, job_id, with_for_update=True)
                if job.last_post == last_post and not job.ended:
                    job.end_requested = True
                    self._engine.submit(session, job.id, str(job.company_id))

    def revive_jobs(self) -> None:
        """Submit again what nobody works on: the engine may have lost a run, or given it up in a long outage."""
        with self._place.database.reading() as session:
            waiting = [job for job in job_work.running(session) if _has_work(job, job_work.unfinished(session, job.id))]
        dead = self._engine.dead_runs([job.run for job in waiting if job.run])
        for found in waiting:
            if found.run is None or found.run in dead:
                self._revive(found)

    def _revive(self, found: Job) -> None:
        with self._place.database.transaction() as session:
            job = session.get_one(Job, found.id, with_for_update=True)
            if job.run == found.run and job.state == found.state:
                _LOG.warning("job %s has no living run and is submitted again", job.id)
                self._engine.submit(session, job.id, str(job.company_id))

    def remove_expired_exports(self) -> None:
        """Forget the ZIPs that can't be fetched any more."""
        with self._place.database.transaction() as session:
            exports.delete_expired(session, self._place.now())

    def sweep_scratch(self) -> None:
        """Remove the temporary files of killed processes."""
        self._place.blobs.sweep_scratch(_SCRATCH_LIFE.total_seconds(), self._place.now())

    def forget_runs(self) -> None:
        """Let the engine forget runs that are over."""
        self._engine.forget_ended(self._place.now() - _RUN_LIFE)

    def deliver_mails(self) -> None:
        """Send what is due; this can take long, so it has a thread of its own."""
        sender = outbox.sender_of(self._place)
        if sender is not None and self._ours:
            outbox.deliver(self._place, sender)


class _Chore:
    def __init__(self, every: timedelta, work: Callable[[], None]) -> None:
        self.work = work
        self._every = every
        self._last: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Tell whether it is time; if so, the next time is counted from now on."""
        if self._last is not None and now - self._last < self._every:
            return False
        self._last = now
        return True


def _has_work(job: Job, unfinished: object) -> bool:
    return bool(unfinished) or job.kind != _UPLOAD_KIND or job.end_requested
