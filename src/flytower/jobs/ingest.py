"""Taking one file in: from bytes that lie here to an asset. IPS reference, folders; wire facts B13 and B14."""

import uuid
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from sqlalchemy.orm import Session

from flytower.contract.constants import AssetType, OverwriteMode
from flytower.jobs import upload_rows
from flytower.jobs.kind import Outcome, Settle, Task, Workplace
from flytower.jobs.media import Media, NotTakenIn, recognise
from flytower.model import Asset, Company, Folder, Job, User, assets, blobs, folders
from flytower.storage.blobs import Blob, Received

OVERWRITE_MODE: Final = OverwriteMode.FULL_NAME
"""Which existing asset an upload means; a setting of the company at the vendor's, where this is the only mode that is
described. The others are implemented as their names read."""

_OPTIMIZED: Final = frozenset({AssetType.IMAGE, AssetType.ANIMATED_GIF})
"""Asset types of which the vendor keeps a form that its image server reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file that lies here, and where it is to go. `received` is None when the bytes are a blob already."""

    path: Path
    blob: Blob
    received: Received | None
    folder: str
    file_name: str

    @property
    def full_name(self) -> str:
        """Folder and file name."""
        return self.folder + self.file_name

    @property
    def stem(self) -> str:
        """The file name without its extension: what the asset is to be called."""
        return PurePosixPath(self.file_name).stem


def take_in(place: Workplace, task: Task, arrival: Arrival) -> Settle:
    """Look at a file and return what makes it an asset. A file that can't be one is an error and leaves nothing."""
    try:
        media = recognise(arrival.path)
    except NotTakenIn as problem:
        reason = str(problem)
        if arrival.received is not None:
            place.blobs.discard(arrival.received)
        return lambda _session, _job: upload_rows.refused(task, reason)
    return lambda session, job: _Ingest(place, session, job).asset(task, arrival, media)


def existing(
    session: Session, company_id: int, folder: str, file_name: str, mode: OverwriteMode = OVERWRITE_MODE
) -> Asset | None:
    """Return the asset that a file of this name would overwrite."""
    stem = PurePosixPath(file_name).stem
    found = folders.by_path(session, company_id, folder)
    folder_id = None if found is None else found.id
    match mode:
        case OverwriteMode.FULL_NAME if found is not None:
            return assets.by_file(session, company_id, file_name, folder_id)
        case OverwriteMode.ANY_EXT if found is not None:
            return assets.by_file_stem(session, company_id, stem, folder_id)
        case OverwriteMode.FULL_NAME_ANY_FOLDER:
            return assets.by_file(session, company_id, file_name)
        case OverwriteMode.ANY_EXT_ANY_FOLDER:
            return assets.by_file_stem(session, company_id, stem)
        case _:
            return None


class _Ingest:
    """Makes or replaces an asset inside the transaction that ends the item."""

    def __init__(self, place: Workplace, session: Session, job: Job) -> None:
        self._place = place
        self._session = session
        self._job = job
        self._now = place.now()

    def asset(self, task: Task, arrival: Arrival, media: Media) -> Outcome:
        """Do it, and say how the item ended."""
        session, company_id = self._session, self._job.company_id
        try:  # first of all, since it holds the company against others who look for a name
            name = assets.free_name(session, company_id, arrival.stem)
            present = existing(session, company_id, arrival.folder, arrival.file_name)
            if present is not None and not task.payload.get("overwrite"):
                self._drop(arrival)
                return upload_rows.skipped(task, present, arrival.full_name)
            folder = folders.ensure(session, company_id, arrival.folder, self._now)
        except ValueError as problem:
            self._drop(arrival)
            return upload_rows.refused(task, str(problem))
        self._keep(arrival)
        values = self._file_values(arrival, media)
        if present is None:
            made = self._create(name, folder.id, values, task.payload)
        else:
            made = self._replace(present, values, task.payload)
        session.flush()
        home = session.get_one(Folder, made.folder_id)
        folders.touch(session, self._job.company_id, home.path, self._now)
        return upload_rows.taken_in(task, made, arrival.full_name, updated=present is not None)

    def _drop(self, arrival: Arrival) -> None:
        if arrival.received is not None:
            self._place.blobs.discard(arrival.received)

    def _keep(self, arrival: Arrival) -> None:
        if arrival.received is not None:
            self._place.blobs.keep(arrival.received)
        blobs.remember(self._session, arrival.blob, self._now)

    def _create(self, name: str, folder_id: int, values: dict[str, Any], payload: dict[str, Any]) -> Asset:
        made = Asset(
            company_id=self._job.company_id,
            folder_id=folder_id,
            name=name,
            ready_for_publish=bool(payload.get("ready_for_publish")),
            created=self._now,
            create_user=self._user(),
            last_modified=self._now,
            last_modify_user=self._user(),
            **values,
        )
        self._session.add(made)
        return made

    def _replace(self, asset: Asset, values: dict[str, Any], payload: dict[str, Any]) -> Asset:
        """Give an asset another file; what users said about it stays."""
        for name, value in values.items():
            if name != "description":
                setattr(asset, name, value)
        if not payload.get("preserve_publish_state"):
            asset.ready_for_publish = bool(payload.get("ready_for_publish"))
        asset.last_modified = self._now
        asset.last_modify_user = self._user()
        return asset

    def _user(self) -> str:
        return self._session.get_one(User, self._job.user_id).email

    def _file_values(self, arrival: Arrival, media: Media) -> dict[str, Any]:
        """Return what follows from the file (wire fact B13)."""
        root = self._session.get_one(Company, self._job.company_id).root_path
        original, optimized = uuid.uuid4(), uuid.uuid4()
        extension = PurePosixPath(arrival.file_name).suffix.lstrip(".") or media.extension
        has_optimized = media.type in _OPTIMIZED
        return {
            "type": media.type.value,
            "file_name": arrival.file_name,
            "blob_hash": arrival.blob.hash,
            "file_size": arrival.blob.size,
            "original_path": f"{root}_master_/{original.hex[:3]}/",
            "original_file": f"{original}.{extension}",
            "optimized_path": f"{root}_optimized_/{optimized.hex[:3]}/" if has_optimized else "",
            "optimized_file": f"{optimized}.tif" if has_optimized else "",
            "width": media.width,
            "height": media.height,
            "resolution": media.resolution,
            "color_mode": media.color_mode,
            "has_alpha": media.has_alpha,
            "icc_profile": media.icc_profile,
            "description": arrival.file_name,
            "anchor_x": media.width // 2,
            "anchor_y": media.height // 2,
        }
