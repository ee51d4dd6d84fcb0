"""Damaged files of the kinds that readers of our own take: each is a picture or a RenderError and nothing else."""

import random

import numpy as np
import pytest
from PIL import Image

from flytower.imaging import DEFAULT_LIMITS, RenderError, RenderPool, parse_request
from flytower.imaging.accelerators import heif, pdfium, resvg
from flytower.imaging.render import render
from picture_files import png_file, psd_file, tiff_file

DICE = np.random.default_rng(4).integers(0, 65536, (40, 50, 6)).astype(np.uint16)
BYTES = (DICE >> 8).astype(np.uint8)

FILES = {
    "png-16": png_file(DICE[:, :, :3], 2),
    "png-16-alpha": png_file(DICE[:, :, :2], 4, interlaced=True),
    "tiff-16-raw": tiff_file(DICE[:, :, :3], 2),
    "tiff-16-packed": tiff_file(DICE[:, :, :4], 5, packed=True, predictor=2, order=">"),
    "tiff-tiles": tiff_file(DICE[:, :, :5], 5, extra=(2,), tile=16, packed=True),
    "tiff-planes": tiff_file(BYTES[:, :, :5], 5, extra=(1,), planes=True),
    "psd-16": psd_file(DICE[:, :, :4], 3, packed=True),
    "psd-inks": psd_file(BYTES[:, :, :5], 4, packed=True),
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><g><path d="M1 2L30 9z" fill="#f00"/></g></svg>'


@pytest.fixture
def attempt(tmp_path):
    def run(data):
        source, target = tmp_path / "source", tmp_path / "reply"
        source.write_bytes(data)
        try:
            render(source, parse_request("wid=20&fmt=png-alpha"), target, DEFAULT_LIMITS)
        except RenderError:
            assert not target.exists()
            raise
        target.unlink()

    return run


@pytest.fixture(scope="module")
def pool():
    with RenderPool(1, DEFAULT_LIMITS) as one:
        yield one


@pytest.mark.parametrize("kind", FILES)
def test_whole_files_are_read(attempt, kind):
    attempt(FILES[kind])


@pytest.mark.parametrize("share", [0.3, 0.9])
@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_was_cut_off(attempt, kind, share):
    with pytest.raises(RenderError):
        attempt(FILES[kind][: int(len(FILES[kind]) * share)])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", FILES)
def test_damage_anywhere(attempt, kind):
    for data in damaged(FILES[kind], kind, 40):
        try:
            attempt(data)
        except RenderError:
            continue


@pytest.mark.parametrize("tag", [256, 257, 277, 278, 322, 323])
def test_sizes_that_lie(attempt, tag):
    """Widths, rows, samples and tiles of up to four thousand millions in a file of some kilobytes."""
    for kind in ("tiff-16-raw", "tiff-tiles"):
        data = bytearray(FILES[kind])
        place = data.find(tag.to_bytes(2, "little") + b"\3\0\1\0\0\0")
        if place < 0:
            continue
        data[place + 2 : place + 12] = (4).to_bytes(2, "little") + (1).to_bytes(4, "little") + b"\xf0\xff\xff\xff"
        with pytest.raises(RenderError):
            attempt(bytes(data))


def drawn_files(tmp_path):
    """One of each kind that is drawn or decoded by an optional library, as far as it is installed."""
    photo = Image.fromarray(BYTES[:, :, :3])
    files = {"svg": SVG} if resvg() else {}
    for kind, installed in (("pdf", pdfium()), ("heic", heif()), ("avif", True)):
        if installed:
            target = tmp_path / kind
            source = tmp_path / "photo.png"
            photo.save(source)
            render(source, parse_request(f"fmt={kind}"), target, DEFAULT_LIMITS)
            files[kind] = target.read_bytes()
    return files


def test_damaged_drawings_leave_the_render_process_unharmed(tmp_path, pool):
    recipe, source, target = parse_request("wid=20"), tmp_path / "source", tmp_path / "reply"
    reasons = []
    for kind, whole in drawn_files(tmp_path).items():
        for data in [whole[: len(whole) // 2], *damaged(whole, kind, 12)]:
            source.write_bytes(data)
            try:
                pool.render(source, recipe, target)
            except RenderError as fault:
                reasons.append(str(fault))
        source.write_bytes(whole)
        assert pool.render(source, recipe, target).width == 20
    assert reasons
    assert not [reason for reason in reasons if "died" in reason]


def test_a_drawing_that_needs_more_memory_than_there_is_ends_only_itself(tmp_path, pool):
    """15,000 x 15,000 pixels with a filter over them: the drawing library aborts its process, and only that."""
    if resvg() is None:
        pytest.skip("resvg-py is not installed (the extra 'vector')")
    source, target = tmp_path / "source", tmp_path / "reply"
    blur = '<filter id="f"><feGaussianBlur stdDeviation="9"/></filter>'
    size = 15_000
    shapes = f'{blur}<g filter="url(#f)"><rect width="{size}" height="{size}"/></g>'
    source.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}">{shapes}</svg>', encoding="utf-8"
    )
    with pytest.raises(RenderError):
        pool.render(source, parse_request("fmt=png&scl=1"), target)
    source.write_bytes(SVG)
    assert pool.render(source, parse_request("wid=20"), target).width == 20


def damaged(data, kind, count):
    dice = random.Random(kind)  # noqa: S311 - repeatable damage
    for _ in range(count):
        copy = bytearray(data)
        for _ in range(dice.randint(1, 12)):
            copy[dice.randrange(min(len(data), 600) if dice.random() < 0.7 else len(data))] = dice.randrange(256)
        yield bytes(copy)
