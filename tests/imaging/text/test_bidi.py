"""Right-to-left scripts. Source: Unicode Standard Annex 9; IS reference, rtlch."""

import pytest

from flytower.imaging.text.bidi import levels, visual_order


def shown(text, back=None):
    """The text in the order in which it is seen, by the algorithm's own convention: capitals are Hebrew letters."""
    letters = [chr(0x5D0 + ord(one) - ord("A")) if one.isupper() else one for one in text]
    found = levels("".join(letters), back or [False] * len(text))
    return "".join(text[place] for place in visual_order(found))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("abc", "abc"),
        ("ABC", "CBA"),
        ("car is THE CAR in arabic", "car is RAC EHT in arabic"),
        ("abc DEF, GHI jkl", "abc IHG ,FED jkl"),
        ("ABC def GHI", "IHG def CBA"),
        ("ABC 123", "123 CBA"),
        ("ABC 12-34 D", "D 12-34 CBA"),
        ("abc 123 DEF", "abc 123 FED"),
        ("ABC.", ".CBA"),
        ("ABC abc.", ".abc CBA"),
        ("", ""),
    ],
)
def test_visual_order(text, seen):
    assert shown(text) == seen


def test_reversed_flow_turns_any_letters_round():
    assert shown("desrever", [True] * 8) == "reversed"
    assert shown("ab cd", [False, False, False, True, True]) == "ab dc"


def test_marks_stay_with_their_letter():
    assert levels("a\u05d0\u05b0b", [False] * 4) == [0, 1, 1, 0]


def test_blanks_at_the_end_run_with_the_paragraph():
    assert levels("a \u05d0 ", [False] * 4) == [0, 0, 1, 0]


def test_hebrew_is_drawn_from_right_to_left(runs):
    # alef is 4 pixels wide, bet 3, gimel 2
    assert runs(r"size=20,10&text=\fs20 אבג", 5) == [(0, 2), (5, 3), (10, 4)]


def test_rtlch_reverses_latin_letters(runs):
    # Source: IS reference, RTF encoding examples (desrever).
    assert runs(r"size=20,10&text=\fs20 {\rtlch Aa}", 2) == [(5, 4)]


def test_arabic_letters_join(page):
    """Of three joined letters the ink is one piece; parted by blanks it is not."""

    def gaps(text):
        image = page(f"text=\\fs80 {text}&textAttr=72,off", font="DejaVu Sans").convert("L").point(lambda v: 255 - v)
        columns = [image.crop((x, 0, x + 1, image.height)).getbbox() is not None for x in range(image.width)]
        left, right = columns.index(True), len(columns) - columns[::-1].index(True)
        return columns[left:right].count(False)

    assert gaps("سلم") == 0
    assert gaps("س ل م") > 0
