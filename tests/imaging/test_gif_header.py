"""The header of a GIF, read without making room for any of its frames. Source: GIF 89a."""

from io import BytesIO

import pytest
from PIL import Image

from flytower.imaging import RenderError
from flytower.imaging.gif_header import gif_header
from hostile_images.sane import sane_files
from hostile_images.written import gif, gif_frame

GRAY = bytes((0, 0, 0, 1, 1, 1))
COMMENT = b"\x21\xfe\x05words\0"


@pytest.fixture
def header(tmp_path):
    def read(content):
        path = tmp_path / "a.gif"
        path.write_bytes(content)
        return gif_header(path)

    return read


@pytest.mark.parametrize("name", [name for name in sane_files() if name.startswith("gif/")])
def test_it_is_what_pillow_finds(header, name):
    content = sane_files()[name]
    found = header(content)
    with Image.open(BytesIO(content)) as image:
        assert found.size == image.size
        assert found.has_colours == (image.mode == "P")
        assert found.has_alpha == ("transparency" in image.info)
        assert found.animated == image.is_animated


def test_a_frame_larger_than_the_screen_counts(header):
    assert header(gif((4, 4), gif_frame(2, 3, 10, 20))).size == (12, 23)


def test_a_palette_of_grays_in_their_order_is_none(header):
    assert not header(gif((4, 4), gif_frame(0, 0, 4, 4), palette=GRAY)).has_colours
    assert header(gif((4, 4), gif_frame(0, 0, 4, 4), palette=GRAY[::-1])).has_colours


def test_whatever_stands_between_blocks_is_passed_over(header):
    assert header(gif((4, 4), COMMENT, b"\0\0?", gif_frame(0, 0, 4, 4), COMMENT)).animated is False
    assert header(gif((4, 4), gif_frame(0, 0, 4, 4), COMMENT, gif_frame(0, 0, 4, 4))).animated is True


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (gif((4, 4)), "no picture"),
        (gif((4, 4), COMMENT), "no picture"),
        (gif((4, 4), gif_frame(0, 0, 4, 4)[:15]), "no picture"),
        (b"GIF89a", "ends before"),
        (gif((0, 0), gif_frame(0, 0, 0, 0)), "no pixels"),
    ],
)
def test_a_gif_without_a_picture(header, content, reason):
    with pytest.raises(RenderError, match=reason):
        header(content)
