"""What an upload does with videos and their sound. Source: IPS reference, MediaOptions; the rest from later schemas."""

from flytower.contract.record import Long, Record, since
from flytower.contract.types.common import HandleArray, PropertyArray
from flytower.contract.version import V2017, V2021, V2022


class VideoEncoding(Record):
    """One encoding of a video."""

    __since__ = V2017

    name: str
    file_suffix: str
    playback_target: str | None = None  # which devices it is for
    width: int | None = None
    height: int | None = None
    video_codec: str | None = None
    video_bitrate: int
    min_bitrate: int | None = None
    max_bitrate: int | None = None
    constant_bitrate: bool | None = None
    frame_rate: float | None = None  # frames a second
    keyframe_interval: int | None = None  # frames
    h264_profile: str | None = None
    h264_level: str | None = None
    two_pass: bool | None = None
    audio_codec: str | None = None
    audio_bitrate: int
    audio_sample_rate: int | None = None
    advanced_settings: PropertyArray | None = None


class VideoEncodingArray(Record):
    """Encodings of a video."""

    __since__ = V2017

    items: list[VideoEncoding]


class AvsEncoding(Record):
    """The encodings of an adaptive video set."""

    __since__ = V2017

    name: str
    aspect_ratio: str | None = None  # such as "16:9"
    video_encoding_array: VideoEncodingArray


class AvsEncodingArray(Record):
    """Adaptive video sets."""

    __since__ = V2017

    items: list[AvsEncoding]


class VideoSmartCropAspectRatio(Record):
    """Proportions of a smart crop of a video."""

    __since__ = V2021

    width: int | None = None
    height: int | None = None


class VideoSmartCropArray(Record):
    """Smart crops of a video."""

    __since__ = V2021

    items: list[VideoSmartCropAspectRatio]


class ThumbnailOptions(Record):
    """Which picture of a video stands for it."""

    thumbnail_time: Long | None = None  # milliseconds from the start; the first picture if it lies outside


class MediaOptions(Record):
    """What becomes of videos."""

    video_encoding_presets_array: HandleArray | None = None  # property sets
    video_encoding_array: VideoEncodingArray | None = since(V2017)
    video_smart_crop_array: VideoSmartCropArray | None = since(V2021)
    video_smart_crop_sample_rate: int | None = since(V2021)
    avs_encoding_array: AvsEncodingArray | None = since(V2017)
    generate_thumbnail: bool | None = None
    thumbnail_options: ThumbnailOptions | None = None
    cmaf_conformance: bool | None = since(V2022)  # segments that HLS and DASH share


class AudioCaptionsMetadata(Record):
    """What a sound track or caption file is to its video."""

    __since__ = V2022

    label: str | None = None
    language: str | None = None
    language_code: str | None = None  # such as "en"
    role: str | None = None
    is_default: bool | None = None
