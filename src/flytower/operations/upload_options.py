"""Checks of the options that all upload jobs have. Source: IPS reference, the types of the options."""

from typing import Any, Final

from flytower.contract.faults import FaultCode, IpsApiFault, invalid_parameter
from flytower.contract.record import camel_case
from flytower.contract.types.upload_jobs import UploadDirectoryJob, UploadPostJob, UploadUrlsJob

UploadJob = UploadUrlsJob | UploadDirectoryJob | UploadPostJob

_CROPS: Final = ("manual_crop_options", "auto_color_crop_options", "auto_transparent_crop_options")
_FOLLOWING_JOBS: Final = (
    "post_image_serving_publish_job",
    "post_image_rendering_publish_job",
    "post_video_publish_job",
)

_RANGES: Final = {
    ("knockout_background_options", "tolerance"): (0, 1),
    ("manual_crop_options", "left"): (0, None),
    ("manual_crop_options", "right"): (0, None),
    ("manual_crop_options", "top"): (0, None),
    ("manual_crop_options", "bottom"): (0, None),
    ("auto_color_crop_options", "tolerance"): (0, 1),
    ("auto_transparent_crop_options", "tolerance"): (0, 1),
    ("unsharp_mask_options", "amount"): (0, 5),
    ("unsharp_mask_options", "radius"): (0, 250),
    ("unsharp_mask_options", "threshold"): (0, 255),
    ("unsharp_mask_options", "monochrome"): (0, 1),
}
"""Smallest and greatest value of an option's field."""


def check_upload_options(element: str, job: UploadJob) -> None:
    """Raise fault 30001 for options that exclude each other, values out of range, or projects, of which none exists."""
    for exclusive in (_CROPS, _FOLLOWING_JOBS):
        given = [camel_case(name) for name in exclusive if getattr(job, name, None) is not None]
        if len(given) > 1:
            raise IpsApiFault(
                FaultCode.INVALID_PARAMETER,
                f"Invalid {element}: it has {' and '.join(given)}, which exclude each other",
            )
    for (option, name), (least, most) in _RANGES.items():
        value: Any = getattr(getattr(job, option), name, None)
        if value is not None and not (least <= value and (most is None or value <= most)):
            limits = f"from {least} on" if most is None else f"{least} to {most}"
            raise invalid_parameter(f"{element}/{camel_case(option)}/{name}", value, f"it may be {limits}")
    if job.project_handle_array is not None and job.project_handle_array.items:
        handle = job.project_handle_array.items[0]
        raise invalid_parameter(f"{element}/projectHandleArray", handle, "there is no such project")
