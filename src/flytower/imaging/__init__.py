"""Pixels only: a request string becomes a Recipe, Recipe and source a Plan, Plan and pixels an encoded picture.

What needs no pixels is here at once. The renderer is loaded when asked for, since the web server, which only reads
requests, has no use for it; `probe` and `render` are imported from their modules.
"""

from typing import TYPE_CHECKING, Any

from flytower.imaging.catalog import CatalogRecord, RequestContext, Resolver
from flytower.imaging.errors import LimitError, RenderError, RequestError
from flytower.imaging.limits import DEFAULT_LIMITS, Limits
from flytower.imaging.plan import Plan, plan
from flytower.imaging.recipe import Recipe, SourceSize
from flytower.imaging.request import effective_commands, parse_request, parse_request_in
from flytower.imaging.sniff import SNIFF_BYTES, MediaType, sniff

if TYPE_CHECKING:
    from flytower.imaging.pool import RenderPool

__all__ = [
    "DEFAULT_LIMITS",
    "SNIFF_BYTES",
    "CatalogRecord",
    "LimitError",
    "Limits",
    "MediaType",
    "Plan",
    "Recipe",
    "RenderError",
    "RenderPool",
    "RequestContext",
    "RequestError",
    "Resolver",
    "SourceSize",
    "effective_commands",
    "parse_request",
    "parse_request_in",
    "plan",
    "sniff",
]


def __getattr__(name: str) -> Any:
    """Load the renderer when it is asked for."""
    if name == "RenderPool":
        from flytower.imaging.pool import RenderPool  # noqa: PLC0415

        return RenderPool
    raise AttributeError(name)
