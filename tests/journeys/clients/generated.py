"""Generated code made comparable: without moments and addresses, without an order that only repeats the WSDL's.

A WSDL means the same in whatever order it declares types and operations; a generator that lists them in that order
says the same too. Files of one class are compared as they are; files that list classes or operations by their parts.
"""

import re
from collections.abc import Iterable
from pathlib import Path

_NEUTRAL = (
    (re.compile(r"https?://[^\"\s]*/scene7/services/IpsApiService"), "ADDRESS"),
    (re.compile(r"[^\"\s]*\.wsdl"), "WSDL"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( GMT|Z)?"), "MOMENT"),
)


def neutral(text: str) -> str:
    """Return text without the service's address, the WSDL's and the moment it was generated."""
    for pattern, name in _NEUTRAL:
        text = pattern.sub(name, text)
    return text


def paragraphs(text: str) -> str:
    """Return the text's paragraphs, which blank lines separate, in an order of their own."""
    return "\n\n".join(sorted(re.split(r"\n\s*\n", text.strip())))


def statements(text: str) -> str:
    """Return a Java text's statements, one a line, in an order of their own and with white space as a comma has it."""
    return "\n".join(sorted(re.sub(r"\s+", " ", part).strip() for part in re.split(r"[;{}]", text)))


def files(folder: Path, pattern: str, listings: Iterable[str] = ()) -> dict[str, str]:
    """Return the files below a folder by their path, those that list something by their paragraphs.

    Args:
        folder: where they lie.
        pattern: of their names.
        listings: names of files that list classes or operations.
    """
    texts = {path.relative_to(folder): neutral(path.read_text()) for path in folder.rglob(pattern)}
    listings = set(listings)
    return {str(path): paragraphs(text) if path.name in listings else text for path, text in texts.items()}
