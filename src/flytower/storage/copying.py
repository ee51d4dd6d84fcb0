"""Copying between files inside the kernel, where it can."""

import errno
import os
from collections.abc import Callable

Step = Callable[[int, int, int, int], int]
"""Copies up to `length` bytes at `offset` of one descriptor to where another stands; returns how many, 0 at the end."""

_UNABLE = frozenset({errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM, errno.EBADF})
_AT_ONCE = 1 << 30
_BUFFER = 1 << 20


def _in_file_system(source: int, target: int, offset: int, length: int) -> int:
    return os.copy_file_range(source, target, min(length, _AT_ONCE), offset_src=offset)


def _in_kernel(source: int, target: int, offset: int, length: int) -> int:
    return os.sendfile(target, source, offset, min(length, _AT_ONCE))


def _through_memory(source: int, target: int, offset: int, length: int) -> int:
    data = os.pread(source, min(length, _BUFFER), offset)
    write_all(target, data)
    return len(data)


STEPS: tuple[Step, ...] = (_in_file_system, _in_kernel, _through_memory)


def copy_range(source: int, target: int, offset: int, length: int) -> int:
    """Append `length` bytes at `offset` of descriptor `source` to descriptor `target`; return how many there were.

    copy_file_range first (it can share blocks), sendfile where the two lie on different file systems, plain
    reading and writing where neither is allowed. Fewer than `length` only when the source ends early.
    """
    done = 0
    steps = iter(STEPS)
    step = next(steps)
    while done < length:
        count = _try(step, source, target, (offset + done, length - done))
        if count:
            done += count
        elif step is STEPS[-1]:
            break
        else:
            step = next(steps)
    return done


def _try(step: Step, source: int, target: int, part: tuple[int, int]) -> int:
    """Take one step; 0 when it can't copy between these two, or copies nothing (as on some virtual file systems)."""
    try:
        return step(source, target, *part)
    except OSError as error:
        if error.errno not in _UNABLE:
            raise
        return 0


def write_all(target: int, data: bytes) -> None:
    """Write all of the data, however many calls that takes."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(target, rest) :]
