"""Whatever layers are asked for: a reply of the planned size, or an error with a reason; never a crash."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from flytower.imaging import CatalogRecord, RenderError, RequestContext, RequestError, parse_request_in
from flytower.imaging.files import files_of, sizes_of
from flytower.imaging.limits import DEFAULT_LIMITS
from flytower.imaging.plan import plan
from flytower.imaging.render import render

LIMITS = replace(DEFAULT_LIMITS, max_output_pixels=40_000, max_layer_pixels=400_000)
SMALL = st.integers(-30, 60)
SIDE = st.integers(1, 40)
NAMES = st.sampled_from(["rgb", "alpha", "gray", "inks"])


def command(name, *parts):
    return st.tuples(*parts).map(lambda values: f"{name}=" + ",".join(f"{value}" for value in values))


SOURCES = st.one_of(
    NAMES.map("src={}".format),
    st.builds("src=is({}?wid={}&hei=9)".format, NAMES, SIDE),
    st.builds("src=is({}?layer=1&src={}&opac=40)".format, NAMES, NAMES),
    st.builds("color={},20,30,200&size={},7".format, st.integers(0, 255), SIDE),
)
COMMANDS = st.one_of(
    command("crop", SMALL, SMALL, SIDE, SIDE),
    command("scale", st.floats(0.1, 4)),
    command("rotate", st.sampled_from([0, 20, 90, 180, 299.5])),
    command("flip", st.sampled_from(["lr", "ud", "lrud"])),
    command("extend", SMALL, SMALL, SMALL, SMALL),
    command("pos", SMALL, SMALL),
    command("origin", SMALL, SMALL),
    command("anchorN", st.floats(-1, 1), st.floats(-1, 1)),
    command("opac", st.integers(0, 100), st.integers(0, 100)),
    command("blendMode", st.sampled_from(["dissolve", "lighten", "darken", "mult", "screen"])),
    command("bgColor", st.integers(0, 255), st.just(9), st.just(99), st.integers(0, 255)),
    command("mask", NAMES),
    command("maskUse", st.sampled_from(["invert", "off"])),
    command("op_growMask", st.integers(-5, 5)),
    command("hide", st.sampled_from([0, 1])),
    command("clipPath", st.just("M1 1L20 3L9 25Z")),
    command("clipXPath", st.just("M3 3L9 3L9 9Z")),
    st.builds("perspective={},1,{},2,25,30,0,20".format, st.integers(0, 3), st.integers(9, 30)),
    command("op_blur", st.floats(0, 5)),
    command("op_usm", st.just(2), st.floats(0, 5)),
    st.just("effect=-1&$shadow$"),
    st.just("effect=1&color=ff0000&op_grow=2&pos=1,-3"),
)
LAYER = st.tuples(SOURCES, st.lists(COMMANDS, max_size=5)).map(lambda parts: "&".join((parts[0], *parts[1])))
REQUESTS = st.builds(
    lambda layers, comp, view: "&".join(
        [*(f"layer={number}&{text}" for number, text in enumerate(layers)), "layer=comp", *comp, view]
    ),
    st.lists(LAYER, min_size=1, max_size=4),
    st.lists(COMMANDS, max_size=2),
    st.sampled_from(["", "wid=30", "wid=20&hei=30", "scl=.5", "rgn=3,4,20,20&scl=1", "rect=2,2,30,30", "req=mask"]),
)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    kinds = {"rgb": "RGB", "gray": "L", "inks": "CMYK"}
    base = Image.linear_gradient("L").resize((24, 18))
    for name, mode in kinds.items():
        base.convert("RGB").convert(mode).save(folder / f"{name}.tif")
    alpha = base.convert("RGBA")
    alpha.putalpha(base.rotate(90))
    alpha.save(folder / "alpha.tif")
    return {name: CatalogRecord(folder / f"{name}.tif") for name in (*kinds, "alpha")}


@settings(deadline=None, database=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(request=REQUESTS, output=st.sampled_from(["fmt=png-alpha", "fmt=jpeg", "fmt=tif,cmyk", "fmt=png,gray"]))
def test_any_layers(catalog, tmp_path_factory, request, output):
    target = Path(tmp_path_factory.getbasetemp()) / "reply"
    try:
        recipe = parse_request_in(f"{request}&{output}", RequestContext(path_object=False, find=catalog.get))
        files = files_of(recipe, None)
        made = plan(recipe, None, LIMITS, sizes_of(recipe, files))
    except (RequestError, RenderError) as refused:
        assert str(refused)  # noqa: PT017 - any reason will do
        return
    result = render(None, recipe, target, LIMITS)
    assert (result.width, result.height) == made.size
