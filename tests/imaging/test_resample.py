"""The compiled scaler and Pillow's give the same picture."""

import numpy as np
import pytest
from PIL import Image

from flytower.imaging import resample
from flytower.imaging.geometry import Box, PixelSize
from flytower.imaging.picture import Picture
from flytower.imaging.recipe import ResMode


@pytest.mark.skipif(resample.resizer is None, reason="cykooz-resizer has no wheel for this machine")
@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("res_mode", [ResMode.BILIN, ResMode.BICUB, ResMode.SHARP2])
@pytest.mark.parametrize("alpha", [False, True])
def test_both_scalers_agree(monkeypatch, mode, res_mode, alpha):
    noise = Image.effect_noise((90, 70), 20)  # no value near 0 or 255: the two clip in different places
    image = noise.convert("RGB").convert(mode) if mode == "CMYK" else noise.convert(mode)
    picture = Picture(image, Image.linear_gradient("L").resize((90, 70)) if alpha else None)
    box, size = Box(3.5, 2, 80, 65.25), PixelSize(33, 41)
    fast = resample.resampled(picture, box, size, res_mode)
    monkeypatch.setattr(resample, "resizer", None)
    plain = resample.resampled(picture, box, size, res_mode)
    # Where almost nothing is visible, dividing by the opacity blows rounding up; weigh the difference by it.
    weight = np.asarray(plain.alpha) / 255 if plain.alpha else np.ones((41, 33))
    difference = np.asarray(fast.image).astype(int) - np.asarray(plain.image)
    assert abs(difference.reshape(41, 33, -1) * weight[:, :, None]).max() <= 3


def test_whole_pixels_are_cut_not_scaled():
    image = Image.effect_noise((20, 20), 90)
    part = resample.resampled(Picture(image), Box(5, 6, 15, 18), PixelSize(10, 12))
    assert part.image.tobytes() == image.crop((5, 6, 15, 18)).tobytes()


def test_nothing_to_do_copies_nothing():
    picture = Picture(Image.new("RGB", (20, 20)))
    assert resample.resampled(picture, Box(0, 0, 20, 20), PixelSize(20, 20)) is picture
