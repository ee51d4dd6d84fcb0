"""eps: one picture, binary and uncompressed. Source: IS reference, fmt; PostScript Level 2, EPSF 3.0.

A profile stands in comments, as ICC.1:2001-04 (embedding profiles in EPS files) says, and Photoshop's paths as
Photoshop writes them; the colours stay the device's own.
"""

from typing import BinaryIO

from flytower.imaging.encode.encoding import Encoding
from flytower.imaging.encode.pdf import raw_rows

_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
_POINTS_PER_INCH = 72
_DIGITS = 64  # hexadecimal digits a line; 255 characters are allowed


def encode_eps(encoding: Encoding, file: BinaryIO) -> None:
    """An EPS file with raw samples behind its program; the box is the picture at its resolution."""
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
{_profile_comments(encoding.profile)}{_path_comments(encoding.paths)}gsave
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


def _profile_comments(profile: bytes | None) -> str:
    if profile is None:
        return ""
    return f"%%BeginICCProfile: (Flytower) -1 Hex\n{_hexadecimal(profile)}%%EndICCProfile\n"


def _path_comments(resources: bytes | None) -> str:
    if resources is None:
        return ""
    return f"%BeginPhotoshop: {len(resources)}\n{_hexadecimal(resources)}%EndPhotoshop\n"


def _hexadecimal(data: bytes) -> str:
    digits = data.hex().upper()
    return "".join(f"% {digits[start : start + _DIGITS]}\n" for start in range(0, len(digits), _DIGITS))
