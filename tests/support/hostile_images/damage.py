"""Accidents and lies: what is done to a sane file, each drawn from a source of chances."""

import re
import struct

from hostile_images.structure import checked, parts

LARGEST = 1 << 20
"""Bytes beyond which a damaged file is cut off."""

_NUMBERS = [
    0,
    1,
    2,
    3,
    4,
    7,
    8,
    9,
    15,
    16,
    17,
    31,
    32,
    127,
    128,
    255,
    256,
    257,
    1000,
    4095,
    4096,
    16383,
    16384,
    32767,
    32768,
]
_NUMBERS += [65535, 65536, 1 << 24, (1 << 31) - 1, 1 << 31, (1 << 32) - 1, (1 << 32) - 8, (1 << 63) - 1, (1 << 64) - 1]
_WORDS = [
    b"0",
    b"-1",
    b"1",
    b"0.0001",
    b"65536",
    b"2147483647",
    b"-2147483648",
    b"99999999999",
    b"1e9",
    b"1e38",
    b"-1e38",
    b"1e-38",
]
_WORDS += [
    b"NaN",
    b"inf",
    b"null",
    b"[]",
    b"<<>>",
    b"()",
    b"/X",
    b"1 0 R",
    b"3 0 R",
    b"url(#a)",
    b"#a",
    b"&a;",
    b"%",
    b"\0",
    b"\xff\xfe",
]
_DRAWN = ("pdf", "svg")


def damaged(random, family, data, others):
    """Return a file after one to four accidents; `others` are more files of the family to take parts from."""
    for _ in range(random.choice((1, 1, 1, 1, 1, 2, 2, 3, 4))):
        chosen = random.choice(_ACCIDENTS)
        if family in _DRAWN and random.random() < 0.8:
            chosen = other_word
        data = chosen(random, family, data, others)[:LARGEST]
    return checked(data) if family == "png" and random.random() < 0.8 else data


def joined(random, files):
    """Return one file of the parts of two families: one behind, before or within the other."""
    (first, one), (second, two) = random.choice(files), random.choice(files)
    how = random.randrange(5)
    if how == 0:
        return one + two
    if how == 1:
        head = random.choice((4, 8, 12, 16, 64))
        return one[:head] + two[head:]
    part = random.choice(parts(first, one))
    if how == 2:
        return one[: part.end] + two + one[part.end :]
    if how == 3:
        return one[: part.start] + two[: part.end - part.start].ljust(part.end - part.start, b"\0") + one[part.end :]
    return one[: part.end] + two[random.choice(parts(second, two)).start :]


def noise(random):
    """Return bytes of no meaning behind some sort of beginning."""
    heads = [
        b"",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"II*\0\x08\0\0\0",
        b"MM\0*\0\0\0\x08",
        b"8BPS\0\1",
        b"BM",
        b"%PDF-1.4\n",
    ]
    heads += [
        b"RIFF\xff\0\0\0WEBPVP8 ",
        b"\0\0\0\x1cftypavif",
        b"\0\0\0\x18ftypheic",
        b"\xff\x4f\xff\x51",
        b"<svg ",
        b"MM\0+\0\x08\0\0",
    ]
    return random.choice(heads) + random.randbytes(random.choice((0, 1, 7, 60, 500, 3000)))


def cut_at_a_boundary(random, family, data, _others):
    """End the file where a part begins or ends, or a byte beside that."""
    part = _part(random, family, data)
    return data[: max(0, random.choice(part) + random.choice((0, 0, 0, -1, 1)))]


def cut_anywhere(random, _family, data, _others):
    """End the file somewhere."""
    return data[: random.randrange(len(data) + 1)]


def flipped_bits(random, _family, data, _others):
    """Turn single bits over, more often near the beginning."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 4, 16)) if data else 0):
        changed[_place(random, data)] ^= 1 << random.randrange(8)
    return bytes(changed)


def other_bytes(random, _family, data, _others):
    """Put other bytes in the place of some."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 2, 8, 32)) if data else 0):
        changed[_place(random, data)] = random.choice((0, 1, 0x7F, 0x80, 0xFF, random.randrange(256)))
    return bytes(changed)


def lying_field(random, family, data, _others):
    """Put a number that means trouble where a part keeps its sizes, counts, offsets and types."""
    part = _part(random, family, data)
    width = random.choice((1, 2, 2, 4, 4, 8))
    start = part.start + random.choice((0, 1, 2, 4, 4, 8, 8, 9, 12, 16, 20, random.randrange(64)))
    number = random.choice(_NUMBERS) if random.random() < 0.8 else random.getrandbits(64)
    packed = struct.pack(random.choice("<>") + "Q", number % (1 << 8 * width) if width < 8 else number)
    field = (number % (1 << 8 * width)).to_bytes(width, random.choice(("big", "little"))) if width < 8 else packed
    return data[:start] + field + data[start + width :] if start < len(data) else data


def without_a_part(random, family, data, _others):
    """Leave a part out."""
    part = _part(random, family, data)
    return data[: part.start] + data[part.end :]


def part_again(random, family, data, _others):
    """Let a part stand there twice, or very often."""
    part = _part(random, family, data)
    times = random.choice((1, 1, 2, 10, 100))
    return data[: part.end] + data[part.start : part.end] * times + data[part.end :]


def parts_swapped(random, family, data, _others):
    """Let two parts change places."""
    found = parts(family, data)
    one, two = sorted(random.choice(found) for _ in range(2))
    if one.end > two.start:
        return data
    return (
        data[: one.start]
        + data[two.start : two.end]
        + data[one.end : two.start]
        + data[one.start : one.end]
        + data[two.end :]
    )


def part_of_another(random, family, data, others):
    """Put a part of another file of the family in, in place of one or beside it."""
    other = random.choice(others)
    taken, part = random.choice(parts(family, other)), _part(random, family, data)
    end = random.choice(part)
    return data[: min(part.start, end)] + other[taken.start : taken.end] + data[end:]


def filled_part(random, family, data, _others):
    """Fill the inside of a part with one byte, or with noise."""
    part = _part(random, family, data)
    start = min(part.end, part.start + random.choice((0, 4, 8, 12)))
    length = part.end - start
    content = random.randbytes(length) if random.random() < 0.5 else bytes([random.choice((0, 0xFF, 0x55))]) * length
    return data[:start] + content + data[part.end :]


def inserted(random, _family, data, _others):
    """Put bytes in between somewhere."""
    place = random.randrange(len(data) + 1)
    content = random.choice((bytes(random.choice((1, 4, 1000))), random.randbytes(8), data[:64]))
    return data[:place] + content + data[place:]


def other_word(random, _family, data, _others):
    """Put another word or number in the place of one, in a file that is text."""
    words = [match.span() for match in re.finditer(rb"-?\d+(?:\.\d+)?|/\w+|[a-z#]+", data)]
    if not words:
        return data
    start, end = random.choice(words)
    word = random.choice(_WORDS)
    if random.random() < 0.3:
        word = data[slice(*random.choice(words))]
    return data[:start] + word + data[end:]


def _part(random, family, data):
    """Return a part, seldom the first: without that one nothing is even looked at."""
    found = parts(family, data)
    return random.choice(found[1:] if len(found) > 1 and random.random() < 0.9 else found)


def _place(random, data):
    return random.randrange(min(len(data), 200) if random.random() < 0.3 else len(data))


_ACCIDENTS = [
    cut_at_a_boundary, cut_anywhere, flipped_bits, flipped_bits, other_bytes, lying_field, lying_field, lying_field,
    lying_field, without_a_part, part_again, parts_swapped, part_of_another, part_of_another, filled_part, inserted,
]  # fmt: skip
