"""deleteAsset and renameAsset."""

import re
from typing import Final

from flytower.contract.faults import FaultCode, IpsApiFault, invalid_parameter
from flytower.contract.operation import EVERYBODY, Call, Role, operation
from flytower.model import Folder, assets, companies, folders, trash
from flytower.operations import access, parameters
from flytower.operations.asset_changes_records import (
    DeleteAssetParam,
    DeleteAssetReturn,
    RenameAssetParam,
    RenameAssetReturn,
)

_WRITERS = EVERYBODY - {
    Role.WEB_SERVICE_USER,
    Role.TRIAL_SITE_ADMIN,
    Role.TRIAL_SITE_USER,
    Role.IMAGE_PORTAL_USER,
}

_FORBIDDEN: Final = re.compile(r"[\x00-\x1f\x7f/\\]")
"""What no file name may have: the name becomes that of the asset's file."""


@operation(roles=_WRITERS)
def delete_asset(call: Call, param: DeleteAssetParam) -> DeleteAssetReturn:
    """Put an asset into the trash, and the views derived from it.

    Fault 30001 for a handle that names no asset, or one that is in the trash already.
    """
    company = access.company_of(call, param.company_handle)
    asset = parameters.asset_of(call.session, company, param.asset_handle)
    trash.discard_asset(call.session, asset, call.caller.email, call.now())
    return DeleteAssetReturn()


@operation(roles=_WRITERS)
def rename_asset(call: Call, param: RenameAssetParam) -> RenameAssetReturn:
    """Give an asset another name, which its file follows, keeping the extension; the stored files stay where they are.

    With ``validateName`` a name that another asset outside the trash has is fault 30000 (wire fact B14); without it two
    assets can come to have one name. Fault 30001 for a handle that names no asset or one in the trash, and for a name
    that is empty, too long, or has a slash, a backslash or a control character.
    """
    company = access.company_of(call, param.company_handle)
    name = _checked_name(param.new_name)
    companies.lock(call.session, company.id)  # else somebody could take the name meanwhile
    asset = parameters.asset_of(call.session, company, param.asset_handle)
    if param.validate_name and assets.is_taken(call.session, company.id, name, asset.id):
        raise IpsApiFault(FaultCode.EXCEPTION, f"Asset ID '{name}' is already in use.")
    assets.rename(asset, name)
    asset.last_modified = call.now()
    asset.last_modify_user = call.caller.email
    folders.touch(call.session, company.id, call.session.get_one(Folder, asset.folder_id).path, call.now())
    return RenameAssetReturn()


def _checked_name(text: str) -> str:
    name = text.strip()
    try:
        assets.check_length(name)
    except ValueError as error:
        raise invalid_parameter("newName", text, str(error)) from None
    if _FORBIDDEN.search(name):
        raise invalid_parameter("newName", text, "it has a slash, a backslash or a control character")
    return name
