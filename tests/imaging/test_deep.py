"""Sources of 16 bits per component: each comes down to the nearest of 256 levels, whatever file it is in."""

import numpy as np
import pytest
from PIL import Image

from flytower.imaging.decode import decode
from flytower.imaging.deep import eight_bits
from flytower.imaging.probe import probe
from picture_files import png_file, psd_file, tiff_file

DICE = np.random.default_rng(11).integers(0, 65536, (37, 41, 6)).astype(np.uint16)


def nearest(samples):
    return np.floor(samples / 257 + 0.5).astype(np.uint8)


@pytest.fixture
def read(tmp_path):
    def run(data, name):
        path = tmp_path / name
        path.write_bytes(data)
        return decode(path, probe(path), 1), probe(path)

    return run


def pixels(picture):
    return np.asarray(picture.image).reshape(*picture.image.size[::-1], -1)


def test_every_level_is_rounded():
    levels = np.arange(65536, dtype=np.uint16)
    assert (eight_bits(levels) == (levels.astype(int) + 128) // 257).all()


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize(("colour_type", "count"), [(0, 1), (2, 3), (4, 2), (6, 4)])
def test_png(read, colour_type, count, interlaced):
    samples = DICE[:, :, :count]
    picture, header = read(png_file(samples, colour_type, interlaced=interlaced), "a.png")
    colours = count - (count in (2, 4))
    assert (pixels(picture) == nearest(samples[:, :, :colours])).all()
    assert (header.bits, header.mode) == (16, "gray" if colours == 1 else "rgb")
    if colours < count:
        assert (np.asarray(picture.alpha) == nearest(samples[:, :, colours])).all()
    else:
        assert picture.alpha is None


@pytest.mark.parametrize(("colour_type", "count"), [(0, 1), (2, 3)])
def test_a_clear_colour_of_a_png_is_compared_with_all_its_bits(read, colour_type, count):
    samples = DICE[:, :, :count].copy()
    samples[3, 4], samples[3, 5] = 1000, 1001
    picture, _ = read(png_file(samples, colour_type, clear=[1000] * count), "a.png")
    alpha = np.asarray(picture.alpha)
    assert (alpha[3, 4], alpha[3, 5]) == (0, 255)
    assert (alpha == 0).sum() == 1


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    "layout",
    [{}, {"packed": True}, {"packed": True, "predictor": 2}, {"tile": 16}, {"tile": 16, "packed": True, "predictor": 2},
     {"planes": True}, {"planes": True, "tile": 16, "packed": True, "predictor": 2}],
    ids=lambda layout: "-".join(layout) or "raw",
)  # fmt: skip
@pytest.mark.parametrize(("photometric", "count"), [(0, 1), (1, 1), (2, 3), (5, 4)])
def test_tiff(read, photometric, count, layout, order):
    samples = DICE[:, :, :count]
    picture, header = read(tiff_file(samples, photometric, order=order, **layout), "a.tif")
    expected = nearest(samples)
    assert (pixels(picture) == (255 - expected if photometric == 0 else expected)).all()
    assert (header.bits, header.has_alpha) == (16, False)


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize(("photometric", "count"), [(1, 1), (2, 3), (5, 4)])
@pytest.mark.parametrize("extra", [(2,), (2, 0), (0, 2)])
def test_the_first_alpha_of_a_tiff(read, photometric, count, extra, bits):
    samples = DICE[:, :, : count + len(extra)]
    samples = samples if bits == 16 else (samples >> 8).astype(np.uint8)
    picture, header = read(tiff_file(samples, photometric, extra=extra), "a.tif")
    levels = nearest(samples) if bits == 16 else samples
    assert (pixels(picture) == levels[:, :, :count]).all()
    assert (np.asarray(picture.alpha) == levels[:, :, count + extra.index(2)]).all()
    assert header.has_alpha


def test_premultiplied_inks_are_divided_by_their_opacity(read):
    """TIFF 6.0, ExtraSamples 1."""
    samples = np.zeros((4, 4, 5), np.uint8)
    samples[:] = (100, 50, 0, 20, 128)
    picture, _ = read(tiff_file(samples, 5, extra=(1,)), "a.tif")
    assert picture.image.getpixel((0, 0)) == (199, 100, 0, 40)
    assert picture.alpha.getpixel((0, 0)) == 128


def test_an_opaque_alpha_is_none(read):
    samples = np.full((4, 4, 5), 255, np.uint8)
    assert read(tiff_file(samples, 5, extra=(2,)), "a.tif")[0].alpha is None


@pytest.mark.parametrize("bits", [8, 16])
def test_lab_tiff(read, bits):
    """Lightness 54.29, a* 80.81, b* 69.89 are sRGB's red; a* and b* are signed."""
    lab = [54.29 / 100 * (2**bits - 1), 80.81 * 2 ** (bits - 8), 69.89 * 2 ** (bits - 8)]
    samples = np.full((4, 4, 3), np.round(lab)).astype(np.uint8 if bits == 8 else np.uint16)
    picture, header = read(tiff_file(samples, 8), "a.tif")
    assert picture.image.getpixel((0, 0)) == pytest.approx((255, 0, 0), abs=10)
    assert header.mode == "lab"
    samples[:] = np.round([lab[0], (256 - 60) * 2 ** (bits - 8), 50 * 2 ** (bits - 8)])
    green = read(tiff_file(samples, 8), "a.tif")[0].image.getpixel((0, 0))
    assert green[1] > 130
    assert green[0] < 60


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("extra", [0, 1, 2])
@pytest.mark.parametrize("mode", [1, 3, 4])
def test_photoshop(read, mode, extra, bits, packed):
    count = mode  # gray, RGB and CMYK have as many samples as their number says
    samples = DICE[:, :, : count + extra].copy()
    samples = samples if bits == 16 else (samples >> 8).astype(np.uint8)
    samples[5:9] = samples[5, 0]
    picture, header = read(psd_file(samples, mode, packed=packed), "a.psd")
    levels = nearest(samples) if bits == 16 else samples
    colours = levels[:, :, :count]
    assert (pixels(picture) == (255 - colours if mode == 4 else colours)).all()
    assert (header.bits, header.has_alpha) == (bits, extra > 0)
    assert (picture.alpha is None) == (extra == 0)
    if extra:
        assert (np.asarray(picture.alpha) == levels[:, :, count]).all()


def test_a_spot_colour_is_no_opacity(read):
    """Photoshop file format, DisplayInfo."""
    samples = (DICE[:, :, :5] >> 8).astype(np.uint8)
    picture, header = read(psd_file(samples, 3, spots=(0,)), "a.psd")
    assert (np.asarray(picture.alpha) == samples[:, :, 4]).all()
    picture, header = read(psd_file(samples[:, :, :4], 3, spots=(0,)), "a.psd")
    assert picture.alpha is None
    assert not header.has_alpha


def test_photoshop_s_deep_lab(read):
    samples = np.full((4, 4, 3), (54.29 * 655.35, 32768 + 80.81 * 256, 32768 + 69.89 * 256)).astype(np.uint16)
    assert read(psd_file(samples, 9), "a.psd")[0].image.getpixel((0, 0)) == pytest.approx((255, 0, 0), abs=10)


def test_lzw_inks_with_alpha_are_read_as_they_were_written(rendered, read, reply):
    source = Image.fromarray((DICE[:, :, :4] >> 8).astype(np.uint8))
    _, path = rendered(source, "fmt=tif-alpha,cmyk,lzw")
    expected = Image.open(rendered(source, "fmt=png-alpha")[1]).copy()
    again = path.rename(path.with_name("again.tif"))
    result = reply(again, "fmt=png-alpha")
    shown = np.asarray(expected)[:, :, 3] > 0
    assert (np.asarray(result)[:, :, 3] == np.asarray(expected)[:, :, 3]).all()
    assert abs(np.asarray(result).astype(int) - np.asarray(expected))[shown].max() <= 1
