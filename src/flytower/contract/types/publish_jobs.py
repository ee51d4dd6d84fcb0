"""Jobs that send assets to servers. Source: IPS reference, the page of each type."""

from flytower.contract.constants import EmailSetting, PublishType
from flytower.contract.record import Record, since
from flytower.contract.version import V2010, V2012


class ImageServingPublishJob(Record):
    """Publishes to the image server."""

    publish_type: PublishType
    email_setting: EmailSetting
    http_completion_url: str | None = None  # fetched when the job ends
    context_handle: str | None = since(V2012)  # which publish context; the company's own by default


class ImageRenderingPublishJob(Record):
    """Publishes to the render server."""

    email_setting: EmailSetting
    http_completion_url: str | None = None  # fetched when the job ends
    context_handle: str | None = since(V2012)  # which publish context; the company's own by default


class VideoPublishJob(Record):
    """Publishes to the video server."""

    email_setting: EmailSetting
    http_completion_url: str | None = None  # fetched when the job ends
    context_handle: str | None = since(V2012)  # which publish context; the company's own by default


class ServerDirectoryPublishJob(Record):
    """Publishes files to a directory of a server."""

    email_setting: EmailSetting
    http_completion_url: str | None = None  # fetched when the job ends


class MetadataPublishJob(Record):
    """Publishes metadata."""

    force_publish: bool | None = None  # also what has not changed


class CreateVideoSitemapJob(Record):
    """Makes a site map of the published videos."""

    __since__ = V2010

    force_update: bool | None = None  # also when nothing has changed
