"""Errors as answers: a text, or the form that the request asks for. Source: IS reference, errors, ErrorDetail."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from wsgiref.types import StartResponse

from flytower.imaging import RequestError
from flytower.imaging.errors import MissingPictureError
from flytower.imaging.replies.properties import failure
from flytower.imaging.reply_kinds import ReplyForm
from flytower.jobs.catalogs import CatalogError
from flytower.web.caching import Validity
from flytower.web.serving import INERT, INVALID, MISCONFIGURED, NOT_FOUND, NOT_RENDERED, Exchange, Refused, write

_LOG: Final = logging.getLogger(__name__)
_FORBIDDEN: Final = 403
_UNAVAILABLE: Final = 503


def refusal_of(error: Exception) -> Refused:
    """Return why a request is refused."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, CatalogError):
        _LOG.error("catalog: %s", error)
        made = Refused(500, MISCONFIGURED, f"The catalog can't be used: {error}")
    elif isinstance(error, MissingPictureError):
        made = Refused(_FORBIDDEN, NOT_FOUND, str(error))
    elif isinstance(error, RequestError):
        made = Refused(_FORBIDDEN, INVALID, f"Invalid request: {error}")
    else:
        made = Refused(_FORBIDDEN, NOT_RENDERED, f"Unable to render: {error}")
    made.__cause__ = error
    return made


def tell_refusal(exchange: Exchange, why: Refused, now: datetime, start_response: StartResponse) -> Iterable[bytes]:
    """Answer with an error."""
    later = [("Retry-After", "1")] if why.status == _UNAVAILABLE else []
    style = exchange.asked().style
    written = failure(why.title, why.text(exchange.catalog.attributes.error_detail), style)
    # A browser runs no script that comes with an error, and the JSON form is one.
    status = 200 if style.form is ReplyForm.JSON and why.status == _FORBIDDEN else why.status
    return write(exchange, status, written, [*Validity().headers(now), *later, *INERT], start_response)
