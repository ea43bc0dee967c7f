"""What the index holds of a row, as a typed document.

The tokens are made by ``search.text``, the same for every engine: two neighbouring Chinese
characters each, the last one alone, and whole runs of letters. The index takes them as they
are (``whitespace``), so that no engine can disagree about what a text means.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from elasticsearch.dsl import Document as ElasticDocument
from elasticsearch.dsl import (
    Integer,
    Keyword,
    Long,
    MetaField,
    Text,
    analyzer,
    mapped_field,
    token_filter,
)

from ... import conf
from ...document import Document

GRAMS = analyzer("grams", tokenizer="whitespace")
# One character is asked for as the beginning of a token: every character begins one
BEGINNING = analyzer(
    "beginning",
    tokenizer="whitespace",
    filter=[token_filter("one_character", "edge_ngram", min_gram=1, max_gram=1)],
)
FIRST = "first"
FACET = "="  # between a facet and its value
KEPT_AFTER_DELETE = "1h"  # how long an older write cannot bring a deleted row back


def grams() -> Any:
    """Return a text that has been cut into tokens already; it is not kept as a source."""
    first = Text(analyzer=BEGINNING, search_analyzer=GRAMS, index_options="docs", norms=False)
    return mapped_field(Text(analyzer=GRAMS, fields={FIRST: first}), default="")


class Row(ElasticDocument):
    """One row of a source. The page's own words come from the database, by ``row``."""

    kind: str = mapped_field(Keyword())
    row: int = mapped_field(Long())
    language: str = mapped_field(Keyword())
    name: str = grams()
    text: str = grams()
    keys: list[str] = mapped_field(Keyword())
    facets: list[str] = mapped_field(Keyword(eager_global_ordinals=True))
    score: int = mapped_field(Integer())
    version: int = mapped_field(Long())
    digest: str = mapped_field(Keyword(index=False, doc_values=False))

    class Index:
        settings = {
            "number_of_shards": 1,
            "refresh_interval": "1s",
            "gc_deletes": KEPT_AFTER_DELETE,
            "max_inner_result_window": 10_000,
        }

    class Meta:
        dynamic = MetaField("strict")
        source = MetaField({"excludes": ["name", "text"]})

    @classmethod
    def of(cls, document: Document, *, version: int) -> Row:
        """Return a document as the index holds it."""
        return cls(
            meta={"id": key_of(document.kind, document.id)},
            kind=document.kind,
            row=document.id,
            language=document.language,
            name=document.name_tokens,
            text=document.text_tokens,
            keys=list(document.name_keys),
            facets=[facet_value(*each) for each in document.values()],
            score=document.score,
            version=version,
            digest=document.digest,
        )


def key_of(kind: str, row: int) -> str:
    """Return the id of a row in the index."""
    return f"{kind}:{row}"


def facet_value(facet: str, value: str) -> str:
    """Return a facet's value as the index holds it: all facets stand in one field."""
    return f"{facet}{FACET}{value}"


def index_body(schema: str, **told: object) -> dict[str, Any]:
    """Return settings and mappings of a new index, with what it was made for."""
    body = layout()
    body["mappings"]["_meta"] = {"schema": schema, **told}
    body["settings"]["number_of_replicas"] = conf.elasticsearch_replicas()
    return body


def layout() -> dict[str, Any]:
    """Return what every index of ours has in common; a change of it makes a new schema."""
    return json.loads(json.dumps(Row._index.to_dict()))


@cache
def fingerprint() -> str:
    """Return the layout in a few letters."""
    return hashlib.sha256(json.dumps(layout(), sort_keys=True).encode()).hexdigest()[:16]
