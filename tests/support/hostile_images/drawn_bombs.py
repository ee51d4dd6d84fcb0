"""Bombs that are told rather than packed: profiles, pages and drawings that lead to too much."""

import base64
import struct
import zlib

from hostile_images.written import chunk, pdf, png, svg

_MANY = 5000


def profiles():
    """Yield ICC profiles that lie about their tags."""
    head = bytes(12) + b"mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(88)
    head = struct.pack(">I", 65_000) + head[4:]

    def tags(*entries):
        return head + struct.pack(">I", len(entries)) + b"".join(struct.pack(">4sII", *entry) for entry in entries)

    yield "overlapping", tags(*[(struct.pack(">I", number), 8, 65_000) for number in range(_MANY)])
    yield "counts", head + b"\xff" * 4 + b"desc" + struct.pack(">II", 144, 60_000) + b"desc\0\0\0\0" + b"\xff" * 60_000
    yield (
        "curve",
        tags((b"rTRC", 168, 60_000), (b"gTRC", 168, 60_000), (b"bTRC", 168, 60_000))
        + b"curv\0\0\0\0"
        + b"\xff" * 60_000,
    )
    table = b"mft2\0\0\0\0" + bytes((3, 3, 255, 0)) + struct.pack(">9I2H", *[65536] * 9, 4096, 4096) + bytes(50_000)
    yield "table", tags((b"A2B0", 144, len(table))) + table
    yield (
        "elements",
        tags((b"D2B0", 144, 60_000)) + b"mpet\0\0\0\0" + struct.pack(">HHI", 3, 3, 1 << 31) + b"\0\0\0\x10" * 10_000,
    )
    words = b"mluc\0\0\0\0" + struct.pack(">II", 1 << 31, 12) + b"enUS" + struct.pack(">II", 1 << 31, 1 << 30)
    yield "words", tags((b"desc", 144, len(words))) + words


def pdfs():
    """Yield pages that lead to themselves or to too much."""
    for name, box in {
        "huge": b"0 0 1e9 1e9",
        "largest": b"0 0 14400 14400",
        "none": b"0 0 0 0",
        "odd": b"a b",
        "turned": b"9 9 0 0",
    }.items():
        yield f"page-{name}", pdf(b"0 0 9 9 re f", box=box)
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 40 28]/Resources<</XObject<</X %d 0 R>>>>"
    yield "form-in-itself", pdf(b"/X Do", objects=[_stream(form % 6, b"/X Do " * 50)])
    tower = [_stream(form % (7 + number), b"/X Do " * 10) for number in range(9)]
    yield "forms-in-forms", pdf(b"/X Do", objects=tower)
    packed = zlib.compress(zlib.compress(b"0 0 9 9 re f " * 2_000_000, 9), 9)
    twice = _stream(b"/Filter[/FlateDecode/FlateDecode]", packed)
    yield "content", pdf(b"", objects=[twice]).replace(b"/Contents 4 0 R", b"/Contents 6 0 R", 1)
    yield "states", pdf(b"q " * 200_000, packed=True)
    yield "arrays", pdf(b"[" * 200_000, packed=True)
    dashes = b"[0.0001 0.0001] 0 d 0 0 m 40 28 l S " * 20
    yield "dashes", pdf(dashes)
    tiles = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.001/YStep 0.001"
    pattern = _stream(tiles + b"/Resources<</Pattern<</P 6 0 R>>>>", b"/Pattern cs /P scn 0 0 1 1 re f")
    yield "pattern", pdf(b"/Pattern cs /P scn 0 0 40 28 re f", objects=[pattern])
    image = b"/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode"
    data = zlib.compress(bytes(30 << 20), 9)
    yield "image", pdf(b"40 0 0 28 0 0 cm /X Do", objects=[_stream(b"/Type/XObject" + image, data)])
    yield "pages-in-pages", pdf(b"").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")
    yield "count", pdf(b"").replace(b"/Count 1", b"/Count 2147483647")
    yield "length-is-itself", pdf(b"0 0 9 9 re f").replace(b"/Length 12", b"/Length 4 0 R")
    yield "run", pdf(b"", extra=b"/AA<</O<</S/JavaScript/JS(app.alert\\(1\\);while\\(1\\);)>>>>")
    rows = b"xref\n0 4294967295\n" + b"0000000009 00000 n \n" * 2000
    yield "rows", b"%PDF-1.5\n" + rows + b"trailer<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"


def _stream(words, content):
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (words, len(content), content)


def svgs():
    """Yield drawings that lead to themselves or to too much."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    yield "laughs", svg("&a9;", before=f'<!DOCTYPE svg [<!ENTITY a0 "ha">{entities}]>')
    yield "long-entity", svg("&a;" * 400, before=f'<!DOCTYPE svg [<!ENTITY a "{"a" * 100_000}">]>')
    yield "outer-entity", svg("&a;", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>')
    yield "deep", b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g>" * 200_000
    yield "deep-and-whole", svg("<g>" * 190 + "</g>" * 190)
    yield "many", svg("<g/>" * 99_000)
    yield "too-many", svg("<g/>" * 120_000)
    uses = "".join(f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 9))
    yield "uses", svg(f'<defs><rect id="a0" width="9" height="9"/>{uses}</defs><use href="#a8"/>')
    yield "use-of-itself", svg('<g id="a"><use href="#a"/></g><use href="#a"/>')
    yield "uses-of-each-other", svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>')
    whole = '<rect width="40" height="28" {}="url(#a)"/>'
    filled = whole.format("fill")
    tiny = f'<pattern id="a" width="0.001" height="0.001" patternUnits="userSpaceOnUse">{filled}</pattern>'
    yield "pattern-of-itself", svg(tiny + filled)
    yield "mask-of-itself", svg(f'<mask id="a" mask="url(#a)">{whole.format("mask")}</mask>' + whole.format("mask"))
    yield from _large_svgs()


def _large_svgs():
    """Yield drawings that lead nowhere but are too large in one way or another."""
    whole = '<rect width="40" height="28" filter="url(#f)"/>'
    for name, sides in {"huge": 999_999, "beyond": 10_000_000, "none": 0, "under": -5}.items():
        yield f"size-{name}", svg("", f'width="{sides}" height="{sides}"')
    yield "number", svg("", 'width="1e999" height="1e-999"')
    yield "view-box", svg('<rect width="9" height="9"/>', 'viewBox="1e38 -1e38 1e-38 1e38"')
    blur = f'<filter id="f" x="-1000" y="-1000" width="9999" height="9999">{{}}</filter>{whole}'
    yield "blur", svg(blur.format('<feGaussianBlur stdDeviation="99999"/>' * 50), 'width="1900" height="1900"')
    yield (
        "turbulence",
        svg(blur.format('<feTurbulence baseFrequency="9" numOctaves="99999"/>'), 'width="1900" height="1900"'),
    )
    yield (
        "morphology",
        svg(blur.format('<feMorphology radius="9999" operator="dilate"/>'), 'width="1900" height="1900"'),
    )
    matrix = f'<feConvolveMatrix order="99" kernelMatrix="{"1 " * 9801}"/>'
    yield "convolution", svg(blur.format(matrix), 'width="1900" height="1900"')
    yield "path", svg(f'<path d="M0 0{"L40 28L0 9" * 60_000}" stroke="red" stroke-dasharray="0.001"/>')
    yield "dashes", svg('<path d="M0 0L999999 999999" stroke="red" stroke-dasharray="0.0001"/>')
    rows = zlib.compress(bytes(12_001 * 4000), 9)
    inside = base64.b64encode(png((4000, 4000, 8, 2, 0), chunk(b"IDAT", rows))).decode()
    yield "pictures", svg(f'<image width="40" height="28" href="data:image/png;base64,{inside}"/>' * 9)
    inner = base64.b64encode(svg('<image width="9" height="9" href="file:///etc/passwd"/>')).decode()
    yield "drawing-inside", svg(f'<image width="40" height="28" href="data:image/png;base64,{inner}"/>')
    yield "style", svg(f"<style>{'a ' * 200_000}{{}}</style>")
    yield "transform", svg(f'<rect width="9" height="9" transform="{"rotate(1) " * 60_000}"/>')
    yield "words", svg(f'<text font-size="1e9">{"words " * 5000}</text>')
    yield "letters", svg(f"<text>{chr(0x202E) * 5000}{chr(0x301) * 5000}</text>")
    yield "long", svg(" " * (1 << 20))
