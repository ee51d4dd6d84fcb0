"""pdf, read back with a reader of a few lines. Source: IS reference, fmt; ISO 32000-1."""

import io
import re
import zlib

import numpy as np
import pytest
from PIL import Image

PHOTO = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)]).resize((90, 60))
SPACES = {"rgb": b"DeviceRGB", "gray": b"DeviceGray", "cmyk": b"DeviceCMYK"}
MODES = {"rgb": "RGB", "gray": "L", "cmyk": "CMYK"}


def objects(data):
    """Objects by number, found through the cross-reference table."""
    table = int(re.search(rb"startxref\n(\d+)\n%%EOF\n\Z", data).group(1))
    assert data[table : table + 5] == b"xref\n"
    starts = [int(line[:10]) for line in data[table:].split(b"\n")[2:] if line.endswith(b" n ")]
    found = {}
    for start in starts:
        number = int(re.match(rb"(\d+) 0 obj\n", data[start:]).group(1))
        found[number] = data[start : data.index(b"endobj", start)]
    return found


def stream(found, number):
    head, _, rest = found[number].partition(b"stream\n")
    length = re.search(rb"/Length (\d+)( 0 R)?", head)
    size = int(length.group(1))
    if length.group(2):
        size = int(found[size].split(b"\n")[1])
    assert rest[size : size + 10] == b"\nendstream"
    return head, rest[:size]


def unfiltered(data, width, bands):
    rows = np.frombuffer(zlib.decompress(data), np.uint8).reshape(-1, width * bands + 1)
    assert set(rows[:, 0]) == {2}
    return np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8).tobytes()


@pytest.mark.parametrize("kind", ["rgb", "gray", "cmyk"])
@pytest.mark.parametrize("compression", ["none", "zip", "jpeg"])
def test_the_picture_in_the_page(rendered, reply, kind, compression):
    _, path = rendered(PHOTO, f"fmt=pdf,{kind},{compression}&qlt=100,1")
    head, data = stream(objects(path.read_bytes()), 5)
    expected = reply(PHOTO, f"fmt=tif,{kind}")
    bands = len(expected.getbands())
    assert b"/ColorSpace /" + SPACES[kind] in head
    assert b"/Width 90/Height 60/BitsPerComponent 8" in head
    if compression == "jpeg":
        with Image.open(io.BytesIO(data)) as image:
            assert image.mode == MODES[kind]
            assert abs(np.asarray(image).astype(int) - np.asarray(expected)).max() <= 6
        # Pillow turns Adobe's inverted inks around again; a PDF reader must be told to.
        assert (b"/Decode[1 0 1 0 1 0 1 0]" in head) == (kind == "cmyk")
    else:
        assert (data if compression == "none" else unfiltered(data, 90, bands)) == expected.tobytes()


def test_the_page_is_as_large_as_the_picture_at_its_resolution(rendered):
    _, path = rendered(PHOTO, "fmt=pdf&printRes=144")
    assert b"/MediaBox[0 0 45 30]" in objects(path.read_bytes())[3]
    assert stream(objects(path.read_bytes()), 4)[1] == b"q 45 0 0 30 0 0 cm /Image Do Q"


def test_an_embedded_profile(rendered):
    _, path = rendered(PHOTO, "fmt=pdf&icc=sRGB&iccEmbed=1")
    found = objects(path.read_bytes())
    assert b"/ColorSpace[/ICCBased 7 0 R]" in found[5]
    head, data = stream(found, 7)
    assert b"/N 3" in head
    assert zlib.decompress(data)[36:40] == b"acsp"
