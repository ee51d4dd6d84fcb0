"""What an upload does with files of certain kinds. Source: IPS reference, the page of each type."""

from flytower.contract.record import Record, since, until
from flytower.contract.types.common import HandleArray
from flytower.contract.upload_constants import (
    ColorManagement,
    Corner,
    KnockoutFillMethod,
    PhotoshopAnchor,
    PhotoshopLayerNaming,
    PostScriptColorspace,
    UnCompressProcess,
)
from flytower.contract.version import V2008_01, V2009, V2010, V2013, V2017


class KnockoutBackgroundOptions(Record):
    """Makes the background transparent."""

    __since__ = V2013

    corner: Corner  # where the background's colour is taken
    tolerance: float | None = None  # 0.0 (exactly that colour) to 1.0
    fill_method: KnockoutFillMethod


class ManualCropOptions(Record):
    """Cuts margins off."""

    left: int  # pixels, as all four
    right: int
    top: int
    bottom: int


class AutoColorCropOptions(Record):
    """Cuts margins of one colour off."""

    corner: Corner  # where the colour is taken
    tolerance: float  # 0.0 (exactly that colour) to 1.0


class AutoTransparentCropOptions(Record):
    """Cuts transparent margins off."""

    tolerance: float  # 0.0 (fully transparent) to 1.0


class AutoSmartCropOptions(Record):
    """A crop of a given size around what matters in the picture."""

    __since__ = V2017

    name: str
    width: int  # pixels
    height: int  # pixels
    type: str


class AutoSmartCropOptionsArray(Record):
    """Smart crops."""

    __since__ = V2017

    items: list[AutoSmartCropOptions]


class PhotoshopLayerOptions(Record):
    """What becomes of the layers of a Photoshop file."""

    layer_naming: PhotoshopLayerNaming | None = None
    anchor: PhotoshopAnchor | None = None
    create_template: bool | None = None  # make a template of the layers
    extract_text: bool | None = None  # keep text as text in the template
    extend_layers: bool | None = None  # make every layer as large as the picture


class PhotoshopOptions(Record):
    """What becomes of a Photoshop file. Until 4.5 the layers had no options of their own."""

    maintain_layers: bool | None = until(V2010)  # keep them as pictures of their own
    layer_naming: PhotoshopLayerNaming | None = until(V2010)
    anchor: PhotoshopAnchor | None = until(V2010)
    process: str | None = since(V2010)  # None or MaintainLayers
    layer_options: PhotoshopLayerOptions | None = since(V2010)


class PostScriptOptions(Record):
    """What becomes of PostScript and EPS files."""

    process: str | None = None  # None or Rasterize (the default)
    resolution: float | None = None  # pixels per inch
    colorspace: PostScriptColorspace | None = None
    alpha: bool | None = since(V2008_01)  # transparent where the page is empty
    extract_search_words: bool | None = None  # put the text into the metadata


class PDFOptions(Record):
    """What becomes of PDF files."""

    process: str | None = None  # None, Rasterize or Thumbnail
    resolution: float | None = None  # pixels per inch
    colorspace: PostScriptColorspace | None = None
    pdf_catalog: bool | None = None  # make an eCatalog of the pages; True by default
    extract_search_words: bool | None = None  # False by default
    extract_links: bool | None = since(V2009)  # make image maps of the links


class IllustratorOptions(Record):
    """What becomes of Illustrator files."""

    process: str | None = None  # None or Rasterize (the default)
    resolution: float | None = None  # pixels per inch
    colorspace: PostScriptColorspace | None = None
    alpha: bool | None = None  # transparent where the page is empty


class InDesignOptions(Record):
    """What becomes of InDesign documents."""

    process: str | None = None


class CssOptions(Record):
    """What becomes of the style sheets of viewers."""

    __since__ = V2017

    force_static_images: bool | None = None


class ColorManagementOptions(Record):
    """What becomes of colours."""

    color_management: ColorManagement
    source_profile_handle: str | None = None  # asset: what to assume where a file has no profile
    output_profile_handle: str | None = None  # asset: what to convert to


class UnsharpMaskOptions(Record):
    """Sharpens what is uploaded; the image server's op_usm has the same four values."""

    __since__ = V2013

    amount: float | None = None  # 0 (the default: none) to 5
    radius: float | None = None  # pixels, 0 to 250
    threshold: int | None = None  # 0 to 255; 6 by default
    monochrome: int | None = None  # 1: brightness only; 0: each channel


class UnCompressOptions(Record):
    """Whether archives are unpacked."""

    __since__ = V2013

    process: UnCompressProcess


class AutoSetCreationOptions(Record):
    """Sets made from the names of what is uploaded."""

    __since__ = V2009

    auto_sets_array: HandleArray | None = None  # property sets that say how names make sets
