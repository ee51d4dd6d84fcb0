"""Floating-point numbers as the vendor's server, a Java program, writes them (wire fact B7)."""

import math
from decimal import Decimal
from typing import Final

_PLAIN_FROM: Final = 1e-3
_PLAIN_BELOW: Final = 1e7


def format_double(value: float) -> str:
    """Write a number with as few digits as tell it from its neighbours, and at least one after the point.

    ``0.0``, ``72.0``, ``0.212``; ``1.0E10`` from ten million on and ``2.0E-4`` below a thousandth; ``INF``, ``-INF``
    and ``NaN`` as XML Schema spells them.
    """
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "INF" if value > 0 else "-INF"
    if value == 0 or _PLAIN_FROM <= abs(value) < _PLAIN_BELOW:
        return repr(float(value))
    digits, exponent = _decimal(value)
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[0]}.{digits[1:] or '0'}E{exponent}"


def _decimal(value: float) -> tuple[str, int]:
    """Return the digits that tell a number from its neighbours, and the exponent of the first of them."""
    number = Decimal(repr(float(value))).normalize()
    return "".join(map(str, number.as_tuple().digits)), number.adjusted()
