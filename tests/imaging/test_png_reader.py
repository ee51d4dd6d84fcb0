"""Both PNG decoders give the same pixels, and only plain files take the faster one."""

import struct
import zlib

import pytest
from PIL import Image

from flytower.imaging import RenderError, png_reader
from flytower.imaging.decode import decode
from flytower.imaging.png_reader import decode_png
from flytower.imaging.probe import probe

NOISE = Image.effect_noise((70, 50), 90)


@pytest.mark.skipif(png_reader.spng is None, reason="pyspng is not installed on this machine")
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_both_decoders_agree(monkeypatch, saved, mode):
    path = saved(Image.merge(mode, [NOISE.rotate(10 * turn) for turn in range(len(mode))]) if len(mode) > 1 else NOISE)
    fast = decode(path, probe(path), 1)
    monkeypatch.setattr(png_reader, "spng", None)
    plain = decode(path, probe(path), 1)
    assert fast.image.tobytes() == plain.image.tobytes()
    assert (fast.alpha and fast.alpha.tobytes()) == (plain.alpha and plain.alpha.tobytes())


@pytest.mark.parametrize(
    ("mode", "options"), [("P", {}), ("1", {}), ("I;16", {}), ("LA", {}), ("RGB", {"transparency": (0, 0, 0)})]
)
def test_files_that_are_not_plain_are_left_to_pillow(saved, mode, options):
    path = saved(Image.new(mode, (4, 4)), **options)
    assert decode_png(path, probe(path)) is None


@pytest.mark.parametrize("mode", ["P", "1", "I;16", "LA", "L", "RGB", "RGBA"])
@pytest.mark.parametrize("size", [(1, 1), (9, 7), (64, 33)])
def test_whole_files_of_every_kind_pass_the_count_of_their_rows(monkeypatch, saved, mode, size):
    monkeypatch.setattr(png_reader, "spng", None)
    path = saved(Image.new(mode, size))
    assert decode(path, probe(path), 1).image.size == size


def interlaced(width, height, rows):
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 1)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_interlaced_files(tmp_path):
    """An 8 x 8 gray picture has passes of 1, 1, 2, 4, 8, 16 and 32 pixels in 1, 1, 1, 2, 2, 4 and 4 rows."""
    path = tmp_path / "a.png"
    path.write_bytes(interlaced(8, 8, bytes(64 + 15)))
    assert decode(path, probe(path), 1).image.size == (8, 8)
    path.write_bytes(interlaced(8, 8, bytes(64 + 14)))
    with pytest.raises(RenderError, match="before its last row"):
        decode(path, probe(path), 1)
