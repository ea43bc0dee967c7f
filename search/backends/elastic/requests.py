"""What the cluster is asked for a query. Pure: objects of the library go out, nothing is sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.query import Query as Clause

from ...meaning import Alternative
from ...text import SOUND, is_chinese, is_whole, name_key, phrase
from ..base import SUGGESTIONS, Query
from . import documents
from .documents import FACET, facet_value

NAME_WORTH = 8
# Steps that no sum of relevances reaches: all words in the name, its beginning, the whole of it
NAMED_WORTH, BEGINS_WORTH, WHOLE_WORTH = 10_000, 100_000, 1_000_000
MOST_VALUES = 20_000  # of all facets together
MOST_KINDS = 100
LONGEST_KEY = 500  # of a name; beginnings above a thousand characters are refused
FIRST, KINDS, SHOWN, UNFILTERED, VALUES = "first", "kinds", "shown", "others", "values"
WHICH = ("kind", "row")
ORDER = ("_score", "-score", "row")
ORDER_TOLD = ({"_score": "desc"}, {"score": "desc"}, {"row": "asc"})


def request(query: Query) -> Search:
    """Return the one request that answers a query: page, exact totals, counts."""
    search = Search().query(_looked_for(query)).source(False).sort(*ORDER)
    shown = search.aggs.bucket(SHOWN, "filter", filter=_all_of(query, query.filters))
    kinds = shown.bucket(KINDS, "terms", field="kind", size=MOST_KINDS)
    if query.kind:
        first, many = query.part_of(query.kind)
        search = search.post_filter(_all_of(query, query.filters, kind=query.kind))
        search = search.extra(docvalue_fields=list(WHICH))[first : first + many]
    else:
        search = search[0:0]
        told = {"sort": list(ORDER_TOLD), "docvalue_fields": list(WHICH), "_source": False}
        kinds.metric(FIRST, "top_hits", size=query.first_few, **told)
    _count(search, query)
    return search.extra(track_total_hits=False)


def total_of(query: Query) -> Search:
    """Return the request for how much there is, and nothing else."""
    wanted = Q("bool", must=[_looked_for(query)], filter=[_all_of(query, query.filters)])
    return Search().query(wanted)[0:0].extra(track_total_hits=True)


def suggestion(clauses, text: str, *, kinds: Sequence[str], language: str) -> Search:
    """Return the request for rows whose name somebody may be typing."""
    held = [_clause(each, fields=("name",)) for each in clauses]
    where = _standing(kinds, language)
    search = Search().query(Q("bool", must=held, filter=where, should=_by_name(text)))
    search = search.source(False).extra(docvalue_fields=list(WHICH))[:SUGGESTIONS]
    return search.sort(*ORDER).extra(track_total_hits=False)


def _looked_for(query: Query) -> Clause:
    """Return all but the filters, which must not take away from the counts."""
    found = Q(
        "bool",
        must=[_clause(each) for each in query.clauses],
        filter=_standing(query.kinds, query.language),
        should=[*_by_name(query.text), *_in_name(query.clauses)],
    )
    return found if query.clauses else Q("constant_score", filter=found)


def _standing(kinds: Sequence[str], language: str) -> list[Clause]:
    where = [Q("terms", kind=list(kinds))] if kinds else []
    return where + ([Q("terms", language=["", language])] if language else [])


def _clause(
    alternatives: Iterable[Alternative], fields: Sequence[str] = ("name", "text")
) -> Clause:
    """Return that one of the alternatives holds; none is there where nothing can be found."""
    found = [_together(runs, fields) for runs in alternatives]
    return Q("dis_max", queries=found) if found else Q("match_none")


def _together(runs: Alternative, fields: Sequence[str]) -> Clause:
    found = [_run(run, fields) for run in runs]
    return found[0] if len(found) == 1 else Q("bool", must=found)


def _run(run: str, fields: Sequence[str]) -> Clause:
    """Return that a run occurs in one of the fields; a name says more than a text."""
    if run.startswith(SOUND):
        fields = ("name",)
    found = [_occurs(run, field, NAME_WORTH if field == "name" else 1) for field in fields]
    return found[0] if len(found) == 1 else Q("dis_max", queries=found)


def _occurs(run: str, field: str, worth: int) -> Clause:
    if is_whole(run):
        return Q("term", **{field: {"value": run, "boost": worth}})
    if is_chinese(run) and len(run) == 1:
        return Q("term", **{f"{field}.{documents.FIRST}": {"value": run, "boost": worth}})
    if is_chinese(run):
        asked = " ".join(phrase(run))
        return Q("match_phrase", **{field: {"query": asked, "boost": worth}})
    return Q("prefix", **{field: {"value": run, "boost": worth}})


def _by_name(text: str) -> list[Clause]:
    """Return what brings the row to the front whose name somebody typed, whole or begun."""
    key = name_key(text)
    if not 0 < len(key) <= LONGEST_KEY:
        return []
    return [
        Q("constant_score", filter=Q("term", keys=key), boost=WHOLE_WORTH),
        Q("constant_score", filter=Q("prefix", keys=key), boost=BEGINS_WORTH),
    ]


def _in_name(clauses: Sequence[Iterable[Alternative]]) -> list[Clause]:
    """Return what brings rows forward that have all the words in their name."""
    held = [_clause(each, fields=("name",)) for each in clauses]
    named = Q("constant_score", filter=Q("bool", filter=held), boost=NAMED_WORTH)
    return [named] if held else []


def _all_of(query: Query, facets: Iterable[str], *, kind: str = "") -> Clause:
    asked = [Q("term", kind=kind)] if kind else []
    asked += [
        Q("terms", facets=[facet_value(facet, value) for value in query.filters[facet]])
        for facet in facets
    ]
    return Q("bool", filter=asked) if asked else Q("match_all")


def _count(search: Search, query: Query) -> None:
    """Have every facet counted as if its own filter were not set."""
    for facet in filter(query.counts, query.filters):
        others = [other for other in query.filters if other != facet]
        _bucket(search, counted(facet), _all_of(query, others, kind=query.kind), [facet])
    free = None if query.counted is None else set(query.counted) - set(query.filters)
    if free is None or free:
        _bucket(search, UNFILTERED, _all_of(query, query.filters, kind=query.kind), free)


def _bucket(search: Search, name: str, among: Clause, facets: Iterable[str] | None) -> None:
    """Have the values of some facets counted, or of all, among some of what was found."""
    told = {"field": "facets", "size": MOST_VALUES, "order": {"_key": "asc"}}
    if facets is not None:
        told["include"] = "|".join(f"{_escaped(facet)}{FACET}.*" for facet in sorted(facets))
    search.aggs.bucket(name, "filter", filter=among).bucket(VALUES, "terms", **told)


def _escaped(facet: str) -> str:
    """Return a facet's name for a pattern of Lucene, which has signs of its own."""
    return "".join(char if char.isalnum() or char == "_" else f"\\{char}" for char in facet)


def counted(facet: str) -> str:
    """Return what the counts of a filtered facet are called in the answer."""
    return f"of {facet.encode().hex()}"
