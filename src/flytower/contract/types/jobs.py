"""Jobs that are running. Source: IPS reference, ActiveJob and TaskProgress."""

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
from flytower.contract.types.upload_jobs import UploadDirectoryJob, UploadPostJob, UploadUrlsJob
from flytower.contract.version import V2008_01, V2010, V2012, V2013, V2014


class TaskItemProgress(Record):
    """How far one item of a task is."""

    item_name: str
    progress: float  # 0.0 to 1.0
    progress_message: str
    last_progress_update: datetime


class TaskItemProgressArray(Record):
    """Items of a task."""

    items: list[TaskItemProgress]


class TaskProgress(Record):
    """How far one task of a job is."""

    task_type: str
    task_state: str = since(V2012)  # a TaskState
    num_processed: int  # items
    num_processing: int
    num_pending: int
    progress: float  # 0.0 to 1.0
    progress_message: str
    last_progress_update: datetime
    task_item_progress_array: TaskItemProgressArray


class TaskProgressArray(Record):
    """Tasks of a job."""

    items: list[TaskProgress]


class ActiveJob(Record):
    """A job that runs, with one of the elements from ``image_serving_publish_job`` on."""

    company_handle: str
    job_handle: str
    name: str  # submitted name, underscore and time stamp
    original_name: str  # submitted name
    type: str  # a JobType
    state: str  # a JobState
    submit_user_email: str
    locale: str | None = since(V2008_01)
    description: str | None = since(V2008_01)
    server_name: str
    start_date: datetime
    trigger_time: datetime = since(V2014)  # when it was due
    total_size: int  # 0 in every recorded answer
    progress: int  # percent
    progress_message: str
    last_progress_update: datetime
    task_progress_array: TaskProgressArray
    image_serving_publish_job: ImageServingPublishJob | None = None
    image_rendering_publish_job: ImageRenderingPublishJob | None = None
    video_publish_job: VideoPublishJob | None = None
    server_directory_publish_job: ServerDirectoryPublishJob | None = None
    metadata_publish_job: MetadataPublishJob | None = None
    upload_directory_job: UploadDirectoryJob | None = None
    upload_urls_job: UploadUrlsJob | None = None
    upload_post_job: UploadPostJob | None = None
    optimize_images_job: OptimizeImagesJob | None = since(V2008_01)
    rip_pdfs_job: RipPdfsJob | None = None
    reprocess_assets_job: ReprocessAssetsJob | None = since(V2008_01)
    create_video_sitemap_job: CreateVideoSitemapJob | None = since(V2010)
    export_job: ExportJob | None = since(V2012)
    automated_set_generation_job: AutomatedSetGenerationJob | None = since(V2013)


class ActiveJobArray(Record):
    """Active jobs."""

    items: list[ActiveJob]
