import pytest

from flytower.model import folders, sets
from flytower.model.sets import NewSet


def test_a_set_has_no_file(session, company):
    folder = folders.by_path(session, company.id, "DemoCompany/")
    made = sets.create(session, folder, NewSet(name="carousel", user="ann@example.com"), company.created)
    assert (made.type, made.sub_type, made.name, made.file_name) == ("ImageSet", None, "carousel", "")
    assert (made.blob_hash, made.original_file, made.ready_for_publish) == (None, "", False)
    assert (made.create_user, made.created) == ("ann@example.com", company.created)


def test_the_name_of_a_set_is_one_like_others(session, company, add_asset):
    add_asset("carousel")
    folder = folders.by_path(session, company.id, "DemoCompany/")
    assert sets.create(session, folder, NewSet(name="carousel", user=""), company.created).name == "carousel-1"
    with pytest.raises(ValueError, match="1 to 255"):
        sets.create(session, folder, NewSet(name="", user=""), company.created)
