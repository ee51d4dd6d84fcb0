"""Files made to hurt: each ends as a RenderError, fast, and leaves nothing at the destination."""

import io
import random
import struct
import time
import zlib

import pytest
from PIL import Image

from flytower.imaging import DEFAULT_LIMITS, LimitError, RenderError, parse_request
from flytower.imaging.render import render

NOISE = Image.effect_noise((120, 90), 100).convert("RGB")


def file_of(kind, image=NOISE, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_claiming(width, height, data):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def bmp_claiming(width, height):
    info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return struct.pack("<2sIHHI", b"BM", 54, 0, 0, 54) + info


def whole(kind):
    return file_of(kind, compression="tiff_lzw") if kind == "TIFF" else file_of(kind)


@pytest.fixture
def attempt(tmp_path):
    def run(data, request="wid=50"):
        source, target = tmp_path / "source", tmp_path / "reply"
        source.write_bytes(data)
        begin = time.monotonic()
        try:
            render(source, parse_request(request), target, DEFAULT_LIMITS)
        finally:
            assert time.monotonic() - begin < 5
            failed = not target.exists()
        assert not failed

    return run


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "JPEG2000"])
def test_a_file_that_was_cut_off(attempt, tmp_path, kind, share):
    data = whole(kind)
    with pytest.raises(RenderError):
        attempt(data[: int(len(data) * share)])
    assert not (tmp_path / "reply").exists()


def test_a_png_without_its_last_bytes(attempt):
    with pytest.raises(RenderError, match="cut off"):
        attempt(file_of("PNG")[:-13])


def test_a_png_with_a_flipped_bit(attempt):
    data = bytearray(file_of("PNG"))
    data[len(data) // 2] ^= 4
    with pytest.raises(RenderError, match="damaged"):
        attempt(bytes(data))


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize("request_", ["wid=50", "fmt=png"])
def test_a_png_with_fewer_rows_than_its_header_says(attempt, monkeypatch, request_, fast):
    if not fast:
        monkeypatch.setattr("flytower.imaging.png_reader.spng", None)
    rows = zlib.compress(bytes(3 * 100 + 1) * 10)
    with pytest.raises(RenderError):
        attempt(png_claiming(100, 90, rows), request_)


@pytest.mark.parametrize(
    "data", [png_claiming(100_000, 100_000, zlib.compress(b"")), bmp_claiming(60_000, 60_000)], ids=["png", "bmp"]
)
def test_a_picture_that_claims_to_be_enormous_is_refused_before_decoding(attempt, data):
    with pytest.raises(LimitError, match="at most 250000000 are allowed"):
        attempt(data)


def test_a_reply_that_would_be_enormous_is_refused_before_decoding(attempt):
    with pytest.raises(LimitError, match="at most 100000000 are allowed"):
        attempt(file_of("JPEG"), "scl=0.001")


def test_a_bomb_within_the_limits_is_decoded_and_no_more(attempt):
    """4,000 x 4,000 pixels in a few kilobytes."""
    attempt(file_of("PNG", Image.new("RGB", (4000, 4000))))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "JPEG2000"])
def test_damage_anywhere_is_a_picture_or_a_render_error_and_nothing_else(attempt, kind):
    data = whole(kind)
    dice = random.Random(kind)  # noqa: S311 - repeatable damage
    for _ in range(25):
        damaged = bytearray(data)
        for _ in range(dice.randint(1, 12)):
            damaged[dice.randrange(min(len(data), 600) if dice.random() < 0.7 else len(data))] = dice.randrange(256)
        try:
            attempt(bytes(damaged))
        except RenderError:
            continue
