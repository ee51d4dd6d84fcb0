"""The value that pipeline steps hand on: pixels, opacity, and the profile that gives the numbers their meaning."""

from dataclasses import dataclass, replace

from PIL import Image

from flytower.imaging.colour import converted_naively
from flytower.imaging.geometry import PixelPoint, PixelSize
from flytower.imaging.recipe import Colour, PixelType

OPAQUE = 255
PIXEL_TYPES = {"L": PixelType.GRAY, "RGB": PixelType.RGB, "CMYK": PixelType.CMYK}
MODES = {pixel_type: mode for mode, pixel_type in PIXEL_TYPES.items()}


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels in mode L, RGB or CMYK, 8 bits per component, not premultiplied.

    `alpha` (mode L, same size, 0 = clear) is None where everything is opaque. `profile` is the ICC profile the
    numbers are in; None: unknown, so conversions are naive. `reduction` says that the decoder left out pixels: one
    pixel here is that many in the file. `orientation` is the EXIF orientation still to be applied.
    """

    image: Image.Image
    alpha: Image.Image | None = None
    profile: bytes | None = None
    reduction: int = 1
    orientation: int = 1

    @property
    def pixel_type(self) -> PixelType:
        """gray, rgb or cmyk."""
        return PIXEL_TYPES[self.image.mode]

    @property
    def size(self) -> PixelSize:
        """Width and height in pixels."""
        return PixelSize(*self.image.size)

    def with_image(self, image: Image.Image) -> "Picture":
        """The same opacity and profile on other pixels."""
        return replace(self, image=image)


def ink(colour: Colour, mode: str) -> int | tuple[int, ...]:
    """A colour as a pixel of a mode, converted without profiles where its model differs."""
    if mode == "CMYK" and colour.model is PixelType.CMYK:
        return tuple(min(255, max(0, int(part * 255 / 100 + 0.5))) for part in colour.components)
    pixel = converted_naively(Image.new("RGB", (1, 1), colour.rgb()), mode).tobytes()
    return pixel[0] if mode == "L" else tuple(pixel)


def able_to_show(picture: Picture, colour: Colour) -> Picture:
    """The picture, turned from gray into RGB if the colour is no gray."""
    red, green, blue = colour.rgb()
    if picture.image.mode != "L" or red == green == blue:
        return picture
    return replace(picture, image=picture.image.convert("RGB"), profile=None)


def clear(size: PixelSize, like: Picture | None = None) -> Picture:
    """A wholly transparent picture, of the mode and profile of another one (else white RGB)."""
    mode, profile = (like.image.mode, like.profile) if like else ("RGB", None)
    return Picture(Image.new(mode, size, PAPER[mode]), Image.new("L", size, 0), profile)


PAPER: dict[str, int | tuple[int, ...]] = {"L": 255, "RGB": (255, 255, 255), "CMYK": (0, 0, 0, 0)}
"""White in each mode."""


def on_canvas(picture: Picture, canvas: PixelSize, position: PixelPoint, background: Colour | None = None) -> Picture:
    """The picture at a position of a clear canvas; what lies outside is cut.

    `background` only colours the clear pixels (they stay clear), so that filters that look across the edge see it.
    """
    if canvas == picture.size and position == (0, 0):
        return picture
    mode = picture.image.mode
    image = Image.new(mode, canvas, PAPER[mode] if background is None else ink(background, mode))
    image.paste(picture.image, position)
    if picture.alpha is None and _covers(picture.size, canvas, position):
        return Picture(image, None, picture.profile)
    alpha = Image.new("L", canvas, 0)
    if picture.alpha is None:
        alpha.paste(OPAQUE, (*position, position[0] + picture.size.width, position[1] + picture.size.height))
    else:
        alpha.paste(picture.alpha, position)
    return Picture(image, alpha, picture.profile)


def _covers(size: PixelSize, canvas: PixelSize, position: PixelPoint) -> bool:
    x, y = position
    return x <= 0 and y <= 0 and x + size.width >= canvas.width and y + size.height >= canvas.height


def over_colour(picture: Picture, colour: Colour, opacity: float = 1.0) -> Picture:
    """The picture laid over a colour of an opacity from 0 to 1 (the colour's own alpha does not count).

    The colour is converted to the picture's mode; see `able_to_show` for keeping it as it is.
    """
    if picture.alpha is None or opacity <= 0:
        return picture
    opacities = picture.alpha
    ground = Image.new(picture.image.mode, picture.size, ink(colour, picture.image.mode))
    joint = [alpha + opacity * (OPAQUE - alpha) for alpha in range(OPAQUE + 1)]
    share = [round(OPAQUE * alpha / total) if total else 0 for alpha, total in enumerate(joint)]
    ground.paste(picture.image, (0, 0), opacities.point(share))
    alpha = None if opacity >= 1 else opacities.point([round(total) for total in joint])
    return Picture(ground, alpha, picture.profile)
