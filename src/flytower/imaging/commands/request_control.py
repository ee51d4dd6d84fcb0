"""Commands about the answer, not its pixels. Source: IS reference, their pages and those of the req= types.

`replies/kinds.py` reads them where a request is answered over HTTP; a rendered file has no use for most, and says so.
"""

import re
from collections.abc import Callable

from flytower.imaging.command import Command, Target
from flytower.imaging.values import Arguments

_HANDLER = re.compile(r"[A-Za-z0-9]{1,64}")
_CACHE = ("on", "off")
_CACHE_ALONE = (*_CACHE, "validate", "update")
_NO_EFFECT = "this command has no effect on a rendered file."
_CONTROLS = 2


def _noted(arguments: Arguments) -> None:
    arguments.note(_NO_EFFECT)


def _switch(arguments: Arguments) -> None:
    """What a delivery network does (bfc, network) to replies on their way; there is none here."""
    arguments.flag(0)
    arguments.note(_NO_EFFECT)


def _cache(arguments: Arguments) -> None:
    words = [word.casefold() for word in arguments.items if word]
    allowed = _CACHE_ALONE if len(words) == 1 else _CACHE
    if len(words) > _CONTROLS or any(word not in allowed for word in words):
        raise arguments.error(f"it is none of {', '.join(_CACHE_ALONE)} and no pair of on, off")
    arguments.note(_NO_EFFECT)


def _handler(arguments: Arguments) -> None:
    if not _HANDLER.fullmatch(arguments.value):
        raise arguments.error("a handler's name consists of letters and digits, at most 64")
    arguments.note(_NO_EFFECT)


def _milliseconds(arguments: Arguments) -> None:
    arguments.positive(0)
    arguments.note(_NO_EFFECT)


def _silent(_arguments: Arguments) -> None:
    """Has its effect where pictures are looked up."""


def _reply(
    name: str, parse: Callable[[Arguments], object], *, count: int | None = None, keeps_empty: bool = False
) -> Command:
    return Command(name, Target.REPLY, parse, count=count, keeps_empty=keeps_empty)


COMMANDS = (
    _reply("bfc", _switch),
    _reply("cache", _cache),
    _reply("defaultImage", _silent, keeps_empty=True),
    _reply("handler", _handler),
    _reply("id", _noted),
    _reply("imageSet", _noted, keeps_empty=True),
    _reply("labelkey", _noted),
    _reply("locale", _noted, keeps_empty=True),
    _reply("message", _noted),
    _reply("name", _noted),
    _reply("network", _switch),
    _reply("timeout", _milliseconds, count=1),
    _reply("type", _noted),
    Command("map", Target.DATA, _noted, count=None, keeps_empty=True),
    Command("mapA", Target.DATA, _noted, count=None, keeps_empty=True),
)
