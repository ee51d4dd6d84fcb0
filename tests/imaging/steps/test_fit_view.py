"""Padding of the reply, and what lies in it."""

import pytest
from PIL import Image


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("wid=4&hei=4", "WWWW WRGW WBKW WWWW"),
        ("wid=4&hei=4&align=-1,-1", "RGWW BKWW WWWW WWWW"),
        ("wid=4&hei=2&align=1,0&bgc=ff00ff", "MMRG MMBK"),
        ("wid=4&hei=2&bgc=0,0,255&fmt=png-alpha", ".RG. .BK."),
        ("wid=2&hei=1&fit=crop&align=0,-1&scl=1", "RG"),
        ("rect=1,0,2,1&scl=1", "GW"),
    ],
)
def test_the_composite_sits_in_the_reply(drawn, reply, letters, request_, expected):
    """IS reference, fit (default fit,0 pads and never enlarges), align, bgc, rect."""
    assert letters(reply(drawn("RG BK"), request_)) == expected


def test_four_tiles_make_the_whole_view(saved, reply):
    """IS reference, rect: no seams."""
    noise = Image.effect_noise((90, 64), 80).convert("RGB")
    whole = reply(noise, "wid=45")
    stacked = Image.new("RGB", whole.size)
    for top in range(0, 32, 8):
        stacked.paste(reply(noise, f"wid=45&rect=0,{top},45,8"), (0, top))
    assert stacked.tobytes() == whole.tobytes()
