"""Metadata that claims more than its file has is refused; what is merely odd is read as ever."""

import struct
import time

import pytest
from PIL import Image

from flytower.imaging import LimitError
from flytower.imaging.metadata_bounds import MOST_EXIF_BYTES, MOST_PARTS, MOST_VALUES
from flytower.imaging.probe import probe
from hostile_images.bombs import overlapping_directory
from hostile_images.sane import exif, sane_files
from hostile_images.structure import checked
from hostile_images.written import chunk, png, resource, segment, tiff

ROW = chunk(b"IDAT", b"")
BASELINE = sane_files()["jpeg/baseline"]


@pytest.fixture
def header(tmp_path):
    def read(content):
        path = tmp_path / "source"
        path.write_bytes(content)
        return probe(path)

    return read


def jpeg(*segments):
    return BASELINE[:2] + b"".join(segments) + BASELINE[2:]


def psd(resources):
    head = struct.pack(">4sH6xHIIHHI", b"8BPS", 1, 3, 28, 40, 8, 3, 0)
    return head + struct.pack(">I", len(resources)) + resources + bytes(6 + 40 * 28 * 3)


@pytest.mark.parametrize(
    "content",
    [
        overlapping_directory("<"),
        overlapping_directory(">"),
        jpeg(segment(0xE1, b"Exif\0\0" + overlapping_directory("<"))),
        png((4, 4, 8, 2, 0), chunk(b"eXIf", overlapping_directory(">")), ROW),
    ],
    ids=["little-endian TIFF", "big-endian TIFF", "JPEG", "PNG"],
)
def test_values_that_lie_on_one_another(header, content):
    """60 kB each of whose 5,000 values is the whole file would be 300 MB."""
    with pytest.raises(LimitError, match="lie on one another"):
        header(content)


def test_values_that_share_their_bytes_now_and_then_are_fine(header):
    entries = [(282, 5, 1, 8), (283, 5, 1, 8), (296, 3, 1, 2), (256, 4, 1, 4), (257, 4, 1, 4), (262, 3, 1, 1)]
    entries += [(258, 3, 1, 8), (273, 4, 1, 16), (279, 4, 1, 16)]
    assert header(tiff(entries, struct.pack("<II", 300, 1) + bytes(16))).resolution == 300


def test_a_list_that_is_longer_than_any_picture_has_strips(header):
    entries = [(256, 4, 1, 4), (257, 4, 1, 4), (273, 3, MOST_VALUES + 1, 8)]
    with pytest.raises(LimitError, match=f"lists {MOST_VALUES + 1} values"):
        header(tiff(entries, bytes(2 * MOST_VALUES + 2)))


def test_an_entry_of_no_known_kind_is_passed_over(header):
    entries = [(256, 4, 1, 4), (257, 4, 1, 4), (262, 3, 1, 1), (258, 3, 1, 8), (273, 4, 1, 8), (279, 4, 1, 16)]
    assert header(tiff([*entries, (999, 77, MOST_VALUES + 1, 8)], bytes(16))).width == 4


def test_marks_before_the_exif_are_taken_away_at_once(header):
    block = exif(orientation=6).removeprefix(b"Exif\0\0")
    begin = time.thread_time()
    found = header(png((40, 28, 8, 2, 0), chunk(b"eXIf", b"Exif\0\0" * 150_000 + block), ROW))
    assert time.thread_time() - begin < 0.5
    assert (found.orientation, found.width, found.height) == (6, 28, 40)


def test_exif_in_several_segments_of_a_jpeg_is_bounded(header):
    part = segment(0xE1, b"Exif\0\0" + bytes(65_000))
    with pytest.raises(LimitError, match=f"more than {MOST_EXIF_BYTES} bytes of EXIF"):
        header(jpeg(*[part] * (MOST_EXIF_BYTES // 65_000 + 1)))


def test_an_exif_block_of_a_usual_size_is_read(header, saved):
    assert header(jpeg(segment(0xE1, exif(orientation=8)))).orientation == 8
    assert probe(saved(Image.new("RGB", (8, 8)), "a.tif", exif=exif(orientation=3))).orientation == 3


@pytest.mark.parametrize(
    "content",
    [
        jpeg(segment(0xE5, b"") * (MOST_PARTS + 1)),
        jpeg(segment(0xFE, b"") * (MOST_PARTS + 1)),
        png((4, 4, 8, 2, 0), chunk(b"teSt", b"") * MOST_PARTS, ROW),
        psd(resource(1, b"") * (MOST_PARTS + 1)),
    ],
    ids=["segments", "comments", "chunks", "resources"],
)
def test_parts_without_contents_are_counted(header, content):
    with pytest.raises(LimitError, match=f"more than {MOST_PARTS} "):
        header(content)


@pytest.mark.parametrize(
    "content",
    [
        jpeg(segment(0xE5, b"") * 1000),
        png((40, 28, 8, 2, 0), chunk(b"teSt", b"") * 1000, ROW),
        psd(resource(1, b"odd", b"name") * 1000),
        psd(b""),
        psd(resource(1, b"") * 3)[:-5],
    ],
    ids=["segments", "chunks", "resources", "no resources", "cut off"],
)
def test_parts_of_a_usual_number_are_fine(header, content):
    assert header(content).width == 40


def test_a_moving_png_of_enormous_size_costs_no_frame(header, monkeypatch):
    """Found by the mutator: to read the header of 333 million pixels Pillow took 1.3 GB, of 779 bytes."""
    content = sane_files()["png/animated"]
    height = content.index(b"IHDR") + 8
    monkeypatch.setattr(Image.core, "fill", lambda *_: pytest.fail("a frame was made"))
    made = header(checked(content[:height] + struct.pack(">I", 8_000_000) + content[height + 4 :]))
    assert made.size.height == 8_000_000


def test_of_a_moving_png_the_first_picture_is_read(tmp_path):
    path = tmp_path / "source"
    path.write_bytes(sane_files()["png/animated"])
    assert probe(path).size[:2] == (40, 28)
