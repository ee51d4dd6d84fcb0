"""Answers about assets, as recorded."""

from datetime import UTC, datetime

HERO = {
    "file_name": "MY_hero.png",
    "folder": "sample/F0_Products_01-08-11/A01/",
    "ready_for_publish": True,
    "created": datetime(2011, 3, 1, 23, 4, 40, 177000, tzinfo=UTC),
    "last_modified": datetime(2011, 3, 1, 23, 4, 44, 172000, tzinfo=UTC),
    "last_modify_user": "image optimization",
    "metadata_values": [["eVideoTypeImage", ""]],
    "original_path": "Example.com/sample/F10_Product_02-18-11/A01/",
    "original_file": "MY_hero.png",
    "optimized_path": "Example.com/_optimized_/c3c/",
    "optimized_file": "c3240f7f-1d47-41f8-9dad-d7d24c9e4aa3.tif",
    "width": 2150,
    "height": 2500,
    "file_size": 2643733,
    "sku": "MY_hero",
    "description": "MY_hero",
    "anchor_x": 1075,
    "anchor_y": 1250,
}


def test_get_assets_by_name(service):
    service.add_image("Jacket", **HERO)
    service.add_image("Hat", **HERO)
    service.play("get_assets_by_name")


def test_get_assets_by_name_finds_two_of_one_name(service):
    service.add_image("Hat", **HERO)
    service.add_image("Hat", **HERO)
    service.play("get_assets_by_name_two_of_one_name")


def test_get_assets_by_name_finds_none(service):
    service.play("get_assets_by_name_none")


def test_get_assets_by_name_finds_nothing_in_the_trash(service):
    service.play("delete_asset", asset=service.add_image("Shoe"))
    service.play("get_assets_by_name_none")


def test_search_assets(service):
    service.add_image(
        "disney_park",
        company="EAEM",
        ready_for_publish=True,
        original_path="EAEM/_master_/e04/",
        original_file="e0492c66-323e-42ef-a76e-0cddce50fe5e.jpg",
        optimized_path="EAEM/_optimized_/e09/",
        optimized_file="e09443ba-09c3-449b-a81c-c18e57a76dcb.tif",
        width=805,
        height=604,
        file_size=87159,
        description="disney_park.jpg",
        anchor_x=402,
        anchor_y=302,
    )
    service.play("search_assets", company="EAEM")


def test_search_assets_finds_image_sets(service):
    for name in ("dynamicmedia-carousel-sample", "dynamicimageset-sample"):
        service.add_set(name, "_DMSAMPLE/", "EAEM")
    service.play("search_assets_image_sets", company="EAEM")


def test_delete_asset(service):
    asset = service.add_image("Jacket")
    service.play("delete_asset", asset=asset)
    assert service.asset(asset).trash_state == "InTrash"


def test_rename_asset(service):
    asset = service.add_image("Jacket")
    service.play("rename_asset", asset=asset)
    assert (service.asset(asset).name, service.asset(asset).file_name) == ("Hat", "Hat.jpg")


def test_rename_asset_to_a_name_in_use(service):
    service.add_image("hat-2")
    asset = service.add_image("Jacket")
    service.play("rename_asset_to_a_name_in_use", asset=asset)
    assert service.asset(asset).name == "Jacket"


def test_cdn_cache_invalidation(service):
    service.play("cdn_cache_invalidation", company="EAEM")
