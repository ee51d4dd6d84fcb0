"""saveImageFormat, getImageFormats and deleteImageFormat: the macros ``$name$`` of Image Serving and of exports."""

import re
from typing import Final

from flytower.contract.faults import invalid_parameter
from flytower.contract.handles import parse_image_format_handle
from flytower.contract.operation import EVERYBODY, Call, Role, operation
from flytower.contract.types.image_formats import ImageFormat as ImageFormatRecord
from flytower.contract.types.image_formats import ImageFormatArray
from flytower.imaging import RequestContext, RequestError
from flytower.imaging.replies.resolved import check
from flytower.model import Company, ImageFormat, image_formats
from flytower.operations import access
from flytower.operations.image_formats_records import (
    DeleteImageFormatParam,
    DeleteImageFormatReturn,
    GetImageFormatsParam,
    GetImageFormatsReturn,
    SaveImageFormatParam,
    SaveImageFormatReturn,
)

_READERS = EVERYBODY - {Role.WEB_SERVICE_USER, Role.TRIAL_SITE_ADMIN, Role.TRIAL_SITE_USER}
_WRITERS = (Role.IPS_ADMIN, Role.IPS_COMPANY_ADMIN, Role.IPS_USER, Role.IMAGE_PORTAL_ADMIN)

LONGEST_NAME: Final = 100
LONGEST_MODIFIER: Final = 10_000

_NAME: Final = re.compile(rf"[A-Za-z0-9._-]{{1,{LONGEST_NAME}}}")
_LINE_BREAKS: Final = re.compile(r"\s*[\r\n]+\s*")


@operation(roles=_WRITERS)
def save_image_format(call: Call, param: SaveImageFormatParam) -> SaveImageFormatReturn:
    """Create an image format, or change the one that the handle, or without one the name, names.

    A name consists of what a macro's may: ASCII letters, digits, ``-``, ``_`` and ``.``; case does not matter. Line
    breaks in the modifier are taken out, as clients wrap long ones. Faults 30001: a name that can't be a macro's or
    that another image format has, an unknown handle, a modifier that is no image server request.
    """
    company = access.company_of(call, param.company_handle)
    name = param.name.strip()
    if _NAME.fullmatch(name) is None:
        raise invalid_parameter("name", param.name, f"1 to {LONGEST_NAME} ASCII letters, digits, '-', '_', '.'")
    modifier = _LINE_BREAKS.sub("", param.url_modifier).strip()
    _check_modifier(call, company, name, modifier)
    same_name = image_formats.by_name(call.session, company.id, name)
    if param.image_format_handle is None:
        saved = same_name or image_formats.create(call.session, company.id, name, modifier)
    else:
        saved = _by_handle(call, company, param.image_format_handle)
        if same_name is not None and same_name is not saved:
            raise invalid_parameter("name", param.name, "another image format has it")
    image_formats.change(saved, name, modifier)
    return SaveImageFormatReturn(image_format_handle=image_formats.handle_of(saved))


@operation(roles=_READERS)
def get_image_formats(call: Call, param: GetImageFormatsParam) -> GetImageFormatsReturn:
    """Return a company's image formats, by name."""
    company = access.company_of(call, param.company_handle)
    items = [
        ImageFormatRecord(
            image_format_handle=image_formats.handle_of(one), name=one.name, url_modifier=one.url_modifier
        )
        for one in image_formats.all_of(call.session, company.id)
    ]
    return GetImageFormatsReturn(image_format_array=ImageFormatArray(items=items))


@operation(roles=_WRITERS)
def delete_image_format(call: Call, param: DeleteImageFormatParam) -> DeleteImageFormatReturn:
    """Delete an image format. Fault 30001 for an unknown handle."""
    company = access.company_of(call, param.company_handle)
    call.session.delete(_by_handle(call, company, param.image_format_handle))
    return DeleteImageFormatReturn()


def _by_handle(call: Call, company: Company, text: str) -> ImageFormat:
    """Return the company's image format; one of another company is as unknown as one that does not exist."""
    try:
        handle = parse_image_format_handle(text)
    except ValueError as error:
        raise invalid_parameter("imageFormatHandle", text, str(error)) from None
    found = image_formats.by_id(call.session, company.id, handle.id) if handle.company_id == company.id else None
    if found is None:
        raise invalid_parameter("imageFormatHandle", text, "there is no such image format")
    return found


def _check_modifier(call: Call, company: Company, name: str, modifier: str) -> None:
    """Raise fault 30001 for a modifier that could never be rendered with.

    It may use the company's other macros, variables, and names of layers that requests with it define.
    """
    if len(modifier) > LONGEST_MODIFIER:
        raise invalid_parameter("urlModifier", modifier, f"it is longer than {LONGEST_MODIFIER} characters")
    macros = {**image_formats.macros(call.session, company.id), name.lower(): modifier}
    try:
        check(f"${name}$", RequestContext(macros=macros), whole=False)
    except RequestError as error:
        raise invalid_parameter("urlModifier", modifier, str(error)) from None
