"""Real photographs that ship inside an installed package, so that nothing has to be fetched."""

from importlib.util import find_spec
from pathlib import Path

NAMES = (
    "astronaut.png",
    "chelsea.png",
    "coffee.png",
    "hubble_deep_field.jpg",
    "motorcycle_left.png",
    "retina.jpg",
    "rocket.jpg",
)
"""Photographs in scikit-image's wheel; 512 x 512 to 1411 x 1411 pixels."""


def photographs() -> dict[str, Path]:
    """Return the installed photographs by file name; none where scikit-image is not installed."""
    package = find_spec("skimage")
    places = list(package.submodule_search_locations or []) if package else []
    found = {name: Path(place) / "data" / name for place in places for name in NAMES}
    return {name: path for name, path in found.items() if path.is_file()}
