"""Documented commands that are recognised and change nothing: each is reported in the job log.

A command leaves this list for a module of its own when it is written.
"""

from flytower.imaging.command import Command, Target
from flytower.imaging.values import Arguments

_LATER = ""


def _not_yet(arguments: Arguments) -> None:
    arguments.note("this command is not implemented yet and was ignored.")


COMMANDS = tuple(Command(name, Target.PENDING, _not_yet, count=None) for name in _LATER.split())
