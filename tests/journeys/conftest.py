import io

import pytest
from PIL import Image

from flytower.testing import serving


@pytest.fixture(scope="session")
def server():
    with serving(demo=True) as running:
        yield running


@pytest.fixture(scope="session")
def photograph():
    """A picture with enough detail that no two renderings of it are alike, as JPEG bytes."""
    image = Image.effect_mandelbrot((320, 240), (-2, -1.5, 1, 1.5), 60).convert("RGB")
    target = io.BytesIO()
    image.save(target, "JPEG", quality=92)
    return target.getvalue()
