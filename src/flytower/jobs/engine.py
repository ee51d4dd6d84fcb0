"""The job engine: who runs next, and nothing else. The only importer of DBOS.

The truth about jobs is in our own tables; what the engine keeps (its tables lie in the same database) is disposable,
since any unfinished job can be submitted again. A submission is written by the caller's own transaction: job and run
are committed together or not at all.

Each submission makes a new *run*, and the job names its current one. That is the fence: a run that finds another id,
or none, in its job has been replaced, paused or stopped, and ends without another trace. Nothing is cancelled in the
engine, so no call here waits for it.
"""

import logging
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, ParamSpec, Protocol, TypeVar

from dbos import DBOS, DBOSClient, EnqueueOptions, SetEnqueueOptions, SetWorkflowID
from dbos import error as engine_errors
from sqlalchemy.orm import Session

from flytower.contract.clock import Clock
from flytower.contract.constants import JobLogType
from flytower.jobs import sqlite_milliseconds
from flytower.jobs.outages import is_outage
from flytower.model import Database, Job, JobLogEntry, JobState

sqlite_milliseconds.teach()

P = ParamSpec("P")
R = TypeVar("R")

_APPLICATION: Final = "flytower"
_VERSION: Final = "flytower-jobs-1"
"""Pinned: by default it is a hash of the source, and every change of code would strand the jobs before it. To be
raised only with a change that cannot continue what an earlier version began."""

JOBS_QUEUE: Final = "jobs"
ITEMS_QUEUE: Final = "chunks"

_JOB_RUN: Final = "flytower.job"
_CHUNK_RUN: Final = "flytower.chunk"

# Looking into a queue costs about 2 ms, so these intervals are some percent of a core in an idle executor.
_QUEUES: Final[dict[str, dict[str, Any]]] = {
    # Of one company: how many jobs at once. Others wait while its own items keep the executors busy anyway.
    JOBS_QUEUE: {"polling_interval_sec": 0.1, "worker_concurrency": 32, "partition_concurrency": 8},
    # Partitioned, without a limit that matters, so that companies take turns.
    ITEMS_QUEUE: {"polling_interval_sec": 0.2, "worker_concurrency": 2, "partition_concurrency": 1000},
}

_STOPPED_ROW: Final = {
    "export": JobLogType.ZIP_FILE_EXPORT_JOB_ERROR,
    "publish_image_serving": JobLogType.IMAGE_SERVING_PUBLISH_ERROR,
}
"""Log type of the row that ends a stopped job, by its kind; FileCancel for uploads. All inferred."""

_ENDED_RUNS: Final = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_LIVE_RUNS: Final = frozenset({"ENQUEUED", "PENDING", "DELAYED"})
_DELETED_AT_ONCE: Final = 500


class Work(Protocol):
    """What the engine has done by executors. Every method may be called again after a crash in the middle of it."""

    def plan(self, job_id: int, run: str) -> list[list[int]]:
        """Return the positions of the unfinished items in chunks; one chunk is done without a hand-over."""
        ...

    def do_items(self, job_id: int, run: str, positions: Sequence[int]) -> None:
        """Do those of these items that are not finished."""
        ...

    def finish(self, job_id: int, run: str) -> None:
        """End the job, when nothing is left to do."""
        ...

    def fail(self, job_id: int, run: str, reason: str) -> None:
        """End the job, which can't go on."""
        ...


def prepare(database: Database) -> None:
    """Make or migrate the engine's tables, next to ours, and its queues. To be called after `Database.migrate`."""
    DBOS.migrate(database.engine.url.render_as_string(hide_password=False))
    client = _client(database)
    for name, limits in _QUEUES.items():
        client.register_queue(name, on_conflict="always_update", **limits)


class Engine:
    """What operations may ask for: submit, stop, pause, resume, run at. Schedules do not exist yet.

    Every call works in the caller's transaction and needs no connection of its own.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._client = _client(database)
        self._clock = clock

    def submit(self, session: Session, job_id: int, partition: str) -> str:
        """Have a job run as soon as an executor is free; return the id of the run, which the job's row now names.

        `partition` is the company: jobs of different companies take turns. An unfinished run of the job is replaced.
        """
        return self._enqueue(session, _job(session, job_id), partition, None)

    def run_at(self, session: Session, job_id: int, when: datetime) -> str:
        """Have a job run once, not before that moment; as `submit` otherwise."""
        job = _job(session, job_id)
        return self._enqueue(session, job, str(job.company_id), when - self._clock())

    def stop(self, session: Session, job: Job) -> None:
        """End a job now, and say so in its log.

        What runs at this moment ends unseen: nothing of it is written any more. Finished items keep their rows.
        """
        job.state = JobState.STOPPED
        job.run = None
        job.ended = job.last_progress = self._clock()
        session.add(
            JobLogEntry(
                job_id=job.id,
                sequence_key="stopped",
                created=job.ended,
                log_type=_STOPPED_ROW.get(job.kind, JobLogType.FILE_CANCEL),
                message="The job was stopped before it was complete",
            )
        )
        session.flush()

    def pause(self, session: Session, job: Job) -> None:
        """Let a job rest until it is resumed; finished items stay finished."""
        job.state = JobState.PAUSED
        job.run = None
        session.flush()

    def resume(self, session: Session, job: Job) -> str:
        """Go on with a paused job."""
        return self._enqueue(session, job, str(job.company_id), None)

    def _enqueue(self, session: Session, job: Job, partition: str, delay: timedelta | None) -> str:
        run = f"{job.id}-{secrets.token_hex(8)}"
        options: EnqueueOptions = {
            "workflow_name": _JOB_RUN,
            "queue_name": JOBS_QUEUE,
            "workflow_id": run,
            "app_version": _VERSION,
            "queue_partition_key": partition,  # a partitioned queue never hands out a row without one
        }
        if delay is not None and delay > timedelta():
            options["delay_seconds"] = delay.total_seconds()
        if job.state != JobState.RUNNING:  # a run added to a running job (more files to take in) starts no new life
            job.state = JobState.QUEUED
        job.run = run
        session.flush()
        self._client.enqueue_in_transaction(session, options, job.id, partition)
        return run


class ExecutorEngine(Engine):
    """The engine inside an executor: takes runs from the queues and has them done. One per process."""

    def __init__(self, database: Database, clock: Clock, executor_id: str, work: Work) -> None:
        super().__init__(database, clock)
        self._id = executor_id
        DBOS(
            config={
                "name": _APPLICATION,
                "system_database_url": database.engine.url.render_as_string(hide_password=False),
                "application_version": _VERSION,
                "executor_id": executor_id,
                "run_migrations": False,
                "log_level": "WARNING",
                "sys_db_pool_size": 8,
            }
        )
        _log_with_everything_else()
        _register(work)

    def launch(self, queues: Sequence[str]) -> None:
        """Begin to take runs from these queues, those that this executor left behind first."""
        DBOS.listen_queues(list(queues))
        DBOS.launch()

    def executors_with_work(self) -> set[str]:
        """Return the executors, this one aside, that have begun runs and not ended them."""
        begun = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        return {run.executor_id for run in begun if run.executor_id} - {self._id}

    def hand_back(self, executor_id: str) -> int:
        """Return a dead executor's runs to their queues, and how many those are.

        The caller holds that executor's name, so that it can't come back to life meanwhile.
        """
        left = DBOS.list_workflows(status="PENDING", executor_id=executor_id, load_input=False, load_output=False)
        for queue in {run.queue_name for run in left}:
            ids = [run.workflow_id for run in left if run.queue_name == queue]
            DBOS.resume_workflows(ids, queue_name=queue or JOBS_QUEUE)
        return len(left)

    def dead_runs(self, runs: Sequence[str]) -> set[str]:
        """Return those of these runs that will never go on: ended, or unknown to the engine."""
        if not runs:
            return set()
        known = DBOS.list_workflows(workflow_ids=list(runs), load_input=False, load_output=False)
        return set(runs) - {run.workflow_id for run in known if run.status in _LIVE_RUNS}

    def forget_ended(self, before: datetime) -> int:
        """Delete what the engine remembers of runs that ended before that moment; return how many they were."""
        forgotten = 0
        while ended := DBOS.list_workflows(
            status=_ENDED_RUNS,
            completed_before=before.isoformat(),
            limit=_DELETED_AT_ONCE,
            load_input=False,
            load_output=False,
        ):
            DBOS.delete_workflows([run.workflow_id for run in ended])
            forgotten += len(ended)
        return forgotten


def _log_with_everything_else() -> None:
    """Take back the handler that the engine gives its logger, so that its lines have the form of all others."""
    logger = logging.getLogger("dbos")
    logger.handlers.clear()
    logger.propagate = True


def _client(database: Database) -> DBOSClient:
    return DBOSClient(system_database_engine=database.engine, application_name=_APPLICATION, lazy=True)


def _job(session: Session, job_id: int) -> Job:
    return session.get_one(Job, job_id)


def _lasting(name: str, function: Callable[P, R]) -> Callable[P, R]:
    """Make a function a step that waits for a database that is away; the engine itself would give up at once."""

    @DBOS.step(
        name=name, retries_allowed=True, max_attempts=8, interval_seconds=0.5, backoff_rate=1.5, should_retry=is_outage
    )
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    return call


def _register(work: Work) -> None:
    """Teach the engine how a job runs. The order of the steps must stay: a run may have begun before an update."""
    plan, do_items = _lasting("plan", work.plan), _lasting("items", work.do_items)
    finish, fail = _lasting("finish", work.finish), _lasting("fail", work.fail)

    def run_chunk(job_id: int, run: str, positions: list[int]) -> None:
        do_items(job_id, run, positions)

    chunk = DBOS.workflow(name=_CHUNK_RUN, max_recovery_attempts=None)(run_chunk)

    def run_job(job_id: int, partition: str) -> None:
        run = str(DBOS.workflow_id)
        try:
            chunks = plan(job_id, run)
            if len(chunks) == 1:
                do_items(job_id, run, chunks[0])
            else:
                _spread(chunk, job_id, run, chunks, partition)
            finish(job_id, run)
        except Exception as error:
            if is_outage(error) or isinstance(error, engine_errors.DBOSException):
                raise  # the run ends, the job does not: housekeeping submits it again
            fail(job_id, run, f"{type(error).__name__}: {error}")

    DBOS.workflow(name=_JOB_RUN, max_recovery_attempts=None)(run_job)


def _spread(
    chunk: Callable[[int, str, list[int]], None], job_id: int, run: str, chunks: list[list[int]], partition: str
) -> None:
    """Have chunks done by all executors and wait for them."""
    handles = []
    for number, positions in enumerate(chunks):
        with SetWorkflowID(f"{run}.{number}"), SetEnqueueOptions(queue_partition_key=partition):
            handles.append(DBOS.enqueue_workflow(ITEMS_QUEUE, chunk, job_id, run, positions))
    for handle in handles:
        handle.get_result(polling_interval_sec=0.1)
