"""What can go wrong with a cluster, in the few words that the rest of the site needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from elastic_transport import ConnectionTimeout, TransportError
from elasticsearch import ApiError, BadRequestError, NotFoundError
from elasticsearch.dsl.exceptions import ElasticsearchDslException

from ..base import EngineDown

FAILURES = (TransportError, ApiError, ElasticsearchDslException)
NOT_AS_AGREED = (KeyError, IndexError, TypeError, AttributeError, ValueError)

DOWN = "down"  # nobody answers
SLOW = "slow"  # an answer took longer than a page may wait
MISSING = "missing"  # the cluster has no such index
EMPTY = "empty"  # the index has lost its documents
SCHEMA = "schema"  # the index was made by another version of this program
FOREIGN = "foreign"  # the index is another database's, or of a later day than this one
REFUSED = "refused"  # the cluster answers, and says no
REBUILT = "rebuilt"  # somebody makes the index anew already
MISREAD = "misread"  # it does not understand this one question
MISSHAPEN = "misshapen"  # the answer is no answer, or not a whole one

CAN_BE_REBUILT = frozenset({MISSING, EMPTY, SCHEMA, FOREIGN})
PROBLEMS = {
    DOWN: "Elasticsearch does not answer",
    SLOW: "Elasticsearch answers too late",
    MISSING: "Elasticsearch has no index of this site",
    EMPTY: "the index in Elasticsearch has lost its documents",
    SCHEMA: "the index in Elasticsearch was made by another version",
    FOREIGN: "the index in Elasticsearch belongs to another database or a later day",
    REFUSED: "Elasticsearch refuses",
    REBUILT: "a rebuild of the index in Elasticsearch is under way already",
    MISREAD: "Elasticsearch does not understand the question",
    MISSHAPEN: "Elasticsearch gave no whole answer",
}


class Unavailable(EngineDown):
    """The cluster cannot be relied on now; ``reason`` is one of the words above."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{PROBLEMS[reason]}{': ' if detail else ''}{detail}")
        self.reason = reason


def reason_of(error: BaseException) -> str:
    """Return the word for what the client raised."""
    if isinstance(error, ConnectionTimeout):
        return SLOW
    if isinstance(error, NotFoundError):
        return MISSING
    if isinstance(error, BadRequestError):
        return MISREAD
    if isinstance(error, ApiError):
        return DOWN if error.status_code in (502, 503, 504) else REFUSED
    return DOWN if isinstance(error, TransportError) else REFUSED


@contextmanager
def told_apart() -> Iterator[None]:
    """Raise ``Unavailable`` in the place of whatever the client raises."""
    try:
        yield
    except FAILURES as error:
        raise Unavailable(reason_of(error), str(error)[:300]) from error


@contextmanager
def read_as_agreed() -> Iterator[None]:
    """Raise ``Unavailable`` where an answer is not what a cluster of this version gives."""
    try:
        yield
    except NOT_AS_AGREED as error:
        raise Unavailable(MISSHAPEN, repr(error)[:300]) from error
