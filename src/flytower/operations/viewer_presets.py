"""Operations on configured viewers and on templates, none of which has any behaviour yet.

Source: IPS reference, the page of each.
"""

from typing import Final

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record, since
from flytower.contract.types.asset_infos import ConfigSettingArray
from flytower.contract.version import V2008_01, V2012
from flytower.operations.access import ADMINISTRATORS

_WRITERS: Final = EVERYBODY - {
    Role.WEB_SERVICE_USER,
    Role.TRIAL_SITE_ADMIN,
    Role.TRIAL_SITE_USER,
    Role.IMAGE_PORTAL_USER,
}


class CreateTemplateParam(Record):
    """A new template: a request to the image server whose texts and images can be replaced."""

    company_handle: str
    folder_handle: str
    name: str
    type: str  # the AssetType Template or Watermark
    url_modifier: str | None = None  # image server commands before those of a request
    url_post_apply_modifier: str | None = None  # image server commands after those of a request


class CreateTemplateReturn(Record):
    """The new asset."""

    asset_handle: str


class CreateViewerPresetParam(Record):
    """A new configured viewer."""

    company_handle: str
    folder_handle: str
    name: str
    type: str  # VideoPlayer, Brochure, BasicZoom, AdvancedZoom, Spin, or a name of one's own
    config_setting_array: ConfigSettingArray | None = None


class CreateViewerPresetReturn(Record):
    """The new asset."""

    viewer_preset_handle: str


class GetViewerConfigSettingsParam(Record):
    """Of which asset: a viewer preset, or what a viewer is to show."""

    company_handle: str = since(V2012)
    asset_handle: str


class GetViewerConfigSettingsReturn(Record):
    """How the viewer is configured."""

    type: str  # as createViewerPreset has it
    config_setting_array: ConfigSettingArray


class SetViewerConfigSettingsParam(Record):
    """Everything a viewer is configured with."""

    company_handle: str = since(V2012)
    asset_handle: str
    name: str
    type: str  # as createViewerPreset has it
    config_setting_array: ConfigSettingArray


class SetViewerConfigSettingsReturn(Record):
    """Nothing."""


class UpdateViewerConfigSettingsParam(Record):
    """Settings of a viewer to add or to change."""

    company_handle: str = since(V2012)
    asset_handle: str
    config_setting_array: ConfigSettingArray


class UpdateViewerConfigSettingsReturn(Record):
    """Nothing."""


not_written(
    "Create a template or a watermark", CreateTemplateParam, CreateTemplateReturn, roles=_WRITERS, since=V2008_01
)
not_written(
    "Create a viewer preset", CreateViewerPresetParam, CreateViewerPresetReturn, roles=ADMINISTRATORS, since=V2008_01
)
not_written(
    "Return the viewer settings of an asset",
    GetViewerConfigSettingsParam,
    GetViewerConfigSettingsReturn,
    roles=ADMINISTRATORS,
    since=V2008_01,
)
not_written(
    "Replace the viewer settings of an asset",
    SetViewerConfigSettingsParam,
    SetViewerConfigSettingsReturn,
    roles=ADMINISTRATORS,
    since=V2008_01,
)
not_written(
    "Add or change viewer settings of an asset",
    UpdateViewerConfigSettingsParam,
    UpdateViewerConfigSettingsReturn,
    roles=ADMINISTRATORS,
    since=V2008_01,
)
