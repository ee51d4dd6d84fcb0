"""SVG sources: static pictures that refer to nothing but themselves. Source: IS reference, src (SVG)."""

import base64
from io import BytesIO

import pytest
from PIL import Image

from flytower.imaging import LimitError, RenderError
from flytower.imaging.accelerators import resvg
from flytower.imaging.decode import decode
from flytower.imaging.probe import probe

pytestmark = pytest.mark.skipif(resvg() is None, reason="resvg-py is not installed (the extra 'vector')")

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.fixture
def svg(tmp_path):
    def write(inside, attributes='width="40" height="20"', before=""):
        path = tmp_path / "a.svg"
        path.write_text(f"{before}<svg {NAMES} {attributes}>{inside}</svg>")
        return path

    return write


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="20"', (40, 20)),
        ('width="1in" height="25.4mm"', (96, 96)),
        ('width="72pt" height="6pc"', (96, 96)),
        ('viewBox="0 0 30 10"', (30, 10)),
        ('viewBox="0,0,30,10" width="60"', (60, 20)),
        ('viewBox="0 0 30 10" height="20px"', (60, 20)),
        ('viewBox="0 0 30 10" width="100%" height="100%"', (30, 10)),
        ("", (100, 100)),
    ],
)
def test_size(svg, attributes, size):
    header = probe(svg("", attributes))
    assert (header.format, header.width, header.height, header.has_alpha) == ("svg", *size, True)


def test_shapes_on_a_clear_ground(svg, reply):
    image = reply(svg('<rect width="20" height="20" fill="red"/>'), "fmt=png-alpha")
    assert image.size == (40, 20)
    assert image.getpixel((10, 10)) == (255, 0, 0, 255)
    assert image.getpixel((30, 10))[3] == 0


def test_no_more_is_drawn_than_the_reply_needs(svg):
    path = svg('<rect width="400" height="200" fill="blue"/>', 'width="400" height="200"')
    picture = decode(path, probe(path), 0.1)
    assert (picture.reduction, picture.image.size) == (5, (80, 40))


@pytest.mark.parametrize("name", ["href", "xlink:href"])
@pytest.mark.parametrize("form", ["{}", "file://{}", "&file;"])
def test_no_file_of_this_machine_is_shown(svg, saved, reply, name, form):
    secret = saved(Image.new("RGB", (8, 8), "red"), "secret.png")
    entity = f'<!DOCTYPE svg [<!ENTITY file "{secret}">]>'
    path = svg(f'<image {name}="{form.format(secret)}" width="40" height="20"/>', before=entity)
    assert reply(path, "fmt=png-alpha").getextrema()[3] == (0, 0)


def test_no_file_is_named_relative_to_a_base(svg, saved, reply):
    saved(Image.new("RGB", (8, 8), "red"), "secret.png")
    path = svg('<g xml:base="."><image href="secret.png" width="40" height="20"/></g>')
    assert reply(path, "fmt=png-alpha").getextrema()[3] == (0, 0)


def test_a_picture_inside_of_it_is_shown(svg, reply):
    png = BytesIO()
    Image.new("RGB", (8, 4), "lime").save(png, "PNG")
    data = base64.b64encode(png.getvalue()).decode()
    path = svg(f'<image href="data:image/png;base64,{data}" width="40" height="20"/>')
    assert reply(path).getpixel((20, 10)) == (0, 255, 0)


def test_a_drawing_inside_of_it_is_not(svg, reply):
    inner = base64.b64encode(f'<svg {NAMES} width="9" height="9"><rect width="9" height="9"/></svg>'.encode()).decode()
    path = svg(f'<image href="data:image/svg+xml;base64,{inner}" width="40" height="20"/>')
    assert reply(path, "fmt=png-alpha").getextrema()[3] == (0, 0)


def test_parts_of_itself_are_used(svg, reply):
    path = svg('<defs><rect id="a" width="40" height="20" fill="lime"/></defs><use xlink:href="#a"/>')
    assert reply(path).getpixel((20, 10)) == (0, 255, 0)


def test_entities_that_grow_without_end_are_refused(svg):
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    path = svg("<text>&e11;</text>", before=f'<!DOCTYPE svg [<!ENTITY e0 "long enough">{entities}]>')
    with pytest.raises(RenderError):
        probe(path)


def test_nesting_without_end_is_refused(svg):
    with pytest.raises(LimitError, match="more than 200 in one another"):
        probe(svg("<g>" * 500 + "</g>" * 500))


def test_a_file_that_is_too_large_is_refused(svg):
    with pytest.raises(LimitError, match="at most 1048576 are allowed"):
        probe(svg(" " * (1 << 20)))


@pytest.mark.parametrize("attributes", ['width="0" height="5"', 'width="1e9" height="5"', 'width="-5" height="5"'])
def test_an_impossible_size_is_refused(svg, attributes):
    with pytest.raises(RenderError, match="no possible size"):
        probe(svg("", attributes))


def test_a_drawing_that_would_be_enormous_is_refused_before_it_is_drawn(svg, reply):
    with pytest.raises(LimitError, match="at most 250000000 are allowed"):
        reply(svg("", 'width="99999" height="99999"'))


def test_broken_markup_is_refused(tmp_path):
    path = tmp_path / "a.svg"
    path.write_text(f"<svg {NAMES}><g></svg>")
    with pytest.raises(RenderError):
        probe(path)


def test_without_the_library_it_is_refused_by_name(svg, reply, monkeypatch):
    monkeypatch.setattr("flytower.imaging.svg_reader.resvg", lambda: None)
    with pytest.raises(RenderError, match="an SVG needs the package resvg-py"):
        reply(svg(""))
