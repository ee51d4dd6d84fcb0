"""What submitJob, getActiveJobs, getJobLogs, getJobLogDetails and stopJob take and answer."""

from datetime import datetime

from flytower.contract.constants import JobDetailSortField, JobLogSortField, SortDirection
from flytower.contract.record import Record, since
from flytower.contract.types.asset_jobs import (
    AutomatedSetGenerationJob,
    ExportJob,
    OptimizeImagesJob,
    ReprocessAssetsJob,
    RipPdfsJob,
)
from flytower.contract.types.common import StringArray
from flytower.contract.types.job_logs import JobLogArray
from flytower.contract.types.jobs import ActiveJobArray
from flytower.contract.types.publish_jobs import (
    CreateVideoSitemapJob,
    ImageRenderingPublishJob,
    ImageServingPublishJob,
    MetadataPublishJob,
    ServerDirectoryPublishJob,
    VideoPublishJob,
)
from flytower.contract.types.upload_jobs import UploadDirectoryJob, UploadUrlsJob
from flytower.contract.version import V2008_01, V2010, V2012, V2013, V2014


class SubmitJobParam(Record):
    """A job: exactly one of the elements from ``image_serving_publish_job`` on, and at most one of the two times."""

    company_handle: str
    user_handle: str | None = None  # who is sent the mails; the caller by default
    job_name: str
    locale: str | None = since(V2008_01)  # language of log and mails
    exec_time: datetime | None = None  # run once, then
    exec_schedule: str | None = None  # run again and again: a cron expression, seconds first
    description: str | None = since(V2008_01)
    image_serving_publish_job: ImageServingPublishJob | None = None
    image_rendering_publish_job: ImageRenderingPublishJob | None = None
    video_publish_job: VideoPublishJob | None = None
    server_directory_publish_job: ServerDirectoryPublishJob | None = None
    metadata_publish_job: MetadataPublishJob | None = None
    upload_directory_job: UploadDirectoryJob | None = None
    upload_urls_job: UploadUrlsJob | None = None
    optimize_images_job: OptimizeImagesJob | None = since(V2008_01)
    rip_pdfs_job: RipPdfsJob | None = None
    reprocess_assets_job: ReprocessAssetsJob | None = since(V2008_01)
    create_video_sitemap_job: CreateVideoSitemapJob | None = since(V2010)
    export_job: ExportJob | None = since(V2012)
    automated_set_generation_job: AutomatedSetGenerationJob | None = since(V2013)


class SubmitJobReturn(Record):
    """The job, not yet started."""

    job_handle: str


class GetActiveJobsParam(Record):
    """Which active jobs; nothing asks for all that the caller can see."""

    company_handle: str | None = None
    job_handle: str | None = None
    original_name: str | None = None  # as submitted
    include_waiting_jobs: bool | None = since(V2014)  # also those that no server has taken up


class GetActiveJobsReturn(Record):
    """Jobs that run."""

    job_array: ActiveJobArray


class GetJobLogsParam(Record):
    """Which logs."""

    company_handle: str | None = None
    user_handle: str | None = None  # who submitted
    sort_by: JobLogSortField | None = None
    sort_direction: SortDirection | None = None
    start_date: datetime | None = None  # earliest start
    end_date: datetime | None = None  # latest start
    num_rows: int | None = None  # at most this many


class GetJobLogsReturn(Record):
    """Logs without their rows."""

    job_log_array: JobLogArray


class GetJobLogDetailsParam(Record):
    """Which log, and which of its rows."""

    company_handle: str
    job_handle: str | None = None
    original_name: str | None = None  # as submitted
    log_type_array: StringArray | None = None  # only rows of these types
    records_per_page: int | None = None  # rows of the log; 1000 by default and at most
    results_page: int | None = None  # from 1
    sort_by: JobDetailSortField | None = None  # Date by default
    sort_direction: SortDirection | None = None  # Ascending by default


class GetJobLogDetailsReturn(Record):
    """Logs with a page of their rows."""

    job_log_array: JobLogArray


class StopJobParam(Record):
    """Which job."""

    company_handle: str
    job_handle: str


class StopJobReturn(Record):
    """Nothing."""
