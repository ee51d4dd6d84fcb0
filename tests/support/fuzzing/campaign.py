"""Requests, one after the other, and what came of them."""

import logging
import random
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from flytower.contract.faults import FaultCode
from flytower.contract.version import COMMON_NAMESPACE, VERSIONS
from fuzzing.grammar import PLAIN, SOAP_11, SOAP_12, STYLES, Grammar, Wire, written
from fuzzing.values import SECRET

LONGEST_SECONDS = 5.0
RESTORE_AFTER = 2000
"""Requests after which the database is as it was: what they make would only slow the later ones down."""

_FAULTS = ("authenticationFault", "authorizationFault", "ipsApiFault")
_CODES = {int(code) for code in FaultCode}
_TYPES = {
    SOAP_11: "text/xml;charset=UTF-8",
    SOAP_12: "application/soap+xml; charset=utf-8",
    PLAIN: "text/xml;charset=UTF-8",
}
_CONTENT_TYPES = ("text/xml; charset=utf-8", "text/xml", None, "application/soap+xml; action=x", "application/xml", "")
_PATHS = ("/scene7/services/IpsApiService", "/scene7/services/IpsApiService", "/scene7/api/IpsApiService")
_KINDS = {"valid": 0.12, "broken": 0.30, "damaged": 0.40, "upload": 0.03, "noise": 0.15}
"""What the requests are: sane; XML that is wrong somewhere; the bytes of a sane one after accidents; and others."""

_BOUNDARY = "fuzz"
_PARSER = etree.XMLParser(resolve_entities=False, huge_tree=True)


class Wrong(AssertionError):  # noqa: N818  reads as what it says
    """An answer broke a rule."""


class Sent(NamedTuple):
    """A request that was answered: what was sent, and the outcome, a fault code or ``Return``."""

    wire: Wire
    outcome: int | str
    seconds: float


class Campaign:
    """Sends requests to a world and checks every answer."""

    def __init__(self, world):
        self.world = world
        self.outcomes = Counter()
        self.worst = 0.0
        self.count = 0

    def request(self, source):
        """Make one request of the choices of ``source``, send it and check the answer. Raises Wrong."""
        return self._sent(_exchange, Grammar(source))

    def call(self, source, operation, version):
        """Send one sane request that calls an operation, and check the answer. Raises Wrong."""
        return self._sent(_call, Grammar(source), operation, version)

    def _sent(self, exchange, *arguments):
        if self.count % RESTORE_AFTER == RESTORE_AFTER - 1:
            self.world.restore()
        self.count += 1
        sent = _checked(self.world, exchange, *arguments)
        self.outcomes[sent.outcome] += 1
        self.worst = max(self.worst, sent.seconds)
        return sent

    def run(self, seed, first, count):
        """Send ``count`` requests, each made of its own seed, so that one alone can be sent again."""
        for number in range(first, first + count):
            try:
                self.request(random.Random(f"{seed}/{number}"))  # noqa: S311  no secret
            except Wrong as wrong:
                raise Wrong(f"request {seed}/{number}: {wrong}") from None


def resident_bytes():
    """Return how much memory this process has."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def _checked(world, exchange, *arguments):
    """Let requests be exchanged for answers, and return what was sent once its answer is sure to be right."""
    world.heard.lines.clear()
    wire, reply = exchange(world, *arguments)
    try:
        outcome = _outcome(wire, reply)
        _check_silence(world, wire, reply, outcome)
    except Wrong as wrong:
        seen = f"{wire.body[:3000]!r}\n-> {reply.status} {reply.body[:2000]!r}\n{world.heard.lines[-3:]}"
        raise Wrong(f"{wrong}\n{seen}") from None
    return Sent(wire, outcome, reply.seconds)


def _call(world, grammar, operation, version):
    wire, basic = grammar.wire(operation, version)
    return wire, world.soap(_PATHS[0], wire.body, _CONTENT_TYPES[0], basic)


def _kind(chance):
    """Return what kind of request to make; the shares add up to 1."""
    for kind, share in _KINDS.items():
        chance -= share
        if chance < 0:
            return kind
    return "noise"


def _exchange(world, grammar):
    kind = _kind(grammar.random.random())
    if kind == "upload":
        wire = _form(grammar)
        return wire, world.upload(wire.body, f"multipart/form-data; boundary={_BOUNDARY}")
    if kind == "noise":
        return _posted(world, grammar, Wire(None, "", None, grammar.noise()), None)
    wire, basic = grammar.wire(*grammar.called(), broken=kind == "broken")
    if kind == "damaged":
        wire = Wire(None, "", None, grammar.damaged(wire.body))
    return _posted(world, grammar, wire, basic)


def _posted(world, grammar, wire, basic):
    """Post a document, with or without what HTTP may add to it."""
    content_type = grammar.pick(_CONTENT_TYPES) if grammar.chance(0.2) else _CONTENT_TYPES[0]
    more = {"HTTP_ACCEPT_ENCODING": "gzip"} if grammar.chance(0.02) else {}
    if grammar.chance(0.05):
        more |= {"CONTENT_LENGTH": "", "wsgi.input_terminated": True}
    return wire, world.soap(grammar.pick(_PATHS), wire.body, content_type, basic, **more)


def _form(grammar):
    """Return the form of an upload."""
    version = grammar.pick(VERSIONS)
    tree = grammar.upload(version)
    broken = grammar.chance(0.5)
    if broken:
        tree = grammar.broken(tree)
    params = written(tree, grammar.pick(STYLES[:3:2]), f' xmlns="{version.namespace}"').encode("utf-8", "replace")
    auth = grammar.auth()[0].encode()
    if broken and grammar.chance(0.4):
        auth, params = grammar.damaged(auth), grammar.damaged(params)
    parts = [("auth", auth), ("uploadParams", params), *[("f", b"x") for _ in range(grammar.pick((0, 1, 2)))]]
    grammar.random.shuffle(parts)
    body = b"".join(
        b'--%s\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        % (_BOUNDARY.encode(), name.encode(), b'; filename="a.jpg"' if name == "f" else b"", content)
        for name, content in parts
    )
    return Wire(PLAIN, version.namespace, "uploadPost", body + f"--{_BOUNDARY}--\r\n".encode())


def _outcome(wire, reply):
    """Return what an answer says, once it is sure to be an answer of the right kind."""
    if reply.seconds > LONGEST_SECONDS:
        raise Wrong(f"{reply.seconds:.1f} s")
    try:
        root = etree.fromstring(reply.body, _PARSER)
    except etree.XMLSyntaxError as error:
        raise Wrong(f"not well-formed: {error}") from None
    form, answer = _opened(root)
    if wire.form is not None and form != wire.form:
        raise Wrong(f"an answer in the form {form!r} to a request in the form {wire.form!r}")
    if reply.headers["Content-Type"].lower() != _TYPES[form].lower():
        raise Wrong(f"Content-Type {reply.headers['Content-Type']}")
    fault = _fault(form, answer)
    if fault is not None:
        return fault
    if reply.status != 200:
        raise Wrong(f"status {reply.status} of an answer")
    if wire.form is not None and answer.tag != f"{{{wire.namespace}}}{wire.operation}Return":
        raise Wrong(f"an answer {answer.tag} to {wire.operation} in {wire.namespace}")
    return "Return"


def _opened(root):
    space, _, name = root.tag[1:].partition("}")
    if name != "Envelope":
        return PLAIN, root
    if space not in (SOAP_11, SOAP_12) or [child.tag for child in root] != [f"{{{space}}}Body"] or len(root[0]) != 1:
        raise Wrong("a strange envelope")
    return space, root[0][0]


def _fault(form, answer):
    """Return a fault's code, or None for an answer."""
    detail = answer
    if answer.tag == f"{{{form}}}Fault":
        (detail,) = answer.find("detail" if form == SOAP_11 else f"{{{SOAP_12}}}Detail")
    space, _, name = detail.tag[1:].partition("}")
    if name not in _FAULTS:
        if not name.endswith("Return") or not space.startswith(COMMON_NAMESPACE):
            raise Wrong(f"neither an answer nor a fault: {detail.tag}")
        return None
    code, reason = (detail.findtext(f"{{{COMMON_NAMESPACE}}}{part}") for part in ("code", "reason"))
    if int(code) not in _CODES or not reason or "unexpected" in reason:
        raise Wrong(f"fault {code}: {reason}")
    return int(code)


def _check_silence(world, wire, reply, outcome):
    """Nothing went wrong unseen, and nothing secret came out."""
    for level, line in world.heard.lines:
        if level >= logging.WARNING:
            raise Wrong(f"logged: {line}")
        if SECRET in line:
            raise Wrong(f"a secret is logged: {line}")
    # An accident can make a password part of some other field's text, whose value may be repeated to the sender.
    if SECRET.encode() in reply.body and (wire.form is not None or outcome == FaultCode.INVALID_REQUEST_XML):
        raise Wrong("a secret is answered")
