"""What the engine does on a cluster that is set up."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from elasticsearch import Elasticsearch
from elasticsearch.dsl import MultiSearch, Q, Search

from marketplace import clock

from ... import conf
from ...document import Document
from ...meaning import meaning
from ..base import (
    FEW_HITS,
    Documents,
    Found,
    Health,
    Holding,
    Progress,
    Query,
    Result,
    SearchBackend,
)
from . import rebuilding
from .answers import found, is_named, result, whole
from .asking import asked, forget
from .client import for_work
from .correcting import other_spelling
from .faults import Unavailable, read_as_agreed, told_apart
from .rebuilding import LINGER_SECONDS, the_only_one
from .relaying import Place, begin_at, behind, end_reading, hear, waits_since
from .requests import request, suggestion
from .state import live_index, next_leaf, standing
from .writing import forgotten, kept, send

AT_ONCE = 2_000  # of what the index holds
LAG_SECONDS = 120  # an index that has left something unheard for longer is not looked after
Answer = TypeVar("Answer")


@dataclass
class Cluster:
    """The cluster, as one engine sees it: for its kinds and its schema."""

    engine: SearchBackend

    @property
    def kinds(self) -> tuple[str, ...]:
        return self.engine.kinds

    @cached_property
    def schema(self) -> str:
        return self.engine.schema

    def search(self, query: Query) -> Result:
        answer, named = self._ask(
            request(query),
            lambda told: (result(query, told, kinds=self.kinds), is_named(told)),
        )
        if named or not query.clauses or answer.total >= FEW_HITS:
            return answer
        other = other_spelling(query, answer.total, self._ask_all)
        return replace(answer, suggestion=other)

    def suggest(self, text: str, *, kinds: Sequence[str], language: str) -> list[Found]:
        clauses = meaning(text)
        if not clauses:
            return []
        asks = suggestion(clauses, text, kinds=kinds or self.kinds, language=language)
        return self._ask(asks, found)

    def index(self, documents: Iterable[Document], *, version: int) -> None:
        with told_apart():
            actions = (kept(document, version=version) for document in documents)
            send(for_work(), live_index(for_work()), actions)

    def delete(self, kind: str, ids: Collection[int], *, version: int) -> None:
        with told_apart():
            actions = (forgotten(kind, row, version=version) for row in ids)
            send(for_work(), live_index(for_work()), actions)

    def rebuild(self, documents: Documents, *, progress: Progress) -> None:
        with told_apart(), the_only_one():
            client = for_work()
            self._remove(client, rebuilding.orphans(client))
            place = Place(client, rebuilding.new_index(client, schema=self.schema))
            start = next_leaf()  # before any row is read
            begin_at(place.name, start)
            actions = (kept(each, version=max(start - 1, 0)) for each in documents())
            count = rebuilding.fill(client, place.name, actions, progress=progress)
            rebuilding.make_ready(client, place.name, documents=count)
            hear(self.engine, place)
            before = rebuilding.put_in_place(client, place.name)
            forget()
            time.sleep(LINGER_SECONDS if before else 0)
            self._remove(client, before)

    def health(self) -> Health:
        try:
            with asked(schema=self.schema) as client:
                found = standing(client, schema=self.schema)
        except Unavailable as problem:
            return Health(False, {"reason": problem.reason}, str(problem))
        facts = {"documents": found.documents, "leaves_behind": behind(found.name)}
        waits = waits_since(found.name)
        if waits and (clock.now() - waits).total_seconds() > LAG_SECONDS:
            return Health(False, facts, f"the index has heard nothing new for {LAG_SECONDS} s")
        return Health(True, facts)

    def holdings(self, kind: str) -> Iterator[tuple[int, Holding]]:
        with told_apart():
            index = live_index(for_work())
            for_work().indices.refresh(index=index)
            held = Search(using=for_work(), index=index).filter(Q("term", kind=kind))
            for row in held.source(["row", "version", "digest"]).params(size=AT_ONCE).scan():
                yield row.row, Holding(row.version, row.digest)

    def _ask_all(self, searches: Sequence[Search]) -> list[dict]:
        """Ask several questions at once."""
        with asked(schema=self.schema) as client, read_as_agreed():
            together = MultiSearch(using=client, index=conf.elasticsearch_index())
            for search in searches:
                together = together.add(search)
            return [whole(answer.to_dict()) for answer in together.execute()]

    def _remove(self, client: Elasticsearch, names: list[str]) -> None:
        rebuilding.remove(client, names)
        end_reading(names)

    def _ask(self, search: Search, read: Callable[[dict], Answer]) -> Answer:
        with asked(schema=self.schema) as client, read_as_agreed():
            patience = f"{int(conf.elasticsearch_timeout() * 1000)}ms"
            sent = search.using(client).index(conf.elasticsearch_index()).extra(timeout=patience)
            answer = sent.params(allow_partial_search_results=False).execute()
            return read(whole(answer.to_dict()))
