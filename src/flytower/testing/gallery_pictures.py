"""The pictures of the gallery: drawn here, so that nothing has to be fetched and all may be shown."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from flytower.imaging.catalog import CatalogRecord
from flytower.imaging.colour import standard_profile
from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.encode.jpeg import encode_jpeg
from flytower.imaging.outlines import Outline
from flytower.imaging.photoshop_paths import path_resources
from flytower.imaging.picture import Picture
from flytower.imaging.recipe import PixelType
from flytower.imaging.request import parse_request

WIDTH, HEIGHT = 480, 320
DPI = 144
_FINE = 4  # drawn so much larger and scaled down, for smooth edges

SAIL = ((250, 44), (336, 214), (250, 214))
"""The boat's main sail, which is also the path named sail."""

_XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="image/jpeg"/>'
    b"</rdf:RDF></x:xmpmeta>"
)
_FRAME = (
    "$caption=Picture&layer=0&size=240,210&color=ffffff&layer=1&src=$object$&size=216,144&pos=0,-21"
    "&layer=2&size=216,36&pos=0,78&text=\\qc\\fs36 $caption$"
)


def records(folder: Path) -> Mapping[str, CatalogRecord]:
    """Draw every picture into `folder`; the records of a catalog by the names that the examples use."""
    files = {name: folder / name for name in _DRAWN}
    for name, draw in _DRAWN.items():
        draw(files[name])
    frame = CatalogRecord(files["boat"], modifier=_FRAME)
    return {"frame": frame, **{name: CatalogRecord(path) for name, path in files.items()}}


def boat() -> Image.Image:
    """A boat on a lake, in front of a hill and the sun."""
    rows = np.linspace(0, 1, HEIGHT * _FINE)[:, None, None]
    sky = np.array([86, 152, 214]) * (1 - rows) + np.array([250, 224, 188]) * rows
    image = Image.fromarray(np.broadcast_to(sky, (HEIGHT * _FINE, WIDTH * _FINE, 3)).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    draw.ellipse(_fine((60, 40, 112, 92)), fill=(255, 236, 150))
    draw.polygon(_points((0, 210), (90, 150), (170, 190), (280, 140), (480, 205)), fill=(88, 128, 96))
    draw.rectangle(_fine((0, 200, WIDTH, HEIGHT)), fill=(40, 96, 140))
    for number in range(26):
        x, y = (number * 97) % 460, 206 + (number * 41) % 108
        draw.line(_points((x, y), (x + 26, y)), fill=(96, 152, 190), width=2 * _FINE)
    draw.polygon(_points((160, 222), (350, 222), (322, 264), (196, 264)), fill=(140, 52, 40))
    draw.rectangle(_fine((242, 36, 248, 222)), fill=(74, 56, 44))
    draw.polygon(_points(*SAIL), fill=(250, 246, 236))
    draw.polygon(_points((238, 60), (238, 214), (176, 214)), fill=(232, 190, 96))
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def mug() -> Image.Image:
    """A mug on nothing: all around it is clear."""
    side = 240
    image = Image.new("RGBA", (side * _FINE, side * _FINE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse(_fine((140, 84, 216, 168)), outline=(196, 60, 48, 255), width=16 * _FINE)
    draw.rounded_rectangle(_fine((40, 50, 172, 206)), 22 * _FINE, fill=(214, 72, 58, 255))
    draw.ellipse(_fine((40, 34, 172, 66)), fill=(236, 108, 92, 255))
    draw.ellipse(_fine((50, 39, 162, 61)), fill=(92, 54, 34, 255))
    draw.rectangle(_fine((58, 84, 74, 180)), fill=(240, 150, 136, 255))
    return image.resize((side, side), Image.Resampling.LANCZOS)


def disc() -> Image.Image:
    """A soft disc, white on black."""
    image = Image.new("L", (WIDTH, HEIGHT), 0)
    ImageDraw.Draw(image).ellipse((110, 30, 370, 290), fill=255)
    return image.filter(ImageFilter.GaussianBlur(14))


def rings() -> Image.Image:
    """Rings that get ever finer outward."""
    y, x = np.mgrid[0:400, 0:600]
    waves = 127.5 + 127.5 * np.cos(((x - 300) ** 2 + (y - 200) ** 2) / 250)
    return Image.fromarray(waves.astype(np.uint8)).convert("RGB")


def _boat_file(path: Path) -> None:
    corners = [(x / WIDTH, y / HEIGHT) for x, y in SAIL]
    sides = tuple((corner, corners[(index + 1) % len(corners)]) for index, corner in enumerate(corners))
    output = parse_request("qlt=95,1").output
    paths = path_resources([("sail", Outline((sides,)))])
    with path.open("wb") as file:
        encode_jpeg(Encoding(Picture(boat()), output, DPI, None, _no_warnings, _XMP, paths), file)


def _no_warnings(_sentence: str) -> None:
    """Nothing can be wrong with our own picture."""


def _inks_file(path: Path) -> None:
    boat().convert("CMYK").save(path, "TIFF", icc_profile=standard_profile(PixelType.CMYK))


_DRAWN: Mapping[str, Callable[[Path], None]] = {
    "boat": _boat_file,
    "mug": lambda path: mug().save(path, "PNG"),
    "disc": lambda path: disc().save(path, "PNG"),
    "rings": lambda path: rings().save(path, "PNG"),
    "inks": _inks_file,
}


def _fine(box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = (edge * _FINE for edge in box)
    return left, top, right, bottom


def _points(*points: tuple[int, int]) -> list[tuple[int, int]]:
    return [(x * _FINE, y * _FINE) for x, y in points]
