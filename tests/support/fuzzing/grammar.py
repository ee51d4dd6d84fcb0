"""The grammar of requests: one for every operation declared, in every version, sane or broken in some way.

A tree is ``[name, attributes, content]``, its content a text or a list of trees; a name without a prefix is in the
namespace of the request.
"""

from functools import cache
from typing import NamedTuple

from flytower.contract.operation import OPERATIONS
from flytower.contract.record import Record, live_fields
from flytower.contract.version import COMMON_NAMESPACE, VERSIONS
from flytower.operations import load
from fuzzing.values import HANDLES, HOSTILE, LOGINS, SECRET, TEXTS, choices_of

SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PLAIN = ""

_DEEPEST = 6
_OTHER_DATES = ("2010-04-23-beta", "2013-08-29-beta", "2019-09-10-beta", "1999-01-01", "2099-12-31")
_AUTH_NAMESPACES = (COMMON_NAMESPACE, f"{COMMON_NAMESPACE}/2014-04-03", f"{COMMON_NAMESPACE}/whatever")
_ATTRIBUTES = (
    f' xmlns:i="{XSI}" i:nil="true"',
    f' xmlns:i="{XSI}" i:nil="perhaps"',
    f' xmlns:i="{XSI}" i:type="x:HandleArray"',
    ' href="#1"',
    ' id="1" href="#1"',
    ' xmlns=""',
    ' xmlns="urn:other"',
    f' xmlns="{COMMON_NAMESPACE}/2014-04-03"',
    ' a="1" b="&lt;"',
)
_ENCODINGS = ("utf-16", "utf-16-le", "iso-8859-1", "windows-1252", "iso-8859-15", "shift_jis", "utf-32", "us-ascii")


class Wire(NamedTuple):
    """A request's document.

    Attributes:
        form: namespace of its envelope, ``PLAIN``, or None where nobody can tell any more.
        namespace: of its Param element.
        operation: name of what is called, or None as ``form``.
        body: the bytes.
    """

    form: str | None
    namespace: str
    operation: str | None
    body: bytes


class _Field(NamedTuple):
    name: str
    record: type[Record] | None
    choices: list[str] | None
    required: bool
    repeats: bool


@cache
def _fields(record, version, name):
    """Return what can stand inside a record; ``name`` is that of the field it is the value of."""
    fields = live_fields(record, version)
    return [
        _Field(
            one.wire_name,
            one.type if issubclass(one.type, Record) else None,
            choices_of(one, name if one.wire_name == "items" else one.wire_name),
            one.minimum > 0,
            one.repeats,
        )
        for one in fields
    ]


@cache
def _called():
    """Return what can be called: everything, and what has behaviour."""
    load()
    every = [(one, version) for one in OPERATIONS.values() for version in VERSIONS if one.lives_in(version)]
    return every, [(one, version) for one, version in every if one.written]


def escaped(text):
    """Return text as it stands in an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Grammar:
    """Makes requests; every choice is one of ``random``, so that the same choices make the same request."""

    def __init__(self, random):
        self.random = random

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, things):
        return things[int(self.random.random() * len(things))]

    # Trees

    def called(self):
        """Return an operation and a version that has it."""
        return self.pick(_called()[self.chance(0.6)])

    def tree(self, name, record, version, depth):
        likely = 0.35 if depth < 2 else 0.15
        content = []
        for field in _fields(record, version, name):
            if not field.required and (depth > _DEEPEST or not self.chance(likely)) and not field.repeats:
                continue
            times = self.pick((0, 1, 1, 2, 3)) if field.repeats else 1
            content.extend([self.field(field, version, depth) for _ in range(times)])
        return [name, "", content]

    def field(self, field, version, depth):
        if field.record is not None:
            if depth > 2 * _DEEPEST:
                return [field.name, "", []]
            return self.tree(field.name, field.record, version, depth + 1)
        return [field.name, "", escaped(self.pick(field.choices if self.chance(0.97) else TEXTS))]

    def upload(self, version):
        """Return the tree of an upload's parameters."""
        from flytower.contract.types.upload_post import UploadPostParam  # noqa: PLC0415  only when it is needed

        return self.tree("uploadPostParam", UploadPostParam, version, 0)

    def broken(self, tree):
        """Return a tree that was changed in one to three places."""
        for _ in range(self.pick((1, 1, 2, 3))):
            place, parent = self.place(tree)
            self.pick(_CHANGES)(self, place, parent)
        return tree

    def place(self, tree):
        parent, place = None, tree
        while isinstance(place[2], list) and place[2] and self.chance(0.7):
            parent, place = place, self.pick(place[2])
        return place, parent

    # Documents

    def auth(self):
        """Return the header elements of a request, and its HTTP Authorization or None."""
        way = self.random.random()
        user = self.pick(tuple(LOGINS))
        password = LOGINS[user]
        if way < 0.85:  # nearly always somebody who may
            return self.auth_header(user, password), None
        if way < 0.88:
            return self.auth_header("x@example.com", f"{SECRET}x") + self.auth_header(user, password), None
        if way < 0.91:
            legacy = 'xmlns="http://www.scene7.com/IpsApi">{}</Auth{}>'
            return f"<AuthUser {legacy.format(user, 'User')}<AuthPassword {legacy.format(password, 'Password')}", None
        if way < 0.94:
            return "", (user, password)
        if way < 0.97:
            return self.auth_header(user, f"{SECRET}wrong"), None
        return "", None

    def auth_header(self, user, password):
        wishes = "".join(f"<{name}>{self.pick(said)}</{name}>" for name, said in _WISHES if self.chance(0.06))
        if self.chance(0.1):
            password = f"<![CDATA[{password}]]>"
        return (
            f'<authHeader xmlns="{self.pick(_AUTH_NAMESPACES)}"><user>{user}</user><password>{password}</password>'
            f"{wishes}</authHeader>"
        )

    def wire(self, operation, version, *, broken=False):
        """Return a document that calls an operation, and the credentials that go beside it."""
        tree = self.tree(f"{operation.name}Param", operation.param, version, 0)
        namespace = version.namespace
        if broken:
            tree = self.broken(tree)
            if self.chance(0.1):
                namespace = f"{COMMON_NAMESPACE}/{self.pick(_OTHER_DATES)}"
        form = self.pick((SOAP_11, SOAP_11, SOAP_12, PLAIN))
        headers, basic = self.auth()
        text = self.document(form, headers, namespace, tree)
        body = self.encoded(text) if self.chance(0.15) else text.encode("utf-8", "replace")
        return Wire(None if broken else form, namespace, operation.name, body), basic

    def document(self, form, headers, namespace, tree):
        style = STYLES[int(self.random.random() ** 3 * len(STYLES))]
        param = written(
            tree, style, f' xmlns:{style.prefix[:-1]}="{namespace}"' if style.prefix else f' xmlns="{namespace}"'
        )
        if form == PLAIN:
            return f'<Request xmlns="{namespace}">{headers}{style.gap}{param}</Request>'
        e = self.pick(("soapenv", "S", "SOAP-ENV"))
        headers = f"<{e}:Header>{headers}</{e}:Header>" if headers else ""
        body = f"<{e}:Body>{style.gap}{param}</{e}:Body>"
        return f'<{e}:Envelope xmlns:{e}="{form}">{headers}{style.gap}{body}</{e}:Envelope>'

    def encoded(self, text):
        encoding = self.pick(_ENCODINGS)
        mark = "\ufeff" if encoding == "utf-16-le" else ""
        return f'{mark}<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding, "xmlcharrefreplace")

    # Bytes

    def damaged(self, data):
        """Return the bytes of a document after an accident."""
        data = bytearray(data)
        for _ in range(self.pick((1, 1, 2, 5, 20))):
            self.pick(_ACCIDENTS)(self, data)
        return bytes(data)

    def somewhere(self, data):
        return int(self.random.random() * len(data)) if data else 0

    def noise(self):
        """Return bytes that are no document."""
        size = self.pick((0, 1, 2, 3, 10, 100, 2000))
        start = self.pick((b"", b"<", b"<?xml", b"\xff\xfe<\0", b"\xef\xbb\xbf<", b"<a>", b"<!DOCTYPE a [", b"\0\0\0<"))
        return start + self.random.getrandbits(8 * size + 8).to_bytes(size + 1, "big")


class _Style(NamedTuple):
    """How a document is written.

    Attributes:
        prefix: of the namespace, with its colon.
        gap: white space or the like between elements.
        cdata: whether texts without references stand in CDATA sections.
    """

    prefix: str
    gap: str
    cdata: bool


STYLES = [
    _Style("", "", False),
    _Style("q:", "", False),
    _Style("", "\r\n  ", False),
    _Style("ns1:", "<!-- c -->", True),
    _Style("", "<?pi x?>", True),
    _Style("", " stray ", False),
]
"""The first ones are what clients really write."""

_WISHES = (
    ("faultHttpStatusCode", ("200", "200", "418", " 500 ", "99", "204", "x")),
    ("gzipResponse", ("true", "false", "1", "maybe")),
    ("locale", ("en-US", "de_DE", "xx-xx-xx", "")),
    ("appName", ("fuzz", "&lt;&amp;")),
    ("accessToken", (f"{SECRET}token",)),
    ("user", ("user@example.com",)),
)


def written(tree, style, declarations=""):
    """Return a tree as XML."""
    name, attributes, content = tree
    if ":" not in name:
        name = style.prefix + name
    if isinstance(content, str):
        inside = f"<![CDATA[{content}]]>" if style.cdata and "&" not in content and content else content
    else:
        inside = style.gap.join([written(one, style) for one in content])
    return f"<{name}{declarations}{attributes}>{inside}</{name}>"


def _drop(grammar, place, parent):
    if parent:
        parent[2].remove(place)


def _double(grammar, place, parent):
    if parent:
        parent[2].append([place[0], place[1], place[2]])


def _reorder(grammar, place, parent):
    if isinstance(place[2], list):
        grammar.random.shuffle(place[2])


def _rename(grammar, place, parent):
    if parent:
        place[0] = grammar.pick(("unheardOf", "items", "x", "é", "companyHandle", "class", "a" * 300))


def _empty(grammar, place, parent):
    place[2] = grammar.pick(("", " ", []))


def _hostile(grammar, place, parent):
    if isinstance(place[2], str) and SECRET not in place[2]:
        place[2] = escaped(grammar.pick(HOSTILE))


def _handle(grammar, place, parent):
    if isinstance(place[2], str) and SECRET not in place[2]:
        place[2] = grammar.pick(HANDLES[grammar.pick(tuple(HANDLES))])


def _mark(grammar, place, parent):
    if parent:
        place[1] = grammar.pick(_ATTRIBUTES)


def _nest(grammar, place, parent):
    place[2] = [["items", "", place[2]]]


def _bury(grammar, place, parent):
    depth = grammar.pick((3, 70, 300))
    place[2] = f"<{place[0]}>" * depth + f"</{place[0]}>" * depth


def _multiply(grammar, place, parent):
    if parent and isinstance(place[2], str):
        parent[2].extend([place] * grammar.pick((5, 50, 400)))


def _reference(grammar, place, parent):
    if isinstance(place[2], str) and SECRET not in place[2]:
        place[2] = grammar.pick(
            ("&undefined;", "&#0;", "&#xD800;", "&#13;", "&#x1F600;", "&", "<", "<![CDATA[", "]]>", "\x01")
        )


_CHANGES = (
    *(_drop, _double, _reorder, _rename, _empty, _hostile, _hostile, _hostile, _handle),
    *(_mark, _nest, _bury, _multiply, _reference),
)


def _flip(grammar, data):
    if data:
        data[grammar.somewhere(data)] ^= 1 << int(grammar.random.random() * 8)


def _cut(grammar, data):
    del data[grammar.somewhere(data) :]


def _lose(grammar, data):
    start = grammar.somewhere(data)
    del data[start : start + grammar.pick((1, 2, 8, 50))]


def _insert(grammar, data):
    start = grammar.somewhere(data)
    data[start:start] = grammar.pick(
        (
            b"<",
            b">",
            b"&",
            b"\0",
            b"\xff",
            b"]]>",
            b"<!--",
            b"<!DOCTYPE x>",
            b"<?xml?>",
            b'"',
            b"</",
            b"\xc0\x80",
            b"\xed\xa0\x80",
        )
    )


def _repeat(grammar, data):
    start = grammar.somewhere(data)
    piece = data[start : start + grammar.pick((4, 30, 200))]
    data[start:start] = piece * grammar.pick((1, 2, 20))


_ACCIDENTS = (_flip, _flip, _flip, _cut, _lose, _insert, _repeat)
