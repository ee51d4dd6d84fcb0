"""What requests were found to ask for, so that the next of the same text costs no query and no parsing."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Final, Generic, NamedTuple, TypeVar

from flytower.jobs.catalogs import Catalog, Catalogs
from flytower.model.database import Database
from flytower.web.serving import Entrance, Exchange

MOST: Final = 4096
"""Requests remembered at a time; the longest unused goes first."""

LONGEST: Final = 1024
"""Characters of a query that is remembered: what is read from a longer one takes up too much."""

T = TypeVar("T")


class Question(NamedTuple):
    """A request as it came, and the state of things from before anything was looked up for it."""

    path: str
    query: str
    default: Catalog
    generation: object


@dataclass(frozen=True, slots=True)
class _Finding(Generic[T]):
    question: Question
    entrance: Entrance
    exchange: Exchange
    value: T


class Recall(Generic[T]):
    """The findings on the last few thousand requests. Safe to be used by several threads.

    A finding holds until anything is committed to the database or a catalog it was made with changes. Nothing is
    remembered that depends on who asks or when: clients' addresses, companies that expire.
    """

    def __init__(self, database: Database, catalogs: Catalogs) -> None:
        self._database = database
        self._catalogs = catalogs
        self._lock = threading.Lock()
        self._findings: OrderedDict[tuple[str, str], _Finding[T]] = OrderedDict()

    def question(self, exchange: Exchange) -> Question:
        """Take down what is asked, before anything is read that a finding will be made of."""
        return Question(exchange.path, exchange.query, exchange.catalog, self._database.generation())

    def find(self, question: Question, exchange: Exchange) -> tuple[Exchange, T] | None:
        """Return the exchange as it was understood before, and what was found then; None if that holds no longer."""
        with self._lock:
            known = self._findings.get(question[:2])
            if known is not None:
                self._findings.move_to_end(question[:2])
        # Outside of the lock: to ask for the catalog is to look at its file.
        if known is None or not self._holds(known, question):
            return None
        return replace(known.exchange, environ=exchange.environ), known.value

    def keep(self, question: Question, exchange: Exchange, value: T) -> None:
        """Remember what was found for an exchange that has been understood since the question was taken down."""
        entrance = exchange.entrance
        if entrance is None or entrance.expires is not None or exchange.private or exchange.path != question.path:
            return
        if len(question.query) > LONGEST:
            return
        with self._lock:
            self._findings[question[:2]] = _Finding(question, entrance, replace(exchange, environ={}), value)
            self._findings.move_to_end(question[:2])
            if len(self._findings) > MOST:
                self._findings.popitem(last=False)

    def _holds(self, known: _Finding[T], question: Question) -> bool:
        return (
            known.question.generation == question.generation
            and known.question.default is question.default
            and known.entrance.catalog is self._catalogs.of(known.entrance.root)
        )
