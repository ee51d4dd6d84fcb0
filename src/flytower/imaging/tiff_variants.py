"""Kinds of TIFF that Pillow does not know, or reads as less than they hold. Source: TIFF 6.0.

They are added to its list of kinds, so that headers can be read; `tiff_reader` reads their pixels.
"""

from itertools import product
from typing import NamedTuple

from PIL import ExifTags, TiffImagePlugin

_FILL_ORDER, _PLANAR_CONFIGURATION = 266, 284
_PLANES = 2
_MOST_SAMPLES = 6  # Pillow reads no more

WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, SEPARATED, LAB = 0, 1, 2, 5, 8
"""What the samples mean (PhotometricInterpretation)."""

COLOURS = {WHITE_IS_ZERO: (1, "L"), BLACK_IS_ZERO: (1, "L"), RGB: (3, "RGB"), SEPARATED: (4, "CMYK"), LAB: (3, "LAB")}
"""How many samples a colour has, and Pillow's mode for it."""

ASSOCIATED, UNASSOCIATED = 1, 2
"""What an extra sample is (ExtraSamples): opacity that the colours are premultiplied with, or not; 0 is unknown."""

_Key = tuple[bytes, int, tuple[int, ...], int, tuple[int, ...], tuple[int, ...]]

_PILLOWS = frozenset(TiffImagePlugin.OPEN_INFO)


def add() -> None:
    """Let Pillow open them."""
    for order, bits, meaning in product((b"II", b"MM"), (8, 16), COLOURS):
        count, mode = COLOURS[meaning]
        for extra in range(_MOST_SAMPLES - count + 1):
            for kinds in product((0, ASSOCIATED, UNASSOCIATED), repeat=extra):
                key = (order, meaning, (1,), 1, (bits,) * (count + extra), kinds)
                # The second name is never used for decoding, but Pillow takes a letter of it for every plane.
                TiffImagePlugin.OPEN_INFO.setdefault(key, (mode, mode.ljust(_MOST_SAMPLES, "X")))


class TiffKind(NamedTuple):
    """What the tags of a TIFF say of its samples; `alpha` is the number of the first that is opacity, or None."""

    meaning: int
    bits: int
    samples: int
    alpha: int | None
    premultiplied: bool
    in_planes: bool
    pillow_knows: bool

    @property
    def is_ours(self) -> bool:
        """Whether Pillow does not know the kind, drops half of its bits, its opacity, or takes black for white."""
        deep = self.bits == 16 and (self.samples > 1 or self.in_planes or self.meaning == WHITE_IS_ZERO)  # noqa: PLR2004
        lost = self.meaning == SEPARATED and self.alpha is not None
        return self.meaning in COLOURS and (deep or lost or not self.pillow_knows)


def kind_of(image: TiffImagePlugin.TiffImageFile) -> TiffKind:
    """The kind of an open TIFF."""
    tags = image.tag_v2
    bits = tags.get(ExifTags.Base.BitsPerSample, (1,))
    meaning = int(tags.get(ExifTags.Base.PhotometricInterpretation, 0))
    extra = tuple(tags.get(ExifTags.Base.ExtraSamples, ()))
    samples = int(tags.get(ExifTags.Base.SamplesPerPixel, 1))
    key: _Key = (
        tags.prefix,
        meaning,
        (1,),
        int(tags.get(_FILL_ORDER, 1)),
        bits * samples if len(bits) == 1 else tuple(bits[:samples]),
        extra,
    )
    known = key in _PILLOWS or tags.get(ExifTags.Base.SampleFormat, (1,))[0] != 1
    count = COLOURS.get(meaning, (samples, ""))[0]
    if not extra and samples == count + 1:
        extra = (UNASSOCIATED,)
    alpha = next((number for number, kind in enumerate(extra) if kind in (ASSOCIATED, UNASSOCIATED)), None)
    return TiffKind(
        meaning=meaning,
        bits=int(bits[0]),
        samples=samples,
        alpha=None if alpha is None else count + alpha,
        premultiplied=alpha is not None and extra[alpha] == ASSOCIATED,
        in_planes=tags.get(_PLANAR_CONFIGURATION, 1) == _PLANES,
        pillow_knows=known,
    )
