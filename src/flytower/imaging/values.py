"""The data types of command arguments: integer, real, flag, keyword, and tuples of them.

Malformed values raise RequestError; values out of range are clamped and noted. Source: IS reference, data types.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeVar

from flytower.imaging.errors import RequestError
from flytower.imaging.syntax import shown

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_LONGEST_NUMBER = 40
_LARGEST = 2_147_483_647
_FLAGS = {"1": True, "true": True, "on": True, "0": False, "false": False, "off": False}

Keyword = TypeVar("Keyword", bound=StrEnum)


class Bounds(NamedTuple):
    """The smallest and the largest value a command documents."""

    low: float
    high: float = _LARGEST


def plain(number: float) -> str:
    """A number as a person writes it: no `.0` on integers."""
    return str(int(number)) if float(number).is_integer() else str(number)


@dataclass(frozen=True, slots=True)
class Arguments:
    """The decoded value of one command, with what its parse function needs to read it.

    `command` is the name as documented, `normalised` says that it was the `...N` spelling, `notes` collects sentences
    about values that were understood but not taken literally.
    """

    command: str
    value: str
    notes: list[str]
    normalised: bool = False

    @property
    def items(self) -> list[str]:
        """The comma-separated arguments without surrounding spaces; absent ones are empty."""
        return [item.strip() for item in self.value.split(",")]

    def at(self, index: int) -> str:
        """Argument `index`, empty when it is absent."""
        items = self.items
        return items[index] if index < len(items) else ""

    def error(self, problem: str) -> RequestError:
        """The error to raise about this value."""
        return RequestError(f"{self.command}={shown(self.value)}: {problem}")

    def note(self, sentence: str) -> None:
        """Keep a sentence about this value for the job log."""
        self.notes.append(f"{self.command}={shown(self.value)}: {sentence}")

    def limit(self, count: int) -> None:
        """Note arguments beyond the `count` that the command documents."""
        if any(self.items[count:]):
            self.note(f"only the first {count} values are used.")

    def real(self, index: int, default: float | None = None, bounds: Bounds | None = None) -> float:
        """A decimal number, clamped to `bounds`; without `default` it must be present."""
        text = self.at(index)
        if not text:
            if default is None:
                raise self.error(f"value {index + 1} is missing")
            return default
        number = self._number(text)
        if bounds is None or bounds.low <= number <= bounds.high:
            return number
        nearest = bounds.low if number < bounds.low else bounds.high
        reach = f"below {plain(bounds.low)}" if number < bounds.low else f"above {plain(bounds.high)}"
        self.note(f"{shown(text)} is {reach}; {plain(nearest)} is used.")
        return nearest

    def integer(self, index: int, default: int | None = None, bounds: Bounds | None = None) -> int:
        """A whole number, clamped to `bounds`; without `default` it must be present."""
        number = self.real(index, default, bounds)
        if not float(number).is_integer():
            raise self.error(f"'{shown(self.at(index))}' is not a whole number")
        return int(number)

    def positive(self, index: int, default: float | None = None) -> float:
        """A real above 0: there is no smallest such number to clamp to, so 0 and less are errors."""
        number = self.real(index, default)
        if number <= 0:
            raise self.error(f"'{shown(self.at(index))}' is not above 0")
        return number

    def numbers(self, count: int, default: float | None = None) -> list[float]:
        """`count` numbers: reals in a normalised command, whole numbers else."""
        if self.normalised:
            return [self.real(index, default) for index in range(count)]
        whole = None if default is None else int(default)
        return [self.integer(index, whole) for index in range(count)]

    def flag(self, index: int, default: bool = False) -> bool:
        """1, true, on or 0, false, off."""
        text = self.at(index).casefold()
        if not text:
            return default
        if text not in _FLAGS:
            raise self.error(f"'{shown(text)}' is neither 0 nor 1")
        return _FLAGS[text]

    def keyword(self, index: int, kind: type[Keyword], default: Keyword) -> Keyword:
        """A keyword of an enumeration, in any case."""
        text = self.at(index).casefold()
        if not text:
            return default
        try:
            return kind(text)
        except ValueError:
            known = ", ".join(kind)
            raise self.error(f"'{shown(text)}' is none of {known}") from None

    def _number(self, text: str) -> float:
        if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
            raise self.error(f"'{shown(text)}' is not a number")
        number = float(text)
        if abs(number) > _LARGEST:
            raise self.error(f"'{shown(text)}' is too large a number")
        return number
