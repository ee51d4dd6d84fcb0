"""Uploads: files sent by POST, fetched from URLs, or found in a directory of the server.

What an item works on is in `JobItem.source`: the `folder` and `file_name` it is to have, and either `blob` (sent: a
hash), `url`, or `path` (below the import directory).
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Final

from sqlalchemy.orm import Session

from flytower.contract.paths import folder_path
from flytower.jobs import upload_rows
from flytower.jobs.fetch import FetchError, FetchLimits, fetch
from flytower.jobs.ingest import Arrival, existing, take_in
from flytower.jobs.kind import JobKind, Outcome, Pending, Settle, Task, Workplace
from flytower.model import Company, Job, blobs, job_logs, job_work, jobs
from flytower.model.job_work import count
from flytower.storage.blobs import Blob, BlobError, Received

_HONOURED: Final = (
    "url_array", "num_urls", "dest_folder", "server_dir", "include_subfolders", "overwrite", "ready_for_publish",
    "preserve_publish_state", "email_setting",
    "preserve_crop",  # nothing is cropped, so every crop is preserved
    "post_job_only_if_files",  # speaks of another option, which has its own warning
)  # fmt: skip

_SECONDS: Final = {"upload_post": 0.03, "upload_directory": 0.05, "upload_urls": 0.5}


class NoDirectory(Exception):  # noqa: N818  reads as what happened
    """A directory job has no directory to read."""


def _begin(place: Workplace, session: Session, job: Job) -> Sequence[Pending]:
    """Make the items where the submission could not, and write the first rows, once."""
    now = place.now()
    job.progress_message = "Optimizing files"  # recorded (wire fact B12)
    warnings = upload_rows.ignored_options(job.payload, _HONOURED)
    client = job.client_address or place.settings.server_name
    for row in upload_rows.first_rows(job.original_name, client, warnings):
        written = job_logs.add(session, row.entry(job.id, now))
        if written and row.key.startswith("warning"):
            count(session, job.id, now, warning_count=1)
    if job.kind == "upload_directory" and not job.total_items:
        jobs.append_items(session, job, list(_items(place, session, job)))
    return [Pending(position, _SECONDS[job.kind]) for position in job_work.unfinished(session, job.id)]


def _items(place: Workplace, session: Session, job: Job) -> Iterator[jobs.NewItem]:
    """Give an item for each file of the directory: what is there when the job begins."""
    top = folder_path(job.payload.get("dest_folder") or "", session.get_one(Company, job.company_id).root_path)
    for path, below in _files(place, job):
        folder = top + "".join(part + "/" for part in below.parts[:-1])
        yield jobs.NewItem(source={"path": str(path), "folder": folder, "file_name": path.name})


def _files(place: Workplace, job: Job) -> Iterator[tuple[PurePosixPath, PurePosixPath]]:
    """Give the path of every file below the import directory and below the job's, in one order everywhere."""
    import_directory = _import_directory(place)
    directory = _inside(import_directory, job.payload["server_dir"].strip())
    if directory is None or not directory.is_dir():
        raise NoDirectory(f"there is no directory {job.payload['server_dir']} in the import directory")
    for at, folders, names in os.walk(directory):
        folders.sort()
        links = [name for name in folders if (Path(at) / name).is_symlink()]  # not followed: refused one by one
        for name in sorted((*names, *links)):
            path = Path(at) / name
            yield PurePosixPath(path.relative_to(import_directory)), PurePosixPath(path.relative_to(directory))
        if not job.payload.get("include_subfolders"):
            break


def _import_directory(place: Workplace) -> Path:
    if place.settings.import_dir is None:
        raise NoDirectory("no import directory is configured")
    return place.settings.import_dir.resolve()


def _inside(import_directory: Path, path: str) -> Path | None:
    """Return what a path leads to; None when that, symbolic links followed, is not inside the import directory."""
    try:
        found = (import_directory / path).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        return None
    return found if found.is_relative_to(import_directory) else None


def _do_post(place: Workplace, task: Task) -> Settle:
    blob_hash = str(task.source["blob"])
    with place.database.reading() as session:
        known = blobs.by_hash(session, blob_hash)
    try:
        path = place.blobs.path(blob_hash)
    except BlobError as problem:
        return _refusing(task, str(problem))
    if known is None:
        return _refusing(task, f"nothing is known of blob {blob_hash}")
    blob = Blob(known.hash, known.size, known.crc32)
    return take_in(place, task, _arrival(task, path, blob))


def _do_url(place: Workplace, task: Task) -> Settle:
    if _is_duplicate(place, task):
        return _skipping(task)
    settings = place.settings
    limits = FetchLimits(
        settings.url_max_bytes, settings.url_timeout_seconds, settings.url_max_redirects, settings.url_allow_private
    )
    try:
        with closing(fetch(str(task.source["url"]), limits)) as stream:
            received = place.blobs.receive(stream)
    except FetchError as problem:
        return _refusing(task, str(problem))
    return take_in(place, task, _arrival(task, received.path, received.blob, received))


def _do_file(place: Workplace, task: Task) -> Settle:
    if _is_duplicate(place, task):
        return _skipping(task)
    path = _inside(_import_directory(place), str(task.source["path"]))
    if path is None or not path.is_file():
        return _refusing(task, "it is no file inside the import directory")
    try:
        with path.open("rb") as file:
            received = place.blobs.receive(file)
    except OSError as problem:
        return _refusing(task, problem.strerror or str(problem))
    return take_in(place, task, _arrival(task, received.path, received.blob, received))


def _arrival(task: Task, path: Path, blob: Blob, received: Received | None = None) -> Arrival:
    return Arrival(
        path=path, blob=blob, received=received, folder=task.source["folder"], file_name=task.source["file_name"]
    )


def _is_duplicate(place: Workplace, task: Task) -> bool:
    """Tell whether the file will be skipped anyway, and need not be fetched; the end of the item looks again."""
    if task.payload.get("overwrite"):
        return False
    with place.database.reading() as session:
        return existing(session, task.company_id, task.source["folder"], task.source["file_name"]) is not None


def _skipping(task: Task) -> Settle:
    def settle(session: Session, job: Job) -> Outcome:
        folder, name = task.source["folder"], task.source["file_name"]
        present = existing(session, job.company_id, folder, name)
        if present is None:  # it went meanwhile, and the file was not fetched
            return upload_rows.refused(task, "the asset of this name was changed at the same time; try again")
        return upload_rows.skipped(task, present, folder + name)

    return settle


def _refusing(task: Task, reason: str) -> Settle:
    return lambda _session, _job: upload_rows.refused(task, reason)


def _failed(session: Session, task: Task, reason: str) -> Outcome:
    del session
    return upload_rows.refused(task, reason)


def _end(place: Workplace, session: Session, job: Job) -> None:
    job_logs.add(session, upload_rows.last_row().entry(job.id, place.now()))


def _waits_for_posts(job: Job) -> bool:
    return not job.end_requested


def _never(_job: Job) -> bool:
    return False


URLS: Final = JobKind(begin=_begin, do=_do_url, failed=_failed, end=_end, stays_open=_never, name="Upload from URLs")
DIRECTORY: Final = JobKind(
    begin=_begin, do=_do_file, failed=_failed, end=_end, stays_open=_never, name="Upload from a server directory"
)
POST: Final = JobKind(
    begin=_begin, do=_do_post, failed=_failed, end=_end, stays_open=_waits_for_posts, name="Upload by POST"
)
