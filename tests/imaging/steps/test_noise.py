"""op_noise: its distribution, its components, and that it never changes. Source: IS reference, op_noise."""

import hashlib

import numpy as np
import pytest
from PIL import Image

GRAY = Image.new("RGB", (300, 200), (128, 128, 128))


def offsets(image):
    return np.asarray(image).astype(int) - 128


def test_uniform_noise_is_even_within_2_55_per_unit(reply):
    noise = offsets(reply(GRAY, "op_noise=20"))
    assert (noise.min(), noise.max()) == (-51, 51)
    assert abs(noise.mean()) < 0.5
    assert noise.std() == pytest.approx(51 / 3**0.5, rel=0.01)


def test_gaussian_noise_has_half_of_that_as_its_deviation(reply):
    noise = offsets(reply(GRAY, "op_noise=20,gaussian"))
    assert noise.std() == pytest.approx(25.5, rel=0.01)
    within = (abs(noise) <= 25).mean()
    assert within == pytest.approx(0.683, abs=0.02)


def test_noise_is_white(reply):
    noise = offsets(reply(GRAY, "op_noise=20"))[:, :, 0]
    for shifted in (np.roll(noise, 1, 0), np.roll(noise, 1, 1), np.roll(noise, 7, 1)):
        assert abs(np.corrcoef(noise.ravel(), shifted.ravel())[0, 1]) < 0.02


def test_each_component_has_its_own_noise_unless_monochrome(reply):
    red, green, blue = offsets(reply(GRAY, "op_noise=20")).reshape(-1, 3).T
    assert abs(np.corrcoef([red, green, blue]) - np.eye(3)).max() < 0.02
    red, green, blue = offsets(reply(GRAY, "op_noise=20,uniform,1")).reshape(-1, 3).T
    assert (red == green).all()
    assert (red == blue).all()


def test_the_same_request_gives_the_same_bytes_always(reply):
    """The sum stands for every machine and version: noise comes from arithmetic on the pixel's place alone."""
    pixels = reply(GRAY, "op_noise=20").tobytes() + reply(GRAY, "op_noise=35,gaussian").tobytes()
    assert hashlib.sha256(pixels).hexdigest()[:16] == "817aab93ce819577"


def test_only_the_foreground_gets_noise(reply):
    source = Image.new("RGBA", (40, 40), (128, 128, 128, 0))
    source.paste((128, 128, 128, 90), (20, 0, 40, 40))
    result = np.asarray(reply(source, "op_noise=50&fmt=png-alpha"))
    assert (result[:, :20, 3] == 0).all()
    assert (result[:, 20:, 3] == 90).all()
    assert result[:, 20:, :3].std() > 10


def test_inks_stay_inks(saved, reply):
    source = saved(Image.new("CMYK", (50, 50), (100, 100, 100, 100)), "a.tif")
    assert np.asarray(reply(source, "op_noise=10&fmt=tif,cmyk")).std((0, 1)).min() > 10
