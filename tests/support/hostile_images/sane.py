"""Small sane files of every kind that is read as a picture, and of those that are recognised and refused.

Each has a name, `family/variant`; the families of pictures are `sniff`'s kinds. All come from the installed encoders
or are written out by the formats' own pages, so that none has to be kept as a file.
"""

import io
import struct
from functools import cache

import numpy as np
from PIL import ExifTags, Image, ImageCms, TiffImagePlugin

from flytower.imaging.accelerators import heif, pdfium, resvg
from hostile_images import written
from picture_files import png_file, psd_file, tiff_file

SIDES = (40, 28)

_XMP = b'<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><a>b</a></x:xmpmeta><?xpacket end="w"?>'
_PATH_RECORDS = [(6, bytes(24)), (0, struct.pack(">H22x", 3))] + [
    (1, struct.pack(">6i", *(int(part * (1 << 24)) for part in (y, x) * 3)))
    for x, y in ((0.1, 0.1), (0.9, 0.2), (0.5, 0.9))
]
PATH = b"".join(struct.pack(">H", kind) + data for kind, data in _PATH_RECORDS)
"""A triangle, as Photoshop keeps paths."""

RESOURCES = written.resource(2000, PATH, b"outline") + written.resource(
    1005, struct.pack(">IHHIHH", 300 << 16, 1, 1, 300 << 16, 1, 1)
)
"""Image resources with a path and a resolution."""


@cache
def sane_files():
    """Return the files by their names, the same at every call."""
    made = {}
    for family, makers in _FAMILIES.items():
        for variant, content in makers():
            made[f"{family}/{variant}"] = content
    return made


def families():
    """Return the names of the families that can be made here."""
    return sorted({name.partition("/")[0] for name in sane_files()})


def picture(mode="RGB", sides=SIDES):
    """Return a picture with edges, ramps and grain, of any of Pillow's usual modes."""
    ramp = np.add.outer(np.arange(sides[1]) * 5, np.arange(sides[0]) * 3)
    planes = [(ramp * factor + (ramp // 40 % 2) * 60) % 256 for factor in (1, 2, 3, 1)]
    planes[3] = np.maximum(planes[3], 20)
    image = Image.fromarray(np.stack(planes, 2).astype(np.uint8), "RGBA" if mode != "CMYK" else None)
    if mode == "I;16":
        return Image.fromarray((ramp * 200 % 65536).astype(np.uint16))
    if mode == "CMYK":
        return Image.merge("CMYK", image.split())
    return image if mode == "RGBA" else image.convert("RGB").convert(mode) if mode != "LA" else image.convert("LA")


def _samples(count, bits=16):
    ramp = np.add.outer(np.arange(SIDES[1]) * 500, np.arange(SIDES[0]) * 300)
    deep = np.stack([(ramp * (number + 1)) % 65536 for number in range(count)], 2).astype(np.uint16)
    return deep if bits == 16 else (deep >> 8).astype(np.uint8)


def _saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@cache
def srgb():
    """Return a small profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(orientation=6):
    """Return an EXIF block with a directory in a directory."""
    block = Image.Exif()
    block[ExifTags.Base.Orientation] = orientation
    block[ExifTags.Base.XResolution] = 300.0
    block[ExifTags.Base.ResolutionUnit] = 2
    block.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.ExifVersion] = b"0230"
    return block.tobytes()


def _jpegs():
    rgb = picture()
    yield "baseline", _saved(rgb, "JPEG", quality=80)
    yield "progressive", _saved(rgb, "JPEG", progressive=True)
    yield "optimised-444", _saved(rgb, "JPEG", optimize=True, subsampling=0)
    yield "411-restarts", _saved(rgb, "JPEG", subsampling=2, restart_marker_blocks=1)
    yield "gray", _saved(picture("L"), "JPEG")
    yield "gray-progressive", _saved(picture("L"), "JPEG", progressive=True)
    cmyk = _saved(picture("CMYK"), "JPEG")
    yield "cmyk", cmyk
    yield "cmyk-without-adobe", cmyk.replace(b"Adobe", b"Abode")
    adobe = cmyk.index(b"Adobe")
    yield "ycck", cmyk[: adobe + 11] + b"\2" + cmyk[adobe + 12 :]
    for orientation in (1, 3, 6, 8):
        yield f"exif-{orientation}", _saved(rgb, "JPEG", exif=exif(orientation))
    yield "profile", _saved(rgb, "JPEG", icc_profile=srgb())
    yield "profile-in-parts", _saved(rgb, "JPEG", icc_profile=srgb() + bytes(70_000))
    yield "dpi-comment-xmp", _saved(rgb, "JPEG", dpi=(300, 300), comment=b"a comment", xmp=_XMP)
    start = _saved(rgb, "JPEG")
    yield "photoshop", start[:2] + written.segment(0xED, b"Photoshop 3.0\0" + RESOURCES) + start[2:]
    yield "several", _saved(rgb, "MPO", save_all=True, append_images=[picture("RGB", (20, 20))])


def _pngs():
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415  only here

    for mode in ("1", "L", "P", "RGB", "RGBA", "LA", "I;16"):
        yield f"mode-{mode.replace(';', '')}", _saved(picture(mode), "PNG")
    for bits in (1, 2, 4):
        yield f"palette-{bits}", _saved(picture().quantize(1 << bits), "PNG", bits=bits, transparency=bytes((9, 200)))
    words = PngInfo()
    words.add_text("Title", "a title", zip=True)
    words.add_itxt("XML:com.adobe.xmp", _XMP.decode(), zip=True)
    words.add_text("Comment", "plain")
    yield "chunks", _saved(picture(), "PNG", pnginfo=words, icc_profile=srgb(), exif=exif(), dpi=(300, 300))
    yield "clear-colour", _saved(picture("RGB"), "PNG", transparency=(0, 0, 0))
    yield "clear-gray", _saved(picture("L"), "PNG", transparency=7)
    yield "animated", _saved(picture(), "PNG", save_all=True, append_images=[picture("L").convert("RGB")], disposal=2)
    for colour_type, count in ((0, 1), (2, 3), (4, 2), (6, 4)):
        yield f"deep-{count}", png_file(_samples(count), colour_type)
        yield f"deep-interlaced-{count}", png_file(_samples(count), colour_type, interlaced=True)
    yield "deep-clear", png_file(_samples(3), 2, clear=(0, 0, 0))
    for colour_type, count in ((0, 1), (2, 3), (6, 4)):
        yield f"interlaced-{count}", written.interlaced_png(_samples(count, 8), colour_type)


def _gifs():
    palette = picture().quantize(16)
    other = palette.transpose(Image.Transpose.ROTATE_180)
    yield "still", _saved(palette, "GIF")
    yield "interlaced", _saved(palette, "GIF", interlace=True)
    yield "gray", _saved(picture("L"), "GIF", interlace=False)
    yield "clear", _saved(palette, "GIF", transparency=3, background=3)
    yield "old", b"GIF87a" + _saved(palette, "GIF")[6:]
    for disposal in range(4):
        frames = [other, palette, picture().quantize(64)]
        yield (
            f"animated-{disposal}",
            _saved(palette, "GIF", save_all=True, append_images=frames, disposal=disposal, duration=40, loop=0),
        )
    yield "comment", _saved(palette, "GIF", comment=b"words " * 80)


def _tiffs():
    for name, compression in _TIFF_COMPRESSIONS.items():
        mode = "1" if name in ("group3", "group4", "ccitt") else "RGB"
        yield f"compressed-{name}", _saved(picture(mode), "TIFF", compression=compression)
    for mode in ("1", "L", "P", "RGBA", "LA", "CMYK", "LAB", "I;16", "I", "F"):
        image = picture("L").convert(mode) if mode in ("I", "F") else _lab() if mode == "LAB" else picture(mode)
        yield f"mode-{mode.replace(';', '')}", _saved(image, "TIFF")
        yield f"big-{mode.replace(';', '')}", _saved(image, "TIFF", big_tiff=True)
    more = [picture("L"), picture("CMYK")]
    yield "pages", _saved(picture(), "TIFF", save_all=True, append_images=more, compression="tiff_lzw")
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[34377], tags.tagtype[34377] = RESOURCES, 7
    tags[700], tags.tagtype[700] = _XMP, 1
    yield "metadata", _saved(picture(), "TIFF", tiffinfo=tags, icc_profile=srgb(), dpi=(300, 300))
    yield "orientation", _saved(picture(), "TIFF", exif=exif())
    yield from _tiffs_by_hand()


_TIFF_COMPRESSIONS = {
    "none": None, "lzw": "tiff_lzw", "deflate": "tiff_adobe_deflate", "old-deflate": "tiff_deflate",
    "packbits": "packbits", "jpeg": "jpeg", "group3": "group3", "group4": "group4", "ccitt": "tiff_ccitt",
    "lzma": "lzma", "zstd": "zstd",
}  # fmt: skip


def _lab():
    planes = picture().split()
    return Image.merge("LAB", planes)


def _tiffs_by_hand():
    for order in "<>":
        for bits in (8, 16):
            for meaning, count, extra in (
                (2, 3, ()),
                (2, 4, (1,)),
                (2, 4, (2,)),
                (5, 4, ()),
                (5, 5, (2,)),
                (1, 1, ()),
                (8, 3, ()),
            ):
                layout = _LAYOUTS[(bits + count + len(extra) + meaning) % len(_LAYOUTS)]
                words = "-".join(layout) or "strips"
                name = f"{'little' if order == '<' else 'big'}-{bits}-{meaning}-{count}-{sum(extra)}-{words}"
                yield name, tiff_file(_samples(count, bits), meaning, extra=extra, order=order, **layout)


_LAYOUTS = (
    {}, {"packed": True}, {"packed": True, "predictor": 2}, {"tile": 16}, {"tile": 16, "packed": True, "predictor": 2},
    {"planes": True}, {"planes": True, "packed": True},
)  # fmt: skip


def _bmps():
    for mode in ("1", "L", "P", "RGB", "RGBA"):
        yield f"mode-{mode}", _saved(picture(mode), "BMP")
    yield from written.bmps(_samples(1, 8)[:, :, 0])


def _psds():
    for mode, count in ((1, 1), (3, 3), (3, 4), (4, 4), (4, 5), (9, 3)):
        for bits in (8, 16):
            for packed in (False, True):
                yield (
                    f"{mode}-{count}-{bits}-{'packed' if packed else 'raw'}",
                    psd_file(_samples(count, bits), mode, packed=packed),
                )
    yield "spots", psd_file(_samples(5, 8), 4, spots=(0,))
    plain = psd_file(_samples(3, 8), 3)
    resources = RESOURCES + written.resource(1039, srgb()) + written.resource(1060, _XMP)
    yield "metadata", plain[:30] + struct.pack(">I", len(resources)) + resources + plain[34:]
    layers = struct.pack(">IIh", 24, 20, 1) + bytes(18)
    yield "layers", plain[:34] + layers[:4] + layers[4:] + plain[38:]


def _webps():
    yield "lossy", _saved(picture(), "WEBP", quality=60)
    yield "lossless", _saved(picture(), "WEBP", lossless=True)
    yield "lossy-alpha", _saved(picture("RGBA"), "WEBP", quality=60)
    yield "lossless-alpha", _saved(picture("RGBA"), "WEBP", lossless=True)
    yield "metadata", _saved(picture(), "WEBP", icc_profile=srgb(), exif=exif(), xmp=_XMP)
    yield "animated", _saved(picture("RGBA"), "WEBP", save_all=True, append_images=[picture()], duration=40)


def _avifs():
    yield "still", _saved(picture(), "AVIF", speed=10, max_threads=1)
    yield "alpha", _saved(picture("RGBA"), "AVIF", speed=10, max_threads=1)
    yield "gray-444", _saved(picture(), "AVIF", speed=10, max_threads=1, subsampling="4:4:4")
    yield "metadata", _saved(picture(), "AVIF", speed=10, max_threads=1, icc_profile=srgb(), exif=exif(), xmp=_XMP)
    yield (
        "animated",
        _saved(picture(), "AVIF", speed=10, max_threads=1, save_all=True, append_images=[picture("L").convert("RGB")]),
    )


def _heics():
    if heif() is None:
        return
    yield "still", _saved(picture(), "HEIF", quality=60)
    yield "alpha", _saved(picture("RGBA"), "HEIF", quality=60)
    yield "gray", _saved(picture("L"), "HEIF", quality=60)
    yield "metadata", _saved(picture(), "HEIF", quality=60, icc_profile=srgb(), exif=exif(), xmp=_XMP)
    yield "several", _saved(picture(), "HEIF", quality=60, save_all=True, append_images=[picture("L")])


def _jpeg2000s():
    for mode in ("L", "LA", "RGB", "RGBA", "I;16"):
        yield f"mode-{mode.replace(';', '')}", _saved(picture(mode), "JPEG2000")
    yield "stream", _saved(picture(), "JPEG2000", no_jp2=True)
    yield "tiles", _saved(picture(), "JPEG2000", tile_size=(16, 16), progression="RPCL")
    yield "lossy", _saved(picture(), "JPEG2000", irreversible=True, quality_layers=[20, 5], comment=b"words")


def _pdfs():
    if pdfium() is None:
        return
    yield "drawing", written.pdf(b"1 0 0 rg 5 5 30 20 re f 0 0 m 40 28 l S")
    yield "packed", written.pdf(b"0 1 0 rg 5 5 30 20 re f BT /F 9 Tf 4 4 Td (words) Tj ET", packed=True)
    yield "turned", written.pdf(b"0 0 1 RG 0 0 m 9 9 20 5 40 28 c S", extra=b"/Rotate 90/CropBox[2 2 38 26]")
    yield "saved", _saved(picture(), "PDF", resolution=72)
    yield "bilevel", _saved(picture("1"), "PDF", resolution=72)
    yield "illustrator", written.pdf(b"1 0 0 rg 5 5 30 20 re f %Adobe Illustrator")


def _svgs():
    if resvg() is None:
        return
    yield from written.svgs(_saved(picture(), "PNG"))


def _refused():
    """Kinds that are known by their first bytes and not read."""
    icon = struct.pack("<HHH4BHHII", 0, 1, 1, 40, 28, 0, 0, 1, 32, 900, 22)
    yield "postscript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 40 28\n(%pipe%id) (r) file quit\n%%EOF\n"
    yield (
        "postscript-with-preview",
        b"\xc5\xd0\xd3\xc6" + struct.pack("<6IH", 30, 40, 0, 0, 0, 0, 65535) + b"%!PS-Adobe-3.0\n",
    )
    yield "illustrator", b"%!PS-Adobe-3.0\n%%Creator: Adobe Illustrator(R)\n%%EOF\n"
    yield "icon", icon + _saved(picture(), "PNG")
    yield "jpegxr", b"II\xbc\x01\x20\0\0\0" + bytes(60)
    yield "pict", bytes(512) + struct.pack(">H4h", 0, 0, 0, 28, 40) + b"\0\x11\2\xff\x0c\0\xff\xfe" + bytes(40)
    yield "indesign", b"\x06\x06\xed\xf5\xd8\x1d\x46\xe5\xbd\x31\xef\xe7\xfe\x74\xb7\x1d" + b"DOCUMENT" + bytes(60)
    yield "archive", b"PK\x03\x04" + bytes(60)
    yield "page", b"<!DOCTYPE html><html><body><img src='file:///etc/passwd'></body></html>"
    yield "nothing", b""


_FAMILIES = {
    "jpeg": _jpegs, "png": _pngs, "gif": _gifs, "tiff": _tiffs, "bmp": _bmps, "psd": _psds, "webp": _webps,
    "avif": _avifs, "heic": _heics, "jpeg2000": _jpeg2000s, "pdf": _pdfs, "svg": _svgs, "refused": _refused,
}  # fmt: skip
