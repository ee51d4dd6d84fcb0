"""Which way characters run: embedding levels of a paragraph, and the visual order of a line.

Source: Unicode Standard Annex 9, but for explicit formatting characters and paired brackets, which are taken for what
is around them.
"""

import unicodedata
from collections.abc import Sequence

_STRONG = {"L": 0, "R": 1, "AL": 1}
_IGNORED = frozenset({"BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_ENDS_OF_LINE = frozenset({"B", "S", "WS"})


def levels(text: str, reversed_flow: Sequence[bool]) -> list[int]:
    """The level of every character: even ones run from left to right.

    Characters with `reversed_flow` count as letters of a right-to-left script. The paragraph itself runs the way of
    its first letter.
    """
    if text.isascii() and not any(reversed_flow):
        return [0] * len(text)
    given = [
        "R" if back else unicodedata.bidirectional(one) or "L" for one, back in zip(text, reversed_flow, strict=True)
    ]
    base = next((_STRONG[kind] for kind in given if kind in _STRONG), 0)
    places = [place for place, kind in enumerate(given) if kind not in _IGNORED]
    kinds = [given[place] for place in places]
    start = "R" if base else "L"
    _resolve_weak(kinds, start)
    _resolve_neutral(kinds, start)
    found = [base] * len(text)
    for place, kind in zip(places, kinds, strict=True):
        found[place] = _level(kind, base)
    for place, kind in enumerate(given):
        if kind in _IGNORED and place:
            found[place] = found[place - 1]
    _reset_ends(found, given, base)
    return found


def visual_order(line: Sequence[int]) -> list[int]:
    """The order from left to right in which the pieces of a line stand, given the level of each."""
    order = list(range(len(line)))
    for level in range(max(line, default=0), 0, -1):
        start = 0
        while start < len(order):
            if line[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and line[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order


def _resolve_weak(kinds: list[str], start: str) -> None:
    """Rules W1 to W3, then those of digits."""
    before = start
    for place, kind in enumerate(kinds):
        kinds[place] = before = before if kind == "NSM" else kind
    strong = start
    for place, kind in enumerate(kinds):
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[place] = "AN"
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    _join_digits(kinds)
    _settle_digits(kinds, start)


def _settle_digits(kinds: list[str], start: str) -> None:
    """Rules W6 and W7: digits after Latin letters are like these, signs left over are like blanks."""
    strong = start
    for place, kind in enumerate(kinds):
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"
        elif kind in ("ES", "ET", "CS"):
            kinds[place] = "ON"


def _join_digits(kinds: list[str]) -> None:
    """Rules W4 and W5: one separator between digits belongs to them, signs of currency and the like beside them too."""
    for place in range(1, len(kinds) - 1):
        before, kind, after = kinds[place - 1 : place + 2]
        if before == after and ((before == "EN" and kind in ("ES", "CS")) or (before == "AN" and kind == "CS")):
            kinds[place] = before
    for places in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        step = 1 if places.step < 0 else -1
        for place in places:
            if kinds[place] == "ET" and kinds[place + step] == "EN":
                kinds[place] = "EN"


def _resolve_neutral(kinds: list[str], start: str) -> None:
    """Rules N1 and N2: what stands between letters of one direction takes it, else that of the paragraph."""
    place, before = 0, start
    while place < len(kinds):
        if kinds[place] not in _NEUTRAL:
            before = "L" if kinds[place] == "L" else "R"
            place += 1
            continue
        end = place
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        after = start if end == len(kinds) else ("L" if kinds[end] == "L" else "R")
        kinds[place:end] = [before if before == after else start] * (end - place)
        place = end


def _level(kind: str, base: int) -> int:
    if base % 2:
        return base if kind == "R" else base + 1
    return base + {"L": 0, "R": 1}.get(kind, 2)


def _reset_ends(found: list[int], given: list[str], base: int) -> None:
    """Rule L1: blanks at the end of a line, and its end, run the way of the paragraph."""
    at_end = True
    for place in range(len(given) - 1, -1, -1):
        at_end = given[place] in ("B", "S") or (at_end and (given[place] in _ENDS_OF_LINE or given[place] in _IGNORED))
        if at_end:
            found[place] = base
