"""The vendor's string constants, as enums.

Source: IPS reference, "String constants" (the page of each list), unless a class or member says otherwise.
*Recorded* = seen in answers of the real service; *inferred* = named by analogy where no source gives a name.
The roles are in :mod:`flytower.contract.operation`.
"""

from enum import StrEnum

# --- Accounts ---------------------------------------------------------------------------------------------------


class LoginStatus(StrEnum):
    """Answer of checkLogin (wire fact B15)."""

    VALID_LOGIN = "ValidLogin"
    INVALID_LOGIN = "InvalidLogin"


class PermissionType(StrEnum):
    """What a group may do with a folder or asset. Permission Types."""

    READ = "Read"
    WRITE = "Write"
    DELETE = "Delete"


# --- Assets -----------------------------------------------------------------------------------------------------


class AssetType(StrEnum):
    """Kind of an asset; it decides which info block the asset has. Asset Types."""

    ACO = "Aco"  # Photoshop colour swatches
    ADJUSTED_VIEW = "AdjustedView"  # an image with a stored modifier
    ANIMATED_GIF = "AnimatedGif"
    ASSET = "Asset"  # no real asset: stands for "any type" where metadata fields are declared
    ASSET_SET = "AssetSet"  # a set whose kind is in its sub type
    AUDIO = "Audio"
    CABINET = "Cabinet"  # Image Rendering
    CATALOG = "Catalog"  # an eCatalog
    COLOR_SWATCH = "ColorSwatch"
    CSS = "Css"  # inferred from Asset/cssInfo
    CUE_POINT = "CuePoint"
    EXCEL = "Excel"
    FLASH = "Flash"
    FONT = "Font"
    FXG = "Fxg"  # inferred from Asset/fxgInfo
    ICC_PROFILE = "IccProfile"
    ILLUSTRATOR = "Illustrator"
    IMAGE = "Image"
    IMAGE_MAP = "ImageMap"
    IMAGE_SET = "ImageSet"
    IN_DESIGN = "InDesign"
    JAVASCRIPT = "Javascript"  # inferred from Asset/javascriptInfo
    LAYER_VIEW = "LayerView"
    MASK = "Mask"
    MASTER_VIDEO = "MasterVideo"  # a video and its encodings: a multi-bitrate set
    PDF = "Pdf"
    PDF_SETTINGS = "PDFSettings"
    POST_SCRIPT = "PostScript"
    POWER_POINT = "PowerPoint"
    PREMIERE_EXPRESS_REMIX = "PremiereExpressRemix"
    PSD_TEMPLATE = "PsdTemplate"
    RENDER_SCENE = "RenderScene"
    RENDER_SET = "RenderSet"
    RTF = "Rtf"
    SPIN_SET = "SpinSet"
    SVG = "Svg"
    SWC = "Swc"  # inferred from Asset/swcInfo
    TEMPLATE = "Template"
    THREE_D = "ThreeD"  # inferred from Asset/threeDInfo
    VIDEO = "Video"
    VIDEO_CAPTION = "VideoCaption"
    VIEWER_PRESET = "ViewerPreset"
    VIEWER_SWF = "ViewerSwf"
    VIGNETTE = "Vignette"  # Image Rendering
    WATERMARK = "Watermark"
    WINDOW_COVERING = "WindowCovering"  # Image Rendering
    WORD = "Word"
    XML = "Xml"
    XSL = "Xsl"
    ZIP = "Zip"
    ZOOM_TARGET = "ZoomTarget"


class AssetSubType(StrEnum):
    """Kinds of AssetSet that viewers know. The field is free text, so others occur."""

    MEDIA_SET = "MediaSet"  # createAssetSet
    VIDEO_SET = "VideoSet"  # inferred, as are the next two, from ExportJob's list of what it refuses
    MULTI_BITRATE_SET = "MultiBitrateSet"
    OFFER_SET = "OfferSet"


class PublishState(StrEnum):
    """Whether an asset is to be published. Publish State."""

    MARKED_FOR_PUBLISH = "MarkedForPublish"
    NOT_MARKED_FOR_PUBLISH = "NotMarkedForPublish"


class TrashState(StrEnum):
    """Where an asset is on its way out. Trash State."""

    NOT_IN_TRASH = "NotInTrash"
    IN_TRASH = "InTrash"
    IN_EMPTIED_TRASH = "InEmptiedTrash"


class TrashFilter(StrEnum):
    """Which trash states a search wants: one of :class:`TrashState`, or all of them (SearchFilter)."""

    ANY = "Any"
    NOT_IN_TRASH = "NotInTrash"
    IN_TRASH = "InTrash"
    IN_EMPTIED_TRASH = "InEmptiedTrash"


class OverwriteMode(StrEnum):
    """Which existing asset an upload replaces. Asset Overwrite Modes; set per company."""

    FULL_NAME = "OverwriteFullName"  # same folder, base name and extension
    ANY_EXT = "OverwriteAnyExt"  # same folder and base name
    FULL_NAME_ANY_FOLDER = "OverwriteFullNameAnyFolder"
    ANY_EXT_ANY_FOLDER = "OverwriteAnyExtAnyFolder"


class GenerationEngine(StrEnum):
    """What made a by-product out of an uploaded file. Generation Info."""

    PHOTOSHOP_LAYERS = "PhotoshopLayers"
    POST_SCRIPT_RIP = "PostScriptRip"
    IMAGE_CONVERT = "ImageConvert"
    SCENE_AUTHORING = "SceneAuthoring"
    ACO = "Aco"


# --- Searching and sorting --------------------------------------------------------------------------------------


class MatchMode(StrEnum):
    """How conditions combine. Search Match Modes; MatchAll where a request says nothing."""

    MATCH_ALL = "MatchAll"
    MATCH_ANY = "MatchAny"


class SystemField(StrEnum):
    """What a SystemFieldCondition looks at. Asset Search System Fields."""

    NAME = "Name"
    KEYWORDS = "Keywords"
    DESCRIPTION = "Description"
    COMMENTS = "Comments"
    USER_DATA = "UserData"
    SKU = "Sku"  # accepted and without effect since release 4.0
    FILE_SIZE = "FileSize"
    CREATED_WITH = "CreatedWith"
    CREATED = "Created"
    CREATE_USER = "CreateUser"
    LAST_MODIFY_USER = "LastModifyUser"
    FILE_NAME = "FileName"
    LAST_MODIFIED = "LastModified"  # missing in the list, used in the type's example


class Operator(StrEnum):
    """How a condition compares. String and Numeric/Date Comparison Operators, and the ranges of release 4.0."""

    EQUALS = "Equals"
    NOT_EQUALS = "NotEquals"
    CONTAINS = "Contains"
    NOT_CONTAINS = "NotContains"
    STARTS_WITH = "StartsWith"
    ENDS_WITH = "EndsWith"
    LESS_THAN = "LessThan"
    LESS_THAN_EQUALS = "LessThanEquals"
    GREATER_THAN = "GreaterThan"
    GREATER_THAN_EQUALS = "GreaterThanEquals"
    BETWEEN = "Between"
    NOT_BETWEEN = "NotBetween"


class TagOperator(StrEnum):
    """How a TagCondition compares (TagCondition)."""

    MATCHES = "Matches"  # with value
    MATCHES_ANY = "MatchesAny"  # with valueArray
    MATCHES_ALL = "MatchesAll"  # with valueArray


class SortDirection(StrEnum):
    """Sort Directions."""

    ASCENDING = "Ascending"
    DESCENDING = "Descending"


class AssetSortField(StrEnum):
    """What searchAssets can sort by. Asset Sort Fields."""

    CREATED = "Created"
    MODIFIED = "Modified"
    NAME = "Name"
    ASSET_TYPE = "AssetType"
    FILE_SIZE = "FileSize"


class JobLogSortField(StrEnum):
    """What getJobLogs can sort by. Job Log Sort Fields."""

    JOB_NAME = "JobName"
    LOG_TYPE = "LogType"
    START_DATE = "StartDate"
    COMPANY_NAME = "CompanyName"
    USER_ID = "UserId"
    EMAIL = "Email"
    FILE_ERROR_COUNT = "FileErrorCount"
    FILE_WARNING_COUNT = "FileWarningCount"
    FILE_SUCCESS_COUNT = "FileSuccessCount"


class JobDetailSortField(StrEnum):
    """What getJobLogDetails can sort by (getJobLogDetails)."""

    DATE = "Date"
    LOG_TYPE = "LogType"


# --- Jobs -------------------------------------------------------------------------------------------------------


class ExportFormat(StrEnum):
    """What an export puts into its ZIP (ExportJob)."""

    ORIGINAL = "orig"  # the files as uploaded
    CONVERT = "convert"  # rendered by the image server


class EmailSetting(StrEnum):
    """Which mails a job sends. Email Settings."""

    ALL = "All"
    ERROR = "Error"
    ERROR_AND_WARNING = "ErrorAndWarning"
    JOB_COMPLETION = "JobCompletion"
    NONE = "None"


class PublishType(StrEnum):
    """How much an image serving publish sends. Publish Types."""

    FULL = "Full"
    FULL_WITH_SEARCH = "FullWithSearch"
    INCREMENTAL = "Incremental"


class JobType(StrEnum):
    """Type of an active job. Job Types; those that the list lacks are inferred."""

    IMAGE_SERVING_PUBLISH = "ImageServingPublish"  # recorded
    IMAGE_RENDERING_PUBLISH = "ImageRenderingPublish"
    SERVER_DIRECTORY_PUBLISH = "ServerDirectoryPublish"
    SERVER_DIRECTORY_PUBLISH_WITH_TEMPLATE = "ServerDirectoryPublishWithTemplate"
    VIDEO_PUBLISH = "VideoPublish"
    UPLOAD_FROM_SERVER_DIRECTORY = "UploadFromServerDirectory"
    URL_UPLOAD = "UrlUpload"  # recorded
    METADATA_UPLOAD = "MetadataUpload"
    IMAGE_OPTIMIZATION = "ImageOptimization"
    CLEANUP = "Cleanup"
    EXPORT = "Export"  # inferred, as all below
    POST_UPLOAD = "PostUpload"
    REPROCESS_ASSETS = "ReprocessAssets"
    PDF_RIP = "PdfRip"
    VIDEO_SITEMAP = "VideoSitemap"
    METADATA_PUBLISH = "MetadataPublish"
    AUTOMATED_SET_GENERATION = "AutomatedSetGeneration"


class JobState(StrEnum):
    """State of an active job. Active Job States."""

    UNKNOWN = "Unknown"
    NEW = "New"
    WAITING_CLIENT = "WaitingClient"
    WAITING_COORDINATOR = "WaitingCoordinator"
    RUNNING = "Running"
    STOPPING = "Stopping"
    DONE = "Done"


class TaskState(StrEnum):
    """State of one task of an active job (TaskProgress)."""

    UNKNOWN = "Unknown"
    NEW = "New"
    PROCESSING = "Processing"
    STOPPING = "Stopping"
    DONE = "Done"
    FAILED = "Failed"


class JobLogType(StrEnum):
    """What a row of a job log tells. Job Log Types: what uploads, exports and publishes write."""

    BEGIN_UPLOAD = "BeginUpload"
    END_UPLOAD = "EndUpload"
    BEGIN_UPLOAD_URLS = "BeginUploadUrls"
    END_UPLOAD_URLS = "EndUploadUrls"
    UPLOAD_SUCCESS = "UploadSuccess"
    UPLOAD_WARNING = "UploadWarning"
    UPLOAD_ERROR = "UploadError"
    FILE_UPDATED = "FileUpdated"  # an existing asset was overwritten
    DUPLICATE_SKIPPED = "DuplicateSkipped"
    FILE_BEGIN = "FileBegin"
    FILE_PROGRESS = "FileProgress"
    FILE_END = "FileEnd"
    FILE_CANCEL = "FileCancel"
    TOTAL_FILE_COUNT = "TotalFileCount"
    INITIATING_JOB_NAME = "InitiatingJobName"
    ORIGINAL_JOB_NAME = "OriginalJobName"
    JOB_CLIENT = "JobClient"
    JOB_TYPE = "JobType"
    FATAL_ERROR = "FatalError"
    BEGIN_IMAGE_SERVING_PUBLISH = "BeginImageServingPublish"
    END_IMAGE_SERVING_PUBLISH = "EndImageServingPublish"
    IMAGE_SERVING_PUBLISH_SUCCESS = "ImageServingPublishSuccess"
    IMAGE_SERVING_PUBLISH_WARNING = "ImageServingPublishWarning"
    IMAGE_SERVING_PUBLISH_ERROR = "ImageServingPublishError"
    BEGIN_EXPORT_JOB = "BeginExportJob"  # recorded, as the next two (wire fact B10)
    EXPORT_JOB_RENDER_FILE_SUCCESS = "ExportJobRenderFileSuccess"
    ZIP_FILE_EXPORT_JOB_SUCCESS = "ZipFileExportJobSuccess"
    EXPORT_JOB_RENDER_FILE_WARNING = "ExportJobRenderFileWarning"  # inferred, as the next two
    EXPORT_JOB_RENDER_FILE_ERROR = "ExportJobRenderFileError"
    ZIP_FILE_EXPORT_JOB_ERROR = "ZipFileExportJobError"


class JobLogFileType(StrEnum):
    """What kind of file a row of a job log is about. Job Log File Types."""

    NO_TYPE = "NoType"
    PUBLISH_CATALOG = "PublishCatalog"
    OPTIMIZED_IMAGE = "OptimizedImage"
    MASTER_IMAGE = "MasterImage"
    SEALED_IMAGE = "SealedImage"
    MASK = "Mask"
    VIGNETTE = "Vignette"
    THUMBNAIL = "Thumbnail"
    IMAGE_MAP = "ImageMap"
    ICC_PROFILE = "IccProfile"
    FONT = "Font"
    XSL = "Xsl"
    CABINET = "Cabinet"
    WINDOW_COVERING = "WindowCovering"
    VIDEO = "Video"
    VIEWER_SWF = "ViewerSwf"
    ICON = "Icon"
    VIDEO_ENCODING_XML = "VideoEncodingXml"
    VIEWER_CONFIG_XML = "ViewerConfigXml"
    TEMPLATE = "Template"
    CATALOG = "Catalog"
    XML = "Xml"
    IMAGE_SET = "ImageSet"
    RENDER_SET = "RenderSet"
    SPIN_SET = "SpinSet"
    SVG = "Svg"
    WATERMARK = "Watermark"
    PDF = "Pdf"
    ACO = "Aco"
    PSD_TEMPLATE = "PsdTemplate"
    ZIP = "Zip"
    EXPORT_JOB_RENDERED_FILE = "ExportJobRenderedFile"  # recorded, as the next (wire fact B10)
    EXPORT_JOB_ZIP = "ExportJobZip"
