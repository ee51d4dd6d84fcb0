"""A small SOAP client for tests and the demonstration: zeep on any WSDL of the API, and the upload servlet.

It uses nothing of the server but its URLs, so what it can do, any client can.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from xml.sax.saxutils import escape

import requests
import zeep

SERVICE_PATH = "/scene7/services/IpsApiService"
UPLOAD_PATH = "/scene7/UploadFile"
SOAP_BINDING = "{http://www.scene7.com/IpsApi}IpsApiServiceSoapBinding"


class JourneyError(Exception):
    """The server did not do what was asked in the time it had."""


@dataclass(frozen=True, slots=True)
class Login:
    """Who calls.

    Attributes:
        user: mail address.
        password: password.
        company: company name.
    """

    user: str = "admin@example.com"
    password: str = "demo"  # noqa: S105  the demonstration's own
    company: str = "Demo Company"


class Client:
    """One login's view of a server, through one WSDL.

    Args:
        server: the server's URL without a trailing slash.
        wsdl: URL or path of the WSDL; by default the one the server serves for ``version``.
        login: who calls.
        version: date of the API version, used for uploads and the default WSDL.
    """

    def __init__(self, server: str, *, login: Login | None = None, wsdl: str = "", version: str = "2014-04-03") -> None:
        self.server = server
        self.version = version
        self.login = login or Login()
        wsdl = wsdl or f"{server}/scene7/webservice/IpsApi-{version}.wsdl"
        self._http = requests.Session()
        library: Any = zeep  # which carries no types
        transport = library.Transport(session=self._http, timeout=60, operation_timeout=60)
        self._zeep = library.Client(wsdl, transport=transport)
        self._service = self._zeep.create_service(SOAP_BINDING, server + SERVICE_PATH)
        header = self._header_element()
        self._headers = [header(user=self.login.user, password=self.login.password, appName="journey", appVersion="1")]
        self.company: str = self.call("getCompanyInfo", companyName=self.login.company).companyHandle

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _header_element(self) -> Any:
        """Return the header element the WSDL binds: the common one in 2013, the versioned one later."""
        message = self._zeep.wsdl.messages["{http://www.scene7.com/IpsApi}authHeader"]
        return next(iter(message.parts.values())).element

    def call(self, operation: str, **fields: Any) -> Any:
        """Call one operation; the answer is zeep's, with a lone field unwrapped as zeep does."""
        return self._service[operation](_soapheaders=self._headers, **fields)

    def upload(self, files: Mapping[str, bytes], *, folder: str = "", name: str = "upload") -> str:
        """Send files to the upload servlet as one job and return its handle."""
        namespace = f"http://www.scene7.com/IpsApi/xsd/{self.version}"
        auth = (
            f'<authHeader xmlns="{namespace}"><user>{escape(self.login.user)}</user>'
            f"<password>{escape(self.login.password)}</password><appName>journey</appName>"
            "<appVersion>1</appVersion></authHeader>"
        )
        params = (
            f'<uploadPostParam xmlns="{namespace}"><companyHandle>{self.company}</companyHandle>'
            f"<jobName>{escape(name)}</jobName><destFolder>{escape(folder)}</destFolder><endJob>true</endJob>"
            "<uploadParams><overwrite>true</overwrite><readyForPublish>true</readyForPublish>"
            "<createMask>false</createMask><emailSetting>None</emailSetting></uploadParams></uploadPostParam>"
        )
        parts: list[Any] = [("auth", (None, auth, "text/plain")), ("uploadParams", (None, params, "text/plain"))]
        parts += [
            (f"file{n}", (file, data, "application/octet-stream")) for n, (file, data) in enumerate(files.items())
        ]
        answer = self._http.post(self.server + UPLOAD_PATH, files=parts, timeout=600)
        if answer.status_code != requests.codes.ok:
            raise JourneyError(answer.text)
        return answer.text.partition("<jobHandle>")[2].partition("</jobHandle>")[0]

    def job_logs(self, **which: str) -> list[Any]:
        """Return the logs of the jobs that ``jobHandle`` or ``originalName`` names, with their rows."""
        answer = self.call("getJobLogDetails", companyHandle=self.company, **which)
        return items_of(answer)

    def wait(self, *, seconds: float = 120, on_progress: Callable[[Any], None] | None = None, **which: str) -> Any:
        """Poll a job's log until it has ended and return it."""
        for _ in _polls(seconds):
            for log in self.job_logs(**which):
                if on_progress:
                    on_progress(log)
                if log.endDate is not None:
                    return log
        raise JourneyError(f"{which} did not end within {seconds} s")

    def handles(self, *, folder: str = "") -> dict[str, str]:
        """Return asset handles by file name of the images in a folder."""
        found = self.call(
            "searchAssets",
            companyHandle=self.company,
            folder=folder or None,
            includeSubfolders=False,
            assetTypeArray={"items": ["Image"]},
            recordsPerPage=1000,
        )
        return {asset.fileName: asset.assetHandle for asset in items_of(found.assetArray)}

    def export(self, name: str, handles: Sequence[str], **options: str) -> str:
        """Submit an export job (``fmt``, ``is_modifier``, ``macro``) and return the submitted handle."""
        job = {"assetHandleArray": {"items": list(handles)}, "emailSetting": "None", **options}
        return str(self.call("submitJob", companyHandle=self.company, jobName=name, exportJob=job))

    def download(self, url: str) -> bytes:
        """Fetch an export's ZIP, as any browser would: without credentials."""
        answer = requests.get(url, timeout=600)
        answer.raise_for_status()
        return answer.content


def items_of(array: Any) -> list[Any]:
    """Return the items of an array as zeep gives it: unwrapped, wrapped, or None where it is empty."""
    if array is None or isinstance(array, list):
        return array or []
    return list(array.items or [])


def zip_url(log: Any) -> str:
    """Return the ZIP's URL from a finished export's log: the first assetName that starts with ``http``."""
    rows = items_of(log.detailArray)
    found = next((row.assetName for row in rows if (row.assetName or "").startswith("http")), None)
    if found is None:
        raise JourneyError(f"no ZIP in the log: {[row.logMessage for row in rows]}")
    return str(found)


def _polls(seconds: float) -> Iterator[None]:
    end = time.monotonic() + seconds
    pause = 0.02
    while time.monotonic() < end:
        yield
        time.sleep(pause)
        pause = min(pause * 1.5, 0.5)
