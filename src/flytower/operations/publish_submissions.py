"""submitJob with imageServingPublishJob: checked before it is accepted."""

from typing import Final

from flytower.contract.constants import JobType
from flytower.contract.faults import invalid_parameter
from flytower.contract.operation import Call
from flytower.contract.record import to_plain
from flytower.contract.types.publish_jobs import ImageServingPublishJob
from flytower.model import Company
from flytower.operations.submissions import Submission

IMAGE_SERVING_KIND: Final = "publish_image_serving"


def image_serving_submission(call: Call, company: Company, job: ImageServingPublishJob) -> Submission:
    """Return a publish to the image server; what it takes along is found when it runs.

    Fault 30001 for any ``contextHandle``: there is one image server, and no company has publish contexts. A URL to
    fetch at the end (``httpCompletionUrl``) is taken and not fetched, which the job's log says.
    """
    del call, company
    if job.context_handle is not None:
        field = "imageServingPublishJob/contextHandle"
        raise invalid_parameter(field, job.context_handle, "there is no such publish context")
    return Submission(
        kind=IMAGE_SERVING_KIND,
        type=JobType.IMAGE_SERVING_PUBLISH,
        payload=to_plain(job),
        email_setting=job.email_setting,
    )
