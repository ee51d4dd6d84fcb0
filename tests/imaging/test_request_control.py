"""Commands about the answer are read and checked, and change no file. Source: IS reference, their pages."""

from pathlib import Path

import pytest

from flytower.imaging import CatalogRecord, RequestContext, RequestError, parse_request, parse_request_in
from flytower.imaging.command_docs import WITHOUT_EFFECT
from flytower.imaging.errors import MissingPictureError
from flytower.imaging.replies.asked import asked

SAMPLES = {"bfc": "on", "network": "on", "name": "boat", "timeout": "5000"}


@pytest.mark.parametrize("command", sorted(WITHOUT_EFFECT))
def test_what_has_no_effect_says_so(command):
    (warning,) = parse_request(f"{command}={SAMPLES[command]}").warnings
    assert warning.startswith(f"{command}={SAMPLES[command]}: ")
    assert "no effect" in warning


@pytest.mark.parametrize("request_", ["name=boat", "timeout=5000", "labelkey=title", "mapA=rect,0,0,9,9,href=x"])
def test_the_picture_is_the_one_without_the_command(request_):
    assert parse_request(f"{request_}&wid=10").view == parse_request("wid=10").view


def test_a_timeout_is_a_time():
    with pytest.raises(RequestError, match="timeout=soon"):
        parse_request("timeout=soon")


def test_labelkey_reaches_the_answer_about_a_set():
    assert asked("req=set&labelkey=title", RequestContext()).words["labelkey"] == "title"


def test_what_is_asked_does_not_depend_on_names_of_layers():
    """A record or a template gives them. Source: IS reference, named layers."""
    assert asked("layer=title&pos=1,1&req=tmb", RequestContext()).kind == "tmb"


def test_a_default_image_keeps_what_the_template_says_of_the_reply():
    """Source: IS reference, defaultImage: wid, hei, fmt and qlt are kept."""
    records = {
        "t": CatalogRecord(Path("t.png"), modifier="wid=7&layer=0&size=8,8&color=ff0000&layer=1,title&src=$object$"),
        "gone": CatalogRecord(Path("gone.png")),
    }
    context = RequestContext(object_name="nobody", missing=True, find=records.get)
    recipe = parse_request_in("template=t&defaultImage=gone&layer=title&opac=50&hei=9", context)
    assert (recipe.default_image, recipe.view.wid, recipe.view.hei) == (True, 7, 9)


@pytest.mark.parametrize("kind", ["props", "map", "loadcache", "mask"])
def test_only_pictures_and_thumbnails_have_a_default_image(kind):
    """Source: IS reference, defaultImage: ignored if req= is other than img or tmb."""
    find = {"gone": CatalogRecord(Path("gone.png"))}.get
    context = RequestContext(object_name="nobody", missing=True, find=find)
    with pytest.raises(MissingPictureError):
        parse_request_in(f"req={kind}&defaultImage=gone", context, ignored=frozenset({"req"}))


def test_a_file_has_no_locale_and_says_so():
    assert parse_request("locale=de").warnings == ("locale=de: this command has no effect on a rendered file.",)
