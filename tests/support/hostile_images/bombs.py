"""Small files that claim, unpack to, or lead to far too much: every bomb by its name, `family/what`."""

import io
import struct
import zlib
from functools import cache

from PIL import Image

from hostile_images import drawn_bombs
from hostile_images.sane import exif, sane_files
from hostile_images.written import box, chunk, gif, gif_frame, png, resource, segment, tiff

MANY = 20_000
_SHORT, _LONG, _ASCII, _UNDEFINED, _LONG8 = 3, 4, 2, 7, 16


@cache
def bombs():
    """Return the bombs by their names, the same at every call."""
    made = {}
    for family, makers in _MAKERS.items():
        for name, content in makers():
            made[f"{family}/{name}"] = content
    return made


@cache
def zeros(length):
    """Return this many zeros as zlib packs them: a thousandth of their length."""
    packer = zlib.compressobj(9)
    pieces = [packer.compress(bytes(min(1 << 20, length - start))) for start in range(0, length, 1 << 20)]
    return b"".join([*pieces, packer.flush()])


def overlapping_directory(order, count=5000):
    """Return a TIFF each of whose values is all the rest of the file: thousands of times what there is."""
    behind = 8 + 2 + 12 * count + 4
    entries = [(1000 + number, _UNDEFINED, behind - 8, 8) for number in range(count)]
    return tiff(entries, order=order)


def _pngs():
    rgb = (8, 2, 0)
    for name, sides in {
        "huge": (100_000, 100_000),
        "tall": (1, 1 << 31),
        "most": ((1 << 31) - 1,) * 2,
        "none": (0, 0),
    }.items():
        yield f"claims-{name}", png((*sides, *rgb), chunk(b"IDAT", zeros(1000)))
    yield "rows-that-inflate", png((2000, 1900, *rgb), chunk(b"IDAT", zeros(1900 * 6001)))
    yield "deep-interlaced-rows", png((1400, 1400, 16, 6, 1), chunk(b"IDAT", zeros(32 << 20)))
    yield "more-than-it-shows", png((4, 4, *rgb), chunk(b"IDAT", zeros(60 << 20)))
    packed = zeros(60 << 20)
    row = chunk(b"IDAT", zeros(4 * 13))
    yield "profile", png((4, 4, *rgb), chunk(b"iCCP", b"a\0\0" + packed), row)
    yield "texts", png((4, 4, *rgb), *[chunk(b"zTXt", b"a\0\0" + zeros(1_000_000))] * 80, row)
    yield "long-text", png((4, 4, *rgb), chunk(b"iTXt", b"a\0\1\0\0\0" + packed), row)
    yield "chunks", png((4, 4, *rgb), *[chunk(b"teSt", b"")] * MANY, row)
    yield "empty-data", png((4, 4, *rgb), *[chunk(b"IDAT", b"")] * MANY, row)
    frames = chunk(b"acTL", struct.pack(">II", (1 << 31) - 1, 0))
    yield (
        "frames",
        png(
            (4, 4, *rgb), frames, chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, 1 << 30, 1 << 30, 0, 0, 0, 0, 0, 0)), row
        ),
    )
    yield "exif-in-exif", png((4, 4, *rgb), chunk(b"eXIf", b"Exif\0\0" * 150_000), row)
    yield "exif-overlapping", png((4, 4, *rgb), chunk(b"eXIf", overlapping_directory(">")), row)
    yield "palette", png((4, 4, 8, 3, 0), chunk(b"PLTE", bytes(300_000)), chunk(b"tRNS", bytes(100_000)), row)
    yield "no-bits", png((4, 4, 0, 0, 0), row)
    yield "odd-type", png((4, 4, 8, 5, 0), row)


def _gifs():
    most = 65535
    yield "screen", gif((most, most), gif_frame(0, 0, 4, 4))
    for disposal in range(4):
        yield f"frame-{disposal}", gif((4, 4), gif_frame(0, 0, most, most, disposal=disposal))
        yield f"frame-far-out-{disposal}", gif((4, 4), gif_frame(most, most, most, most, disposal=disposal))
    yield "frames", gif((40, 28), *[gif_frame(0, 0, 40, 28, disposal=2)] * 5000)
    yield "large-frames", gif((1900, 1900), *[gif_frame(0, 0, 1900, 1900, disposal=2)] * 1000)
    yield "comment", gif((4, 4), b"\x21\xfe" + (b"\xff" + b"a" * 255) * 8000 + b"\0", gif_frame(0, 0, 4, 4))
    yield "comments", gif((4, 4), *[b"\x21\xfe\x01a\0"] * MANY, gif_frame(0, 0, 4, 4))
    yield "no-end", gif((4, 4), b"\x21\xff" + (b"\x01a" * MANY), trailer=b"")
    yield "no-frame", gif((4, 4))
    yield "empty-frame", gif((0, 0), gif_frame(0, 0, 0, 0))
    yield "code-size", gif((4, 4), gif_frame(0, 0, 4, 4)[:-6] + b"\xff\xff" + b"\xff" * 255 + b"\0")


def _tiffs():
    for order in "<>":
        yield f"overlapping-{ord(order)}", overlapping_directory(order)
    strips = [(262, _SHORT, 1, 1), (273, _LONG, 1, 8), (277, _SHORT, 1, 1), (279, _LONG, 1, 64)]

    def claims(width, height, *more, body=bytes(64)):
        changed = {
            entry[0]: entry
            for entry in [*strips, (256, _LONG, 1, width), (257, _LONG, 1, height), (258, _SHORT, 1, 8), *more]
        }
        return tiff(list(changed.values()), body)

    yield "claims-huge", claims(100_000, 100_000)
    yield "claims-most", claims((1 << 32) - 1, (1 << 32) - 1)
    yield "claims-nothing", claims(0, 0)
    yield "samples", claims(4, 4, (277, _LONG, 1, (1 << 32) - 1))
    yield "bits", claims(4, 4, (258, _SHORT, 1 << 20, 8), body=bytes(3 << 20))
    yield (
        "strips",
        claims(4, 4, (273, _LONG, 1 << 18, 8), (279, _LONG, 1 << 18, 8), (278, _LONG, 1, 0), body=bytes(1 << 20)),
    )
    tiles = [(322, _LONG, 1, 1 << 31), (323, _LONG, 1, 1 << 31), (324, _LONG, 1, 8), (325, _LONG, 1, 64)]
    yield "tiles", claims(4, 4, *tiles)
    yield "tiles-none", claims(4, 4, (322, _LONG, 1, 0), (323, _LONG, 1, 0), *tiles[2:])
    for compression in (5, 7, 8, 32773, 34887, 50000, 50001):
        packed = zeros(20 << 20)
        more = [(259, _SHORT, 1, compression), (279, _LONG, 1, len(packed))]
        yield f"packed-{compression}", claims(1900, 1900, *more, body=packed)
        yield (
            f"packed-deep-{compression}",
            claims(1900, 1900, *more, (258, _SHORT, 1, 16), (262, _SHORT, 1, 0), body=packed),
        )
    yield "strip-at-the-end", claims(4, 4, (273, _LONG, 1, (1 << 32) - 1), (279, _LONG, 1, (1 << 32) - 1))
    yield "next-is-itself", tiff([(256, _LONG, 1, 4), (257, _LONG, 1, 4), *strips], bytes(64), following=72)
    yield "inner-is-itself", claims(4, 4, *[(tag, _LONG, 1, 72) for tag in (330, 34665, 34853, 40965)])
    chain = b"".join(struct.pack("<HHHIII", 1, 256, _LONG, 1, 4, 8 + 18 * (number + 1)) for number in range(MANY))
    yield "chain", struct.pack("<2sHI", b"II", 42, 8) + chain
    large = struct.pack("<QHHQQ", 1 << 60, 256, _LONG8, 1 << 60, 16) * 40
    yield "big-counts", struct.pack("<2sHHHQ", b"II", 43, 8, 0, 16) + large
    yield "words", claims(4, 4, (270, _ASCII, 1 << 20, 8), (700, _UNDEFINED, 1 << 20, 8), body=b"a" * (1 << 20))


def _jpegs():
    whole = sane_files()["jpeg/baseline"]
    frame = whole.index(b"\xff\xc0")
    for name, sides in {"most": (65535, 65535), "wide": (65535, 1), "none": (0, 40), "no-lines": (0, 0)}.items():
        yield f"claims-{name}", whole[: frame + 5] + struct.pack(">HH", *sides) + whole[frame + 9 :]
    large = _progressive((1900, 1900))
    scan = large[large.rindex(b"\xff\xda") : -2]
    yield "scans", large[:-2] + scan * 60 + large[-2:]
    yield "segments", whole[:2] + segment(0xE5, b"") * MANY + whole[2:]
    yield (
        "profile-parts",
        whole[:2]
        + b"".join(segment(0xE2, b"ICC_PROFILE\0" + bytes((n, 255)) + bytes(60_000)) for n in range(1, 60))
        + whole[2:],
    )
    for name, profile in drawn_bombs.profiles():
        first = profile[:65_000]
        yield f"profile-{name}", whole[:2] + segment(0xE2, b"ICC_PROFILE\0\1\1" + first) + whole[2:]
    yield "exif-overlapping", whole[:2] + segment(0xE1, b"Exif\0\0" + overlapping_directory("<")) + whole[2:]
    yield "exif-in-exif", whole[:2] + segment(0xE1, b"Exif\0\0" * 10_900) * 40 + whole[2:]
    for value in (0, 9, 65535):
        block = exif().replace(struct.pack(">HHIH", 274, _SHORT, 1, 6), struct.pack(">HHIH", 274, _SHORT, 1, value))
        yield f"orientation-{value}", whole[:2] + segment(0xE1, block) + whole[2:]
    for kind, count in ((2, 9), (5, 1), (7, 4), (12, 1), (3, 5)):
        block = exif().replace(struct.pack(">HHI", 274, _SHORT, 1), struct.pack(">HHI", 274, kind, count))
        yield f"orientation-kind-{kind}", whole[:2] + segment(0xE1, block) + whole[2:]
    paths = resource(2000, struct.pack(">H24x", 1) * 2400)
    yield "knots", whole[:2] + segment(0xED, b"Photoshop 3.0\0" + paths) * 40 + whole[2:]
    yield "resource-lengths", whole[:2] + segment(0xED, b"Photoshop 3.0\0" + paths[:10] + b"\xff" * 8) + whole[2:]
    index = b"II*\0\x08\0\0\0" + struct.pack(
        "<HHHIIHHIII", 2, 0xB001, _LONG, 1, (1 << 32) - 1, 0xB002, _UNDEFINED, 1 << 30, 8, 0
    )
    yield "several", whole[:2] + segment(0xE2, b"MPF\0" + index) + whole[2:]
    yield (
        "tables",
        whole[:2] + (segment(0xDB, b"\0" + b"\1" * 64) + segment(0xC4, b"\0" + bytes(16))) * 5000 + whole[2:],
    )
    yield "sampling", whole[: frame + 11] + b"\x44" + whole[frame + 12 :]
    yield "xmp", whole[:2] + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + b"<" * 65_000) * 100 + whole[2:]


def _progressive(sides):
    buffer = io.BytesIO()
    Image.new("RGB", sides, "red").save(buffer, "JPEG", progressive=True)
    return buffer.getvalue()


def _bmps():
    def claims(width, height, bits=24, compression=0, *, colours=0, body=bytes(64)):  # noqa: PLR0913  a header's fields
        info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, compression, 0, 0, 0, colours, 0)
        return struct.pack("<2sIHHI", b"BM", 54, 0, 0, 54) + info + body

    most = (1 << 31) - 1
    yield "claims-huge", claims(60_000, 60_000)
    yield "claims-most", claims(most, most)
    yield "claims-less-than-nothing", claims(-most, -most - 1)
    yield "colours", claims(4, 4, 8, colours=(1 << 32) - 1)
    for compression, bits in ((1, 8), (2, 4)):
        yield f"run-lengths-{bits}", claims(1900, 1900, bits, compression, body=bytes(1024) + b"\xff\0" * 60_000)
        yield f"jumps-{bits}", claims(1900, 1900, bits, compression, body=bytes(1024) + b"\0\2\xff\xff" * 60_000)
    yield "masks", claims(40, 28, 16, 3, body=b"\xff" * 5000)
    yield "ready-made", claims(40, 28, 0, 4, body=sane_files()["jpeg/baseline"])


def _psds():
    def file(width, height, channels=3, bits=8, rest=bytes(14)):
        return struct.pack(">4sH6xHIIHH", b"8BPS", 1, channels, height, width, bits, 3) + rest

    most = (1 << 32) - 1
    yield "claims-huge", file(300_000, 300_000)
    yield "claims-most", file(most, most)
    yield "claims-most-packed", file(most, most, rest=bytes(12) + b"\0\1" + bytes(100))
    yield "claims-deep", file(1900, 1900, bits=16)
    yield "channels", file(1000, 1000, 65535, 16, bytes(12) + b"\0\1" + bytes(1000))
    yield "row-counts", file(40, 28, 4, 16, bytes(12) + b"\0\1" + b"\xff" * 4000)
    small = resource(1, b"") * MANY
    yield "resources", file(40, 28, rest=bytes(4) + struct.pack(">I", len(small)) + small + bytes(6 + 40 * 28 * 3))
    yield (
        "resource-length",
        file(40, 28, rest=bytes(4) + struct.pack(">I", most) + b"8BIM\0\1\0\0" + struct.pack(">I", most)),
    )
    yield "layers", file(40, 28, rest=bytes(8) + struct.pack(">IIh", most, most, -32768) + bytes(60))


def _webps():
    def file(*chunks):
        body = b"WEBP" + b"".join(
            kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2) for kind, data in chunks
        )
        return b"RIFF" + struct.pack("<I", len(body)) + body

    def three(number):
        return struct.pack("<I", number)[:3]

    def extended(flags, side):
        return b"VP8X", struct.pack("<I", flags) + three(side - 1) * 2

    still = sane_files()["webp/lossless"][12:]
    data = still[8 : 8 + int.from_bytes(still[4:8], "little")]
    for side in (16384, 65535, 1 << 24):
        frame = (b"ANMF", bytes(6) + three(side - 1) * 2 + bytes(4) + b"VP8L" + struct.pack("<I", len(data)) + data)
        yield f"claims-{side}", file(extended(0, side), (b"VP8L", data))
        yield f"claims-animated-{side}", file(extended(2, side), (b"ANIM", bytes(6)), frame)
    frame = (b"ANMF", bytes(6) + three(39) + three(27) + bytes(4) + b"VP8L" + struct.pack("<I", len(data)) + data)
    yield "frames", file((b"VP8X", struct.pack("<I", 2) + three(39) + three(27)), (b"ANIM", bytes(6)), *[frame] * 3000)
    yield "chunks", file(extended(0, 40), *[(b"teSt", b"")] * MANY, (b"VP8L", data))
    head = b"\x2f" + struct.pack("<I", 16383 | 16383 << 14)
    yield "stream-claims", file((b"VP8L", head + bytes(64)))
    yield (
        "exif-in-exif",
        file(
            (b"VP8X", struct.pack("<I", 8) + three(39) + three(27)), (b"VP8L", data), (b"EXIF", b"Exif\0\0" * 100_000)
        ),
    )


def _isos():
    """HEIC and AVIF: the same boxes around other codecs."""
    for family in ("heic", "avif"):
        whole = sane_files().get(f"{family}/still")
        if whole is None:
            continue
        place = whole.index(b"ispe")
        for side in (16384, 65536, (1 << 32) - 1):
            yield f"{family}-claims-{side}", whole[: place + 8] + struct.pack(">II", side, side) + whole[place + 16 :]
        deep = b""
        for _ in range(3000):
            deep = box(b"meta", bytes(4) + deep)
        start = int.from_bytes(whole[:4], "big")
        yield f"{family}-deep", whole[:start] + deep + whole[start:]
        yield f"{family}-many", whole[:start] + box(b"free", b"") * MANY + whole[start:]
        items = struct.pack(">H", 65535) + b"".join(
            box(b"infe", struct.pack(">IHH4sx", 2 << 24, n, 0, b"hvc1")) for n in range(MANY)
        )
        yield f"{family}-items", whole[:start] + box(b"meta", bytes(4) + box(b"iinf", bytes(4) + items)) + whole[start:]


def _jpeg2000s():
    whole = sane_files()["jpeg2000/stream"]
    place = whole.index(b"\xff\x51") + 6

    def claims(image, tile, count=None):
        head = struct.pack(">8I", *image, 0, 0, *tile, 0, 0)
        made = whole[:place] + head + whole[place + 32 :]
        return made if count is None else made[: place + 32] + struct.pack(">H", count) + made[place + 34 :]

    most = (1 << 32) - 1
    yield "claims-most", claims((most, most), (most, most))
    yield "tiles", claims((1900, 1900), (8, 8))
    yield "tiny-tiles", claims((65535, 60), (1, 60))
    yield "within-limits", claims((1999, 1999), (1999, 1999))
    yield "samples", claims((40, 28), (40, 28), 16384)
    jp2 = sane_files()["jpeg2000/mode-RGB"]
    sides = jp2.index(b"ihdr") + 4
    for height, width in ((1, 1), (1900, 1900), (most, most)):
        yield f"header-says-{width}", jp2[:sides] + struct.pack(">II", height, width) + jp2[sides + 8 :]
    stream = jp2.index(b"\xff\x51") + 6
    yield (
        "stream-says-more",
        jp2[:stream] + struct.pack(">8I", 30_000, 30_000, 0, 0, 30_000, 30_000, 0, 0) + jp2[stream + 32 :],
    )


_MAKERS = {
    "png": _pngs, "gif": _gifs, "tiff": _tiffs, "jpeg": _jpegs, "bmp": _bmps, "psd": _psds, "webp": _webps,
    "iso": _isos, "jpeg2000": _jpeg2000s, "pdf": drawn_bombs.pdfs, "svg": drawn_bombs.svgs,
}  # fmt: skip

FAMILIES = tuple(_MAKERS)
"""What bombs there are of; `iso` is HEIC and AVIF."""
