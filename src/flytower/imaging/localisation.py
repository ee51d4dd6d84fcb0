"""Names and texts by locale. Source: IS reference, object ID translation, text string localization."""

import re
from dataclasses import dataclass

from flytower.imaging.errors import RequestError
from flytower.imaging.syntax import shown

_MARK = re.compile(r"\^loc=([^^]*)\^")
_SEPARATORS = re.compile(r"([,;:(){}])")
_COLOUR = re.compile(r"0x[0-9a-f]{6}", re.IGNORECASE)
_QUOTED = re.compile(r"(?<![\w-])(?P<name>[\w-]+)\s*=\s*(?P<quote>[\"'])(?P<value>.*?)(?P=quote)", re.DOTALL)
_NOT_TRANSLATED = ("coords", "shape")
_TARGET_TEXT = re.compile(r"target\.[0-9]+\.(label|userdata)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LocaleMap:
    """LocaleMap or LocaleStrMap: for each locale (in lower case) what to try, in order; "" holds for all others."""

    items: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def choices(self, locale: str) -> tuple[str, ...]:
        """What to try for a locale. Without a map it is the unchanged name; RequestError for an unknown locale."""
        if not self.items:
            return ("",)
        known = dict(self.items)
        found = known.get(locale.casefold(), known.get(""))
        if found is None:
            raise RequestError(f"locale={shown(locale)}: this locale is not known, and there is no rule for others")
        return found

    def all_choices(self) -> tuple[str, ...]:
        """Everything that any locale tries, the unchanged name first."""
        return tuple(dict.fromkeys(["", *(choice for _, choices in self.items for choice in choices)]))


def locale_map(text: str) -> LocaleMap:
    """Read `locale,choice,choice|locale,choice`; of a locale that comes twice the later item holds."""
    items: dict[str, tuple[str, ...]] = {}
    for item in text.split("|") if text else []:
        locale, *choices = item.split(",")
        items[locale.strip().casefold()] = tuple(choices)
    return LocaleMap(tuple(items.items()))


def localised_string(text: str, choices: tuple[str, ...]) -> str:
    """One string: the piece behind the first mark that is there, "" being the piece before all marks.

    A string without marks is the same in every locale; none of the choices being there, it is empty.
    """
    first, *rest = _MARK.split(text)
    if not rest:
        return text
    pieces = dict(zip(rest[::2], rest[1::2], strict=True))
    if first:
        pieces[""] = first
    return next((pieces[choice] for choice in choices if choice in pieces), "")


def localised_properties(text: str, choices: tuple[str, ...], *, targets: bool = False) -> str:
    """Property data, `name=value` separated by `??`: the values; of zoom targets only labels and user data."""

    def one(line: str) -> str:
        name, equals, value = line.partition("=")
        if targets and not _TARGET_TEXT.fullmatch(name.strip()):
            return line
        return f"{name}={localised_string(value, choices)}" if equals else localised_string(line, choices)

    return "??".join(one(line) for line in text.split("??"))


def localised_set(text: str, choices: tuple[str, ...]) -> str:
    """An image set: each part between separators; a color in front of a part stays."""

    def one(part: str) -> str:
        colour = _COLOUR.match(part.lstrip())
        length = len(part) - len(part.lstrip()) + colour.end() if colour else 0
        return part[:length] + localised_string(part[length:], choices)

    return "".join(one(part) for part in _SEPARATORS.split(text))


def localised_map(text: str, choices: tuple[str, ...]) -> str:
    """An image map: quoted values of attributes, but for shape and coords."""

    def one(found: re.Match[str]) -> str:
        if found["name"].casefold() in _NOT_TRANSLATED:
            return found[0]
        start, end = found.start("value") - found.start(), found.end("value") - found.start()
        return found[0][:start] + localised_string(found["value"], choices) + found[0][end:]

    return _QUOTED.sub(one, text)
