"""What the catalogs of the image server and the render server say of a company as a whole. Not written yet."""

from flytower.contract.operation import Role, not_written
from flytower.contract.record import Record, since
from flytower.contract.types.asset_infos import ConfigSettingArray
from flytower.contract.version import V2008_01, V2012, V2013, V2014

_ADMINISTRATORS = {Role.IPS_ADMIN, Role.IPS_COMPANY_ADMIN, Role.TRIAL_SITE_ADMIN, Role.IMAGE_PORTAL_ADMIN}


class GetImageServingPublishSettingsParam(Record):
    """Of which company, and for which publish context."""

    company_handle: str
    context_handle: str | None = since(V2012)  # the company's own by default


class GetImageServingPublishSettingsReturn(Record):
    """Attributes of its catalog."""

    publish_setting_array: ConfigSettingArray


not_written(
    "Return the attributes of a company's image catalog",
    GetImageServingPublishSettingsParam,
    GetImageServingPublishSettingsReturn,
    roles=_ADMINISTRATORS,
    since=V2008_01,
)


class SetImageServingPublishSettingsParam(Record):
    """Of which company, for which publish context, and to what."""

    company_handle: str
    context_handle: str | None = since(V2012)  # the company's own by default
    publish_setting_array: ConfigSettingArray  # names are those of catalog attributes


class SetImageServingPublishSettingsReturn(Record):
    """Nothing."""


not_written(
    "Set attributes of a company's image catalog",
    SetImageServingPublishSettingsParam,
    SetImageServingPublishSettingsReturn,
    roles=_ADMINISTRATORS,
    since=V2008_01,
)


class GetImageServingCatalogParam(Record):
    """Of which company."""

    company_handle: str


class GetImageServingCatalogReturn(Record):
    """The catalog as the image server reads it."""

    catalog: str


# No page tells of the two catalogs, and later versions have them no more: the roles are those of the settings.
not_written(
    "Return a company's image catalog as text",
    GetImageServingCatalogParam,
    GetImageServingCatalogReturn,
    roles=_ADMINISTRATORS,
    since=V2013,
    until=V2014,
)


class GetImageRenderingPublishSettingsParam(Record):
    """Of which company, and for which publish context."""

    company_handle: str
    context_handle: str | None = since(V2012)  # the company's own by default


class GetImageRenderingPublishSettingsReturn(Record):
    """Attributes of its catalog."""

    publish_setting_array: ConfigSettingArray


not_written(
    "Return the attributes of a company's catalog of materials",
    GetImageRenderingPublishSettingsParam,
    GetImageRenderingPublishSettingsReturn,
    roles=_ADMINISTRATORS,
    since=V2008_01,
)


class SetImageRenderingPublishSettingsParam(Record):
    """Of which company, for which publish context, and to what."""

    company_handle: str
    context_handle: str | None = since(V2012)  # the company's own by default
    publish_setting_array: ConfigSettingArray  # names are those of catalog attributes


class SetImageRenderingPublishSettingsReturn(Record):
    """Nothing."""


not_written(
    "Set attributes of a company's catalog of materials",
    SetImageRenderingPublishSettingsParam,
    SetImageRenderingPublishSettingsReturn,
    roles=_ADMINISTRATORS,
    since=V2008_01,
)


class GetImageRenderingCatalogParam(Record):
    """Of which company."""

    company_handle: str


class GetImageRenderingCatalogReturn(Record):
    """The catalog as the render server reads it."""

    catalog: str


not_written(
    "Return a company's catalog of materials as text",
    GetImageRenderingCatalogParam,
    GetImageRenderingCatalogReturn,
    roles=_ADMINISTRATORS,
    since=V2013,
    until=V2014,
)
