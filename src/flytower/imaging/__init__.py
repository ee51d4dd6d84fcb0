"""Pixels only: a request string becomes a Recipe, Recipe and source a Plan, Plan and pixels an encoded picture."""

from flytower.imaging.errors import LimitError, RenderError, RequestError
from flytower.imaging.limits import DEFAULT_LIMITS, Limits
from flytower.imaging.plan import Plan, plan
from flytower.imaging.recipe import Recipe, SourceSize
from flytower.imaging.request import effective_commands, parse_request

__all__ = [
    "DEFAULT_LIMITS",
    "LimitError",
    "Limits",
    "Plan",
    "Recipe",
    "RenderError",
    "RequestError",
    "SourceSize",
    "effective_commands",
    "parse_request",
    "plan",
]
