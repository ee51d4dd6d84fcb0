"""What pictures and static content have in common over HTTP: how a request is taken apart, and why it is refused.

Order, as documented: company, rules, client address, obfuscation, lock. Source: IS reference, order of evaluation.
"""

import re
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Final, NamedTuple
from wsgiref.types import StartResponse, WSGIEnvironment

from sqlalchemy.orm import Session

from flytower.config import Settings
from flytower.contract.clock import Clock
from flytower.imaging.attributes import DEFAULT_ATTRIBUTES, lets_in
from flytower.imaging.catalog import RequestContext
from flytower.imaging.errors import RequestError
from flytower.imaging.locking import reveal, unlock
from flytower.imaging.replies.asked import Asked, perhaps_asked
from flytower.imaging.replies.properties import Written
from flytower.imaging.rules import Header as RuleHeader
from flytower.imaging.rules import Rewritten
from flytower.imaging.segments import Sources, merge_parts
from flytower.imaging.syntax import substitute
from flytower.jobs.catalogs import Catalog, Catalogs
from flytower.model import Company, companies
from flytower.web.answers import Header, status_line
from flytower.web.caching import Validity

NOT_FOUND: Final = "Unable to find the object"
INVALID: Final = "Invalid request"
REFUSED: Final = "Request refused"
NOT_RENDERED: Final = "Unable to render"
BUSY: Final = "The server is busy"
MISCONFIGURED: Final = "The catalog can't be used"

_PATH: Final = re.compile(r"/is/(?:image|content)(?P<object>/.*)?")
_AS_IT_CAME: Final = Rewritten("")
_NO_CATALOG: Final = Catalog(DEFAULT_ATTRIBUTES)
INERT: Final[list[Header]] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; sandbox"),
]
"""Headers of text that a browser must not take for a page of ours."""

_MOMENT: Final = re.compile(rb"(?<=#S7Z OK\r\n)#[^\r\n]*")
_BRIEF: Final = 2  # ErrorDetail from which on the reason is told
_FULL: Final = 3


class Refused(Exception):  # noqa: N818  reads as what happened
    """Why a request is not answered: an HTTP status, the kind of error, and a sentence about this one."""

    def __init__(self, status: int, title: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.title = title

    def text(self, detail: int, *, brief: bool = False) -> str:
        """Return what a client is told at a level of ErrorDetail; if ``brief``, never the call stack."""
        if detail < _BRIEF:
            return f"{self.title}."
        if detail < _FULL or brief:
            return str(self)
        return "".join(traceback.format_exception(self)).rstrip()


class Entrance(NamedTuple):
    """The company that a path names at first: its root folder, its catalog and when it expires (None: never)."""

    root: str
    catalog: Catalog
    expires: datetime | None


@dataclass(slots=True)
class Exchange:
    """A request being answered. What is known of it grows; an error is told in the words of what is known so far.

    ``path`` is the object, without slashes around it. ``query`` is what is left after rules, obfuscation and lock.
    ``wish`` is what is asked, once that is read. ``private``: the answer depends on the client's address. ``headers``
    are those of the rules. ``entrance`` is where it came in; rules may have led it on.
    """

    environ: WSGIEnvironment
    catalog: Catalog = _NO_CATALOG
    path: str = ""
    query: str = ""
    company: Company | None = None
    wish: Asked | None = None
    headers: tuple[RuleHeader, ...] = ()
    private: bool = False
    entrance: Entrance | None = None

    @property
    def root(self) -> str:
        """The first part of the object's path."""
        return self.path.partition("/")[0]

    @property
    def name(self) -> str:
        """The object's path inside its company."""
        return self.path.partition("/")[2]

    def asked(self) -> Asked:
        """Return what is asked; an error may come before that was read, and is told in the same form."""
        if self.wish is None:
            self.wish = perhaps_asked(self.query, RequestContext(macros=self.catalog.macros))
        return self.wish

    def with_rule_headers(self, headers: list[Header]) -> list[Header]:
        """Return headers with those that rules set or add."""
        for rule in self.headers:
            same = [value for name, value in headers if name.casefold() == rule.name.casefold()]
            headers = [pair for pair in headers if pair[0].casefold() != rule.name.casefold()]
            headers.append((rule.name, ", ".join([*same, rule.value]) if rule.add else rule.value))
        return headers


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """Takes requests apart. ``context`` is the rules' word for what is asked: is or static."""

    catalogs: Catalogs
    settings: Settings
    clock: Clock
    context: str

    def begin(self, exchange: Exchange) -> None:
        """Take path and query from the environment. Raises CatalogError."""
        path = _text(exchange.environ["PATH_INFO"])
        match = _PATH.fullmatch(path)
        exchange.path = (match["object"] or "").strip("/") if match else ""
        exchange.query = exchange.environ.get("QUERY_STRING", "")
        exchange.catalog = self.catalogs.default()

    def understand(self, session: Session, exchange: Exchange) -> None:
        """Find the company and its catalog, and apply what comes before a request is read. Raises Refused."""
        most = self.settings.max_url_characters
        if len(exchange.query) > most:
            raise Refused(403, INVALID, f"The query is longer than {most} characters.")
        self._enter(session, exchange)
        try:
            made = self._apply_rules(exchange)
            self._enter(session, exchange)
            exchange.catalog = exchange.catalog.overridden(made.overrides)
            address = exchange.environ.get("REMOTE_ADDR", "")
            own = exchange.catalog.attributes.client_address_filter
            filters = made.address_filters or tuple(filter(None, [own]))
            exchange.private = bool(filters)
            if not all(lets_in(one, address) for one in filters):
                raise Refused(403, REFUSED, "Requests from this address are refused.")
            exchange.query = _uncovered(exchange.query, exchange.catalog)
        except RequestError as error:
            raise Refused(403, REFUSED, f"Invalid request: {error}") from error

    def _enter(self, session: Session, exchange: Exchange) -> None:
        """Find the company that the path names now."""
        if not exchange.root or (exchange.company and exchange.company.root_path == exchange.root + "/"):
            return
        # PostgreSQL looks for no NUL, and no company has one in its name.
        company = None if "\0" in exchange.root else companies.by_root(session, exchange.root)
        moved = exchange.company is not None
        exchange.company = None if company is None or companies.is_expired(company, self.clock()) else company
        if moved or exchange.company is None:  # rules may lead to another company's pictures, and stay in force there
            return
        root = exchange.company.root_path
        exchange.catalog = self.catalogs.of(root)
        exchange.entrance = Entrance(root, exchange.catalog, exchange.company.expires)

    def _apply_rules(self, exchange: Exchange) -> Rewritten:
        rules = exchange.catalog.rules
        if not rules.rules:
            return _AS_IT_CAME
        whole = f"{exchange.path}?{exchange.query}" if exchange.query else exchange.path
        made = rules.applied(self.context, whole)
        path, _, exchange.query = made.text.partition("?")
        exchange.path = path.strip("/")
        exchange.headers = tuple(_filled(header, exchange) for header in made.headers)
        return made


def _text(given: str) -> str:
    """Return what a WSGI server took for ISO 8859-1, and what is UTF-8 unless it can't be."""
    if given.isascii():
        return given
    try:
        return given.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return given


def _filled(header: RuleHeader, exchange: Exchange) -> RuleHeader:
    """The header with the request's variables in its value, as far as a header can hold them."""
    if "$" not in header.value:
        return header
    variables = merge_parts(Sources("", exchange.query, ""), RequestContext(macros=exchange.catalog.macros)).variables
    value = substitute(header.value, variables)
    return header._replace(value="".join(one for one in value if one.isascii() and one.isprintable()))


def _uncovered(query: str, catalog: Catalog) -> str:
    """The query without its obfuscation and lock."""
    if catalog.attributes.request_obfuscation and query:
        query = reveal(query)
    return unlock(query) if catalog.attributes.request_lock else query


class Reply(NamedTuple):
    """An answer that is no picture, and for how many hours clients may keep it; None for not at all."""

    written: Written
    hours: float | None


def tell(exchange: Exchange, reply: Reply, now: datetime, start_response: StartResponse) -> Iterable[bytes]:
    """Answer with text. Its tag is weak: text properties begin with the time of the answer."""
    digest = blake2b(_MOMENT.sub(b"", reply.written.body), digest_size=20).hexdigest()
    hours = reply.hours if exchange.asked().client_cache else None
    tag = "" if hours is None else f'W/"{digest}"'
    validity = Validity(tag, hours, None, private=exchange.private)
    headers = [*validity.headers(now), *INERT]
    if validity.holds(exchange.environ):
        start_response(status_line(304), exchange.with_rule_headers(headers))
        return []
    return write(exchange, 200, reply.written, headers, start_response)


def write(
    exchange: Exchange, status: int, written: Written, headers: list[Header], start_response: StartResponse
) -> Iterable[bytes]:
    """Answer with a body that is at hand (its length alone to a HEAD request)."""
    first = [("Content-Type", written.content_type), ("Content-Length", str(len(written.body)))]
    start_response(status_line(status), exchange.with_rule_headers([*first, *headers]))
    return [] if exchange.environ["REQUEST_METHOD"] == "HEAD" else [written.body]
