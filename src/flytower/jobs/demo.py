"""Demo Company: what ``flytower serve --demo`` begins with, so that every path can be tried.

The pictures are photographs that ship inside packages which may be installed here; without them, some are drawn. They
come in through an upload job like any other, done on the spot, and leave its log.
"""

import importlib.util
import logging
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from flytower.config import Settings
from flytower.contract.clock import Clock
from flytower.contract.constants import AssetSubType, AssetType, EmailSetting, JobType
from flytower.contract.operation import Role
from flytower.contract.record import to_plain
from flytower.contract.types.upload_jobs import UploadPostJob
from flytower.contract.version import V2014
from flytower.jobs.kind import Workplace
from flytower.jobs.workflow import JobWork
from flytower.model import (
    Company,
    Database,
    Job,
    User,
    assets,
    blobs,
    companies,
    folders,
    image_formats,
    jobs,
    sets,
    users,
)
from flytower.model.job_tables import ENDED
from flytower.model.sets import NewSet
from flytower.storage.blobs import Blobs

COMPANY: Final = "Demo Company"
PASSWORD: Final = "demo"  # noqa: S105  it is printed at the start
ADMIN: Final = "admin@example.com"
USER: Final = "user@example.com"
FORMATS: Final = {"thumbnail": "wid=200&hei=200&fmt=jpeg&qlt=80", "print": "fmt=tif,cmyk"}
UPLOAD: Final = "DemoPictures"
"""Name of the upload job."""


class Picture(NamedTuple):
    """A photograph inside a package: where, and the folder below the root that it goes to."""

    package: str
    path: str
    folder: str = ""


PICTURES: Final = (
    Picture("skimage", "data/rocket.jpg"),
    Picture("skimage", "data/astronaut.png", "Portraits/"),
    Picture("skimage", "data/chelsea.png", "Portraits/"),
    Picture("skimage", "data/coffee.png", "Products/"),
    Picture("skimage", "data/motorcycle_left.png", "Products/"),
    Picture("skimage", "data/hubble_deep_field.jpg", "Science/"),
    Picture("skimage", "data/retina.jpg", "Science/"),
    Picture("skimage", "data/rocket.jpg", "Archive/"),  # the name is taken: this one becomes rocket-1
    Picture("sklearn", "datasets/images/china.jpg", "Places/"),
    Picture("sklearn", "datasets/images/flower.jpg", "Places/"),
)
"""The sample images; those whose package is not installed are left out."""

REFUSED: Final = (
    ("ImageSetSample", AssetType.IMAGE_SET, None),
    ("RenderSetSample", AssetType.RENDER_SET, None),
    ("SpinSetSample", AssetType.SPIN_SET, None),
    ("MediaSetSample", AssetType.ASSET_SET, AssetSubType.MEDIA_SET),
    ("MultiBitrateSetSample", AssetType.ASSET_SET, AssetSubType.MULTI_BITRATE_SET),
    ("MasterVideoSample", AssetType.MASTER_VIDEO, None),
    ("VideoSetSample", AssetType.ASSET_SET, AssetSubType.VIDEO_SET),
    ("ECatalogSample", AssetType.CATALOG, None),
    ("OfferSetSample", AssetType.ASSET_SET, AssetSubType.OFFER_SET),
)
"""One asset of each kind that ExportJob refuses: name, type, subtype."""

_RUN: Final = "demo"
_LOG: Final = logging.getLogger(__name__)


class _Samples(NamedTuple):
    """A file to take in."""

    folder: str
    file_name: str
    content: bytes


class _NoRenderer:
    """Stands where an executor has its renderer: uploads render nothing."""

    def render(self, *_: Any) -> NoReturn:
        raise NotImplementedError


def seed(database: Database, store: Blobs, settings: Settings, clock: Clock) -> None:
    """Make Demo Company and whatever of it is missing; ids are the same in every new database."""
    place = Workplace(database=database, blobs=store, renderer=_NoRenderer(), settings=settings, clock=clock)
    with place.database.transaction() as session:
        company, admin = _accounts(place, session)
        _formats(session, company)
        _refused(place, session, company)
        job_id = _upload(place, session, company, admin)
    if job_id is not None:
        _take_in(JobWork(place), job_id)
        _vary(place)


def _accounts(place: Workplace, session: Session) -> tuple[Company, User]:
    now = place.now()
    company = companies.by_name(session, COMPANY) or companies.create(session, COMPANY, now)
    admin = _user(session, place, ADMIN, "Ada")
    users.join(session, company.id, admin.id, Role.IPS_COMPANY_ADMIN)
    users.join(session, company.id, _user(session, place, USER, "Una").id, Role.IPS_USER)
    return company, admin


def _user(session: Session, place: Workplace, email: str, first_name: str) -> User:
    new = users.NewUser(email=email, password=PASSWORD, first_name=first_name, last_name="Demo")
    return users.by_email(session, email) or users.create(session, new, place.now())


def _formats(session: Session, company: Company) -> None:
    for name, modifier in FORMATS.items():
        if image_formats.by_name(session, company.id, name) is None:
            image_formats.create(session, company.id, name, modifier)


def _refused(place: Workplace, session: Session, company: Company) -> None:
    now = place.now()
    for name, asset_type, sub_type in REFUSED:
        if assets.by_name(session, company.id, name) is None:
            folder = folders.ensure(session, company.id, f"{company.root_path}Sets/", now)
            kind = None if sub_type is None else sub_type.value
            new = NewSet(name=name, user=ADMIN, type=asset_type.value, sub_type=kind, ready_for_publish=True)
            sets.create(session, folder, new, now)


def _upload(place: Workplace, session: Session, company: Company, admin: User) -> int | None:
    """Return the job that takes the pictures in, unless it has been done."""
    known: Sequence[Job] = jobs.by_original_name(session, company.id, UPLOAD)
    if known:
        return None if known[0].state in ENDED else known[0].id
    options = UploadPostJob(overwrite=False, ready_for_publish=True, create_mask=False, email_setting=EmailSetting.NONE)
    new = jobs.NewJob(
        company_id=company.id,
        user_id=admin.id,
        mail_user_id=admin.id,
        kind="upload_post",
        type=JobType.POST_UPLOAD.value,
        original_name=UPLOAD,
        version=str(V2014),
        payload=to_plain(options),
        email_setting=EmailSetting.NONE,
        client_address="127.0.0.1",
    )
    items = [_item(place, session, company, sample) for sample in _samples()]
    job = jobs.create(session, new, items, place.now(), ZoneInfo(place.settings.time_zone))
    job.run = _RUN
    job.end_requested = True
    return job.id


def _item(place: Workplace, session: Session, company: Company, sample: _Samples) -> jobs.NewItem:
    blob = place.blobs.put([sample.content])
    blobs.remember(session, blob, place.now())
    source = {"blob": blob.hash, "folder": company.root_path + sample.folder, "file_name": sample.file_name}
    return jobs.NewItem(source=source)


def _take_in(work: JobWork, job_id: int) -> None:
    for chunk in work.plan(job_id, _RUN):
        work.do_items(job_id, _RUN, chunk)
    work.finish(job_id, _RUN)


def _vary(place: Workplace) -> None:
    """Have one asset that is not marked for publish, as every real company has."""
    with place.database.transaction() as session:
        company = companies.by_name(session, COMPANY)
        drifted = company and assets.by_name(session, company.id, "rocket-1")
        if drifted:
            drifted.ready_for_publish = False


def _samples() -> Iterator[_Samples]:
    found = False
    for picture in PICTURES:
        path = _installed(picture)
        if path is not None:
            found = True
            yield _Samples(picture.folder, path.name, path.read_bytes())
    if not found:
        _LOG.warning("neither scikit-image nor scikit-learn is installed: Demo Company's pictures are drawn")
        yield from _drawn()


def _installed(picture: Picture) -> Path | None:
    """Return the picture's file; the package is found and not loaded, which would take long."""
    spec = importlib.util.find_spec(picture.package)
    places = [] if spec is None else spec.submodule_search_locations or []
    files = [Path(place) / picture.path for place in places]
    return next((file for file in files if file.is_file()), None)


def _drawn() -> Iterator[_Samples]:
    from PIL import Image  # noqa: PLC0415  only where nothing better is there

    for name, angle, form in (("dawn", 0, "JPEG"), ("noon", 90, "PNG"), ("dusk", 180, "TIFF")):
        bands = [Image.linear_gradient("L").rotate(angle + turn).resize((640, 480)) for turn in (0, 90, 180)]
        content = BytesIO()
        Image.merge("RGB", bands).save(content, form)
        extension = {"JPEG": "jpg", "PNG": "png", "TIFF": "tif"}[form]
        yield _Samples("Drawn/", f"{name}.{extension}", content.getvalue())
