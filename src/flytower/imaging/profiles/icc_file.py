"""The container of an ICC profile, version 2: header, tag table, tags. Source: ICC.1:2001-04."""

import struct
from collections.abc import Iterator
from math import isfinite

D50 = (0.9642, 1.0, 0.8249)
"""XYZ of the connection space's white."""


def tags_of(profile: bytes) -> dict[bytes, bytes]:
    """A profile's tags by signature."""
    return {signature: profile[start : start + size] for signature, start, size in _entries(profile)}


def _entries(profile: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The tag table: signature, first byte and size of each."""
    (count,) = struct.unpack_from(">I", profile, 128)
    return (struct.unpack_from(">4sII", profile, 132 + 12 * i) for i in range(count))


def header(device_class: bytes, space: bytes, connection: bytes) -> bytes:
    """The 128 bytes before the tag table. The date is fixed, so that a profile's bytes never change."""
    created = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    white = b"".join(fixed(part) for part in D50)
    kinds = device_class + space + connection
    return struct.pack(">I4sI", 0, bytes(4), 0x02100000) + kinds + created + b"acsp" + bytes(28) + white + bytes(48)


def assembled(head: bytes, tags: dict[bytes, bytes]) -> bytes:
    """A whole profile; tags start on 4-byte boundaries, and equal tags are stored once."""
    first = 132 + 12 * len(tags)
    places: dict[bytes, int] = {}
    body = b""
    for tag in tags.values():
        if tag not in places:
            places[tag] = first + len(body)
            body += tag + bytes(-len(tag) % 4)
    directory = b"".join(struct.pack(">4sII", name, places[tag], len(tag)) for name, tag in tags.items())
    return struct.pack(">I", first + len(body)) + head[4:128] + struct.pack(">I", len(tags)) + directory + body


def described(profile: bytes) -> str:
    """A profile's own description, from either kind of tag; empty if there is none that can be read."""
    try:
        # Only this one is taken out: tags that lie on one another may be far more than the profile together.
        places = (slice(start, start + size) for name, start, size in _entries(profile) if name == b"desc")
        tag = profile[next(places, slice(0))]
        if tag[:4] == b"mluc":
            size, start = struct.unpack_from(">II", tag, 20)
            words = tag[start : start + size].decode("utf-16-be", "replace")
        else:
            (size,) = struct.unpack_from(">I", tag, 8)
            words = tag[12 : 12 + size].decode("latin-1")
    except struct.error:
        return ""
    return words.rstrip("\0").strip()


def fixed(value: float) -> bytes:
    """An s15Fixed16Number."""
    if not isfinite(value):
        raise ValueError(f"no fixed-point number for {value}")
    return struct.pack(">i", round(value * 65536))


def xyz(values: tuple[float, float, float]) -> bytes:
    """An XYZType tag."""
    return b"XYZ \0\0\0\0" + b"".join(fixed(value) for value in values)


def text(words: str) -> bytes:
    """A textType tag in plain ASCII."""
    return b"text\0\0\0\0" + words.encode("ascii") + b"\0"


def description(words: str) -> bytes:
    """A textDescriptionType tag in plain ASCII."""
    plain = words.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(plain)) + plain + bytes(8 + 2 + 1 + 67)


def gamma_curve(exponent: float) -> bytes:
    """A curveType tag that is one exponent (to a 256th)."""
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(exponent * 256))


def sampled_curve(samples: list[float]) -> bytes:
    """A curveType tag of samples from 0 to 1 at equal steps."""
    numbers = [round(sample * 65535) for sample in samples]
    return b"curv\0\0\0\0" + struct.pack(f">I{len(numbers)}H", len(numbers), *numbers)
