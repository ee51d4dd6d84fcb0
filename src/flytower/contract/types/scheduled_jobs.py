"""Jobs that wait for their time. Source: IPS reference, ScheduledJob."""

from datetime import datetime

from flytower.contract.record import Record, since
from flytower.contract.types.asset_jobs import (
    AutomatedSetGenerationJob,
    ExportJob,
    OptimizeImagesJob,
    ReprocessAssetsJob,
    RipPdfsJob,
)
from flytower.contract.types.publish_jobs import (
    CreateVideoSitemapJob,
    ImageRenderingPublishJob,
    ImageServingPublishJob,
    MetadataPublishJob,
    ServerDirectoryPublishJob,
    VideoPublishJob,
)
from flytower.contract.types.upload_jobs import UploadDirectoryJob, UploadUrlsJob
from flytower.contract.version import V2008_01, V2010, V2012, V2013


class ScheduledJob(Record):
    """A job that is to run later or again, with one of the elements from ``image_serving_publish_job`` on."""

    company_handle: str
    job_handle: str  # "47|name|": it has no run yet
    name: str
    original_name: str  # submitted name; empty for a job of the server's own
    type: str  # a JobType
    submit_user_email: str
    locale: str | None = since(V2008_01)
    description: str | None = since(V2008_01)
    exec_schedule: str | None = None  # a cron expression, seconds first
    next_fire_time: datetime | None = None
    time_zone: str | None = None  # name of the zone of the schedule: "PST"
    trigger_state: str | None = None  # Normal, Paused, Blocked, Complete, Error or None
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


class ScheduledJobArray(Record):
    """Jobs that wait for their time."""

    items: list[ScheduledJob]
