"""Sets: assets that stand for others and have no file, such as image sets. Who their members are is not kept yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from flytower.contract.constants import AssetType
from flytower.model import assets
from flytower.model.assets import Asset
from flytower.model.folders import Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSet:
    """A set to be made; the attributes are those of :class:`Asset`, ``user`` the address of who makes it."""

    name: str
    user: str
    type: str = AssetType.IMAGE_SET.value
    sub_type: str | None = None
    ready_for_publish: bool = False


def create(session: Session, folder: Folder, new: NewSet, now: datetime) -> Asset:
    """Make a set without members in a folder, under its name or the first free one like it (wire fact B14).

    Raises ValueError for a name that no asset can have.
    """
    made = Asset(
        company_id=folder.company_id,
        folder_id=folder.id,
        type=new.type,
        sub_type=new.sub_type,
        name=assets.free_name(session, folder.company_id, new.name),
        file_name="",
        ready_for_publish=new.ready_for_publish,
        created=now,
        create_user=new.user,
        last_modified=now,
        last_modify_user=new.user,
    )
    session.add(made)
    session.flush()
    return made
