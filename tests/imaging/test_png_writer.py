"""Our own PNG writer, read back by Pillow and, where installed, by libspng."""

import io
import struct

import pytest
from PIL import Image

from flytower.imaging import checksum
from flytower.imaging.accelerators import spng
from flytower.imaging.png_writer import BAND_ROWS, write_png


def written(image, **options):
    buffer = io.BytesIO()
    write_png(image, buffer, **options)
    return buffer.getvalue()


def noise(mode, size):
    bands = [Image.effect_noise(size, 40 + 20 * number) for number in range(len(Image.new(mode, (1, 1)).getbands()))]
    return Image.merge(mode, bands) if len(bands) > 1 else bands[0]


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
@pytest.mark.parametrize("size", [(1, 1), (3, BAND_ROWS), (50, BAND_ROWS + 1), (7, 3 * BAND_ROWS + 5)])
def test_the_pixels_come_back(mode, size):
    image = noise(mode, size)
    data = written(image)
    with Image.open(io.BytesIO(data)) as back:
        assert (back.mode, back.size) == (mode, size)
        assert back.tobytes() == image.tobytes()
    if spng is not None and mode != "LA":  # the binding does not know LA
        assert spng.load(data, mode).tobytes() == image.tobytes()


def test_without_isa_l_the_pixels_are_the_same(monkeypatch):
    monkeypatch.setattr(checksum, "isal_zlib", None)
    image = noise("RGB", (60, 300))
    with Image.open(io.BytesIO(written(image))) as back:
        assert back.tobytes() == image.tobytes()


def test_resolution_and_profile():
    data = written(Image.new("RGB", (4, 4)), dpi=300, profile=b"a profile")
    with Image.open(io.BytesIO(data)) as back:
        assert back.info["dpi"] == pytest.approx((300, 300), abs=0.02)
        assert back.info["icc_profile"] == b"a profile"


def test_chunks_stand_in_the_order_the_format_wants():
    data, place, kinds = written(Image.new("RGB", (4, 4)), dpi=72, profile=b"p"), 8, []
    while place < len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind not in kinds:
            kinds.append(kind)
        place += 12 + length
    assert kinds == [b"IHDR", b"iCCP", b"pHYs", b"IDAT", b"IEND"]
