"""Make `tr001.icc`, a CMYK profile for input and output, from a CC0 input-only one. Run once; the result is kept.

Usage: python -m flytower.imaging.profiles.derive_cmyk CGATS001Compat-v2-micro.icc tr001.icc

The forward table (CMYK to Lab) is taken as it is. The backward table (Lab to CMYK), which the source lacks, is its
inverse: per node the inks whose forward colour is nearest, found by damped least squares, with black ink drawn
toward a gray-component-replacement curve and the ink total held near `INK_LIMIT`.
"""

import struct
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flytower.imaging.profiles.icc_file import assembled, description, tags_of

Array = NDArray[np.float64]

GRID = 21
"""Nodes per side of the backward table; odd, so that the gray axis runs through nodes."""

INK_LIMIT = 3.0
"""The most ink in one place, in units of one full ink (3.0 = 300 %)."""

BLACK_PULL = 12.0
"""How strongly black ink is drawn to its curve, in Lab units per full ink."""

ROUNDS = 60


class ForwardTable:
    """A 16-bit table from CMYK (0 to 1) to Lab, evaluated with linear interpolation. Source: ICC.1, lut16Type."""

    def __init__(self, tag: bytes) -> None:
        inputs, outputs, grid = tag[8:11]
        if tag[:4] != b"mft2" or (inputs, outputs) != (4, 3):
            raise ValueError("expected a 16-bit table from four inks to Lab")
        entries, _ = struct.unpack(">HH", tag[48:52])
        numbers = np.frombuffer(tag[52:], ">u2").astype(np.float64)
        self.curves = numbers[: 4 * entries].reshape(4, entries) / 65535
        nodes = numbers[4 * entries : 4 * entries + 3 * grid**4]
        self.nodes = nodes.reshape(grid, grid, grid, grid, 3) / np.array([652.8, 256, 256]) - np.array([0, 128, 128])
        self.grid = grid

    def lab(self, inks: Array) -> Array:
        """Lab for rows of CMYK."""
        steps = np.linspace(0, 1, self.curves.shape[1])
        place = np.stack([np.interp(inks[:, i], steps, self.curves[i]) for i in range(4)], 1) * (self.grid - 1)
        low = np.minimum(place.astype(int), self.grid - 2)
        part = place - low
        total = np.zeros((len(inks), 3))
        for corner in range(16):
            bits = np.array([corner >> i & 1 for i in range(4)])
            weight = np.where(bits, part, 1 - part).prod(1, keepdims=True)
            total += weight * self.nodes[tuple((low + bits).T)]
        return total


def black_curve(lab: Array) -> Array:
    """The black ink wanted for a colour: none in the lights, full in the darkest grays, less where there is hue."""
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    dark = np.clip((80 - lab[:, 0]) / 80, 0, 1) ** 1.8
    return dark * np.clip(1 - chroma / 90, 0.0, 1)


def inverse(table: ForwardTable, lab: Array) -> Array:
    """Rows of CMYK whose forward colours are nearest to rows of Lab."""
    black = black_curve(lab)

    def miss(inks: Array) -> Array:
        over = np.maximum(inks.sum(1) - INK_LIMIT, 0)
        return np.column_stack([table.lab(inks) - lab, BLACK_PULL * (inks[:, 3] - black), 40 * over, 0.3 * inks[:, :3]])

    inks = np.column_stack([np.full((len(lab), 3), 0.4), black])
    for turn in range(ROUNDS):
        here = miss(inks)
        slopes = []
        for i in range(4):
            step = np.where(inks[:, i] < 0.5, 0.01, -0.01)  # noqa: PLR2004
            moved = inks.copy()
            moved[:, i] += step
            slopes.append((miss(moved) - here) / step[:, None])
        slope = np.stack(slopes, 2)
        # A bound that is touched and pushed against drops out of the step, or it would drag the others with it.
        pull = np.einsum("nij,ni->nj", slope, here)
        held = ((inks <= 0) & (pull > 0)) | ((inks >= 1) & (pull < 0))
        slope = np.where(held[:, None, :], 0, slope)
        normal = np.einsum("nij,nik->njk", slope, slope) + np.eye(4) * (200 / (turn + 1) + 2)
        step = np.linalg.solve(normal, np.einsum("nij,ni->nj", slope, here)[:, :, None])[:, :, 0]
        inks = np.clip(inks - np.clip(step, -0.15, 0.15), 0, 1)
    return inks


def backward_tag(table: ForwardTable) -> bytes:
    """The lut16Type tag from Lab to CMYK."""
    side = np.linspace(0, 65535, GRID)
    encoded = np.stack(np.meshgrid(side, side, side, indexing="ij"), -1).reshape(-1, 3)
    lab = encoded / np.array([652.8, 256, 256]) - np.array([0, 128, 128])
    lab[:, 0] = np.minimum(lab[:, 0], 100)
    inks = inverse(table, lab)
    white = (lab[:, 0] == lab[:, 0].max()) & (np.hypot(lab[:, 1], lab[:, 2]) < 1)
    inks[white] = 0
    identity = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    straight = struct.pack(">2H", 0, 65535)
    return b"".join((
        b"mft2\0\0\0\0", bytes((3, 4, GRID, 0)), identity, struct.pack(">2H", 2, 2), straight * 3,
        np.rint(inks * 65535).astype(">u2").tobytes(), straight * 4,
    ))  # fmt: skip


def main(source: Path, destination: Path) -> None:
    """Read the input-only profile, write the complete one."""
    profile = source.read_bytes()
    tags = tags_of(profile)
    tags[b"desc"] = description("Flytower CMYK (CGATS TR 001)")
    # One table for every intent: the source's is stretched to paper white and to black already.
    forward, backward = tags[b"A2B0"], backward_tag(ForwardTable(tags[b"A2B0"]))
    for intent in (b"0", b"1", b"2"):
        tags[b"A2B" + intent], tags[b"B2A" + intent] = forward, backward
    destination.write_bytes(assembled(profile, tags))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
