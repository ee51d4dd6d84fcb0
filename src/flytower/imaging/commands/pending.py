"""Documented commands that are recognised and change nothing: each is reported in the job log.

A command leaves this list for a module of its own when it is written.
"""

from flytower.imaging.command import Command, Target
from flytower.imaging.values import Arguments

_LATER = (
    "blendMode clipPath clipPathE clipXPath clipXPathE cropPathE dpr effectMask hide imageSet jpegSize locale map mapA "
    "mask maskUse op_colorbalance op_colorize colorize op_grow op_growMask op_growMaskR op_hue op_noise op_saturation "
    "opac pathAttr pathEmbed perspective perspectiveN pos posN src template text textAngle textAttr textFlowPath "
    "textFlowXPath textPath textPs xmpEmbed"
)
_NO_PIXELS = "bfc cache defaultImage handler id labelkey message name network timeout type"


def _not_yet(arguments: Arguments) -> None:
    arguments.note("this command is not implemented yet and was ignored.")


def _no_effect(arguments: Arguments) -> None:
    arguments.note("this command has no effect on a rendered file.")


COMMANDS = (
    *(Command(name, Target.PENDING, _not_yet, count=None) for name in _LATER.split()),
    *(Command(name, Target.PENDING, _no_effect, count=None) for name in _NO_PIXELS.split()),
)
