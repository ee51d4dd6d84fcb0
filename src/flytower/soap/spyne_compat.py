"""Makes Spyne 2.14 importable on every supported Python, and fit for a server. Import this before Spyne.

Spyne carries an old copy of ``six`` whose lazy modules Python 3.12 no longer loads, and which makes 3.11 warn at every
import that fails; the real ``six`` takes its place.
"""

import importlib
import logging
import math
import sys
import warnings

import six

_MOVED = (
    "builtins",
    "collections_abc",
    "http_cookies",
    "urllib",
    "urllib.error",
    "urllib.parse",
    "urllib.request",
)


def _replace_vendored_six() -> None:
    """Put the real ``six`` where Spyne looks for its own."""
    six.get_function_name = lambda function: function.__name__  # Spyne's one addition
    sys.modules["spyne.util.six"] = six
    sys.modules["spyne.util.six.moves"] = six.moves
    for name in _MOVED:
        sys.modules[f"spyne.util.six.moves.{name}"] = importlib.import_module(f"six.moves.{name}")


def _tame() -> None:
    """Keep Spyne from logging whole requests, passwords included, and from collecting garbage after every request."""
    logging.getLogger("spyne").setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the cgi module, gone from 3.13, where legacy-cgi brings it back
        importlib.import_module("spyne.protocol.soap")
        constants = importlib.import_module("spyne.const")
    vars(constants)["MIN_GC_INTERVAL"] = math.inf


_replace_vendored_six()
_tame()
