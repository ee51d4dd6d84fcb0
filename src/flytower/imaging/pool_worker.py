"""The render process itself: takes one rendering after the other from its standard input.

Run by RenderPool only, as `python -m flytower.imaging.pool_worker <process id of the parent>`.
"""

import ctypes
import json
import math
import os
import pickle
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from signal import SIGKILL
from typing import Any, BinaryIO

from PIL import ImageFile

from flytower.imaging.errors import LimitError, RenderError, RequestError
from flytower.imaging.inspection import INSPECTIONS
from flytower.imaging.limits import Limits
from flytower.imaging.recipe import Recipe
from flytower.imaging.render import render
from flytower.imaging.source import silence_codec_warnings

_PR_SET_PDEATHSIG = 1
_OPEN_FILES = 64
_CODEC_BYTES = 1 << 18
"""What Pillow hands to a file at a time, or takes from it: a quarter of this, its own choice, costs 3 % of a TIFF."""
_LENGTH_BYTES = 4


def main(parent: int) -> None:
    """Hold to the limits that come first, then render until the parent closes the pipe."""
    _die_with(parent)
    replies = os.fdopen(os.dup(1), "wb")
    _silence_libraries()
    silence_codec_warnings()
    ImageFile.MAXBLOCK = _CODEC_BYTES
    limits: Limits | None = _received(sys.stdin.buffer)
    if limits is None:
        return
    _restrict(limits)
    _reply(replies, {})  # ready
    while (request := _received(sys.stdin.buffer)) is not None:
        _allow_processor_time(limits.seconds)
        if len(request) == len(("name", "arguments")):
            name, arguments = request
            _reply(replies, inspected(name, arguments, limits))
        else:
            source, recipe, destination = request
            _reply(replies, answer(source, recipe, destination, limits))


def answer(source: Path | None, recipe: Recipe, destination: Path, limits: Limits) -> dict[str, Any]:
    """Render and say how it went, in values that JSON can carry.

    `tired`: memory ran out once, a fresh process should follow. `resident`: bytes of memory held now.
    """
    return _outcome("rendered", lambda: asdict(render(source, recipe, destination, limits)))


def inspected(name: str, arguments: tuple[Any, ...], limits: Limits) -> dict[str, Any]:
    """Run an inspection and say what was found, or how it failed, as `answer` does."""
    return _outcome("found", lambda: INSPECTIONS[name](limits, *arguments))  # type: ignore[operator]


def _outcome(key: str, work: Callable[[], Any]) -> dict[str, Any]:
    reply: dict[str, Any] = {"tired": False}
    try:
        reply[key] = work()
    except (RenderError, RequestError) as fault:
        reply |= {"error": type(fault).__name__, "text": str(fault)}
        reply["tired"] = isinstance(fault, LimitError) and isinstance(fault.__cause__, MemoryError)
    except MemoryError:
        reply |= {"error": LimitError.__name__, "text": "rendering needs more memory than is allowed", "tired": True}
    reply["resident"] = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    return reply


def _reply(pipe: BinaryIO, reply: dict[str, Any]) -> None:
    body = json.dumps(reply).encode("ascii")
    pipe.write(len(body).to_bytes(_LENGTH_BYTES) + body)
    pipe.flush()


def _received(pipe: BinaryIO) -> Any:
    """The next message, None at the end of the pipe."""
    head = pipe.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        return None
    return pickle.loads(pipe.read(int.from_bytes(head)))  # noqa: S301 - the parent's own words


def _die_with(parent: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, SIGKILL)
    if os.getppid() != parent:  # it died before the line above
        sys.exit()


def _silence_libraries() -> None:
    """What a codec prints of a hostile file must end up neither among the replies nor in the server's log.

    Python's own words still go to stderr.
    """
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1, errors="backslashreplace")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _restrict(limits: Limits) -> None:
    for kind, value in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.max_output_bytes),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (most, most))


def _allow_processor_time(seconds: float) -> None:
    """Move the limit ahead of what was used so far; reaching it ends the process (SIGXCPU)."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = math.ceil(usage.ru_utime + usage.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


if __name__ == "__main__":
    main(int(sys.argv[1]))
