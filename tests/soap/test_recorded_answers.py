"""Answers recorded from the real service come out byte for byte (wire facts B1, B4 to B7)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from flytower.contract.record import NIL
from flytower.contract.types.asset_infos import ImageInfo
from flytower.contract.types.assets import Asset, AssetArray
from flytower.contract.types.metadata import MetadataArray
from flytower.contract.version import V2013
from flytower.operations.assets_records import GetAssetsByNameReturn
from flytower.soap.envelope import Form, element, wrapped
from flytower.soap.writer import Writer

NAMESPACE = "http://www.scene7.com/IpsApi/xsd/2010-01-31"
START = (
    "<?xml version='1.0' encoding='UTF-8'?>"
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>'
    f'<getAssetsByNameReturn xmlns="{NAMESPACE}">'
)
END = "</getAssetsByNameReturn></soapenv:Body></soapenv:Envelope>"
ZONE = ZoneInfo("America/Chicago")

JACKET = Asset(
    asset_handle="a|1234",
    type="Image",
    name="Jacket",
    folder="Example.com/sample/",
    folder_handle="f|Example.com/sample/",
    ready_for_publish=True,
    trash_state="NotInTrash",
    projects=NIL,
    ips_image_url="image-no-ips/Example.com/_optimized_/c3c/c3240f7f.tif",
    created=datetime(2011, 3, 1, 17, 4, 40, 177000, tzinfo=ZONE),
    create_user="test@example.com",
    last_modified=datetime(2011, 3, 1, 17, 4, 44, 172000, tzinfo=ZONE),
    last_modify_user="image optimization",
    metadata_array=MetadataArray(items=[]),
    image_info=ImageInfo(
        original_path="Example.com/sample/",
        original_file="MY_hero.png",
        optimized_path="Example.com/_optimized_/c3c/",
        optimized_file="c3240f7f.tif",
        mask_path="",
        mask_file="",
        width=2150,
        height=2500,
        file_size=2643733,
        resolution=0.0,
        sku="MY_hero",
        description="MY_hero",
        comments="",
        user_data="",
        anchor_x=1075,
        anchor_y=1250,
        url_modifier="",
        url_post_apply_modifier=NIL,
        zoom_targets=NIL,
        masks=NIL,
        image_maps=NIL,
    ),
)
RECORDED_JACKET = (  # paths shortened
    "<assetArray><items><assetHandle>a|1234</assetHandle><type>Image</type><name>Jacket</name><folder>Example.com/sample/"
    "</folder><folderHandle>f|Example.com/sample/</folderHandle><readyForPublish>true</readyForPublish><trashState>"
    "NotInTrash</trashState><projects /><ipsImageUrl>image-no-ips/Example.com/_optimized_/c3c/c3240f7f.tif"
    "</ipsImageUrl><created>2011-03-01T17:04:40.177-06:00</created><createUser>test@example.com</createUser><lastModified>"
    "2011-03-01T17:04:44.172-06:00</lastModified><lastModifyUser>image optimization</lastModifyUser><metadataArray />"
    "<imageInfo><originalPath>Example.com/sample/</originalPath><originalFile>MY_hero.png</originalFile><optimizedPath>"
    "Example.com/_optimized_/c3c/</optimizedPath><optimizedFile>c3240f7f.tif</optimizedFile><maskPath></maskPath>"
    "<maskFile></maskFile><width>2150</width><height>2500</height><fileSize>2643733</fileSize><resolution>0.0</resolution>"
    "<sku>MY_hero</sku><description>MY_hero</description><comments></comments><userData></userData><anchorX>1075</anchorX>"
    "<anchorY>1250</anchorY><urlModifier></urlModifier><urlPostApplyModifier /><zoomTargets /><masks /><imageMaps />"
    "</imageInfo></items></assetArray>"
)


@pytest.mark.parametrize(
    ("assets", "recorded"),
    [([JACKET], RECORDED_JACKET), ([], "<assetArray />")],
    ids=["one asset found", "zero found"],
)
def test_get_assets_by_name(assets, recorded):
    answer = GetAssetsByNameReturn(asset_array=AssetArray(items=assets))
    content = Writer(ZONE).content(answer, V2013)
    document = wrapped(Form.SOAP_11, element("getAssetsByNameReturn", NAMESPACE, content))
    assert document.decode() == START + recorded + END
