"""heic. Source: IS reference, fmt; test vector 190."""

import numpy as np
import pytest
from PIL import Image

from flytower.imaging import RenderError, RequestError, parse_request
from flytower.imaging.accelerators import heif

PHOTO = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)])
installed = pytest.mark.skipif(heif() is None, reason="pillow-heif is not installed (the extra 'heic')")


@installed
def test_190_the_name_and_type(rendered):
    result, path = rendered(PHOTO, "fmt=heic")
    assert (result.extension, result.mime) == ("heic", "image/heic")
    assert path.read_bytes()[4:8] == b"ftyp"


@installed
@pytest.mark.parametrize("size", [(256, 256), (1, 1), (3, 200), (31, 17)])
def test_every_pixel_comes_back(reply, size):
    """IS reference, fmt: lossless only."""
    source = PHOTO.resize(size)
    assert (np.asarray(reply(source, "fmt=heic")) == np.asarray(source)).all()


@installed
def test_the_same_bytes_twice(rendered):
    assert rendered(PHOTO, "fmt=heic")[0].crc32 == rendered(PHOTO, "fmt=heic,,lossless")[0].crc32


@installed
def test_a_heic_is_a_source_too(rendered, reply):
    _, path = rendered(PHOTO, "fmt=heic")
    kept = path.rename(path.with_name("source.heic"))
    assert (np.asarray(reply(kept)) == np.asarray(PHOTO)).all()


def test_without_the_codec_it_is_refused_by_name(rendered, monkeypatch):
    monkeypatch.setattr("flytower.imaging.encode.heic.heif", lambda: None)
    with pytest.raises(RenderError, match="fmt: heic needs the package pillow-heif"):
        rendered(PHOTO, "fmt=heic")


@pytest.mark.parametrize("request_", ["fmt=heic,,lossy", "fmt=heic-alpha", "fmt=heic,gray"])
def test_other_kinds_do_not_exist(request_):
    with pytest.raises(RequestError):
        parse_request(request_)
