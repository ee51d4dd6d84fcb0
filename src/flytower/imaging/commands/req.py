"""req: what kind of reply is asked for. Source: IS reference, req."""

from flytower.imaging.command import Command, Target
from flytower.imaging.reply_kinds import PICTURES, ReplyKind
from flytower.imaging.syntax import shown
from flytower.imaging.values import Arguments


def _parse(arguments: Arguments) -> ReplyKind:
    """The kind of picture. Other kinds are answered over HTTP only, and not by rendering (see `replies/`)."""
    kind = arguments.keyword(0, ReplyKind, ReplyKind.IMG)
    if kind not in PICTURES:
        raise arguments.error(f"a reply of kind '{shown(kind)}' cannot be rendered; img, mask and tmb can")
    return kind


COMMANDS = (Command("req", Target.REQUEST, _parse, "reply", count=None),)
