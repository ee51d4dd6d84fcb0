"""Path data of clipPath and its like: the vendor's part of SVG's path syntax. Source: IS reference, clipPath."""

import re
from collections.abc import Iterator

from flytower.imaging.outlines import XY, Outline, Piece
from flytower.imaging.syntax import shown
from flytower.imaging.values import Arguments

_TOKEN = re.compile(r"\s*+(?:,\s*+)?([MmLlCcZz]|[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?)")
_LARGEST = 1e9
_POINTS = {"m": 1, "l": 1, "c": 3}


def parse_path(arguments: Arguments) -> Outline:
    """Subpaths of `M m L l C c Z z`; each is closed, whether it says so or not."""
    return Outline(tuple(_Reader(arguments).subpaths()))


def parse_open_path(arguments: Arguments) -> tuple[tuple[Piece, ...], ...]:
    """The same for a path that is a line to follow: only subpaths that say `z` are closed."""
    return tuple(_Reader(arguments, close=False).subpaths())


class _Reader:
    """One reading of a path: where the pen is, and what is drawn of the present subpath."""

    def __init__(self, arguments: Arguments, *, close: bool = True) -> None:
        self._arguments = arguments
        self._close = close
        self._tokens = self._split()
        self._position = 0
        self._pen: XY = (0.0, 0.0)
        self._start: XY = (0.0, 0.0)
        self._pieces: list[Piece] = []

    def subpaths(self) -> Iterator[tuple[Piece, ...]]:
        """Every subpath that is more than a point."""
        command = ""
        if self._tokens and self._tokens[0] not in ("M", "m"):
            raise self._arguments.error("a path begins with M")
        while self._position < len(self._tokens):
            token = self._tokens[self._position]
            if token.isalpha():
                command = token
                self._position += 1
            if command in ("Z", "z"):
                yield from self._finished(closed=True)
                self._expect_command()
            elif command in ("M", "m"):
                yield from self._finished(closed=self._close, moving=True)
                self._pen = self._start = self._points(command)[0]
                command = "L" if command == "M" else "l"
            else:
                self._draw(command)
        yield from self._finished(closed=self._close)

    def _draw(self, command: str) -> None:
        points = self._points(command)
        self._pieces.append((self._pen, *points))
        self._pen = points[-1]

    def _expect_command(self) -> None:
        if self._position < len(self._tokens) and not self._tokens[self._position].isalpha():
            raise self._arguments.error("numbers follow Z")

    def _finished(self, *, closed: bool, moving: bool = False) -> Iterator[tuple[Piece, ...]]:
        """Finish a subpath. The pen goes back to its start, but for a new subpath that follows without Z."""
        if self._pieces:
            yield (*self._pieces, (self._pen, self._start)) if closed else tuple(self._pieces)
        self._pieces = []
        if not moving:
            self._pen = self._start

    def _points(self, command: str) -> list[XY]:
        origin = self._pen if command.islower() else (0.0, 0.0)
        return [(origin[0] + self._number(), origin[1] + self._number()) for _ in range(_POINTS[command.lower()])]

    def _number(self) -> float:
        if self._position >= len(self._tokens) or self._tokens[self._position].isalpha():
            raise self._arguments.error("a path command has too few numbers")
        number = float(self._tokens[self._position])
        if abs(number) > _LARGEST:
            raise self._arguments.error("a number in the path is too large")
        self._position += 1
        return number

    def _split(self) -> list[str]:
        text, position, tokens = self._arguments.value.rstrip(), 0, []
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                raise self._arguments.error(f"'{shown(text[position : position + 10])}' is no part of a path")
            tokens.append(match[1])
            position = match.end()
        return tokens
