"""Rule sets: what is done to a request before it is read. Source: IS reference, rule set reference.

The expressions come from whoever runs the server, the requests from anybody: each match has a time limit.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from xml.parsers import expat

import regex

from flytower.imaging.errors import RequestError
from flytower.imaging.syntax import MAX_CHARACTERS

SECONDS = 0.5
"""Longest that one expression may look at one request; nearly all need a thousandth of that."""

_OVERRIDES = {
    "DefaultImageMode", "ErrorImage", "Expiration", "MaxPix", "RequestLock", "RequestObfuscation", "WaterMark",
    "RootUrl", "SavePath",
}  # fmt: skip
_OPTIONS = {"OnMatch": ("break", "continue", "error"), "Replace": ("first", "all")}
_CONTEXTS = ("is", "ir", "static")
_TOKEN = regex.compile(r"[A-Za-z0-9!#%&'*+.^_`|~-]+")
_OUR_HEADERS = ("connection", "content-length", "content-type", "date", "etag", "server", "transfer-encoding")
_GROUP = regex.compile(r"\\(.)|\$(\d)", regex.DOTALL)


class RuleError(ValueError):
    """A rule set that cannot be used; the text says why."""


class Header(NamedTuple):
    """An HTTP header that a rule sets, or adds to (`add`)."""

    name: str
    value: str
    add: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `substitution` None changes nothing; `overrides` are attributes by the vendor's name."""

    name: str = ""
    contexts: frozenset[str] = frozenset({"is", "ir", "static"})
    on_match: str = "break"
    replace_all: bool = False
    expression: str = ""
    substitution: str | None = None
    address_filter: str = ""
    headers: tuple[Header, ...] = ()
    overrides: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A request after its rules: path and query as one text, attributes, headers, and filters a client must pass."""

    text: str
    overrides: dict[str, str] = field(default_factory=dict)
    headers: tuple[Header, ...] = ()
    address_filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules in the order in which they are tried."""

    rules: tuple[Rule, ...] = ()

    def applied(self, context: str, text: str) -> Rewritten:
        """What becomes of a request: `context` is is, ir or static, `text` its path, without that, and query.

        Raises RequestError where a rule refuses it, or where matching takes too long.
        """
        made = Rewritten(text)
        for rule in self.rules:
            if context not in rule.contexts:
                continue
            changed = _changed(rule, made.text)
            if changed is None:
                continue
            if rule.on_match == "error":
                raise RequestError("request refused")
            if len(changed) > MAX_CHARACTERS:
                raise RequestError(f"the rules make the request longer than {MAX_CHARACTERS} characters")
            made = _with(made, rule, changed)
            if rule.on_match == "break":
                break
        return made


def _with(made: Rewritten, rule: Rule, text: str) -> Rewritten:
    filters = (*made.address_filters, rule.address_filter) if rule.address_filter else made.address_filters
    return replace(
        made,
        text=text,
        overrides={**made.overrides, **dict(rule.overrides)},
        headers=(*made.headers, *rule.headers),
        address_filters=filters,
    )


def _changed(rule: Rule, text: str) -> str | None:
    """The request after one rule; None where the rule does not match."""
    if not rule.expression:
        return text + _literal(rule.substitution or "")
    pattern = regex.compile(rule.expression)
    try:
        if pattern.search(text, timeout=SECONDS) is None:
            return None
        if rule.substitution is None:
            return text
        return pattern.sub(_inserted(rule.substitution), text, count=0 if rule.replace_all else 1, timeout=SECONDS)
    except TimeoutError:
        raise RequestError("the rules for requests take too long on this one") from None


def _inserted(substitution: str) -> Callable[[regex.Match[str]], str]:
    """What takes a match's place: `$n` is what group n holds, a backslash takes the next character literally."""
    parts: list[str | int] = []
    end = 0
    for mark in _GROUP.finditer(substitution):
        parts += [substitution[end : mark.start()], int(mark[2]) if mark[1] is None else mark[1]]
        end = mark.end()
    parts.append(substitution[end:])

    def one(found: regex.Match[str]) -> str:
        groups = len(found.groups())
        return "".join(
            part if isinstance(part, str) else (found[part] or "") if part <= groups else f"${part}" for part in parts
        )

    return one


def _literal(substitution: str) -> str:
    return _GROUP.sub(lambda mark: mark[1] if mark[1] is not None else mark[0], substitution)


def read_rules(content: bytes) -> RuleSet:
    """Read a rule set file. Raises RuleError for what is none, a DOCTYPE, and an expression that does not compile."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise RuleError(f"the rule set is no XML: {error}") from None
    return RuleSet(tuple(reader.rules))


class _Reader:
    """Takes the events of the XML parser."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self._path: list[str] = []
        self._rule = Rule()
        self._attributes: dict[str, str] = {}
        self._text = ""

    def refuse_doctype(self, *_arguments: object) -> None:
        raise RuleError("a rule set has no DOCTYPE")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        self._text = ""
        self._attributes = attributes
        if self._path == ["ruleset", "rule"]:
            self._rule = _rule(attributes)
        elif self._path != ["ruleset"] and (self._path[:-1] != ["ruleset", "rule"] or name not in _PARTS):
            raise RuleError(f"<{name}> stands where none may be")

    def text(self, piece: str) -> None:
        self._text += piece

    def end(self, name: str) -> None:
        self._path.pop()
        if name == "rule":
            self.rules.append(self._rule)
        elif name in _PARTS:
            self._rule = _PARTS[name](self._rule, self._text, self._attributes)


def _with_expression(rule: Rule, text: str, _attributes: dict[str, str]) -> Rule:
    try:
        regex.compile(text)
    except regex.error as error:
        raise RuleError(f"the expression '{text[:80]}' is none: {error}") from None
    return replace(rule, expression=text)


def _with_substitution(rule: Rule, text: str, _attributes: dict[str, str]) -> Rule:
    return replace(rule, substitution=text)


def _with_filter(rule: Rule, text: str, _attributes: dict[str, str]) -> Rule:
    return replace(rule, address_filter=text.strip())


def _with_header(rule: Rule, text: str, attributes: dict[str, str]) -> Rule:
    name, action = attributes.get("Name", ""), attributes.get("Action", "set")
    if not _TOKEN.fullmatch(name) or name.casefold() in _OUR_HEADERS:
        raise RuleError(f"<header Name='{name[:80]}'>: a rule can't set this header")
    if action not in ("set", "add"):
        raise RuleError(f"Action='{action[:80]}' is none of set, add")
    value = " ".join(text.split())
    if not (value.isascii() and value.isprintable()):
        raise RuleError(f"the value of <header Name='{name[:80]}'> has other letters than those of ASCII")
    return replace(rule, headers=(*rule.headers, Header(name, value, action == "add")))


_PARTS = {
    "expression": _with_expression,
    "substitution": _with_substitution,
    "addressfilter": _with_filter,
    "header": _with_header,
}


def _rule(attributes: dict[str, str]) -> Rule:
    for name, allowed in _OPTIONS.items():
        if attributes.get(name, allowed[0]) not in allowed:
            raise RuleError(f"{name}='{attributes[name][:80]}' is none of {', '.join(allowed)}")
    contexts = frozenset(part.strip() for part in attributes.get("RequestType", ",".join(_CONTEXTS)).split(","))
    if not contexts <= set(_CONTEXTS):
        raise RuleError(f"RequestType='{attributes['RequestType'][:80]}': only {', '.join(_CONTEXTS)} are known")
    unknown = attributes.keys() - _OPTIONS.keys() - _OVERRIDES - {"RequestType", "Name"}
    if unknown:
        raise RuleError(f"<rule> has no attribute {', '.join(sorted(unknown))}")
    return Rule(
        name=attributes.get("Name", ""),
        contexts=contexts,
        on_match=attributes.get("OnMatch", "break"),
        replace_all=attributes.get("Replace", "first") == "all",
        overrides=tuple((name, value) for name, value in attributes.items() if name in _OVERRIDES),
    )
