"""avif. Source: IS reference, fmt, qlt; test vector 190."""

import numpy as np
import pytest
from PIL import Image

PHOTO = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)])


def worst(one, other):
    return abs(np.asarray(one).astype(int) - np.asarray(other)).max()


def test_190_the_name_and_type(rendered):
    result, path = rendered(PHOTO, "fmt=avif")
    assert (result.extension, result.mime) == ("avif", "image/avif")
    assert path.read_bytes()[4:12] == b"ftypavif"


def test_quality(rendered):
    noisy = Image.fromarray(np.random.default_rng(1).integers(0, 256, (128, 128, 3), np.uint8))
    sizes = [rendered(noisy, f"fmt=avif&qlt={quality}")[0].byte_size for quality in (10, 50, 90)]
    assert sizes == sorted(sizes)


def test_lossless_is_off_by_3_at_most_and_says_so(rendered):
    result, path = rendered(PHOTO, "fmt=avif,,lossless")
    assert "no colour is off by more than 3" in result.warnings[0]
    with Image.open(path) as image:
        assert worst(image.convert("RGB"), PHOTO) <= 3


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (31, 17)])
def test_any_size(reply, size):
    assert reply(PHOTO.resize(size), "fmt=avif").size == size


@pytest.mark.parametrize("compression", ["", "lossless"])
def test_alpha(reply, compression):
    source = PHOTO.convert("RGBA")
    source.putalpha(Image.linear_gradient("L"))
    result = reply(source, f"fmt=avif-alpha,,{compression}")
    assert worst(result.getchannel("A"), source.getchannel("A")) <= (0 if compression else 12)


def test_the_same_bytes_twice(rendered):
    assert rendered(PHOTO, "fmt=avif")[0].crc32 == rendered(PHOTO, "fmt=avif")[0].crc32


def test_no_profile_is_embedded(reply):
    assert "icc_profile" not in reply(PHOTO, "fmt=avif&icc=sRGB&iccEmbed=1").info
