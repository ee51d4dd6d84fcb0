"""The shipped CMYK profile's tables agree with one another: what derive_cmyk computed is the inverse it claims."""

from importlib.resources import files

import numpy as np
import pytest

from flytower.imaging.profiles.derive_cmyk import INK_LIMIT, ForwardTable, backward_tag, inverse
from flytower.imaging.profiles.icc_file import tags_of

PROFILE = files("flytower.imaging.profiles").joinpath("tr001.icc").read_bytes()


def test_paper_is_white_and_solid_black_is_dark():
    table = ForwardTable(tags_of(PROFILE)[b"A2B0"])
    paper, black = table.lab(np.array([[0.0, 0, 0, 0], [0.6, 0.5, 0.5, 1]]))
    assert paper == pytest.approx([100, 0, 0], abs=0.5)
    assert black[0] < 10


def test_inks_for_a_colour_print_that_colour():
    table = ForwardTable(tags_of(PROFILE)[b"A2B0"])
    wanted = np.array([[l_star, a, b] for l_star in (30, 50, 70) for a in (-10, 0, 10) for b in (-10, 0, 10)], float)
    inks = inverse(table, wanted)
    assert np.hypot.reduce(table.lab(inks) - wanted, axis=1).max() < 3
    assert inks.sum(1).max() <= INK_LIMIT + 0.05


@pytest.mark.slow
def test_the_shipped_backward_table_is_what_the_program_makes():
    tags = tags_of(PROFILE)
    made = np.frombuffer(backward_tag(ForwardTable(tags[b"A2B0"]))[52:], ">u2").astype(int)
    shipped = np.frombuffer(tags[b"B2A0"][52:], ">u2").astype(int)
    assert abs(made - shipped).max() <= 65  # a thousandth; the last bits depend on the linear algebra library
