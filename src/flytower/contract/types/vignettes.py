"""How vignettes are published. Source: IPS reference, VignettePublishFormat and createVignettePublishFormat."""

from flytower.contract.record import Record
from flytower.contract.version import V2008_01


class VignettePublishFormat(Record):
    """A size in which every vignette is published, and how it is made smaller."""

    __since__ = V2008_01

    company_handle: str
    vignette_format_handle: str
    name: str
    target_width: int  # pixels; 0 keeps that of the source
    target_height: int  # pixels; 0 keeps that of the source
    create_pyramid: bool  # for zooming: also every half of the size, down to 128 by 128
    thumb_width: int  # pixels of the thumbnail; 0 for none
    save_as_version: int  # of the file format; 0 is the latest
    size_suffix_separator: str  # between the vignette's name and its width
    sharpen: int
    usm_amount: float  # unsharp mask, as the two below
    usm_radius: float  # pixels
    usm_threshold: int  # 0 to 255


class VignettePublishFormatArray(Record):
    """Publish formats of vignettes."""

    __since__ = V2008_01

    items: list[VignettePublishFormat]
