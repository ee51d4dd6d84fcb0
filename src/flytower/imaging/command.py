"""What a command is, and the table of all of them.

Each module in `commands/` declares its commands in a tuple `COMMANDS`; the table collects them, so a new command is
one new file.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from flytower.imaging.values import Arguments


class Target(Enum):
    """Which part of the Recipe a command sets, by where it stands in the request.

    REQUEST, OUTPUT and VIEW are global, wherever the command stands. In a `layer=n` segment the others set that
    layer; at `comp`, where a request starts, LAYER falls through to layer 0, COMPOSITE and OPERATION address the
    composite, SHARPENING the final view. TEMPLATE decides which request is read at all. REPLY commands are about the
    answer and not its pixels (see `replies/`), DATA goes with a layer and is no pixel of it; both set nothing here.
    """

    REQUEST = auto()
    OUTPUT = auto()
    VIEW = auto()
    LAYER = auto()
    COMPOSITE = auto()
    OPERATION = auto()
    SHARPENING = auto()
    TEMPLATE = auto()
    REPLY = auto()
    DATA = auto()


GLOBAL_TARGETS = frozenset({Target.REQUEST, Target.OUTPUT, Target.VIEW, Target.TEMPLATE, Target.REPLY})
WITHOUT_FIELD = frozenset({Target.TEMPLATE, Target.REPLY, Target.DATA})
"""Targets that set nothing of the Recipe."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the IS reference.

    `parse` turns its arguments into the value of `field` (a field of the target's record; an operation has none).
    `count` is the number of arguments it takes, None for any. `normalised` says that a twin named `...N` with
    normalised values shares its slot. `aliases` are other spellings, accepted with a warning. `order` is the place
    of an operation among the operations: the request's order does not matter. `keeps_empty`: an empty value means
    something; any other command with one is as if it were absent.
    """

    name: str
    target: Target
    parse: Callable[[Arguments], object]
    field: str = ""
    count: int | None = 1
    normalised: bool = False
    aliases: tuple[str, ...] = ()
    order: int = 0
    keeps_empty: bool = False


@dataclass(frozen=True, slots=True)
class Spelling:
    """A command as found in a request under one of its names."""

    command: Command
    name: str
    normalised: bool = False
    alias: bool = False


@cache
def command_table() -> Mapping[str, Spelling]:
    """Every accepted command name in lower case."""
    commands = importlib.import_module("flytower.imaging.commands")
    table: dict[str, Spelling] = {}
    for module in pkgutil.iter_modules(commands.__path__):
        declared: tuple[Command, ...] = importlib.import_module(f"{commands.__name__}.{module.name}").COMMANDS
        for command in declared:
            for spelling in _spellings(command):
                table[spelling.name.casefold()] = spelling
    return table


def _spellings(command: Command) -> list[Spelling]:
    names = [Spelling(command, command.name)]
    if command.normalised:
        names.append(Spelling(command, f"{command.name}N", normalised=True))
    return names + [Spelling(command, alias, alias=True) for alias in command.aliases]
