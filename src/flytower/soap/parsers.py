"""lxml's parsers, hardened, and kept from remembering what strangers send.

libxml2 interns every name, prefix and namespace that it meets, and lxml keeps that dictionary for as long as the thread
lives, which in a server is for ever: anybody could fill the memory with documents of names that occur once. lxml offers
no way to drop a thread's dictionary, so it is taken out of the place where lxml looks for it. Documents that still use
it keep it alive until they go.
"""

import ctypes
import threading
from typing import Any, Final

from lxml import etree

TRUST_NOTHING: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}

MOST_REMEMBERED: Final = 4 << 20
"""After how many bytes of documents a thread forgets the names in them; they take some ten times that at worst."""

_PLACE: Final = "_ParserDictionaryContext"
"""What lxml calls its dictionary among the things that Python keeps for each thread."""

_thread_state = ctypes.pythonapi.PyThreadState_GetDict
_thread_state.restype = ctypes.c_void_p


class _Thread(threading.local):
    """What this thread has."""

    parser: etree.XMLParser | None = None
    parsed = 0


_THREAD: Final = _Thread()


def parser_of_thread() -> etree.XMLParser:
    """Return this thread's parser, to parse whole documents in UTF-8 with, one after the other."""
    parser = _THREAD.parser
    if parser is None:
        parser = _THREAD.parser = etree.XMLParser(encoding="utf-8", **TRUST_NOTHING)
    return parser


def forget_names_after(size: int) -> None:
    """Note that this thread has parsed a document of ``size`` bytes; from time to time forget all names."""
    _THREAD.parsed += size
    if _THREAD.parsed > MOST_REMEMBERED:
        _THREAD.parsed, _THREAD.parser = 0, None
        ctypes.cast(_thread_state(), ctypes.py_object).value.pop(_PLACE, None)
