"""Which assets ExportJob takes. Source: IPS reference, ExportJob, which lists eight kinds that it does not support."""

from typing import Final

from flytower.contract.constants import AssetSubType, AssetType

_REFUSED_TYPES: Final = {
    AssetType.IMAGE_SET: "an image set",
    AssetType.RENDER_SET: "a render set",
    AssetType.SPIN_SET: "a spin set",
    AssetType.MASTER_VIDEO: "a multi-bitrate video set",
    AssetType.CATALOG: "an eCatalog",
}
_REFUSED_SUB_TYPES: Final = {
    AssetSubType.MEDIA_SET: "a media set",
    AssetSubType.VIDEO_SET: "a video set",
    AssetSubType.MULTI_BITRATE_SET: "a multi-bitrate video set",
    AssetSubType.OFFER_SET: "an offer set",
}


def export_refusal(asset_type: str, sub_type: str | None) -> str | None:
    """Return what an asset is that can't be exported, such as "a spin set"; None for one that can.

    A set whose sub type is none of the vendor's has no file either: it is refused like the others.
    """
    if asset_type == AssetType.ASSET_SET:
        return next((name for kind, name in _REFUSED_SUB_TYPES.items() if kind == sub_type), "a set")
    return next((name for kind, name in _REFUSED_TYPES.items() if kind == asset_type), None)
