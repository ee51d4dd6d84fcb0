"""The composition root: from settings to the web application, an executor, and the state they need."""

import fcntl
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from wsgiref.types import WSGIApplication
from zoneinfo import ZoneInfo

from flytower import operations  # noqa: F401  declares every operation
from flytower.config import Settings
from flytower.contract.clock import Clock, system_clock
from flytower.contract.version import V2014
from flytower.jobs.engine import Engine
from flytower.jobs.pictures import limits_of
from flytower.model.database import Database
from flytower.operations.gate import Gate
from flytower.soap.compression import GzipMode
from flytower.soap.parts import XmlParts
from flytower.soap.wsdl_http import wsdl_application
from flytower.soap.wsgi import SoapSettings, soap_application
from flytower.storage.blobs import Blobs
from flytower.storage.local import LocalBlobs
from flytower.web import downloads, image_serving, picture_maker, server, static_content
from flytower.web.health import Check, alive, readiness
from flytower.web.home import home_page
from flytower.web.requestlog import RequestLog
from flytower.web.router import POST, READ, Route, Router
from flytower.web.upload import PATH as UPLOAD_PATH
from flytower.web.upload import UploadServlet

_EXECUTOR_NICENESS = 5
"""How far executors, and the processes they render in, stand back when the HTTP server wants the processor, too."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What both kinds of process work with. Making it opens no connection, so it may be made before a fork."""

    settings: Settings
    database: Database
    blobs: Blobs
    clock: Clock

    @classmethod
    def of(cls, settings: Settings) -> "Parts":
        """Make the parts that the settings describe."""
        database = Database(settings.resolved_database_url)
        return cls(settings, database, LocalBlobs(settings.blobs_dir), system_clock)


def web(parts: Parts) -> WSGIApplication:
    """Return the whole web application."""
    settings = parts.settings
    gate = Gate(parts.database, parts.blobs, Engine(parts.database, parts.clock), settings, parts.clock)
    return RequestLog(Router([*_soap_routes(settings, gate), *_web_routes(parts, gate)]))


def web_body(settings: Settings, listener: socket.socket) -> Callable[[], None]:
    """Return what the process of the HTTP server does; the application is made now, before it is forked."""
    application = web(Parts.of(settings))
    return lambda: server.serve(lambda: application, listener, settings)


def executor_body(settings: Settings, slot: int) -> Callable[[], None]:
    """Return what the process of one executor does."""
    return lambda: executor(settings, slot)


def executor(settings: Settings, slot: int) -> None:
    """Run jobs until told to end by SIGTERM. ``slot`` tells the executors of one host apart, from 0."""
    os.nice(_EXECUTOR_NICENESS)
    from flytower.jobs import executor as executors  # noqa: PLC0415  imaging is large, and the web needs none of it

    executors.run(settings, slot)


def _soap_routes(settings: Settings, gate: Gate) -> list[Route]:
    soap = soap_application(
        gate,
        SoapSettings(
            max_body_bytes=settings.max_request_bytes,
            gzip=GzipMode(settings.gzip_response),
            zone=ZoneInfo(settings.time_zone),
        ),
    )
    wsdl = wsdl_application(settings.public_url)
    return [
        Route(r"/scene7/(services|api)/IpsApiService", READ, wsdl, query="wsdl"),
        Route(r"/scene7/(services|api)/IpsApiService", POST, soap),
        Route(r"/scene7/(webservice/)?IpsApi(-[^/]+)?\.wsdl", READ, wsdl),
    ]


def _web_routes(parts: Parts, gate: Gate) -> list[Route]:
    settings = parts.settings
    xml = XmlParts(ZoneInfo(settings.time_zone))
    upload = UploadServlet(gate, parts.blobs, xml, settings.upload_post_max_bytes)
    return [
        Route(UPLOAD_PATH, POST, upload),
        Route(downloads.PATTERN, READ, downloads.Downloads(parts.database, parts.blobs, parts.clock)),
        Route(image_serving.PATTERN, READ, _image_server(parts)),
        Route(static_content.PATTERN, READ, _content_server(parts)),
        Route("/healthz", READ, alive),
        Route("/readyz", READ, readiness(_checks(parts))),
        Route("/(scene7)?", READ, home_page(version("flytower"), urls(settings))),
    ]


def _image_server(parts: Parts) -> image_serving.ImageServer:
    settings = parts.settings

    def renderer() -> picture_maker.Renderer:
        from flytower.imaging.pool import RenderPool  # noqa: PLC0415  large, and only pictures need it

        # One more than its share: connections seldom spread evenly over the processes that answer them.
        share = -(-settings.resolved_workers // settings.resolved_web_processes) + 1
        return RenderPool(min(share, settings.resolved_workers), limits_of(settings))

    return image_serving.ImageServer(parts.database, parts.blobs, settings, parts.clock, renderer)


def _content_server(parts: Parts) -> static_content.ContentServer:
    return static_content.ContentServer(parts.database, parts.blobs, parts.settings, parts.clock)


def urls(settings: Settings) -> dict[str, str]:
    """Return the server's URLs, each by what it is for."""
    base = settings.resolved_public_url
    return {
        "SOAP 1.1 and 1.2": f"{base}/scene7/services/IpsApiService",
        "Plain XML": f"{base}/scene7/api/IpsApiService",
        "WSDL": f"{base}/scene7/webservice/IpsApi-{V2014}.wsdl",
        "Uploads": base + UPLOAD_PATH,
        "Pictures": f"{base}/is/image/<company>/<asset>",
        "Other files": f"{base}/is/content/<company>/<asset>",
        "Health": f"{base}/healthz and {base}/readyz",
    }


def _checks(parts: Parts) -> dict[str, Check]:
    """Return what /readyz looks at."""
    checks: dict[str, Check] = {
        "database": parts.database.is_at_head,
        "blobs": lambda: os.access(parts.blobs.scratch(), os.W_OK),
    }
    if parts.database.is_sqlite:  # elsewhere executors may run on other hosts
        checks["executors"] = lambda: any(map(_is_held, parts.settings.locks_dir.glob("*.lock")))
    return checks


def _is_held(file: Path) -> bool:
    """Tell whether an executor holds the name that this file stands for."""
    with file.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
