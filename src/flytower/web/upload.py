"""The upload servlet, ``POST /scene7/UploadFile``: files by multipart/form-data, straight to storage.

Source: IPS reference, Uploading assets by HTTP POST; wire facts A6, B2, B3.
"""

import logging
import re
from collections.abc import Iterable
from typing import Protocol
from wsgiref.types import StartResponse, WSGIEnvironment

from flytower.contract.credentials import Client, Credentials
from flytower.contract.faults import Fault, FaultCode, IpsApiFault, missing_parameter
from flytower.contract.types.upload_post import UploadPostParam
from flytower.contract.version import NEWEST, Version
from flytower.operations.gate import Gate
from flytower.operations.upload_post import UPLOAD_POST, Upload, UploadedFile, take_upload
from flytower.storage.blobs import Blobs
from flytower.web.answers import respond
from flytower.web.requestlog import OPERATION
from flytower.web.uploadform import AUTH, PARAMS, ClientGone, LimitedBody, UploadForm

PATH = "/scene7/UploadFile"

_CONTENT_TYPE = "text/xml;charset=utf-8"
_DRAINED = 64 << 20  # what a refused client may go on sending before it is cut off
_LANGUAGE = re.compile(r"[A-Za-z]{2}(-[A-Za-z]{2})?\b")
_LOCAL_PATH = re.compile(r".*\\", re.DOTALL)
_LOG = logging.getLogger(__name__)


class Wishes(Protocol):
    """What an authHeader asks of the answer."""

    @property
    def locale(self) -> str:
        """Language such as ``en-US``, or empty."""
        ...

    @property
    def fault_status(self) -> int:
        """HTTP status of a fault."""
        ...


class UploadXml(Protocol):
    """The XML in and around an upload, which only the soap room can read and write."""

    def auth(self, data: bytes) -> tuple[list[Credentials], Wishes]:
        """Read the ``auth`` part."""
        ...

    def basic(self, authorization: str) -> Credentials | None:
        """Read an HTTP Authorization header."""
        ...

    def upload_params(self, data: bytes) -> tuple[str, Version, UploadPostParam]:
        """Read the ``uploadParams`` part; return the namespace to answer in, the version that serves it, the record."""
        ...

    def upload_answer(self, namespace: str, version: Version, job_handle: str) -> bytes:
        """Return the document that answers an upload."""
        ...

    def fault(self, fault: Fault) -> bytes:
        """Return the document that reports a fault."""
        ...


class UploadServlet:
    """Answers POSTs of files. What fails leaves nothing behind: a file is no blob before it is wanted."""

    def __init__(self, gate: Gate, blobs: Blobs, xml: UploadXml, max_bytes: int) -> None:
        self._gate = gate
        self._blobs = blobs
        self._xml = xml
        self._max_bytes = max_bytes

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        environ[OPERATION] = "uploadFile"
        body = LimitedBody.of(environ, self._max_bytes)
        with UploadForm(self._blobs) as form:
            upload = _Upload(self._gate, self._xml, form, environ)
            try:
                status, document = 200, upload.run(body)
            except Fault as fault:
                _LOG.info("%s %d", fault.element, fault.code)
                status, document = upload.fault_status, self._xml.fault(fault)
            except ClientGone as gone:
                _LOG.info("an upload ended early: %s", gone)
                return respond(start_response, 400, b"", _CONTENT_TYPE, [("Connection", "close")])
            except Exception:  # noqa: BLE001  logged, and no more than that is told
                _LOG.exception("an upload failed")
                status, document = upload.fault_status, self._xml.fault(_unexpected())
        return respond(start_response, status, document, _CONTENT_TYPE, _connection(body))


class _Upload:
    """One POST."""

    fault_status = 500

    def __init__(self, gate: Gate, xml: UploadXml, form: UploadForm, environ: WSGIEnvironment) -> None:
        self._gate = gate
        self._xml = xml
        self._form = form
        self._environ = environ
        self._credentials: list[Credentials] = []
        self._locale = ""

    def run(self, body: LimitedBody) -> bytes:
        """Take the form in, have the operation done and return the answer's document."""
        try:
            self._form.read(body, self._environ.get("CONTENT_TYPE", ""), self._admit)
        finally:
            self._read_auth()  # whatever was wrong: the fault goes out with the status wished for
        if PARAMS not in self._form.texts:
            raise missing_parameter(PARAMS)
        namespace, version, param = self._xml.upload_params(self._form.texts[PARAMS])
        files = [UploadedFile(_base_name(file.name), file.received) for file in self._form.files]
        with self._gate.call(UPLOAD_POST, version, self._credentials, self._client()) as call:
            answer = take_upload(call, Upload(param, files))
        return self._xml.upload_answer(namespace, version, answer.job_handle)

    def _admit(self) -> None:
        """Refuse a file before it is received, when it is known already that its sender may not."""
        self._read_auth()
        if self._credentials:
            with self._gate.call(UPLOAD_POST, NEWEST, self._credentials, self._client()):
                pass

    def _read_auth(self) -> None:
        basic = self._xml.basic(self._environ.get("HTTP_AUTHORIZATION", ""))
        claims = [] if basic is None else [basic]
        if AUTH in self._form.texts:
            more, wishes = self._xml.auth(self._form.texts[AUTH])
            claims = more + claims
            self.fault_status, self._locale = wishes.fault_status, wishes.locale
        self._credentials = claims

    def _client(self) -> Client:
        accepted = _LANGUAGE.match(self._environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        language = self._locale or (accepted[0] if accepted else "")
        return Client(address=self._environ.get("REMOTE_ADDR", ""), locale=language)


def _base_name(name: str) -> str:
    r"""Return a file name without the local directories that old browsers send with it (``C:\photos\a.jpg``)."""
    return _LOCAL_PATH.sub("", name)


def _connection(body: LimitedBody) -> list[tuple[str, str]]:
    """Let the client finish sending, within reason: most read no answer before; else the connection is closed."""
    return [] if body.drain(_DRAINED) else [("Connection", "close")]


def _unexpected() -> Fault:
    return IpsApiFault(FaultCode.EXCEPTION, "An unexpected error occurred")
