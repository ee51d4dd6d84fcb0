"""What the upload servlet takes and answers. Source: IPS reference, Uploading assets by HTTP POST."""

from flytower.contract.record import Record
from flytower.contract.types.upload_jobs import UploadPostJob
from flytower.contract.version import V2014


class UploadPostParam(Record):
    """What an upload is. The first POST of a job gives its name and options, later ones the handle answered."""

    __since__ = V2014

    company_handle: str
    job_name: str | None = None  # in the first POST
    job_handle: str | None = None  # in later POSTs: the answer to the first
    locale: str | None = None  # language of log and mails
    description: str | None = None
    dest_folder: str | None = None  # the company root by default
    file_name: str | None = None  # for a single file, instead of its own name; may be a path
    end_job: bool | None = None  # no more POSTs will follow
    upload_params: UploadPostJob | None = None  # of the first POST; ignored in later ones


class UploadPostReturn(Record):
    """Answer of the upload servlet."""

    __since__ = V2014

    job_handle: str
