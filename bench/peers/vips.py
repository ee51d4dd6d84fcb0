"""libvips, in a process that does one work after the other: a line of JSON in, a line out."""

import json
import sys

import pyvips

pyvips.cache_set_max(0)  # else the second time would be none at all
ANY_HEIGHT = 10_000_000


def small(source, width, **options):
    return pyvips.Image.thumbnail(source, width, height=ANY_HEIGHT, **options)


def whole(source):
    return pyvips.Image.new_from_file(source, access="sequential")


def inks(source, destination, width):
    """Scale first: converting every pixel of the source, as `thumbnail` does, takes far longer."""
    image = whole(source)
    scaled = image.resize(width / image.width)
    scaled.icc_transform("srgb", intent="relative", black_point_compensation=True).jpegsave(destination, Q=85)


WORKS = {
    "small-jpeg": lambda source, destination, width: small(source, width).jpegsave(destination, Q=85),
    "small-png": lambda source, destination, width: small(source, width).pngsave(destination),
    "full-png": lambda source, destination, _: whole(source).pngsave(destination),
    "tiff": lambda source, destination, _: whole(source).tiffsave(destination),
    "tiff-lzw": lambda source, destination, _: whole(source).tiffsave(
        destination, compression="lzw", predictor="horizontal"
    ),
    "small-usm": lambda source, destination, width: small(source, width).sharpen(sigma=1).jpegsave(destination, Q=85),
    "inks": inks,
    "same-jpeg": lambda source, destination, _: whole(source).jpegsave(destination, Q=90, subsample_mode="on"),
}

print(f"libvips {pyvips.version(0)}.{pyvips.version(1)}.{pyvips.version(2)}", flush=True)
for line in sys.stdin:
    work, *arguments = json.loads(line)
    WORKS[work](*arguments)
    print("done", flush=True)
