"""Every kind of job by its name, which is `Job.kind`. A new kind is one file, and one line here."""

from typing import Final

from flytower.jobs import export, publish, upload
from flytower.jobs.kind import JobKind, Task
from flytower.model import Job

_KINDS: Final[dict[str, JobKind]] = {
    "export": export.KIND,
    "upload_urls": upload.URLS,
    "upload_directory": upload.DIRECTORY,
    "upload_post": upload.POST,
    "publish_image_serving": publish.IMAGE_SERVING,
}


def kind_of(job: Job | Task) -> JobKind:
    """Return what a job's kind does."""
    return _KINDS[job.kind]
