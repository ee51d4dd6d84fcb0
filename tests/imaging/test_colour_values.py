"""What the color data type refuses and repairs."""

import pytest

from flytower.imaging.colour_values import parse_colour
from flytower.imaging.errors import RequestError
from flytower.imaging.values import Arguments


@pytest.mark.parametrize(
    "text",
    [
        "red",
        "1,2,3,4,5",
        "1,2,3k",
        "1,2,3g",
        "0x123",
        "0x12345",
        "0x1234r",
        "255,,0",
        "0xgggggg",
        "12345678k9",
        "k",
        "1 2",
    ],
)
def test_malformed_colours_are_refused(text):
    with pytest.raises(RequestError, match="bgc="):
        parse_colour(Arguments("bgc", text, []))


def test_components_out_of_range_are_clamped_and_reported():
    notes = []
    assert parse_colour(Arguments("bgc", "300,-5,10", notes)).components == (255, 0, 10)
    assert len(notes) == 2
    assert "300 is above 255" in notes[0]
