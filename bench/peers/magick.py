"""ImageMagick through Wand, in a process that does one work after the other: a line of JSON in, a line out."""

import json
import sys
from pathlib import Path

from wand.image import Image
from wand.version import MAGICK_VERSION_NUMBER


def read(source, hint=None):
    image = Image()
    if hint:
        image.options["jpeg:size"] = f"{2 * hint}x{2 * hint}"  # lets the JPEG decoder scale, as -define does
    image.read(filename=source)
    return image


def scaled(image, width):
    image.resize(width, round(image.height * width / image.width), filter="lanczos")


def save(image, destination, quality=None):
    if quality:
        image.compression_quality = quality
        image.options["jpeg:sampling-factor"] = "4:2:0"
    image.save(filename=destination)


def small(source, destination, width):
    with read(source, width) as image:
        scaled(image, width)
        save(image, destination, 85)


def usm(source, destination, width):
    with read(source) as image:
        scaled(image, width)
        image.unsharp_mask(radius=0, sigma=1, amount=1, threshold=0)
        save(image, destination, 85)


def inks(source, destination, width):
    with read(source) as image:
        scaled(image, width)
        image.profiles["icc"] = (Path(source).parent / "srgb.icc").read_bytes()
        save(image, destination, 85)


def copy(source, destination, quality=None, compression=None):
    with read(source) as image:
        if compression:
            image.compression = compression
        save(image, destination, quality)


WORKS = {
    "small-jpeg": small,
    "small-png": small,
    "full-png": lambda source, destination, _: copy(source, destination),
    "tiff": lambda source, destination, _: copy(source, destination, compression="no"),
    "tiff-lzw": lambda source, destination, _: copy(source, destination, compression="lzw"),
    "small-usm": usm,
    "inks": inks,
    "same-jpeg": lambda source, destination, _: copy(source, destination, quality=90),
}

version = MAGICK_VERSION_NUMBER
print(f"ImageMagick {version >> 8 & 15}.{version >> 4 & 15}.{version & 15}", flush=True)
for line in sys.stdin:
    work, *arguments = json.loads(line)
    WORKS[work](*arguments)
    print("done", flush=True)
