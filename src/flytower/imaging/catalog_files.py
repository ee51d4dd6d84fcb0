"""The texts of catalog files: attributes and macros. Source: IS reference, file formats of image catalogs."""

import re

_ESCAPED_BREAK = re.compile(r"\\(\r\n|\r|\n)")
_BREAK = re.compile(r"\r\n|\r|\n")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def decoded(content: bytes) -> str:
    """The text of a catalog file: UTF-8 behind a byte order mark, else ISO 8859-1."""
    if content.startswith(b"\xef\xbb\xbf"):
        return content[3:].decode("utf-8", "replace")
    return content.decode("latin-1")


def read_attributes(text: str) -> dict[str, str]:
    """The values of an attribute file by name in lower case; of a name that comes twice the later value holds.

    A line is `name = value`; `#` begins a comment; a backslash before a line's end joins it with the next.
    Raises ValueError, naming the line, for one that is nothing of the kind.
    """
    found: dict[str, str] = {}
    for line in _BREAK.split(_ESCAPED_BREAK.sub("", text)):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        name, equals, value = stripped.partition("=")
        if not equals or not _NAME.fullmatch(name.strip()):
            raise ValueError(f"'{stripped[:80]}' is no line of the form name=value")
        found[name.strip().casefold()] = ",".join(part.strip() for part in value.split(","))
    return found


def read_macros(text: str) -> dict[str, str]:
    """The definitions of a macro file by name in lower case: columns Name and Definition with TABs between.

    Columns whose names begin with a dot do not count; a field may stand in double quotes. Raises ValueError where one
    of the two columns is missing.
    """
    lines = [line for line in _BREAK.split(text) if line]
    header = [name.strip().casefold() for name in lines[0].split("\t")] if lines else []
    if "name" not in header or "definition" not in header:
        raise ValueError("a macro file begins with a line that names the columns Name and Definition")
    name, definition = header.index("name"), header.index("definition")
    rows = ([_unquoted(one) for one in line.split("\t")] for line in lines[1:])
    return {row[name].strip("$").casefold(): row[definition] for row in rows if len(row) > max(name, definition)}


def _unquoted(field: str) -> str:
    quoted = len(field) > 1 and field.startswith('"') and field.endswith('"')
    return field[1:-1].replace('""', '"') if quoted else field
