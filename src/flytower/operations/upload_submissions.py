"""submitJob with uploadUrlsJob or uploadDirectoryJob: checked before they are accepted."""

from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from flytower.contract.constants import JobType
from flytower.contract.faults import invalid_parameter, missing_parameter
from flytower.contract.operation import Call
from flytower.contract.paths import split_file_path
from flytower.contract.record import to_plain
from flytower.contract.types.upload_jobs import UploadDirectoryJob, UploadUrl, UploadUrlArray, UploadUrlsJob
from flytower.model import Company
from flytower.model.assets import LONGEST_NAME
from flytower.model.folders import LONGEST_PATH
from flytower.model.jobs import NewItem
from flytower.operations import parameters
from flytower.operations.submissions import Submission
from flytower.operations.upload_options import check_upload_options

URLS_KIND: Final = "upload_urls"
DIRECTORY_KIND: Final = "upload_directory"

MOST_URLS: Final = 1000
"""Of one job. IPS reference: UrlArray."""

LONGEST_URL: Final = 4096

_SCHEMES: Final = frozenset({"http", "https"})


def urls_submission(call: Call, company: Company, job: UploadUrlsJob) -> Submission:
    """Return the items of an upload by URL: ``url``, and where it goes: ``folder`` and ``file_name``.

    Faults: 30002 without URLs; 30001 for more than 1,000, one that is not http or https, or a destPath that is no path.
    A destPath that ends in no file name gets the URL's. ``numUrls`` is for answers and has no effect.
    """
    del call
    element = "uploadUrlsJob"
    check_upload_options(element, job)
    urls = job.url_array.items if job.url_array is not None else []
    if not urls:
        raise missing_parameter(f"{element}/urlArray")
    if len(urls) > MOST_URLS:
        raise invalid_parameter(f"{element}/urlArray", f"{len(urls)} URLs", f"more than {MOST_URLS}")
    return Submission(
        kind=URLS_KIND,
        type=JobType.URL_UPLOAD,
        payload=to_plain(job.replace(url_array=UploadUrlArray(items=[]), num_urls=len(urls))),
        email_setting=job.email_setting,
        items=[_url_item(company, f"{element}/urlArray/items[{number}]", one) for number, one in enumerate(urls)],
    )


def _url_item(company: Company, path: str, one: UploadUrl) -> NewItem:
    url, destination = one.source_url.strip(), one.dest_path.strip()
    if not _is_web_url(url):
        raise invalid_parameter(f"{path}/sourceUrl", url, "it is not an http or https URL")
    if not destination or destination.endswith("/"):
        destination += PurePosixPath(unquote(urlsplit(url).path)).name
    try:
        folder, name = split_file_path(destination, company.root_path)
    except ValueError as error:
        raise invalid_parameter(f"{path}/destPath", one.dest_path, str(error)) from None
    if len(folder) > LONGEST_PATH or len(name) > LONGEST_NAME:
        raise invalid_parameter(f"{path}/destPath", one.dest_path, "it is too long")
    return NewItem(source={"url": url, "folder": folder, "file_name": name})


def _is_web_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0 and len(url) <= LONGEST_URL
    except ValueError:
        return False


def directory_submission(call: Call, company: Company, job: UploadDirectoryJob) -> Submission:
    """Return an upload from a directory; its files are listed when the job begins.

    Fault 30001 for a serverDir that is no directory in the configured import directory, links resolved, or where there
    is none. It may be given whole or relative to that directory, with or without a slash in front; it is kept relative.
    """
    element = "uploadDirectoryJob"
    check_upload_options(element, job)
    folder = parameters.path_of(company, job.dest_folder, f"{element}/destFolder")
    if len(folder) > LONGEST_PATH:
        raise invalid_parameter(f"{element}/destFolder", job.dest_folder, "it is too long")
    relative = _relative_directory(call.settings.import_dir, f"{element}/serverDir", job.server_dir)
    return Submission(
        kind=DIRECTORY_KIND,
        type=JobType.UPLOAD_FROM_SERVER_DIRECTORY,
        payload=to_plain(job.replace(server_dir=relative)),
        email_setting=job.email_setting,
    )


def _relative_directory(import_directory: Path | None, field: str, text: str) -> str:
    if import_directory is None:
        raise invalid_parameter(field, text, "this server has no import directory")
    root = import_directory.resolve()
    for candidate in (text.strip(), text.strip().lstrip("/")):
        try:
            directory = (root / candidate).resolve()
            if directory.is_relative_to(root) and directory.is_dir():
                return str(directory.relative_to(root))
        except (OSError, ValueError, RuntimeError):
            continue
    raise invalid_parameter(field, text, "there is no such directory in the import directory")
