"""What the job elements of submitJob become: checked, and split into the items that executors work off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from flytower.contract.constants import EmailSetting, JobType
from flytower.contract.faults import FaultCode, IpsApiFault, invalid_parameter, missing_parameter
from flytower.contract.handles import is_safe_job_name
from flytower.contract.operation import EVERYBODY, Role
from flytower.model import jobs
from flytower.model.jobs import NewItem

SUBMITTERS: Final = EVERYBODY - {Role.WEB_SERVICE_USER, Role.IMAGE_PORTAL_USER}
"""Roles that may have jobs run."""

LONGEST_DESCRIPTION: Final = 4000
LONGEST_LOCALE: Final = 35


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A job element that was found good.

    Attributes:
        kind: which code runs it; type: the vendor's name of it.
        payload: the element as plain data, without the lists that became items.
        email_setting: which mails it sends.
        items: its work, as far as it is known now.
    """

    kind: str
    type: JobType
    payload: dict[str, Any]
    email_setting: EmailSetting
    items: Sequence[NewItem] = field(default_factory=tuple)


_LAST_CONTROL: Final = " "


def checked_name(name: str, element: str = "jobName") -> str:
    """Return a job's name without space around it.

    Raises fault 30002 for an empty one, 30001 for one that is too long, has control characters, or begins or ends with
    "|", which could not be found again by handle.
    """
    clean = name.strip()
    if not clean:
        raise missing_parameter(element)
    if len(clean) > jobs.LONGEST_NAME:
        raise invalid_parameter(element, name, f"it is longer than {jobs.LONGEST_NAME} characters")
    if not is_safe_job_name(clean) or any(letter < _LAST_CONTROL or letter == "\x7f" for letter in clean):
        raise invalid_parameter(element, name, "it has control characters, or begins or ends with '|'")
    return clean


def checked_text(text: str | None, element: str, most: int) -> str:
    """Return a text without space around it, "" for none. Raises fault 30001 for more than `most` characters."""
    clean = (text or "").strip()
    if len(clean) > most:
        raise invalid_parameter(element, clean, f"it is longer than {most} characters")
    return clean


def not_implemented_job(element: str) -> IpsApiFault:
    """Return fault 30000 for a job element that has no behaviour here."""
    return IpsApiFault(FaultCode.EXCEPTION, f"Job type '{element}' is not implemented by this server")
