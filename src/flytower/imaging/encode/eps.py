"""eps: one picture, binary and uncompressed. Source: IS reference, fmt; PostScript Level 2, EPSF 3.0."""

from typing import BinaryIO

from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.encode.pdf import raw_rows

_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
_POINTS_PER_INCH = 72


def encode_eps(encoding: Encoding, file: BinaryIO) -> None:
    """An EPS file with raw samples behind its program; the box is the picture at its resolution."""
    if encoding.profile is not None:
        encoding.warn("iccEmbed: a profile cannot be embedded in eps yet, it was left out")
    image = encoding.picture.image
    width, height = (side * _POINTS_PER_INCH / encoding.dpi for side in image.size)
    bands = len(image.getbands())
    program = f"""%!PS-Adobe-3.0 EPSF-3.0
%%Creator: Flytower
%%BoundingBox: 0 0 {-int(-width // 1)} {-int(-height // 1)}
%%HiResBoundingBox: 0 0 {width:.4f} {height:.4f}
%%LanguageLevel: 2
%%DocumentData: Binary
%%EndComments
gsave
{width:.4f} {height:.4f} scale
/{_SPACES[image.mode]} setcolorspace
<< /ImageType 1 /Width {image.width} /Height {image.height} /BitsPerComponent 8
/Decode [{" ".join(["0 1"] * bands)}] /ImageMatrix [{image.width} 0 0 {-image.height} 0 {image.height}]
/DataSource currentfile >>
"""
    start = "image\n"
    size = image.width * image.height * bands
    file.write(f"{program}%%BeginBinary: {size + len(start)}\n{start}".encode("ascii"))
    file.writelines(raw_rows(encoding))
    file.write(b"\n%%EndBinary\ngrestore\nshowpage\n%%EOF\n")
