"""Which index answers on the cluster, and whether it is ours, whole and of this version."""

from __future__ import annotations

from dataclasses import dataclass

from elasticsearch import Elasticsearch, NotFoundError

from marketplace.models import LogLeaf
from marketplace.sequencer import log_id

from ... import conf
from .faults import EMPTY, FOREIGN, MISSING, SCHEMA, Unavailable


@dataclass(frozen=True, slots=True)
class Standing:
    """The index behind the alias."""

    name: str
    documents: int
    version: int  # of the newest document


def standing(client: Elasticsearch, *, schema: str) -> Standing:
    """Return the index that answers.

    Raises:
        Unavailable: where there is none, or it was made by another version or for another
            database, or has lost its documents. Making it anew is the remedy for all of them.
    """
    name, told = _live(client)
    if told.get("schema") != schema:
        raise Unavailable(SCHEMA)
    if told.get("log") != owner():
        raise Unavailable(FOREIGN)
    counted = client.search(
        index=name,
        size=0,
        track_total_hits=True,
        aggs={"version": {"max": {"field": "version"}}},
        allow_partial_search_results=False,
    )
    documents = counted["hits"]["total"]["value"]
    version = int(counted["aggregations"]["version"]["value"] or 0)
    if not documents and told.get("documents"):
        raise Unavailable(EMPTY)
    if version > max(next_leaf() - 1, 0):
        raise Unavailable(FOREIGN)
    return Standing(name, documents, version)


def live_index(client: Elasticsearch) -> str:
    """Return the name of the index behind the alias."""
    return _live(client)[0]


def owner() -> str:
    """Return whose records an index holds: the log's name, empty before there is one."""
    return log_id() or ""


def next_leaf() -> int:
    """Return the place in the log that the next event will have."""
    newest = LogLeaf.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if newest is None else newest + 1


def _live(client: Elasticsearch) -> tuple[str, dict]:
    try:
        found = client.indices.get_mapping(index=conf.elasticsearch_index())
    except NotFoundError as error:
        raise Unavailable(MISSING) from error
    if len(found) != 1:
        raise Unavailable(SCHEMA, "several indexes stand under one name")
    name, told = next(iter(found.items()))
    if name == conf.elasticsearch_index():  # somebody's write made an index where the alias belongs
        raise Unavailable(SCHEMA, "an index has the name of the alias")
    return name, told["mappings"].get("_meta", {})
