"""Photoshop files of 16 bits per component, whose headers Pillow would refuse. Source: Photoshop file format.

They are added to its list of kinds; `psd_reader` reads their pixels.
"""

from PIL import PsdImagePlugin

_DEEP = 16
_KINDS = {1: ("L", 1), 3: ("RGB", 3), 4: ("CMYK", 4), 8: ("L", 1), 9: ("LAB", 3)}
"""Pillow's mode and the number of samples of each colour mode: gray, RGB, CMYK, duotone, Lab."""


def add() -> None:
    """Let Pillow open them."""
    for mode, kind in _KINDS.items():
        PsdImagePlugin.MODES.setdefault((mode, _DEEP), kind)
