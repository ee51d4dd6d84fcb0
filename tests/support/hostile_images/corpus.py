"""Which file has which number: sane ones, damaged ones, bombs, two in one, and noise."""

import random
from functools import cache
from typing import NamedTuple

from hostile_images.bombs import bombs
from hostile_images.damage import damaged, joined, noise
from hostile_images.sane import sane_files

_SHARES = (
    ("sane", 0.03),
    ("bomb", 0.012),
    ("damaged bomb", 0.008),
    ("joined", 0.05),
    ("noise", 0.02),
    ("damaged", 0.88),
)
_REFUSED = "refused"
_OFTEN = ("wid=16", "wid=16", "wid=16&fmt=png", "hei=16&fmt=png-alpha", "wid=16&fmt=tif-alpha,cmyk,zip")
_SELDOM = (
    "scl=2&fmt=jpeg,gray", "fmt=png", "wid=24&fmt=gif-alpha", "wid=24&fmt=png8", "crop=3,3,9,9&scl=0.5&op_usm=1,1,1",
    "rotate=30&wid=16&fmt=png-alpha", "wid=16&icc=sRGB&iccEmbed=1", "wid=16&fmt=tif,cmyk&icc=TR001&iccEmbed=1",
    "clipPathE=outline&wid=16&fmt=png-alpha", "cropPathE=outline&wid=16", "wid=16&fmt=pdf", "wid=16&fmt=webp-alpha",
    "wid=16&fmt=jpeg&xmpEmbed=1", "extend=4,4,4,4&wid=16&bgc=ff0000", "flip=lr&wid=16&fmt=eps",
    "wid=300&hei=200&fit=stretch",
)  # fmt: skip


class Hostile(NamedTuple):
    """A file: what it is and was made of, its bytes, and the request that it is rendered by."""

    name: str
    content: bytes
    request: str


def requests():
    """Return every request that files are rendered by."""
    return (*dict.fromkeys(_OFTEN), *_SELDOM)


def hostile(seed, number):
    """Return the file of a number; the same seed and number make the same file wherever the same encoders are."""
    dice = random.Random(f"{seed}/{number}")  # noqa: S311  no secret
    kind = dice.choices([name for name, _ in _SHARES], [share for _, share in _SHARES])[0]
    name, content = _MAKERS[kind](dice)
    request = dice.choice(_OFTEN if dice.random() < 0.7 else _SELDOM)
    return Hostile(f"{kind} {name}".strip(), content, request)


@cache
def _by_family():
    """Return the sane files of each family, in a list that is the same at every call."""
    found = {}
    for name, content in sane_files().items():
        found.setdefault(name.partition("/")[0], []).append((name, content))
    return found


def _sane(dice):
    families = [family for family in _by_family() if family != _REFUSED]
    return dice.choice(_by_family()[dice.choice(families) if dice.random() < 0.97 else _REFUSED])


def _damaged(dice):
    name, content = _sane(dice)
    family = name.partition("/")[0]
    return name, damaged(dice, family, content, [other for _, other in _by_family()[family]])


def _bomb(dice):
    family = dice.choice(sorted({name.partition("/")[0] for name in bombs()}))
    return dice.choice([bomb for bomb in bombs().items() if bomb[0].startswith(f"{family}/")])


def _damaged_bomb(dice):
    name, content = _bomb(dice)
    family = name.partition("/")[0]
    return name, damaged(dice, family, content, [content])


def _joined(dice):
    return "", joined(dice, [(name.partition("/")[0], content) for name, content in sane_files().items()])


def _noise(dice):
    return "", noise(dice)


_MAKERS = {
    "sane": _sane, "bomb": _bomb, "damaged bomb": _damaged_bomb, "joined": _joined, "noise": _noise,
    "damaged": _damaged,
}  # fmt: skip
