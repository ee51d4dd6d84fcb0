"""Picture files of kinds that Pillow cannot write, made of their samples by the formats' own pages."""

import struct
import zlib

import numpy as np


def png_file(samples, colour_type, *, clear=None, interlaced=False):
    """A PNG of 16-bit samples (rows, columns, samples); every row has another filter. Source: PNG 1.2."""
    height, width, _ = samples.shape
    head = struct.pack(">IIBBBBB", width, height, 16, colour_type, 0, 0, int(interlaced))
    chunks = [(b"IHDR", head)]
    if clear is not None:
        chunks.append((b"tRNS", struct.pack(f">{len(clear)}H", *clear)))
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    parts = [samples[y::down, x::right] for x, y, right, down in passes] if interlaced else [samples]
    data = b"".join(_png_rows(part) for part in parts if part.size)
    chunks += [(b"IDAT", zlib.compress(data)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I4s", len(data), kind) + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def _png_rows(samples):
    step = samples.shape[2] * 2
    rows = np.ascontiguousarray(samples.astype(">u2")).view(np.uint8).reshape(len(samples), -1).astype(int)
    above = np.zeros_like(rows[0])
    made = []
    for number, row in enumerate(rows):
        left = np.concatenate([np.zeros(step, int), row[:-step]])
        corner = np.concatenate([np.zeros(step, int), above[:-step]])
        kind = number % 5
        guess = [0, left, above, (left + above) // 2, _paeth(left, above, corner)][kind]
        made.append(bytes([kind]) + ((row - guess) % 256).astype(np.uint8).tobytes())
        above = row
    return b"".join(made)


def _paeth(left, above, corner):
    estimate = left + above - corner
    far = [abs(estimate - one) for one in (left, above, corner)]
    return np.where((far[0] <= far[1]) & (far[0] <= far[2]), left, np.where(far[1] <= far[2], above, corner))


def tiff_file(samples, photometric, *, extra=(), order="<", **layout):
    """A TIFF of 8- or 16-bit samples, in strips of 7 rows or square tiles. Source: TIFF 6.0.

    `layout` may hold packed (deflated), predictor, tile (pixels a side), and planes (each sample by itself).
    """
    packed, predictor, tile, planes = (layout.get(name) for name in ("packed", "predictor", "tile", "planes"))
    height, width, count = samples.shape
    bits = 8 * samples.itemsize
    kind = f"{order}u{samples.itemsize}"
    pictures = [samples[:, :, n : n + 1] for n in range(count)] if planes else [samples]
    blocks = [block for picture in pictures for block in _blocks(picture, tile)]
    data = [_packed(block, kind, packed, predictor) for block in blocks]
    starts = list(np.cumsum([8, *(len(piece) for piece in data)]))
    place = int(starts.pop())
    sizes = [len(piece) for piece in data]
    entries = {256: [width], 257: [height], 258: [bits] * count, 259: [8 if packed else 1], 262: [photometric]}
    entries |= {277: [count], 284: [2 if planes else 1]}
    entries |= {322: [tile], 323: [tile], 324: starts, 325: sizes} if tile else {273: starts, 278: [7], 279: sizes}
    if predictor:
        entries[317] = [predictor]
    if extra:
        entries[338] = list(extra)
    head = struct.pack(f"{order}2sHI", b"II" if order == "<" else b"MM", 42, place)
    return head + b"".join(data) + _directory(entries, place, order)


def _blocks(picture, tile):
    height, width, _ = picture.shape
    if not tile:
        return [picture[top : top + 7] for top in range(0, height, 7)]
    wide = np.pad(picture, ((0, -height % tile), (0, -width % tile), (0, 0)))
    rows = range(0, height, tile)
    return [wide[top : top + tile, left : left + tile] for top in rows for left in range(0, width, tile)]


def _packed(block, kind, packed, predictor):
    if predictor == 2:
        block = np.concatenate([block[:, :1], block[:, 1:] - block[:, :-1]], 1)
    data = np.ascontiguousarray(block.astype(kind)).tobytes()
    return zlib.compress(data) if packed else data


def _directory(entries, place, order):
    behind = place + 2 + 12 * len(entries) + 4
    table, values = b"", b""
    longs = {273, 279, 324, 325}
    for tag, numbers in sorted(entries.items()):
        letter, code = ("I", 4) if tag in longs else ("H", 3)
        field = struct.pack(f"{order}{len(numbers)}{letter}", *(int(number) for number in numbers))
        if len(field) > 4:
            place_of_values = struct.pack(f"{order}I", behind + len(values))
            values += field
            field = place_of_values
        table += struct.pack(f"{order}HHI", tag, code, len(numbers)) + field.ljust(4, b"\0")
    return struct.pack(f"{order}H", len(entries)) + table + bytes(4) + values


def psd_file(samples, mode, *, packed=False, spots=()):
    """A Photoshop file of one merged picture; `spots` are the extra channels that are inks. Source: its format."""
    height, width, count = samples.shape
    head = struct.pack(">4sH6xHIIHH", b"8BPS", 1, count, height, width, 8 * samples.itemsize, mode)
    resources = b""
    if spots:
        kinds = b"".join(struct.pack(">H8xHB", 0, 100, 2 if number in spots else 0) for number in range(count))
        info = struct.pack(">I", 1) + kinds
        resources = struct.pack(">4sHHI", b"8BIM", 1077, 0, len(info)) + info + bytes(len(info) % 2)
    sections = struct.pack(">I", 0) + struct.pack(">I", len(resources)) + resources + struct.pack(">I", 0)
    planes = [np.ascontiguousarray(samples[:, :, n].astype(f">u{samples.itemsize}")) for n in range(count)]
    if not packed:
        return head + sections + struct.pack(">H", 0) + b"".join(plane.tobytes() for plane in planes)
    rows = [_packbits(row.tobytes()) for plane in planes for row in plane]
    counts = struct.pack(f">{len(rows)}H", *(len(row) for row in rows))
    return head + sections + struct.pack(">H", 1) + counts + b"".join(rows)


def _packbits(row):
    """Literal runs, and one repeated run at the start where there is one."""
    made = b""
    repeat = next((n for n in range(min(len(row), 128), 1, -1) if row[:n] == row[:1] * n), 0)
    if repeat:
        made, row = struct.pack("bB", 1 - repeat, row[0]), row[repeat:]
    pieces = [row[start : start + 128] for start in range(0, len(row), 128)]
    return made + b"".join(bytes([len(piece) - 1]) + piece for piece in pieces)
