"""The kinds of answer a request may ask for, and in which form. Source: IS reference, req."""

from enum import StrEnum


class ReplyKind(StrEnum):
    """The first word of req=."""

    IMG = "img"
    MASK = "mask"
    TMB = "tmb"
    PROPS = "props"
    IMAGEPROPS = "imageprops"
    CATALOGPROPS = "catalogprops"
    EXISTS = "exists"
    USERDATA = "userdata"
    TARGETS = "targets"
    IMAGESET = "imageset"
    SET = "set"
    MAP = "map"
    XMP = "xmp"
    XLATE = "xlate"
    RESOLVE = "resolve"
    VALIDATE = "validate"
    LOADCACHE = "loadcache"
    MESSAGE = "message"
    MBRSET = "mbrset"
    SAVETOFILE = "savetofile"


PICTURES = frozenset({ReplyKind.IMG, ReplyKind.MASK, ReplyKind.TMB})
"""Kinds whose answer is a picture."""

WATERMARKED = frozenset({ReplyKind.IMG, ReplyKind.MASK, ReplyKind.PROPS, ReplyKind.LOADCACHE})
"""Kinds that render a request as a whole, or tell what would come of it. Source: IS reference, watermarks."""

REFUSED = {
    ReplyKind.MBRSET: "lists of videos by bit rate are for streaming servers, which there are none of here",
    ReplyKind.SAVETOFILE: "the server writes no files for clients (SavePath is empty)",
}
"""Kinds that are never answered, and why."""


class ReplyForm(StrEnum):
    """How properties are written down: the second word of req=."""

    TEXT = "text"
    JAVASCRIPT = "javascript"
    XML = "xml"
    JSON = "json"


_T, _J, _X, _P = ReplyForm.TEXT, ReplyForm.JAVASCRIPT, ReplyForm.XML, ReplyForm.JSON
FORMS = {
    **dict.fromkeys(
        (
            ReplyKind.PROPS, ReplyKind.IMAGEPROPS, ReplyKind.CATALOGPROPS, ReplyKind.EXISTS, ReplyKind.IMAGESET,
            ReplyKind.XLATE, ReplyKind.VALIDATE,
        ),
        (_T, _J, _X, _P),
    ),
    **dict.fromkeys((ReplyKind.USERDATA, ReplyKind.TARGETS, ReplyKind.MAP), (_T, _X, _P)),
    ReplyKind.SET: (_X, _P),
    ReplyKind.XMP: (_X,),
    **dict.fromkeys((ReplyKind.RESOLVE, ReplyKind.LOADCACHE, ReplyKind.MESSAGE), (_T,)),
}  # fmt: skip
"""The forms each kind may have; the first holds where the request names none."""

ENCODED = frozenset({ReplyKind.USERDATA, ReplyKind.TARGETS, ReplyKind.IMAGESET, ReplyKind.SET, ReplyKind.MAP})
"""Kinds whose XML may be asked for in another encoding than UTF-8."""

ENCODINGS = {name.casefold(): name for name in ("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1")}
