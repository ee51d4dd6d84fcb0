"""Answers about companies and folders, as recorded."""


def test_get_company_info(service):
    service.play("get_company_info")


def test_create_folder(service):
    service.play("create_folder")


def test_get_folders(service):
    service.play("create_folder")
    service.play("get_folders")


def test_delete_folder(service):
    service.play("create_folder")
    asset = service.add_image("Jacket", "sample/")
    service.play("delete_folder", folder="f|Example.com/sample/")
    assert service.asset(asset).trash_state == "InTrash"
    service.play("create_folder")
