"""What can go wrong between a request string and an encoded picture."""


class RequestError(ValueError):
    """The request string is invalid, whatever the source; its text names the command and the value."""


class MissingPictureError(RequestError):
    """The request names a picture that the catalog does not have."""


class RenderError(Exception):
    """This source cannot be rendered as asked; its text is fit for a job log."""


class LimitError(RenderError):
    """Rendering would exceed a configured limit on pixels, bytes, memory or time."""
