"""Files and parts of files written out by hand, by the formats' own pages."""

import base64
import struct
import zlib

import numpy as np

_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def chunk(kind, data):
    """Return a PNG chunk with its right checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(head, *chunks):
    """Return a PNG of a header's values (width, height, bits, colour type, interlaced) and chunks, its end added."""
    width, height, bits, colour_type, interlaced = head
    first = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, interlaced))
    return b"\x89PNG\r\n\x1a\n" + first + b"".join(chunks) + chunk(b"IEND", b"")


def interlaced_png(samples, colour_type):
    """Return an interlaced PNG of 8-bit samples."""
    parts = [samples[y::down, x::right] for x, y, right, down in _PASSES]
    data = b"".join(b"\0" + row.tobytes() for part in parts if part.size for row in part)
    return png((samples.shape[1], samples.shape[0], 8, colour_type, 1), chunk(b"IDAT", zlib.compress(data)))


def segment(marker, data):
    """Return a JPEG segment."""
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def resource(number, data, name=b""):
    """Return a Photoshop image resource."""
    label = bytes([len(name)]) + name
    return (
        b"8BIM"
        + struct.pack(">H", number)
        + label
        + bytes(len(label) % 2)
        + struct.pack(">I", len(data))
        + data
        + bytes(len(data) % 2)
    )


def box(kind, data):
    """Return a box as ISO media files and JPEG 2000 have them."""
    return struct.pack(">I", len(data) + 8) + kind + data


def tiff(entries, body=b"", *, order="<", following=0):
    """Return a TIFF with one directory behind a body that starts at byte 8: entries are (tag, type, count, value)."""
    place = 8 + len(body)
    table = b"".join(struct.pack(f"{order}HHII", *entry) for entry in sorted(entries))
    mark = b"II" if order == "<" else b"MM"
    head = struct.pack(f"{order}2sHI", mark, 42, place)
    return head + body + struct.pack(f"{order}H", len(entries)) + table + struct.pack(f"{order}I", following)


def gif(screen, *frames, palette=bytes(range(6)), trailer=b";"):
    """Return a GIF of blocks given as they are; `screen` is its width and height, the palette has two colours."""
    return b"GIF89a" + struct.pack("<HHBBB", *screen, 0x80, 0, 0) + palette + b"".join(frames) + trailer


def gif_frame(left, top, width, height, *, disposal=0):
    """Return a frame whose data end at once."""
    control = struct.pack("<BBBBHBB", 0x21, 0xF9, 4, disposal << 2, 0, 0, 0)
    return control + struct.pack("<BHHHHB", 0x2C, left, top, width, height, 0) + b"\2\2\x44\1\0"


def bmps(gray):
    """Yield the bitmaps that Pillow does not write: old headers, masks, run lengths, 1 to 32 bits."""
    height, width = gray.shape
    colours = b"".join(bytes((level, level, level, 0)) for level in range(256))
    rows = np.pad(gray[::-1], ((0, 0), (0, -width % 4))).tobytes()
    core = struct.pack("<IHHHH", 12, width, height, 1, 8)
    yield "old-header", _bitmap(core + b"".join(colours[at : at + 3] for at in range(0, 1024, 4)), rows)
    runs = b"".join(b"".join(bytes((1, level)) for level in row) + b"\0\0" for row in gray[::-1]) + b"\0\1"
    yield "run-lengths-8", _bitmap(_info(width, height, 8, 1) + colours, runs)
    short = b"".join(bytes((width, 0x12)) + b"\0\0" for _ in gray) + b"\0\1"
    yield "run-lengths-4", _bitmap(_info(width, height, 4, 2) + colours[:64], short)
    fields = struct.pack("<III", 0xF800, 0x7E0, 0x1F)
    yield "masks-16", _bitmap(_info(width, height, 16, 3) + fields, bytes(range(256)) * (width * height * 2 // 256 + 1))
    yield "upside-down", _bitmap(_info(width, -height, 8, 0) + colours, rows)
    yield "newest-header", _bitmap(_info(width, height, 32, 0, 124) + bytes(84), bytes(width * height * 4))


def _info(width, height, bits, compression, size=40):
    return struct.pack("<IiiHHIIiiII", size, width, height, 1, bits, compression, 0, 2835, 2835, 0, 0)


def _bitmap(info, pixels):
    start = 14 + len(info)
    return struct.pack("<2sIHHI", b"BM", start + len(pixels), 0, 0, start) + info + pixels


_RESOURCES = b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>/Pattern<</P 6 0 R>>"


def pdf(content, *, packed=False, box=b"0 0 40 28", extra=b"", objects=()):
    """Return a PDF of one page; `objects` follow as numbers 6 and up, their texts as they are."""
    if packed:
        content = zlib.compress(content)
    how = b"/Filter/FlateDecode" if packed else b""
    texts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s>>%s>>" % (box, _RESOURCES, extra),
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), how, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *objects,
    ]
    body, starts = b"%PDF-1.5\n", []
    for number, text in enumerate(texts, 1):
        starts.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return body + end % (len(texts) + 1, table, len(texts) + 1, len(body))


def svg(inside, attributes='width="40" height="28"', before=""):
    """Return an SVG with something inside."""
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{before}<svg {names} {attributes}>{inside}</svg>".encode()


def svgs(png_inside):
    """Yield drawings with everything that a drawing may hold."""
    inside = base64.b64encode(png_inside).decode()
    yield (
        "shapes",
        svg('<rect width="20" height="9" fill="red"/><path d="M1 1L9 9C1 2 3 4 5 6Z" stroke="#00f"/><circle r="9"/>'),
    )
    yield (
        "gradient",
        svg(
            '<linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>'
            '<rect width="40" height="28" fill="url(#g)"/>'
        ),
    )
    yield (
        "reused",
        svg(
            '<defs><g id="a"><rect width="3" height="3"/></g></defs><use xlink:href="#a" x="5"/><use href="#a" y="5"/>'
        ),
    )
    yield (
        "filters",
        svg('<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><rect width="9" height="9" filter="url(#f)"/>'),
    )
    yield (
        "masks",
        svg(
            '<mask id="m"><rect width="9" height="9" fill="white"/></mask><clipPath id="c"><circle r="20"/></clipPath>'
            '<pattern id="p" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="2" height="2"/></pattern>'
            '<g mask="url(#m)" clip-path="url(#c)"><rect width="40" height="28" fill="url(#p)"/></g>'
        ),
    )
    yield "picture", svg(f'<image width="40" height="28" href="data:image/png;base64,{inside}"/>')
    yield (
        "outside",
        svg('<image href="file:///etc/passwd" width="9" height="9"/><style>@import "http://192.0.2.1/";</style>'),
    )
    yield (
        "entities",
        svg(
            "<g>&a;</g>", before="<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a \"<rect width='4' height='4'/>\">]>"
        ),
    )
    yield "box", svg('<rect width="9" height="9" transform="rotate(30)"/>', 'viewBox="0 0 40 28" width="100%"')
