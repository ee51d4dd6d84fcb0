"""Folder paths: how callers write them, and the one form they are kept in.

A kept path starts with the company's root, ends with a slash and has no leading one: ``MyCompany/Shoes/``.
"""

import re
from typing import Final

from flytower.contract.faults import shortened

_FORBIDDEN: Final = re.compile(r"[\x00-\x1f\x7f\\]")
"""Control characters, and the backslash, which some file systems take for a slash."""


def root_path(company_name: str) -> str:
    """Return the root folder of a company: its name without spaces, and a slash."""
    return "".join(company_name.split()) + "/"


def normalised_path(text: str) -> str:
    """Return a path without empty segments or leading slash, and with one at the end; "" if no segment is left.

    Raises ValueError, naming the text, for a ``.`` or ``..`` segment, a backslash or a control character.
    """
    segments = [segment for segment in text.strip().split("/") if segment]
    if any(segment in (".", "..") or _FORBIDDEN.search(segment) for segment in segments):
        raise ValueError(f"'{shortened(text)}' is not a folder path")
    return "".join(segment + "/" for segment in segments)


def folder_path(text: str, root: str) -> str:
    """Return the full path of the folder that a caller means in the company with this root.

    Slashes at either end are optional and repeated ones collapse; nothing, or "/", is the root; a path that does not
    start with the root is below it, and a folder handle counts as the path in it (wire fact A7). Raises ValueError as
    :func:`normalised_path` does.
    """
    path = normalised_path(text.strip().removeprefix("f|"))
    return path if path.startswith(root) else root + path


def split_file_path(text: str, root: str) -> tuple[str, str]:
    """Return full folder path and file name of a file that a caller names, such as ``MyCompany/Shoes//x.jpg``.

    Raises ValueError where there is no file name, or as :func:`normalised_path` does.
    """
    folder, _, name = text.strip().rpartition("/")
    if not name or name in (".", "..") or _FORBIDDEN.search(name):
        raise ValueError(f"'{shortened(text)}' does not end in a file name")
    return folder_path(folder, root), name


def parent_path(path: str) -> str | None:
    """Return the folder that a kept path lies in, or None for a root."""
    head, slash, _ = path.rstrip("/").rpartition("/")
    return head + slash if slash else None
