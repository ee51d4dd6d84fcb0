"""Profiles made from published numbers: RGB spaces by primaries, white and curve, and gray. No file is needed."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flytower.imaging.profiles.icc_file import (
    D50,
    assembled,
    description,
    gamma_curve,
    header,
    sampled_curve,
    text,
    xyz,
)

Chromaticity = tuple[float, float]

_D50: Chromaticity = (0.3457, 0.3585)
_D65: Chromaticity = (0.3127, 0.3290)
_C: Chromaticity = (0.3101, 0.3162)
_E: Chromaticity = (1 / 3, 1 / 3)

_RIGHTS = "No rights reserved: published numbers"

# Bradford's cone responses (ICC.1:2001-04 recommends them for adapting a white point).
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


class RgbSpace(NamedTuple):
    """An RGB space: chromaticities of its primaries and white, and its curve (0: sRGB's, else an exponent)."""

    red: Chromaticity
    green: Chromaticity
    blue: Chromaticity
    white: Chromaticity
    gamma: float


# Names as the IS reference lists them for icc=. Numbers: the spaces' own standards.
RGB_SPACES = {
    "sRGB": RgbSpace((0.64, 0.33), (0.30, 0.60), (0.15, 0.06), _D65, 0),
    "AdobeRGB": RgbSpace((0.64, 0.33), (0.21, 0.71), (0.15, 0.06), _D65, 563 / 256),
    "AppleRGB": RgbSpace((0.625, 0.34), (0.28, 0.595), (0.155, 0.07), _D65, 1.8),
    "CIERGB": RgbSpace((0.735, 0.265), (0.274, 0.717), (0.167, 0.009), _E, 2.2),
    "ColorMatchRGB": RgbSpace((0.63, 0.34), (0.295, 0.605), (0.15, 0.075), _D50, 1.8),
    "NTSC": RgbSpace((0.67, 0.33), (0.21, 0.71), (0.14, 0.08), _C, 2.2),
    "PAL": RgbSpace((0.64, 0.33), (0.29, 0.60), (0.15, 0.06), _D65, 2.2),
    "ProPhoto": RgbSpace((0.7347, 0.2653), (0.1596, 0.8404), (0.0366, 0.0001), _D50, 1.8),
    "SMPTE": RgbSpace((0.63, 0.34), (0.31, 0.595), (0.155, 0.07), _D65, 2.2),
    "WideGamutRGB": RgbSpace((0.735, 0.265), (0.115, 0.826), (0.157, 0.018), _D50, 2.2),
}


def rgb_profile(name: str) -> bytes:
    """The profile of one of `RGB_SPACES`."""
    space = RGB_SPACES[name]
    red, green, blue = colorants(space)
    curve = _curve(space.gamma)
    tags = {
        b"desc": description(name),
        b"cprt": text(_RIGHTS),
        b"wtpt": xyz(D50),
        b"rXYZ": xyz(red),
        b"gXYZ": xyz(green),
        b"bXYZ": xyz(blue),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    return assembled(header(b"mntr", b"RGB ", b"XYZ "), tags)


def gray_profile() -> bytes:
    """Gray with sRGB's curve: neutral sRGB pixels keep their numbers."""
    tags = {
        b"desc": description("Gray (sRGB curve)"),
        b"cprt": text(_RIGHTS),
        b"wtpt": xyz(D50),
        b"kTRC": _curve(0),
    }
    return assembled(header(b"mntr", b"GRAY", b"XYZ "), tags)


def colorants(space: RgbSpace) -> list[tuple[float, float, float]]:
    """XYZ of full red, green and blue, adapted to D50."""
    primaries = np.stack([_xyz(primary) for primary in (space.red, space.green, space.blue)], 1)
    white = _xyz(space.white)
    scaled = primaries * np.linalg.solve(primaries, white)
    adapted = _adaptation(white) @ scaled
    return [(float(x), float(y), float(z)) for x, y, z in adapted.T]


def _adaptation(white: NDArray[np.float64]) -> NDArray[np.float64]:
    seen, wanted = _BRADFORD @ white, _BRADFORD @ np.array(D50)
    turned: NDArray[np.float64] = np.linalg.inv(_BRADFORD) @ np.diag(wanted / seen) @ _BRADFORD
    return turned


def _xyz(chromaticity: Chromaticity) -> NDArray[np.float64]:
    x, y = chromaticity
    return np.array([x / y, 1.0, (1 - x - y) / y])


def _curve(gamma: float) -> bytes:
    if gamma:
        return gamma_curve(gamma)
    linear: Callable[[float], float] = srgb_to_linear
    return sampled_curve([linear(step / 1023) for step in range(1024)])


def srgb_to_linear(value: float) -> float:
    """Light (0 to 1) of an sRGB component (0 to 1). Source: IEC 61966-2-1."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
