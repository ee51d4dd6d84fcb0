"""Jobs that work on assets that are there. Source: IPS reference, the page of each type."""

from flytower.contract.constants import EmailSetting, ExportFormat
from flytower.contract.record import Record, since, wire
from flytower.contract.types.common import HandleArray
from flytower.contract.types.media_options import MediaOptions
from flytower.contract.types.metadata import MetadataOptions
from flytower.contract.types.publish_jobs import ImageRenderingPublishJob, ImageServingPublishJob, VideoPublishJob
from flytower.contract.types.upload_options import (
    AutoColorCropOptions,
    AutoSetCreationOptions,
    AutoSmartCropOptionsArray,
    AutoTransparentCropOptions,
    ColorManagementOptions,
    CssOptions,
    IllustratorOptions,
    InDesignOptions,
    KnockoutBackgroundOptions,
    ManualCropOptions,
    PDFOptions,
    PhotoshopOptions,
    PostScriptOptions,
    UnsharpMaskOptions,
)
from flytower.contract.version import V2008_01, V2008_09, V2009, V2012, V2013, V2014, V2017, V2021


class ExportJob(Record):
    """Exports uploaded assets as one ZIP: as they are, or rendered by the image server."""

    __since__ = V2012

    asset_handle_array: HandleArray
    fmt: ExportFormat  # "orig" or "convert"
    is_modifier: str | None = wire("is_modifier")  # image server commands: "&wid=800&fmt=png"
    macro: str | None = None  # "$name$" of an image format; its output format beats is_modifier's
    email_setting: EmailSetting
    client_id: str | None = None  # reserved by the vendor: kept, without effect


class ReprocessAssetsJob(Record):
    """Does again to assets what an upload would do with their files."""

    asset_handle_array: HandleArray
    ready_for_publish: bool | None = since(V2008_09)  # mark for publish
    synchronization_complete: bool | None = since(V2017)
    preserve_publish_state: bool | None = since(V2008_09)  # leave the mark as it is
    create_mask: bool
    preserve_crop: bool | None = since(V2008_09)  # True by default
    overwrite_avs: bool | None = since(V2021, name="overwriteAVS")
    knockout_background_options: KnockoutBackgroundOptions | None = since(V2013)
    manual_crop_options: ManualCropOptions | None = None  # one of the three crops at most
    auto_color_crop_options: AutoColorCropOptions | None = None
    auto_transparent_crop_options: AutoTransparentCropOptions | None = None
    auto_smart_crop_options_array: AutoSmartCropOptionsArray | None = since(V2017)
    photoshop_options: PhotoshopOptions | None = None
    post_script_options: PostScriptOptions | None = None
    pdf_options: PDFOptions | None = None
    media_options: MediaOptions | None = None
    illustrator_options: IllustratorOptions | None = None
    css_options: CssOptions | None = since(V2017)
    color_management_options: ColorManagementOptions | None = None
    auto_set_creation_options: AutoSetCreationOptions | None = since(V2009)
    project_handle_array: HandleArray | None = None  # put the assets into these projects
    email_setting: EmailSetting
    post_job_only_if_files: bool | None = None  # run the job below only if something was done
    post_http_url: str | None = None  # called when the job ends
    post_image_serving_publish_job: ImageServingPublishJob | None = None  # one of the three at most, to run afterwards
    post_image_rendering_publish_job: ImageRenderingPublishJob | None = None
    post_video_publish_job: VideoPublishJob | None = None
    in_design_options: InDesignOptions | None = None
    unsharp_mask_options: UnsharpMaskOptions | None = since(V2014)
    exclude_master_video_from_avs: bool | None = since(V2014, name="excludeMasterVideoFromAVS")
    metadata_options: MetadataOptions | None = since(V2021)
    jwt_token: str | None = since(V2021)  # for services of the vendor, as the next two
    ims_org: str | None = since(V2021)
    apikey: str | None = since(V2021)
    ignore_smart_crop_generation: bool | None = since(V2021)
    preserve_smart_crop: bool | None = since(V2021)


class RipPdfsJob(Record):
    """Rasterises the pages of PDF assets. Deprecated by the vendor: ReprocessAssetsJob does it."""

    pdf_handle_array: HandleArray
    create_mask: bool
    knockout_background_options: KnockoutBackgroundOptions | None = since(V2013)
    manual_crop_options: ManualCropOptions | None = None  # one of the three crops at most
    auto_color_crop_options: AutoColorCropOptions | None = None
    auto_transparent_crop_options: AutoTransparentCropOptions | None = None
    auto_smart_crop_options_array: AutoSmartCropOptionsArray | None = since(V2017)
    post_script_options: PostScriptOptions | None = None
    pdf_options: PDFOptions | None = since(V2008_01)
    illustrator_options: IllustratorOptions | None = since(V2008_01)
    color_management_options: ColorManagementOptions | None = None
    project_handle_array: HandleArray | None = None
    email_setting: EmailSetting
    post_http_url: str | None = None  # called when the job ends
    post_image_serving_publish_job: ImageServingPublishJob | None = None  # one of the three at most, to run afterwards
    post_image_rendering_publish_job: ImageRenderingPublishJob | None = None
    post_video_publish_job: VideoPublishJob | None = None
    in_design_options: InDesignOptions | None = None


class OptimizeImagesJob(Record):
    """Makes anew the files that the image server reads."""

    email_setting: EmailSetting


class AutomatedSetGenerationJob(Record):
    """Makes sets of assets by their names; at most 1000 assets."""

    __since__ = V2013

    asset_handle_array: HandleArray
    dest_folder: str | None = None  # the company root by default
    ready_for_publish: bool
    synchronization_complete: bool | None = since(V2017)
    auto_set_creation_options: AutoSetCreationOptions
    email_setting: EmailSetting
