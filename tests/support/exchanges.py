"""Recorded exchanges: what was asked of the real service, what it answered, and what of that is no fact about it.

Each is a TOML file in tests/recorded/exchanges:

- ``source``: where the answer came from; ``original``: its file among the published references
- ``form``: ``SOAP 1.1`` or ``plain XML``; ``version``: date of the namespace; ``status``: of HTTP
- ``as_sent``: whether the recorded bytes are those that were sent; otherwise their white space, and how they write
  empty elements, prove nothing
- ``request``: the parameter element, with ``{names}`` for what the test knows; only the answers were recorded, so the
  requests are ours
- ``answer``: the element that answers; its line breaks and indentation are for the reader
- ``replaced``: texts of the original, and what stands here instead of them
"""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

FOLDER = Path(__file__).parent.parent / "recorded" / "exchanges"
NAMESPACE = "http://www.scene7.com/IpsApi/xsd"
DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>"
ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
PATHS = {"SOAP 1.1": "/scene7/services/IpsApiService", "plain XML": "/scene7/api/IpsApiService"}

_CHANGING = [
    (re.compile(pattern), normal)
    for pattern, normal in {
        r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d": "DATE",  # not that of a company's end, in 2100
        r"_20\d\d-\d\d-\d\d-\d\d:\d\d:\d\d\.\d{3}\b": "_STAMP",
        r"[0-9a-h]{8}(-[0-9a-h]{4}){3}-[0-9a-h]{12}": "UUID",  # "h": one was mangled
        r"/(_master_|_optimized_)/[0-9a-f]{3}/": r"/\1/HEX/",
        r"\b(c|a|cdni)\|\d+": r"\1|ID",
        r"\bj\|\d+\|([^|<]*\|[^|<]*\|)": r"j|ID|\1",
        r"(j\|ID\|[^|<]*\|[^|<]*\|)\d+": r"\1ID",
        r"https?://[^/<]+": "HOST",
        r"(/Exports/[^/<]+)/\d+/": r"\1/ID/",
        r"<serverName>[^<]*": "<serverName>HOST",
    }.items()
]


def normalised(document):
    """Return a document with one word for each kind of value that differs from run to run."""
    for pattern, normal in _CHANGING:
        document = pattern.sub(normal, document)
    return document


def elements(document):
    """Return what a document says, whatever its white space: depth, name and text of every element in order."""
    root = etree.fromstring(document.encode())

    def below(element, depth):
        yield depth, element.tag, (element.text or "").strip()
        for child in element:
            yield from below(child, depth + 1)

    return list(below(root, 0))


def lines(document):
    """Return a document one element a line, for a comparison that can be read; nothing of it gets lost."""
    return document.replace("><", ">\n<").split("\n")


def _flat(text):
    return "".join(line.strip() for line in text.splitlines())


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One request and its answer."""

    name: str
    source: str
    original: str
    form: str
    version: str
    request: str
    answer: str
    status: int = 200
    as_sent: bool = False
    replaced: dict[str, str] = field(default_factory=dict)

    @property
    def namespace(self):
        return f"{NAMESPACE}/{self.version}"

    def document(self, **names):
        """The whole request; ``names`` fill what stands in braces."""
        login = "<user>user@example.com</user><password>demo</password><appName>x</appName><appVersion>1</appVersion>"
        param = _flat(self.request).format(ns=self.namespace, **names)
        if self.form == "plain XML":
            header = f"<authHeader>{login}</authHeader>"
            return f'<Request xmlns="{self.namespace}">{header}{param}</Request>'
        header = f'<authHeader xmlns="{NAMESPACE}">{login}</authHeader>'
        return f'<e:Envelope xmlns:e="{ENVELOPE}"><e:Header>{header}</e:Header><e:Body>{param}</e:Body></e:Envelope>'

    @property
    def expected(self):
        """The whole answer as the service sends it."""
        content = _flat(self.answer).replace("{ns}", self.namespace)
        if self.form == "plain XML":
            return DECLARATION + content
        start = f'<soapenv:Envelope xmlns:soapenv="{ENVELOPE}"><soapenv:Body>'
        return f"{DECLARATION}{start}{content}</soapenv:Body></soapenv:Envelope>"

    def recorded(self, folder):
        """The original with our words in it."""
        text = (folder / self.original).read_text().rstrip("\n")
        for theirs, ours in self.replaced.items():
            assert theirs in text, f"{theirs} is not in {self.original}"
            text = text.replace(theirs, ours)
        return text


def exchange(name):
    """Read one exchange."""
    return Exchange(name=name, **tomllib.loads((FOLDER / f"{name}.toml").read_text()))


NAMES = sorted(file.stem for file in FOLDER.glob("*.toml"))
