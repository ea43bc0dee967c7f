"""What the engine does on a cluster that is set up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from elasticsearch.dsl import Q, Search

from ...document import Document
from ...meaning import meaning
from ..base import Documents, Found, Health, Holding, Progress, Query, Result
from . import conf, rebuilding
from .answers import found, result, whole
from .asking import asked, forget
from .client import for_work
from .faults import Unavailable, read_as_agreed, told_apart
from .rebuilding import the_only_one
from .requests import request, suggestion
from .state import live_index, newest_leaf, standing
from .writing import forgotten, kept, send

AT_ONCE = 2_000  # of what the index holds
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Cluster:
    """The cluster, for the kinds and the schema of this site."""

    kinds: tuple[str, ...]
    schema: str

    def search(self, query: Query) -> Result:
        return self._ask(request(query), lambda told: result(query, told, kinds=self.kinds))

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
            rebuilding.remove(client, rebuilding.orphans(client))
            version = newest_leaf()  # before any row is read
            index = rebuilding.new_index(client, schema=self.schema)
            actions = (kept(each, version=version) for each in documents())
            count = rebuilding.fill(client, index, actions, progress=progress)
            rebuilding.make_ready(client, index, documents=count)
            before = rebuilding.put_in_place(client, index)
            forget()
            rebuilding.remove(client, before, linger=rebuilding.LINGER_SECONDS)

    def health(self) -> Health:
        try:
            with asked(schema=self.schema) as client:
                found = standing(client, schema=self.schema)
        except Unavailable as problem:
            return Health(False, {"reason": problem.reason}, str(problem))
        return Health(True, {"documents": found.documents, "version": found.version})

    def holdings(self, kind: str) -> Iterator[tuple[int, Holding]]:
        with told_apart():
            index = live_index(for_work())
            for_work().indices.refresh(index=index)
            held = Search(using=for_work(), index=index).filter(Q("term", kind=kind))
            for row in held.source(["row", "version", "digest"]).params(size=AT_ONCE).scan():
                yield row.row, Holding(row.version, row.digest)

    def _ask(self, search: Search, read: Callable[[dict], Answer]) -> Answer:
        with asked(schema=self.schema) as client, read_as_agreed():
            patience = f"{int(conf.patience_seconds() * 1000)}ms"
            sent = search.using(client).index(conf.alias()).extra(timeout=patience)
            answer = sent.params(allow_partial_search_results=False).execute()
            return read(whole(answer.to_dict()))
