"""What is told of pictures without decoding them. Source: IS reference, req=props, req=imageprops, IccProfileSrc*."""

import json
from dataclasses import replace

import pytest
from PIL import Image

from flytower.imaging.attributes import DEFAULT_ATTRIBUTES, Profiles
from flytower.imaging.catalog import RequestContext
from flytower.imaging.colour import named_profile
from flytower.imaging.errors import RenderError
from flytower.imaging.inspection import inspect_reply, inspect_source
from flytower.imaging.limits import Limits
from flytower.imaging.pool import RenderPool
from flytower.imaging.render import render
from flytower.imaging.request import parse_request, parse_request_in


@pytest.fixture
def picture(tmp_path):
    def write(mode="RGB", size=(60, 40), **options):
        file = tmp_path / f"{mode}.tif"
        Image.new(mode, size).save(file, **options)
        return file

    return write


def with_sources(query, **sources):
    colour = replace(DEFAULT_ATTRIBUTES.colour, sources=Profiles(**sources))
    return parse_request_in(query, RequestContext(attributes=replace(DEFAULT_ATTRIBUTES, colour=colour)))


def test_a_source(picture):
    found = inspect_source(Limits(), picture("CMYK", dpi=(144, 144)))
    assert (found["width"], found["height"], found["pixel_type"]) == (60, 40, "CMYK")
    assert (found["resolution"], found["mask"], found["path_names"]) == (144, 0, [])


def test_65_a_reply_is_as_large_as_it_would_be(picture):
    found = inspect_reply(Limits(), picture(size=(2000, 2400)), parse_request("scl=1&req=img"))
    assert (found["width"], found["height"]) == (2000, 2400)


def test_a_reply_s_profile_is_the_asked_one_or_the_picture_s_own(picture):
    adobe = picture("RGB", icc_profile=named_profile("AdobeRGB").data)
    assert "Adobe" in inspect_reply(Limits(), adobe, parse_request(""))["profile"]
    assert inspect_reply(Limits(), adobe, parse_request("icc=sRGB"))["profile"] == "sRGB"
    assert inspect_reply(Limits(), adobe, parse_request("fmt=jpeg,gray"))["profile"] == ""


def test_a_picture_without_a_profile_is_taken_to_have_the_catalog_s(picture, tmp_path):
    plain = picture("RGB")
    request = with_sources("fmt=png&iccEmbed=1", rgb="AdobeRGB")
    assert inspect_reply(Limits(), plain, request)["profile"] == "AdobeRGB"
    render(plain, request, tmp_path / "made.png", Limits())
    with Image.open(tmp_path / "made.png") as made:
        assert made.info["icc_profile"] == named_profile("AdobeRGB").data


def test_a_profile_of_the_wrong_kind_is_named(picture, tmp_path):
    with pytest.raises(RenderError, match="IccProfileSrc=Gray"):
        render(picture("RGB"), with_sources("", rgb="Gray"), tmp_path / "made.jpg", Limits())


def test_render_processes_inspect_too(picture, tmp_path):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    with RenderPool(1, Limits()) as pool:
        assert pool.inspect("source", picture())["width"] == 60
        with pytest.raises(RenderError):
            pool.inspect("source", broken)
        assert pool.inspect("reply", picture(), parse_request("wid=30"))["width"] == 30


def test_what_is_found_is_json(picture):
    for found in (inspect_source(Limits(), picture()), inspect_reply(Limits(), picture(), parse_request(""))):
        assert json.loads(json.dumps(found)) == found
