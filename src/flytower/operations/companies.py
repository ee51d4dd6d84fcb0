"""Creating companies, what they use, and their settings. Not written yet."""

from datetime import datetime

from flytower.contract.constants import OverwriteMode
from flytower.contract.operation import Role, not_written
from flytower.contract.record import Record, since
from flytower.contract.types.companies import Company, CompanyArray, DiskUsageArray
from flytower.contract.types.company_settings import CompanySettings
from flytower.contract.version import V2008_01, V2014, V2017, V2021, V2022

_ADMINISTRATORS = {Role.IPS_ADMIN, Role.IPS_COMPANY_ADMIN, Role.TRIAL_SITE_ADMIN, Role.IMAGE_PORTAL_ADMIN}


class GetAllCompaniesParam(Record):
    """Which companies."""

    include_expired: bool


class GetAllCompaniesReturn(Record):
    """The companies of the whole server."""

    company_array: CompanyArray


not_written("List every company", GetAllCompaniesParam, GetAllCompaniesReturn, roles={Role.IPS_ADMIN})


class AddCompanyParam(Record):
    """What to create. The fields since 2021 are known by name and type only."""

    company_name: str
    expires: datetime | None = None  # far in the future by default
    ims_org_id: str | None = since(V2014)  # organisation at the vendor's identity service
    company_dm_version: str = since(V2021, name="companyDMVersion")
    base_storage: str | None = since(V2021)
    cloud_storage: str | None = since(V2021)
    add_on_storage: str | None = since(V2021)
    pvm_per_million: str | None = since(V2021)
    pvm_per_thousand: str | None = since(V2021)
    vpm: str | None = since(V2021)
    media_support: bool | None = since(V2021)
    role_assignment_allowed: bool | None = since(V2021)
    case_creation_allowed: bool | None = since(V2021)


class AddCompanyReturn(Record):
    """The new company. The name without its spaces is its root folder."""

    company_info: Company


not_written(
    "Create a company",
    AddCompanyParam,
    AddCompanyReturn,
    roles={Role.IPS_ADMIN, Role.TRIAL_SITE_ADMIN, Role.IMAGE_PORTAL_ADMIN},
)


class GetDiskUsageParam(Record):
    """Of which company; by default of all that the caller can see."""

    company_handle: str | None = None


class GetDiskUsageReturn(Record):
    """One item for each company."""

    disk_usage_array: DiskUsageArray


not_written(
    "Return how many images companies have, and how much room they take",
    GetDiskUsageParam,
    GetDiskUsageReturn,
    roles=_ADMINISTRATORS,
)


class GetCompanySettingsParam(Record):
    """Of which company."""

    company_handle: str


class GetCompanySettingsReturn(Record):
    """Its settings."""

    settings: CompanySettings


not_written(
    "Return a company's settings",
    GetCompanySettingsParam,
    GetCompanySettingsReturn,
    roles=_ADMINISTRATORS,
    since=V2008_01,
)


class SetCompanySettingsParam(Record):
    """Which settings to change; one that is left out stays as it is. Their meanings are those of CompanySettings."""

    company_handle: str
    overwrite_mode: OverwriteMode | None = None
    retain_publish_state: bool | None = None
    default_source_profile_handle: str | None = None  # asset
    default_display_profile_handle: str | None = None  # asset
    iptc_exif_mapping_xslt_handle: str | None = None  # asset
    xmp_mapping_xslt_handle: str | None = None  # asset
    disk_space_warning_min: int | None = None
    email_trash_cleanup_warning: bool | None = None
    file_ext_opt: str | None = since(V2017)
    immediate_delete: bool | None = since(V2021)
    pdf_processing_page_limit: int | None = since(V2022)
    allow_folder_restructuring: bool | None = since(V2022)
    smart_crop_limit: int | None = since(V2022)
    add_smart_crop_api_limit: int | None = since(V2022)
    apply_smart_crops_on_pdf: bool | None = since(V2021, name="applySmartCropsOnPDF")
    apply_smart_crops_on_psd: bool | None = since(V2021, name="applySmartCropsOnPSD")
    company_dm_version: str | None = since(V2021, name="companyDMVersion")
    psd_templates_threshold: int | None = since(V2021)
    image_sets_modified_on_asset_upload_threshold: int | None = since(V2022)
    upload_params_pdf_process: str | None = since(V2022, name="uploadParamsPDFProcess")
    upload_params_pdf_extract_keywords: str | None = since(V2022, name="uploadParamsPDFExtractKeywords")
    upload_params_pdf_extract_links: str | None = since(V2022, name="uploadParamsPDFExtractLinks")
    upload_params_psd_process: str | None = since(V2022, name="uploadParamsPSDProcess")
    upload_params_psd_layer_naming: str | None = since(V2022, name="uploadParamsPSDLayerNaming")
    upload_params_psd_extract_text: str | None = since(V2022, name="uploadParamsPSDExtractText")
    pre_packaged_video_streaming_enabled: bool | None = since(V2022)
    overwrite_avs: bool | None = since(V2022, name="overwriteAVS")


class SetCompanySettingsReturn(Record):
    """Nothing."""


not_written(
    "Change a company's settings",
    SetCompanySettingsParam,
    SetCompanySettingsReturn,
    roles=_ADMINISTRATORS,
    since=V2008_01,
)
