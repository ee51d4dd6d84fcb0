"""jpeg2000. Source: IS reference, fmt, qlt; test vector 188."""

import numpy as np
import pytest
from PIL import Image

PHOTO = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)])


def decibels(one, other):
    error = np.asarray(one).astype(float) - np.asarray(other)
    return 10 * np.log10(255**2 / (error**2).mean())


def test_188_the_name_and_type(rendered):
    result, path = rendered(PHOTO, "fmt=jpeg2000&qlt=80")
    assert (result.extension, result.mime) == ("jp2", "image/jp2")
    assert path.read_bytes()[:12] == b"\x00\x00\x00\x0cjP  \r\n\x87\n"


@pytest.mark.parametrize("quality", [20, 50, 80, 100])
def test_qlt_is_a_signal_to_noise_ratio(reply, quality):
    noisy = Image.fromarray(np.random.default_rng(1).integers(0, 256, (256, 256, 3), np.uint8))
    assert decibels(reply(noisy, f"fmt=jpeg2000&qlt={quality}"), noisy) == pytest.approx(25 + 0.2 * quality, abs=2.5)


@pytest.mark.parametrize("size", [(256, 256), (1, 1), (3, 200), (31, 17)])
def test_lossless(reply, size):
    source = PHOTO.resize(size)
    assert (np.asarray(reply(source, "fmt=jpeg2000,,lossless")) == np.asarray(source)).all()


@pytest.mark.parametrize("size", [(256, 256), (1, 1), (3, 200)])
def test_lossy_of_any_size(reply, size):
    assert reply(PHOTO.resize(size), "fmt=jpeg2000").size == size


@pytest.mark.parametrize(("kind", "mode"), [("rgb", "RGBA"), ("gray", "LA")])
@pytest.mark.parametrize("source", ["RGB", "RGBA"])
def test_alpha(reply, kind, mode, source):
    result = reply(Image.new(source, (64, 64), "red"), f"fmt=jpeg2000-alpha,{kind},lossless")
    assert (result.mode, result.getchannel("A").getextrema()) == (mode, (255, 255))


def test_gray(reply):
    assert reply(PHOTO, "fmt=jpeg2000,gray").mode == "L"


def test_no_profile_is_embedded(reply):
    assert "icc_profile" not in reply(PHOTO, "fmt=jpeg2000&icc=sRGB&iccEmbed=1").info
