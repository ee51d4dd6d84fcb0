"""Jobs that bring files in. Source: IPS reference, UploadUrlsJob, UploadDirectoryJob and UploadPostJob."""

from flytower.contract.constants import EmailSetting
from flytower.contract.record import Record, since
from flytower.contract.types.common import HandleArray
from flytower.contract.types.media_options import AudioCaptionsMetadata, MediaOptions
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
    UnCompressOptions,
    UnsharpMaskOptions,
)
from flytower.contract.version import V2008_01, V2008_09, V2009, V2010, V2012, V2013, V2014, V2017, V2021, V2022


class UploadUrl(Record):
    """One file to fetch, and where to put it."""

    source_url: str
    dest_path: str  # full path in the company: "MyCompany/Shoes/x.jpg"


class UploadUrlArray(Record):
    """Files to fetch."""

    items: list[UploadUrl]


class UploadUrlsJob(Record):
    """Fetches files by HTTP and brings them in."""

    url_array: UploadUrlArray | None = None  # emptied when the job is echoed
    num_urls: int | None = since(V2012)  # in answers only
    overwrite: bool  # replace an asset of the same name; otherwise skip the file
    ready_for_publish: bool  # mark for publish
    preserve_publish_state: bool | None = since(V2008_09)  # of an asset that is overwritten
    synchronization_complete: bool | None = since(V2017)
    create_mask: bool
    preserve_crop: bool | None = since(V2008_09)  # of an asset that is overwritten; True by default
    knockout_background_options: KnockoutBackgroundOptions | None = since(V2013)
    manual_crop_options: ManualCropOptions | None = None  # one of the three crops at most
    auto_color_crop_options: AutoColorCropOptions | None = None
    auto_transparent_crop_options: AutoTransparentCropOptions | None = None
    auto_smart_crop_options_array: AutoSmartCropOptionsArray | None = since(V2017)
    photoshop_options: PhotoshopOptions | None = None
    post_script_options: PostScriptOptions | None = None
    pdf_options: PDFOptions | None = since(V2008_01)
    illustrator_options: IllustratorOptions | None = since(V2008_01)
    css_options: CssOptions | None = since(V2017)
    color_management_options: ColorManagementOptions | None = None
    auto_set_creation_options: AutoSetCreationOptions | None = since(V2009)
    project_handle_array: HandleArray | None = None  # put what comes in into these projects
    email_setting: EmailSetting
    post_job_only_if_files: bool | None = None  # run the job below only if files came in
    post_http_url: str | None = None  # called when the job ends
    post_image_serving_publish_job: ImageServingPublishJob | None = None  # one of the three at most, to run afterwards
    post_image_rendering_publish_job: ImageRenderingPublishJob | None = None
    post_video_publish_job: VideoPublishJob | None = None
    media_options: MediaOptions | None = None
    in_design_options: InDesignOptions | None = None
    xmp_keywords: str | None = since(V2014)  # comma-separated; a backslash escapes a comma and itself
    unsharp_mask_options: UnsharpMaskOptions | None = since(V2013)
    un_compress_options: UnCompressOptions | None = since(V2013)
    exclude_master_video_from_avs: bool | None = since(V2014, name="excludeMasterVideoFromAVS")
    metadata_options: MetadataOptions | None = since(V2021)
    jwt_token: str | None = since(V2021)  # for services of the vendor, as the next two
    ims_org: str | None = since(V2021)
    apikey: str | None = since(V2021)
    ignore_smart_crop_generation: bool | None = since(V2021)
    preserve_smart_crop: bool | None = since(V2021)
    source_video_asset_handle: str | None = since(V2022)  # the video that captions or a sound track belong to
    audio_captions_metadata: AudioCaptionsMetadata | None = since(V2022)


class UploadDirectoryJob(Record):
    """Brings in the files of a directory of the server."""

    dest_folder: str | None = None  # the company root by default
    server_dir: str  # below the import directory
    overwrite: bool  # replace an asset of the same name; otherwise skip the file
    ready_for_publish: bool  # mark for publish
    preserve_publish_state: bool | None = since(V2008_09)  # of an asset that is overwritten
    synchronization_complete: bool | None = since(V2017)
    include_subfolders: bool
    create_mask: bool
    process_metadata_files: bool  # read metadata from files beside the images
    preserve_crop: bool | None = since(V2008_09)  # of an asset that is overwritten; True by default
    knockout_background_options: KnockoutBackgroundOptions | None = since(V2013)
    manual_crop_options: ManualCropOptions | None = None  # one of the three crops at most
    auto_color_crop_options: AutoColorCropOptions | None = None
    auto_transparent_crop_options: AutoTransparentCropOptions | None = None
    auto_smart_crop_options_array: AutoSmartCropOptionsArray | None = since(V2017)
    photoshop_options: PhotoshopOptions | None = None
    post_script_options: PostScriptOptions | None = None
    pdf_options: PDFOptions | None = since(V2008_01)
    illustrator_options: IllustratorOptions | None = since(V2008_01)
    css_options: CssOptions | None = since(V2017)
    color_management_options: ColorManagementOptions | None = None
    auto_set_creation_options: AutoSetCreationOptions | None = since(V2009)
    project_handle_array: HandleArray | None = None  # put what comes in into these projects
    email_setting: EmailSetting
    post_job_only_if_files: bool | None = None  # run the job below only if files came in
    post_http_url: str | None = None  # called when the job ends
    post_image_serving_publish_job: ImageServingPublishJob | None = None  # one of the three at most, to run afterwards
    post_image_rendering_publish_job: ImageRenderingPublishJob | None = None
    post_video_publish_job: VideoPublishJob | None = None
    media_options: MediaOptions | None = None
    in_design_options: InDesignOptions | None = None
    xmp_keywords: str | None = since(V2010)  # comma-separated; a backslash escapes a comma and itself
    xmp_template_id: str | None = since(V2010, until=V2014)
    xmp_template_overwrites: bool | None = since(V2010, until=V2014)
    unsharp_mask_options: UnsharpMaskOptions | None = since(V2013)
    un_compress_options: UnCompressOptions | None = since(V2013)
    exclude_master_video_from_avs: bool | None = since(V2014, name="excludeMasterVideoFromAVS")
    metadata_options: MetadataOptions | None = since(V2021)
    jwt_token: str | None = since(V2021)  # for services of the vendor, as the next two
    ims_org: str | None = since(V2021)
    apikey: str | None = since(V2021)
    ignore_smart_crop_generation: bool | None = since(V2021)
    preserve_smart_crop: bool | None = since(V2021)


class UploadPostJob(Record):
    """Brings in files that the upload servlet is sent."""

    overwrite: bool  # replace an asset of the same name; otherwise skip the file
    ready_for_publish: bool  # mark for publish
    preserve_publish_state: bool | None = since(V2008_09)  # of an asset that is overwritten
    synchronization_complete: bool | None = since(V2017)
    create_mask: bool
    preserve_crop: bool | None = since(V2008_09)  # of an asset that is overwritten; True by default
    knockout_background_options: KnockoutBackgroundOptions | None = since(V2013)
    manual_crop_options: ManualCropOptions | None = None  # one of the three crops at most
    auto_color_crop_options: AutoColorCropOptions | None = None
    auto_transparent_crop_options: AutoTransparentCropOptions | None = None
    auto_smart_crop_options_array: AutoSmartCropOptionsArray | None = since(V2017)
    photoshop_options: PhotoshopOptions | None = None
    post_script_options: PostScriptOptions | None = None
    pdf_options: PDFOptions | None = since(V2008_01)
    illustrator_options: IllustratorOptions | None = since(V2008_01)
    css_options: CssOptions | None = since(V2017)
    color_management_options: ColorManagementOptions | None = None
    auto_set_creation_options: AutoSetCreationOptions | None = since(V2009)
    project_handle_array: HandleArray | None = None  # put what comes in into these projects
    email_setting: EmailSetting
    post_http_url: str | None = None  # called when the job ends
    media_options: MediaOptions | None = None
    in_design_options: InDesignOptions | None = None
    xmp_keywords: str | None = since(V2014)  # comma-separated; a backslash escapes a comma and itself
    unsharp_mask_options: UnsharpMaskOptions | None = since(V2013)
    un_compress_options: UnCompressOptions | None = since(V2013)
    exclude_master_video_from_avs: bool | None = since(V2014, name="excludeMasterVideoFromAVS")
    metadata_options: MetadataOptions | None = since(V2021)
    jwt_token: str | None = since(V2021)  # for services of the vendor, as the next two
    ims_org: str | None = since(V2021)
    apikey: str | None = since(V2021)
    ignore_smart_crop_generation: bool | None = since(V2021)
    preserve_smart_crop: bool | None = since(V2021)
    source_video_asset_handle: str | None = since(V2022)  # the video that captions or a sound track belong to
    audio_captions_metadata: AudioCaptionsMetadata | None = since(V2022)
