"""A text layer is laid out, before any pixel is drawn. Source: IS reference, text layers, layer transforms."""

from dataclasses import replace

from flytower.imaging.errors import LimitError
from flytower.imaging.geometry import PixelSize, rounded
from flytower.imaging.layer_geometry import path_box
from flytower.imaging.layer_recipe import LayerRecipe
from flytower.imaging.limits import Limits
from flytower.imaging.outlines import XY
from flytower.imaging.text.flow import Block
from flytower.imaging.text.font_map import font_map
from flytower.imaging.text.laid_out import BoxSize, TextLayout
from flytower.imaging.text.photoshop import PhotoshopSetter
from flytower.imaging.text.plain import PlainSetter
from flytower.imaging.text.records import Paragraph, Span, TextContent
from flytower.imaging.text.shape import Shaper

_PIXEL = PixelSize(1, 1)


def text_layout(layer: LayerRecipe, content: TextContent, canvas: PixelSize, limits: Limits) -> TextLayout:
    """Lay out the text of a layer; `canvas` is the size of layer 0, which sizeN is a part of.

    Raises RequestError for a font that is not there, LimitError for a text that is too long.
    """
    length = sum(len(span.text) for paragraph in content.body.paragraphs for span in paragraph.spans)
    if length > limits.max_text_characters:
        raise LimitError(
            f"{content.command}=: the text has {length} characters; at most {limits.max_text_characters} are allowed"
        )
    size, path_origin = _size(layer, canvas)
    setter = PhotoshopSetter if content.photoshop else PlainSetter
    layout = replace(setter(layer, content.body, _blocks(content)).laid_out(size), path_origin=path_origin)
    sized_by_path = layer.size is None and layer.clip_path is not None
    return replace(layout, anchor=path_origin) if sized_by_path else layout


def _size(layer: LayerRecipe, canvas: PixelSize) -> tuple[BoxSize, XY]:
    """The box that the request gives, and where paths begin in it: size, else the extent of a clip path."""
    if layer.size is not None:
        unit = canvas if layer.size.normalised else _PIXEL
        return BoxSize(rounded(layer.size.width * unit.width), rounded(layer.size.height * unit.height)), (0.0, 0.0)
    if layer.clip_path is not None:
        box = path_box(layer.clip_path)
        return BoxSize(box.width, box.height), (-box.left, -box.top)
    return BoxSize(0, 0), (0.0, 0.0)


def _blocks(content: TextContent) -> list[Block]:
    shaper = Shaper(font_map(content.fonts), columns=content.body.columns)
    return [_block(shaper, paragraph) for paragraph in content.body.paragraphs]


def _block(shaper: Shaper, paragraph: Paragraph) -> Block:
    (end,) = shaper.clusters(Paragraph((Span(" ", paragraph.end),)))
    return Block(shaper.clusters(paragraph), paragraph.style, end)
