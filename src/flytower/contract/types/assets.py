"""Assets. Source: IPS reference, Asset."""

from datetime import datetime

from flytower.contract.record import Record, since
from flytower.contract.types.asset_infos import (
    AcoInfo,
    AnimatedGifInfo,
    AssetSetInfo,
    AudioInfo,
    CabinetInfo,
    CssInfo,
    CuePointInfo,
    ExcelInfo,
    FlashInfo,
    FontInfo,
    FxgInfo,
    IccProfileInfo,
    IllustratorInfo,
    ImageInfo,
    InDesignInfo,
    JavascriptInfo,
    LayerViewInfo,
    MaskInfo,
    MasterVideoInfo,
    PdfInfo,
    PdfSettingsInfo,
    PostScriptInfo,
    PowerPointInfo,
    PremiereExpressRemixInfo,
    PsdInfo,
    RenderSceneInfo,
    RTFInfo,
    SvgInfo,
    SwcInfo,
    TemplateInfo,
    ThreeDInfo,
    VideoCaptionInfo,
    VideoInfo,
    ViewerPresetInfo,
    ViewerSwfInfo,
    VignetteInfo,
    WatermarkInfo,
    WindowCoveringInfo,
    WordInfo,
    XmlInfo,
    XslInfo,
    ZipInfo,
)
from flytower.contract.types.metadata import MetadataArray
from flytower.contract.types.permissions import PermissionArray
from flytower.contract.version import V2008_01, V2008_09, V2009, V2010, V2012, V2014, V2021


class Asset(Record):
    """An asset. Every field is optional since a request chooses what it wants, and it has one info block at most."""

    asset_handle: str | None = None
    type: str | None = None  # an AssetType
    sub_type: str | None = since(V2009)  # free text, of asset sets and videos
    name: str | None = None  # the id for the image server; unique in the company
    file_name: str | None = since(V2012)  # name of the uploaded file
    folder: str | None = None  # path: "MyCompany/Shoes/"
    folder_handle: str | None = None
    ready_for_publish: bool | None = since(V2008_09)  # marked for publish
    trash_state: str | None = since(V2008_09)  # a TrashState
    projects: str | None = None  # names of projects
    ips_image_url: str | None = None  # path of a picture at the image server
    created: datetime | None = None
    create_user: str | None = None
    last_modified: datetime | None = None
    last_modify_user: str | None = None
    metadata_array: MetadataArray | None = None
    image_info: ImageInfo | None = None
    layer_view_info: LayerViewInfo | None = since(V2008_01)
    template_info: TemplateInfo | None = None
    watermark_info: WatermarkInfo | None = None
    render_scene_info: RenderSceneInfo | None = None
    vignette_info: VignetteInfo | None = None
    cabinet_info: CabinetInfo | None = None
    window_covering_info: WindowCoveringInfo | None = None
    icc_profile_info: IccProfileInfo | None = None
    font_info: FontInfo | None = None
    xsl_info: XslInfo | None = None
    viewer_preset_info: ViewerPresetInfo | None = None
    viewer_swf_info: ViewerSwfInfo | None = None
    xml_info: XmlInfo | None = None
    svg_info: SvgInfo | None = None
    fxg_info: FxgInfo | None = None
    pdf_settings_info: PdfSettingsInfo | None = since(V2008_09)
    zip_info: ZipInfo | None = None
    video_info: VideoInfo | None = None
    aco_info: AcoInfo | None = None
    pdf_info: PdfInfo | None = None
    psd_info: PsdInfo | None = None
    flash_info: FlashInfo | None = None
    in_design_info: InDesignInfo | None = None
    post_script_info: PostScriptInfo | None = since(V2008_01)
    illustrator_info: IllustratorInfo | None = since(V2008_01)
    word_info: WordInfo | None = since(V2008_01)
    excel_info: ExcelInfo | None = since(V2008_01)
    power_point_info: PowerPointInfo | None = since(V2008_01)
    rtf_info: RTFInfo | None = since(V2008_09)
    mask_info: MaskInfo | None = since(V2008_09)
    premiere_express_remix_info: PremiereExpressRemixInfo | None = since(V2008_09)
    cue_point_info: CuePointInfo | None = since(V2008_09)
    audio_info: AudioInfo | None = since(V2008_09)
    asset_set_info: AssetSetInfo | None = since(V2009)
    master_video_info: MasterVideoInfo | None = since(V2009)
    animated_gif_info: AnimatedGifInfo | None = since(V2010)
    swc_info: SwcInfo | None = since(V2010)
    css_info: CssInfo | None = since(V2010)
    javascript_info: JavascriptInfo | None = since(V2010)
    video_caption_info: VideoCaptionInfo | None = since(V2014)
    permissions: PermissionArray | None = None  # where they differ from the folder's
    three_d_info: ThreeDInfo | None = since(V2021)


class AssetArray(Record):
    """Assets."""

    items: list[Asset]


class AssetCount(Record):
    """How many assets there are of one type."""

    __since__ = V2008_01

    asset_type: str  # an AssetType
    count: int


class AssetCountArray(Record):
    """Numbers of assets, without the types of which there is none."""

    __since__ = V2008_01

    items: list[AssetCount]
