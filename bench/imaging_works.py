"""What is rendered: each work's name among the peers, our request for it, and how fast and how small it has to be."""

from typing import NamedTuple


class Work(NamedTuple):
    """One work.

    `name` is what the programs in `peers/` call it, `width` what it is scaled to (0: its own size), `exact` whether
    every pixel has to come out as it was. `goal` is our time in parts of libvips' time, `bytes_goal` our file in parts
    of its file (0: none).
    """

    name: str
    title: str
    source: str
    request: str
    extension: str
    goal: float
    bytes_goal: float = 0.0
    width: int = 0
    exact: bool = False


SMALL_JPEG = Work("small-jpeg", "24 MP JPEG -> 1000 px JPEG q85", "big.jpg", "wid=1000&qlt=85", "jpg", 1.0, width=1000)

WORKS = (
    SMALL_JPEG,
    Work("small-png", "24 MP JPEG -> 1000 px PNG", "big.jpg", "wid=1000&fmt=png", "png", 0.80, 0.75, 1000),
    Work("full-png", "24 MP JPEG -> full-size PNG", "big.jpg", "fmt=png", "png", 0.35, 0.60, exact=True),
    Work("tiff", "24 MP JPEG -> TIFF", "big.jpg", "fmt=tif", "tif", 1.05, exact=True),
    Work("tiff-lzw", "24 MP JPEG -> TIFF LZW", "big.jpg", "fmt=tif,,lzw", "tif", 0.90, exact=True),
    Work(
        "small-usm",
        "12 MP PNG -> 800 px JPEG + USM",
        "half.png",
        "wid=800&qlt=85&op_usmR=1,1,0",
        "jpg",
        1.25,
        width=800,
    ),
    Work("inks", "24 MP CMYK TIFF LZW -> 1000 px sRGB", "lzw.tif", "wid=1000&qlt=85&icc=sRGB", "jpg", 0.90, width=1000),
    Work("inks", "24 MP CMYK TIFF raw -> 1000 px sRGB", "raw.tif", "wid=1000&qlt=85&icc=sRGB", "jpg", 0.75, width=1000),
    Work("same-jpeg", "24 MP JPEG -> 24 MP JPEG q90", "big.jpg", "qlt=90", "jpg", 1.05),
)
