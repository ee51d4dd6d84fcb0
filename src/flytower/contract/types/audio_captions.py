"""Changes to sound tracks and captions. Source: the published SDK reference of 2022-11-01-beta; there is no page."""

from flytower.contract.record import Record
from flytower.contract.types.media_options import AudioCaptionsMetadata
from flytower.contract.version import V2022


class UpdateAudioCaptions(Record):
    """What a sound track or caption file is from now on."""

    __since__ = V2022

    asset_handle: str
    audio_captions_metadata: AudioCaptionsMetadata
