"""What is known of an asset beyond its name, one type per kind. Source: IPS reference, the page of each type."""

from flytower.contract.record import Long, Record, since
from flytower.contract.types.image_parts import ImageMapArray, MaskArray, ZoomTargetArray
from flytower.contract.version import V2008_01, V2008_09, V2009, V2012, V2014, V2021


class ImageInfo(Record):
    """An image. Empty texts are sent as empty elements, not left out (wire fact B6)."""

    original_path: str | None = None  # folder of the stored file, such as "MyCompany/_master_/3fa/"
    original_file: str | None = None
    optimized_path: str | None = None  # folder of the file that the image server reads
    optimized_file: str | None = None
    mask_path: str | None = None
    mask_file: str | None = None
    width: int | None = None  # pixels
    height: int | None = None  # pixels
    file_size: Long | None = since(V2008_01)  # bytes
    resolution: float | None = None  # pixels per inch; 0.0 when unknown
    sku: str | None = None  # no longer used by the vendor
    description: str | None = None
    comments: str | None = None
    user_data: str | None = None
    anchor_x: int | None = None  # pixels from the left; the middle unless changed
    anchor_y: int | None = None  # pixels from the top; the middle unless changed
    url_modifier: str | None = None  # image server commands before those of a request
    url_post_apply_modifier: str | None = None  # image server commands after those of a request
    zoom_targets: ZoomTargetArray | None = None
    masks: MaskArray | None = None
    image_maps: ImageMapArray | None = None


class FileInfo(Record):
    """The file behind an asset; most kinds of assets tell no more than this."""

    original_path: str | None = None  # folder of the stored file, such as "MyCompany/_master_/3fa/"
    original_file: str | None = None  # its name there
    file_size: Long | None = since(V2008_01)  # bytes


class OptimizedFileInfo(FileInfo):
    """A file and the picture that the image server shows for it."""

    optimized_path: str | None = None
    optimized_file: str | None = None


class RenderedFileInfo(FileInfo):
    """A file with a picture extracted from it, and that picture as the image server wants it."""

    image_path: str | None = None
    image_file: str | None = None
    optimized_path: str | None = None
    optimized_file: str | None = None


class ComposedInfo(Record):
    """A picture that is a request to the image server rather than a file."""

    url: str | None = None
    url_modifier: str | None = None  # commands before those of a request
    url_post_apply_modifier: str | None = None  # commands after those of a request


class LayerViewInfo(ComposedInfo):
    """A view of some layers."""

    __since__ = V2008_01


class TemplateInfo(ComposedInfo):
    """A template."""


class WatermarkInfo(ComposedInfo):
    """A watermark."""


class RenderSceneInfo(Record):
    """A scene for Image Rendering."""

    url: str | None = None


class VignetteInfo(RenderedFileInfo):
    """A vignette for Image Rendering."""


class CabinetInfo(RenderedFileInfo):
    """A cabinet of styles for Image Rendering."""


class WindowCoveringInfo(RenderedFileInfo):
    """A window covering for Image Rendering."""


class IccProfileInfo(FileInfo):
    """An ICC profile."""


class FontInfo(FileInfo):
    """A font."""


class XslInfo(FileInfo):
    """A style sheet of XML."""


class ConfigSetting(Record):
    """One setting of a viewer."""

    name: str
    value: str | None = None
    handle: str | None = None  # where the value is an asset


class ConfigSettingArray(Record):
    """Settings of a viewer."""

    items: list[ConfigSetting]


class ViewerPresetInfo(Record):
    """A configured viewer."""

    type: str | None = None  # VideoPlayer, Brochure, BasicZoom, AdvancedZoom, Spin, or a name of one's own
    config_setting_array: ConfigSettingArray | None = None


class ViewerSwfInfo(FileInfo):
    """A viewer made with Flash."""


class XmlInfo(FileInfo):
    """An XML file."""


class SvgInfo(FileInfo):
    """A vector drawing."""


class FxgInfo(FileInfo):
    """A drawing for Flash."""


class PdfSettingsInfo(FileInfo):
    """Settings for making PDF files."""

    __since__ = V2008_09


class ZipInfo(FileInfo):
    """A ZIP archive."""


class VideoInfo(RenderedFileInfo):
    """A video."""


class AcoInfo(FileInfo):
    """Colour swatches of Photoshop."""


class PdfInfo(FileInfo):
    """A PDF file."""


class PsdInfo(FileInfo):
    """A Photoshop file with its layers kept, and from 6.0 on the picture that the image server shows for it."""

    optimized_path: str | None = since(V2012)
    optimized_file: str | None = since(V2012)


class FlashInfo(FileInfo):
    """A Flash movie."""


class InDesignInfo(FileInfo):
    """An InDesign document."""


class PostScriptInfo(FileInfo):
    """A PostScript file."""


class IllustratorInfo(FileInfo):
    """An Illustrator drawing."""


class WordInfo(FileInfo):
    """A Word document."""


class ExcelInfo(FileInfo):
    """An Excel workbook."""


class PowerPointInfo(FileInfo):
    """A PowerPoint presentation."""


class RTFInfo(FileInfo):
    """A Rich Text document."""


class MaskInfo(Record):
    """A mask that is an asset of its own."""

    __since__ = V2008_01

    mask_path: str | None = None
    mask_file: str | None = None


class PremiereExpressRemixInfo(FileInfo):
    """A remix of videos."""

    __since__ = V2008_09


class CuePointInfo(FileInfo):
    """Cue points of a video."""

    __since__ = V2008_09


class AudioInfo(FileInfo):
    """A sound."""

    __since__ = V2008_09


class AssetSetInfo(Record):
    """A set whose kind is in the sub type of the asset."""

    __since__ = V2009

    set_definition: str | None = None  # the set as the image server's catalog has it, with ${...} functions


class MasterVideoInfo(FileInfo):
    """A video of which encodings are made."""


class AnimatedGifInfo(OptimizedFileInfo):
    """An animated GIF."""


class SwcInfo(FileInfo):
    """A component for Flash."""


class CssInfo(FileInfo):
    """A style sheet of HTML."""


class JavascriptInfo(FileInfo):
    """A script."""


class VideoCaptionInfo(FileInfo):
    """Captions of a video."""

    __since__ = V2014


class ThreeDInfo(FileInfo):
    """A three-dimensional model."""

    __since__ = V2021
