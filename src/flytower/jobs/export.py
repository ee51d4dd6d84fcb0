"""Exports: files of assets, as they are or rendered, in one ZIP that is computed and never written.

An original costs nothing but its rows: those are written all at once while the job is planned. What is left, and done
by executors one by one, are the conversions.
"""

import re
import secrets
import uuid
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import Any, Final

from sqlalchemy.orm import Session

from flytower.contract.constants import ExportFormat, TrashState
from flytower.contract.exportable import export_refusal
from flytower.imaging.errors import RenderError, RequestError
from flytower.imaging.recipe import Recipe
from flytower.imaging.request import parse_request_in
from flytower.jobs import export_rows
from flytower.jobs.catalogs import catalogs_of
from flytower.jobs.export_rows import Subject
from flytower.jobs.kind import JobKind, Outcome, Pending, Settle, Task, Workplace
from flytower.jobs.pictures import CONVERTED_TYPES, Pictures, limits_of
from flytower.model import Asset, Company, Export, Job, assets, blobs, export_work, image_formats
from flytower.model.job_work import count
from flytower.storage.blobs import Blob, BlobError, Blobs
from flytower.storage.names import unique_names
from flytower.storage.ziplayout import ZipEntry, ZipLayout

IN_TRASH: Final = "it is in the trash"

_MACRO: Final = re.compile(r"\$([^$&=]+)\$")
_SECONDS_EACH: Final = 0.03
_SECONDS_PER_PIXEL: Final = 1.5e-8


def _begin(place: Workplace, session: Session, job: Job) -> Sequence[Pending]:
    """Write down what needs no work: originals, and what can't be exported; return the conversions."""
    job.progress_message = "Exporting files"
    problem = _macro_problem(session, job)
    outcomes: dict[int, Outcome] = {}
    left = []
    for row in export_work.pending(session, job):
        outcome = _at_once(place.blobs, job, row, problem)
        if outcome is None:
            left.append(Pending(row.position, _SECONDS_EACH + row.width * row.height * _SECONDS_PER_PIXEL))
        else:
            outcomes[row.position] = outcome
    _write(place, session, job, outcomes)
    ignored = _ignored(job)
    if outcomes and ignored:
        session.add(export_rows.ignored_row(ignored).entry(job.id, place.now()))
        count(session, job.id, place.now(), warning_count=1)
    return left


def _ignored(job: Job) -> str:
    """Return which options have no effect, since originals are not rendered; an empty string for none."""
    if job.payload["fmt"] == ExportFormat.CONVERT:
        return ""
    return " and ".join(name for name in ("is_modifier", "macro") if (job.payload.get(name) or "").strip())


def _macro_problem(session: Session, job: Job) -> str | None:
    """Return why nothing at all can be converted, if so."""
    macro = job.payload.get("macro")
    if job.payload["fmt"] != ExportFormat.CONVERT or not macro:
        return None
    match = _MACRO.fullmatch(macro.strip())
    if match is None:
        return f"macro '{macro}' has not the form $name$"
    if image_formats.by_name(session, job.company_id, match[1]) is None:
        return f"macro '{macro}': there is no image format of this name"
    return None


def _at_once(store: Blobs, job: Job, row: Any, macro_problem: str | None) -> Outcome | None:
    """Return how an item ends that needs no rendering, or None."""
    item = Subject(row.position, row.asset_id, row.name or f"a|{row.asset_id}", row.file_name or "")
    convert = job.payload["fmt"] == ExportFormat.CONVERT
    problem = _problem(row) or _damage(store, row) or (_conversion_problem(row) or macro_problem if convert else None)
    if problem:
        return export_rows.failure(item, problem)
    return None if convert else export_rows.success(item, Blob(row.blob_hash, row.size, row.crc32), row.file_name)


def _problem(row: Any) -> str | None:
    if row.id is None:
        return "there is no such asset any more"
    refused = export_refusal(row.type, row.sub_type)
    if refused is not None:
        return f"it is {refused}, which can't be exported"
    if row.trash_state != TrashState.NOT_IN_TRASH:
        return IN_TRASH
    return None


def _damage(store: Blobs, row: Any) -> str | None:
    if row.blob_hash is None:
        return "it has no file"
    try:
        size = store.size(row.blob_hash)
    except BlobError:
        return "its file is missing"
    return None if size == row.size else "its file is damaged"


def _conversion_problem(row: Any) -> str | None:
    return None if row.type in CONVERTED_TYPES else f"assets of type {row.type} can't be converted"


def _write(place: Workplace, session: Session, job: Job, outcomes: dict[int, Outcome]) -> None:
    now = place.now()
    items, rows = [], []
    totals: dict[str, int] = {}
    for position, outcome in outcomes.items():
        result = outcome.result
        items.append(
            {
                "job_id": job.id,
                "position": position,
                "state": result.state.value,
                "blob_hash": result.blob_hash,
                "file_name": result.file_name,
                "file_size": result.file_size,
                "crc32": result.crc32,
                "finished": now,
            }
        )
        rows += [row.columns(job.id, now) for row in outcome.rows]
        for name, number in outcome.counts.items():
            totals[name] = totals.get(name, 0) + number
    export_work.settle_all(session, items, rows)
    count(session, job.id, now, **totals)


def _do(place: Workplace, task: Task) -> Settle:
    """Render one asset and keep the result."""
    with place.database.reading() as session:
        asset = assets.by_id(session, task.company_id, task.asset_id or 0)
        item = _subject(task, asset)
        try:
            source, recipe = _wish(place, session, task, asset)
        except (RequestError, RenderError, BlobError) as error:
            return _failing(item, _reason(error))
    try:
        blob, warnings = _rendered(place, source, recipe)
    except (RequestError, RenderError, BlobError) as error:
        return _failing(item, _reason(error))
    stem = PurePosixPath(item.file_name).stem or item.asset_name
    outcome = export_rows.success(item, blob, f"{stem}.{recipe.output.extension}", warnings)

    def settle(session: Session, job: Job) -> Outcome:
        del job
        blobs.remember(session, blob, place.now())
        return outcome

    return settle


def _subject(task: Task, asset: Asset | None) -> Subject:
    if asset is None:
        return Subject(task.position, task.asset_id, f"a|{task.asset_id}", "")
    return Subject(task.position, asset.id, asset.name, asset.file_name)


def _failing(item: Subject, reason: str) -> Settle:
    return lambda _session, _job: export_rows.failure(item, reason)


def _reason(error: Exception) -> str:
    return f"invalid request: {error}" if isinstance(error, RequestError) else str(error)


def _wish(place: Workplace, session: Session, task: Task, asset: Asset | None) -> tuple[str, Recipe]:
    """Return whose file to render, by its hash, and how. Raises RenderError where there is none any more.

    The macro comes last, so that its format holds where both give one. The session is needed for the other pictures
    of the company that a request may put on this one.
    """
    if asset is None or asset.blob_hash is None:
        raise RenderError("there is no such asset any more")
    if assets.is_in_trash(asset):
        raise RenderError(IN_TRASH)
    modifier = (task.payload.get("is_modifier") or "").strip().removeprefix("?")
    macro = (task.payload.get("macro") or "").strip()
    company = session.get_one(Company, task.company_id)
    pictures = Pictures(session, place.blobs, company, catalogs_of(place.settings).of(company.root_path))
    request = "&".join(part for part in (modifier, macro) if part)
    return asset.blob_hash, parse_request_in(request, pictures.for_file(asset, limits_of(place.settings)))


def _rendered(place: Workplace, source: str, recipe: Recipe) -> tuple[Blob, tuple[str, ...]]:
    target: Path = place.blobs.scratch() / f"render-{secrets.token_hex(16)}"
    try:
        done = place.renderer.render(place.blobs.path(source), recipe, target)
        warnings = tuple(dict.fromkeys((*recipe.warnings, *done.warnings)))
        return place.blobs.adopt(target), warnings
    finally:
        target.unlink(missing_ok=True)


def _failed(session: Session, task: Task, reason: str) -> Outcome:
    return export_rows.failure(_subject(task, assets.by_id(session, task.company_id, task.asset_id or 0)), reason)


def _end(place: Workplace, session: Session, job: Job) -> None:
    """Lay the ZIP out and write its row, or say that there is none."""
    files = export_work.finished(session, job.id)
    now = place.now()
    if not files:
        session.add(export_rows.no_zip_row().entry(job.id, now))
        return
    names = unique_names(file.file_name for file in files)
    _tell_new_names(session, job.id, files, names)
    layout = ZipLayout.of(
        ZipEntry(name, file.file_size, file.crc32, file.blob_hash) for name, file in zip(names, files, strict=True)
    )
    token = uuid.uuid4()
    session.add(
        Export(
            job_id=job.id,
            company_id=job.company_id,
            token=token,
            manifest=layout.manifest,
            size=layout.size,
            etag=layout.etag,
            created=now,
            expires=now + timedelta(hours=place.settings.export_life_hours),
        )
    )
    url = export_url(place.settings.resolved_public_url, session.get_one(Company, job.company_id), job.id, token)
    session.add(export_rows.zip_row(url).entry(job.id, now))
    count(session, job.id, now, success_count=1)  # the ZIP counts as a file (wire fact B10)


def _tell_new_names(session: Session, job_id: int, files: Sequence[Any], names: Sequence[str]) -> None:
    """Correct the rows of files that got another name in the ZIP, since another file has theirs."""
    renamed = {
        f"item:{file.position}": (file.file_name, name)
        for file, name in zip(files, names, strict=True)
        if name != file.file_name
    }
    messages = export_work.messages(session, job_id, list(renamed))
    export_work.reword(
        session,
        job_id,
        {key: message.removesuffix(renamed[key][0]) + renamed[key][1] for key, message in messages.items()},
    )


def export_url(public_url: str, company: Company, job_id: int, token: uuid.UUID) -> str:
    """Return where an export's ZIP can be fetched. Wire fact B10."""
    return f"{public_url}/Exports/{company.root_path.rstrip('/')}/{job_id}/{token}.zip"


KIND: Final = JobKind(begin=_begin, do=_do, failed=_failed, end=_end, stays_open=lambda _job: False, name="Export")
