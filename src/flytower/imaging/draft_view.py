"""The reply's geometry, from commands and the catalog's defaults. Source: IS reference, view commands."""

from collections.abc import Mapping
from typing import Any

from flytower.imaging.attributes import Attributes
from flytower.imaging.errors import RequestError
from flytower.imaging.operation_recipes import Sharpening
from flytower.imaging.reply_kinds import ReplyKind
from flytower.imaging.thumbnails import thumbnail_view
from flytower.imaging.view_recipe import View


def view_of(fields: Mapping[str, Any], sharpening: Sharpening, attributes: Attributes, kind: ReplyKind) -> View:
    """The view; RequestError where its parts do not go together."""
    thumb = kind is ReplyKind.TMB
    defaults = {
        "bgc": attributes.thumb.bkg_color if thumb else attributes.bkg_color,
        "res_mode": attributes.res_mode,
        "print_res": attributes.print_resolution or None,
    }
    view = View(
        **{**defaults, **fields},
        sharpening=sharpening,
        default_pix=attributes.default_pix,
        max_pix=attributes.max_pix,
    )
    if thumb:
        return thumbnail_view(view, attributes.thumb)
    if view.fit is not None and view.wid is None and view.hei is None and view.scl is None:
        raise RequestError(f"fit={view.fit.mode}: fit needs wid or hei")
    return view
