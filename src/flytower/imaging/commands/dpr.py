"""dpr: how many pixels of the reply make one of those asked for. Source: IS reference, dpr."""

from flytower.imaging.command import Command, Target
from flytower.imaging.values import Arguments


def _parse(arguments: Arguments) -> float:
    """1.0 when it is off; `on` alone says nothing about how much, which only the vendor's network would know."""
    return arguments.positive(1, 1.0) if arguments.flag(0) else 1.0


COMMANDS = (Command("dpr", Target.VIEW, _parse, "dpr", count=2),)
