"""The form of log lines: text for people, JSON for machines; each with the id of the request it belongs to."""

import json
import logging
import sys
from typing import Any

from flytower.config import Settings
from flytower.web.requestlog import request_id

# Their messages may hold whole requests, passwords included, or repeat our own lines.
_SILENT = ("spyne", "spyne.protocol", "spyne.protocol.xml", "spyne.protocol.soap", "spyne.application")
_QUIET = ("alembic", "dbos", "gunicorn", "PIL", "sqlalchemy", "urllib3")


def configure(settings: Settings) -> None:
    """Send every log line of this process to standard error in the form that the settings name."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if settings.log_format == "json" else TextFormatter())
    handler.addFilter(_with_request_id)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level)
    for name in _SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


class TextFormatter(logging.Formatter):
    """``2026-01-02 03:04:05,678 INFO flytower.access [id] message``, one line; a traceback follows on its own lines."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging's name
        """Return the line with line breaks of the message escaped, so that nobody can forge one."""
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")


class JsonFormatter(logging.Formatter):
    """One JSON object per line: time, level, logger, message, request_id, and the facts of an access line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fields: dict[str, Any] = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", ""),
            "process": record.process,
        }
        fields.update(getattr(record, "facts", {}))
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False)


def _with_request_id(record: logging.LogRecord) -> bool:
    facts = getattr(record, "facts", {})
    record.request_id = facts.get("request_id") or request_id.get() or "-"
    return True
