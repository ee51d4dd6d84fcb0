"""The XML in and around the upload servlet, for a room that knows no XML. Source: IPS reference, UploadFile servlet."""

from datetime import tzinfo

from flytower.contract.credentials import Credentials
from flytower.contract.faults import Fault, invalid_request_xml, shortened
from flytower.contract.types.upload_post import UploadPostParam, UploadPostReturn
from flytower.contract.version import Version, structure_of
from flytower.soap.envelope import Form, element, wrapped
from flytower.soap.faults import fault_document
from flytower.soap.headers import Wishes, basic_credentials, credentials_of, is_auth_header, split_tag, wishes_of
from flytower.soap.parsing import parse_first
from flytower.soap.reader import Reader
from flytower.soap.writer import Writer


class XmlParts:
    """Reads the two XML parts of an upload and writes its answers. Junk after the end of a part's root is ignored."""

    def __init__(self, zone: tzinfo) -> None:
        self._reader = Reader(zone)
        self._writer = Writer(zone)

    def auth(self, data: bytes) -> tuple[list[Credentials], Wishes]:
        """Return what the ``auth`` part claims and wishes.

        Raises:
            IpsApiFault: 30003 where it is no authHeader, 30001 for a wish that can't be followed.
        """
        root = parse_first(data)
        if not is_auth_header(root):
            raise invalid_request_xml(f"Part 'auth' must hold an authHeader of this API, not '{shortened(root.tag)}'")
        return credentials_of([root]), wishes_of([root])

    def basic(self, authorization: str) -> Credentials | None:
        """Return what an HTTP Authorization header claims, or None where it is not Basic."""
        return basic_credentials(authorization)

    def upload_params(self, data: bytes) -> tuple[str, Version, UploadPostParam]:
        """Return the namespace, the version that serves it, and the record of the ``uploadParams`` part.

        Raises:
            IpsApiFault: 30003 where it is no uploadPostParam, 30001 and 30002 for its fields.
        """
        root = parse_first(data)
        namespace, name = split_tag(root.tag)
        version = structure_of(namespace)
        if version is None or name != "uploadPostParam":
            raise invalid_request_xml(
                f"Part 'uploadParams' must hold an uploadPostParam of this API, not '{shortened(root.tag)}'"
            )
        return namespace, version, self._reader.read(root, UploadPostParam, version)

    def upload_answer(self, namespace: str, version: Version, job_handle: str) -> bytes:
        """Return the document that tells an upload's job handle in the request's own namespace (wire fact B2)."""
        content = self._writer.content(UploadPostReturn(job_handle=job_handle), version)
        return wrapped(Form.PLAIN, element("uploadPostReturn", namespace, content))

    def fault(self, fault: Fault) -> bytes:
        """Return the document that reports a fault: its bare detail element (wire fact B3)."""
        return fault_document(Form.PLAIN, fault)
