"""color and bgColor: fills behind a layer's content and behind its whole rectangle. Source: IS reference."""

from flytower.imaging.colour_values import parse_colour
from flytower.imaging.command import Command, Target

COMMANDS = (
    Command("color", Target.LAYER, parse_colour, "color", count=None),
    Command("bgColor", Target.LAYER, parse_colour, "bg_color", count=None),
)
