"""pdf: one page that is one picture. Source: IS reference, fmt; ISO 32000-1 (image XObjects).

The page is as large as the picture at its resolution. No dates and no ids: the same request gives the same bytes.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

import numpy as np

from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.encode.jpeg import jpeg_options
from flytower.imaging.png_writer import BAND_ROWS, deflated_rows
from flytower.imaging.recipe import Compression

_SPACES = {"L": b"/DeviceGray", "RGB": b"/DeviceRGB", "CMYK": b"/DeviceCMYK"}
_POINTS_PER_INCH = 72


def encode_pdf(encoding: Encoding, file: BinaryIO) -> None:
    """Write the picture uncompressed, deflated or as JPEG data."""
    _Writer(file).document(encoding)


class _Writer:
    """Numbers the objects and remembers where each one starts, for the table at the end."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.starts: dict[int, int] = {}

    def document(self, encoding: Encoding) -> None:
        page = b"[0 0 %s %s]" % (_points(encoding.width, encoding.dpi), _points(encoding.height, encoding.dpi))
        drawing = b"q %s 0 0 %s 0 0 cm /Image Do Q" % tuple(page[1:-1].split()[2:])
        self.file.write(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
        self.plain(1, b"<</Type/Catalog/Pages 2 0 R>>")
        self.plain(2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
        resources = b"<</XObject<</Image 5 0 R>>>>"
        self.plain(3, b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R/Resources%s>>" % (page, resources))
        self.stream(4, b"", iter([drawing]))
        self.stream(5, _image_entries(encoding), _image_data(encoding), length_in=6)
        if encoding.profile is not None:
            bands = len(encoding.picture.image.getbands())
            self.stream(7, b"/N %d/Filter/FlateDecode" % bands, iter([zlib.compress(encoding.profile)]))
        self.finish()

    def plain(self, number: int, body: bytes) -> None:
        self.starts[number] = self.file.tell()
        self.file.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def stream(self, number: int, entries: bytes, pieces: Iterator[bytes], length_in: int | None = None) -> None:
        """Write a stream; its length goes into an object of its own when it is not known beforehand."""
        if length_in is None:
            pieces = iter([b"".join(pieces)])
            first = next(pieces)
            length, pieces = b"%d" % len(first), iter([first])
        else:
            length = b"%d 0 R" % length_in
        self.starts[number] = self.file.tell()
        self.file.write(b"%d 0 obj\n<<%s/Length %s>>\nstream\n" % (number, entries, length))
        begin = self.file.tell()
        for piece in pieces:
            self.file.write(piece)
        size = self.file.tell() - begin
        self.file.write(b"\nendstream\nendobj\n")
        if length_in is not None:
            self.plain(length_in, b"%d" % size)

    def finish(self) -> None:
        table = self.file.tell()
        count = max(self.starts) + 1
        self.file.write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for number in range(1, count):
            self.file.write(b"%010d 00000 n \n" % self.starts[number])
        self.file.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, table))


def _points(pixels: int, dpi: float) -> bytes:
    return f"{pixels * _POINTS_PER_INCH / dpi:.4f}".rstrip("0").rstrip(".").encode("ascii")


def _image_entries(encoding: Encoding) -> bytes:
    mode = encoding.picture.image.mode
    space = _SPACES[mode] if encoding.profile is None else b"[/ICCBased 7 0 R]"
    bands = len(encoding.picture.image.getbands())
    compression = b""
    if encoding.output.compression is Compression.ZIP:
        parameters = b"<</Predictor 15/Colors %d/BitsPerComponent 8/Columns %d>>" % (bands, encoding.width)
        compression = b"/Filter/FlateDecode/DecodeParms" + parameters
    elif encoding.output.compression is Compression.JPEG:
        # CMYK JPEG data are stored inverted, as Adobe's programs do.
        compression = b"/Filter/DCTDecode" + (b"/Decode[1 0 1 0 1 0 1 0]" if mode == "CMYK" else b"")
    return b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace%s%s" % (
        encoding.width,
        encoding.height,
        space if space.startswith(b"[") else b" " + space,
        compression,
    )


def _image_data(encoding: Encoding) -> Iterator[bytes]:
    image = encoding.picture.image
    if encoding.output.compression is Compression.ZIP:
        yield from deflated_rows(image)
    elif encoding.output.compression is Compression.JPEG:
        jpeg = BytesIO()
        image.save(jpeg, "JPEG", **jpeg_options(image, encoding.output))
        yield jpeg.getvalue()
    else:
        yield from raw_rows(encoding)


def raw_rows(encoding: Encoding) -> Iterator[bytes]:
    """The pixels as they are, row by row, in pieces."""
    image = encoding.picture.image
    for top in range(0, encoding.height, BAND_ROWS):
        bottom = min(top + BAND_ROWS, encoding.height)
        yield np.asarray(image.crop((0, top, encoding.width, bottom))).tobytes()
