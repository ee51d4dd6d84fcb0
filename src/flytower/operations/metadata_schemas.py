"""Operations on metadata schemas, none of which has any behaviour yet.

Source: the published SDK reference of 2017-10-29-beta and later, names and types only: what is said here of their
meaning is inferred. Roles are those of the operations on metadata fields.
"""

from typing import Final

from flytower.contract.operation import EVERYBODY, Role, not_written
from flytower.contract.record import Record
from flytower.contract.version import V2017

_READERS: Final = EVERYBODY - {Role.WEB_SERVICE_USER, Role.TRIAL_SITE_ADMIN, Role.TRIAL_SITE_USER}
_ADMINISTRATORS: Final = frozenset({Role.IPS_ADMIN, Role.IPS_COMPANY_ADMIN, Role.IMAGE_PORTAL_ADMIN})


class GetMetadataSchemaNamespacesParam(Record):
    """Of which company."""

    company_handle: str


class GetMetadataSchemaNamespacesReturn(Record):
    """The namespaces that the company's schemas describe."""

    compressed_namespaces: bytes


class GetMetadataSchemaParam(Record):
    """Which schema."""

    company_handle: str
    version: int  # the one that the caller has already


class GetMetadataSchemaReturn(Record):
    """The company's schema."""

    version: int
    compressed_schema: bytes


class SaveMetadataSchemaParam(Record):
    """A schema to store."""

    company_handle: str
    content_type: str  # its media type
    compressed_schema: bytes


class SaveMetadataSchemaReturn(Record):
    """Whether it was stored."""

    success: bool


class RemoveMetadataSchemaParam(Record):
    """Which schema."""

    company_handle: str
    schema_namespace: str


class RemoveMetadataSchemaReturn(Record):
    """Whether it was removed."""

    success: bool


not_written(
    "Return the namespaces that a company's metadata schemas describe",
    GetMetadataSchemaNamespacesParam,
    GetMetadataSchemaNamespacesReturn,
    roles=_READERS,
    since=V2017,
)
not_written(
    "Return a company's metadata schema", GetMetadataSchemaParam, GetMetadataSchemaReturn, roles=_READERS, since=V2017
)
not_written(
    "Store a metadata schema",
    SaveMetadataSchemaParam,
    SaveMetadataSchemaReturn,
    roles=_ADMINISTRATORS,
    since=V2017,
)
not_written(
    "Remove a metadata schema",
    RemoveMetadataSchemaParam,
    RemoveMetadataSchemaReturn,
    roles=_ADMINISTRATORS,
    since=V2017,
)
