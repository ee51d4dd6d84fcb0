"""Pixels only: a request string becomes a Recipe, Recipe and source a Plan, Plan and pixels an encoded picture."""

from flytower.imaging.errors import LimitError, RenderError, RequestError
from flytower.imaging.limits import DEFAULT_LIMITS, Limits
from flytower.imaging.plan import Plan, plan
from flytower.imaging.pool import RenderPool
from flytower.imaging.probe import ColourMode, IccProfile, ImageHeader, probe
from flytower.imaging.recipe import Recipe, SourceSize
from flytower.imaging.render import Rendered, render
from flytower.imaging.request import effective_commands, parse_request
from flytower.imaging.sniff import SNIFF_BYTES, MediaType, sniff

__all__ = [
    "DEFAULT_LIMITS",
    "SNIFF_BYTES",
    "ColourMode",
    "IccProfile",
    "ImageHeader",
    "LimitError",
    "Limits",
    "MediaType",
    "Plan",
    "Recipe",
    "RenderError",
    "RenderPool",
    "Rendered",
    "RequestError",
    "SourceSize",
    "effective_commands",
    "parse_request",
    "plan",
    "probe",
    "render",
    "sniff",
]
