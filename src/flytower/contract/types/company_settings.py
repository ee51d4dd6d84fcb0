"""Settings of a company. Source: IPS reference, CompanySettings; the fields of later versions from their schemas.

Those have names and types only, so that what is said here of their meaning is inferred.
"""

from flytower.contract.record import Record, since
from flytower.contract.types.assets import Asset
from flytower.contract.version import V2008_01, V2017, V2021, V2022


class CompanySettings(Record):
    """What holds for everything that a company uploads, keeps and deletes."""

    __since__ = V2008_01

    overwrite_mode: str  # an OverwriteMode
    retain_publish_state: bool  # an asset that is overwritten keeps its mark
    default_source_profile: Asset  # ICC profile to assume where a file has none
    default_display_profile: Asset  # ICC profile to convert to for display
    iptc_exif_mapping_xslt: Asset | None = None  # style sheet that makes metadata fields of IPTC and EXIF
    xmp_mapping_xslt: Asset | None = None  # style sheet that makes metadata fields of XMP
    disk_space_warning_min: int  # kilobytes left below which a mail warns
    email_trash_cleanup_warning: bool  # tell the administrators before the trash is purged
    file_ext_opt: str | None = since(V2017)
    immediate_delete: bool = since(V2021)  # without the trash
    pdf_processing_page_limit: int = since(V2022)  # pages
    allow_folder_restructuring: bool | None = since(V2022)
    smart_crop_limit: int = since(V2022)  # smart crops of an image
    add_smart_crop_api_limit: int = since(V2022)  # smart crops in one request
    apply_smart_crops_on_pdf: bool = since(V2021, name="applySmartCropsOnPDF")
    apply_smart_crops_on_psd: bool = since(V2021, name="applySmartCropsOnPSD")
    company_dm_version: str = since(V2021, name="companyDMVersion")
    psd_templates_threshold: int = since(V2021)
    image_sets_modified_on_asset_upload_threshold: int = since(V2022)
    upload_params_pdf_process: str = since(V2022, name="uploadParamsPDFProcess")
    upload_params_pdf_extract_keywords: str = since(V2022, name="uploadParamsPDFExtractKeywords")
    upload_params_pdf_extract_links: str = since(V2022, name="uploadParamsPDFExtractLinks")
    upload_params_psd_process: str = since(V2022, name="uploadParamsPSDProcess")
    upload_params_psd_layer_naming: str = since(V2022, name="uploadParamsPSDLayerNaming")
    upload_params_psd_extract_text: str = since(V2022, name="uploadParamsPSDExtractText")
    pre_packaged_video_streaming_enabled: bool | None = since(V2022)
    overwrite_avs: bool | None = since(V2022, name="overwriteAVS")
