"""Where a line may end: after blanks and hyphens, between ideographs.

Source: Unicode Standard Annex 14, in outline.
"""

import unicodedata

SOFT_HYPHEN = "\u00ad"
LINE_BREAK = "\n"
_BLANKS = frozenset(" \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")
_HYPHENS = frozenset("-\u2010\u2012\u2013")
_ANYWHERE = frozenset({"\u200b", SOFT_HYPHEN, "\u2014"})
_NO_START = frozenset(
    "!%),.:;?]}\u00a2\u00b0\u00b7\u2019\u201d\u2030\u2032\u2033\u2103\u3001\u3002\u3003\u3005\u3009\u300b\u300d\u300f"
    "\u3011\u3015\u3017\u3019\u301b\u301e\u301f\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u3095\u3096"
    "\u309b\u309c\u309d\u309e\u30a0\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6\u30fb\u30fc"
    "\u30fd\u30fe\uff01\uff05\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d\uff61\uff63\uff64\uff65"
)
"""What begins no line in Chinese and Japanese: closing marks, small kana."""
_NO_END = frozenset(
    "$([{\u00a3\u00a5\u2018\u201c\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\u301d\uff08\uff3b\uff5b\uff62"
)
"""What ends no line there: opening marks, currency signs."""


def is_blank(text: str) -> bool:
    """Whether it is a blank at which a line may end."""
    return text in _BLANKS


def may_break(text: str) -> list[bool]:
    """For every character whether a line may end after it."""
    return [_between(before, after) for before, after in zip(text, f"{text[1:]}\0", strict=bool(text))]


def _between(before: str, after: str) -> bool:
    if after in _BLANKS or after == "\0":
        return False
    if before in _BLANKS or before in _ANYWHERE:
        return True
    if before in _HYPHENS:
        return after.isalpha()
    if before in _NO_END or after in _NO_START or unicodedata.combining(after):
        return False
    return is_ideographic(before) or is_ideographic(after)


def is_ideographic(character: str) -> bool:
    """Whether words do not end at blanks in the script of a character: Chinese, Japanese, and Korean with them."""
    return character >= "\u1100" and unicodedata.east_asian_width(character) in ("W", "F")
