"""req=set: the tree of a set. Source: IS reference, media set requests, catalog::ImageSet."""

import json

import pytest

from flytower.imaging.errors import MissingPictureError, RequestError
from flytower.imaging.replies.asked import Style
from flytower.imaging.replies.media_sets import SetRecord, media_set, written_set
from flytower.imaging.reply_kinds import ReplyForm

RECORDS = {
    "Co/a": SetRecord("Co/a", width=10, height=20, version="va", user_data="name=First??x=1"),
    "Co/b": SetRecord("Co/b", width=30, height=40, version="vb"),
    "Co/swatches": SetRecord("Co/swatches", image_set="Co/a;Co/b,Co/b;{0xff0000Red+one}"),
    "Co/spin": SetRecord("Co/spin", image_set="Co/a,Co/b", asset_type="SPINSET"),
    "Co/mixed": SetRecord("Co/mixed", image_set="Co/a;;", asset_type="MEDIASET"),
    "Co/film": SetRecord("Co/film", is_image=False, path="film.mp4"),
    "Co/paper": SetRecord("Co/paper", is_image=False, path="paper.pdf"),
    "Co/loop": SetRecord("Co/loop", image_set="{Co/loop}", asset_type="SPINSET2D"),
}


def tree(image_set="", name="Co/set", label_key="", **facts):
    record = RECORDS.get(name) or SetRecord(name, image_set=image_set, **facts)
    node = media_set(record, RECORDS.get, label_key)
    text = written_set(node, Style(ReplyForm.JSON, request_id="1")).body.decode()
    return json.loads(text.removeprefix("/*jsonp*/s7jsonResponse(").removesuffix(',"1");'))["set"]


A = {"i": {"n": "Co/a"}, "s": {"n": "Co/a"}, "dx": "10", "dy": "20", "iv": "va"}
B = {"i": {"n": "Co/b"}, "s": {"n": "Co/b"}, "dx": "30", "dy": "40", "iv": "vb"}


def test_a_picture_is_a_set_of_one():
    assert tree(name="Co/a") == {"pv": "1.0", "type": "img", "n": "Co/a", "item": A}


def test_several_items_are_an_array():
    assert tree("Co/a,Co/b") == {"pv": "1.0", "type": "unknown", "n": "Co/set", "item": [A, B]}


def test_swatches_are_pictures_or_colors():
    first, second = tree(name="Co/swatches")["item"]
    assert first == {**A, "s": {"n": "Co/b"}}
    assert second == {**B, "s": {"c": "0xff0000", "l": "Red one"}}


@pytest.mark.parametrize(
    ("image_set", "kind"),
    [
        ("Co/a:Co/b,Co/a", "ecat"),
        ("Co/a;Co/b;img", "media_set"),
        ("Co/a;Co/b,Co/a", "img_set"),
        ("Co/a,{Co/a,Co/b}", "spin"),
        ("Co/a,Co/b", "unknown"),
    ],
)
def test_the_form_of_a_set_tells_what_it_is(image_set, kind):
    assert tree(image_set)["type"] == kind


@pytest.mark.parametrize(
    ("asset_type", "kind"),
    [("MEDIASET", "media_set"), ("SPINSET", "spin"), ("IMAGESET", "img_set"), ("ECATALOG", "ecat")],
)
def test_the_asset_type_tells_it_first(asset_type, kind):
    assert tree("Co/a,Co/b", asset_type=asset_type)["type"] == kind


def test_pages_of_a_catalog_lie_beside_each_other():
    found = tree("Co/a:Co/b,Co/b", asset_type="ECATALOG")["item"]
    assert found[0]["i"] == [{"n": "Co/a"}, {"n": "Co/b"}]
    assert found[1]["i"] == {"n": "Co/b"}


def test_sets_in_a_media_set_keep_their_own_type_and_swatch():
    spin, film, paper = tree("Co/spin;Co/a;spin,Co/film;Co/b;video,Co/paper;;", asset_type="MEDIASET")["item"]
    assert (spin["type"], spin["set"]["type"], spin["s"]) == ("spin", "spin", {"n": "Co/a"})
    assert spin["set"]["item"] == [A, B]
    assert (film["type"], film["v"], film["s"]) == ("video", {"n": "Co/film", "path": "film.mp4"}, {"n": "Co/b"})
    assert paper["type"] == "static"


def test_a_set_within_brackets_is_a_set_of_its_own():
    inline = tree("{Co/a,Co/b},Co/b", asset_type="SPINSET2D")["item"][0]
    assert inline["set"]["item"] == [A, B]


def test_labels_come_from_user_data():
    assert tree("Co/a,Co/b", label_key="NAME")["item"][0]["i"] == {"n": "Co/a", "l": "First"}


def test_xml_has_the_same_names():
    node = media_set(RECORDS["Co/a"], RECORDS.get)
    assert written_set(node, Style(ReplyForm.XML)).body.decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<set pv="1.0" type="img" n="Co/a">'
        '<item dx="10" dy="20" iv="va"><i n="Co/a"/><s n="Co/a"/></item></set>\n'
    )


@pytest.mark.parametrize(
    ("image_set", "error", "reason"),
    [
        ("Co/gone", MissingPictureError, "Unable to find Co/gone"),
        ("Co/mixed;;,Co/a", RequestError, "Co/mixed: a media set lies in a set"),
        ("Co/loop", RequestError, "nested more than 4 deep"),
        ("{Co/a", RequestError, "brackets"),
        ("Co/a)", RequestError, "brackets"),
        ("Co/a," * 1001, RequestError, "more than 1000 items"),
    ],
)
def test_sets_that_can_not_be_told(image_set, error, reason):
    with pytest.raises(error, match=reason):
        tree(image_set)
