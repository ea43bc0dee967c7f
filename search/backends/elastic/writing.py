"""How documents come into an index: in bulk, each with its place in the log as its version.

An older write never replaces a newer one, and sending the same again is harmless, so whoever
stops half-way simply begins again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch

from ...document import Document
from .documents import Row, key_of
from .faults import DOWN, REFUSED, Unavailable

logger = logging.getLogger(__name__)
AT_ONCE = 500  # documents, some 2 MB
IS_DONE = {200, 201, 409}  # 409: a newer one is there already
BUSY = {429, 503}

Action = tuple[dict[str, Any], ...]


def kept(document: Document, *, version: int) -> Action:
    """Return the action that keeps a document as it is at that place in the log."""
    row = Row.of(document, version=version)
    return {"index": _told(row.meta.id, version)}, row.to_dict()


def forgotten(kind: str, row: int, *, version: int) -> Action:
    """Return the action that forgets a row."""
    return ({"delete": _told(key_of(kind, row), version)},)


def send(client: Elasticsearch, index: str, actions: Iterable[Action]) -> int:
    """Do all the actions, and return how many there were.

    A document that the index refuses is logged and left out, lest it stop all others.

    Raises:
        Unavailable: when the cluster did not take them; some may be done.
    """
    return sum(send_some(client, index, some) for some in portions(actions))


def send_some(client: Elasticsearch, index: str, actions: list[Action]) -> int:
    """Do so many actions as fit into one request."""
    answer = client.bulk(index=index, operations=[line for action in actions for line in action])
    if answer["errors"]:
        for item in answer["items"]:
            for deed, told in item.items():
                judge(deed, told)
    return len(actions)


def portions(actions: Iterable[Action]) -> Iterator[list[Action]]:
    """Yield the actions, so many at once as fit into one request."""
    remaining = iter(actions)
    while some := list(islice(remaining, AT_ONCE)):
        yield some


def _told(key: str, version: int) -> dict[str, Any]:
    return {"_id": key, "version": version, "version_type": "external_gte"}


def judge(deed: str, told: dict[str, Any]) -> None:
    """Take what the cluster says of one action.

    Raises:
        Unavailable: where the action has to be sent again.
    """
    status, problem = told["status"], told.get("error", {})
    if status in IS_DONE or (deed == "delete" and status == 404 and not problem):
        return
    if status in BUSY:
        raise Unavailable(DOWN, problem.get("type", ""))
    if status == 404:  # the index itself has gone
        raise Unavailable(REFUSED, problem.get("type", ""))
    logger.error("search: the index refuses %s: %s", told.get("_id"), problem)
