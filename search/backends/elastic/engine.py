"""The engine on an Elasticsearch cluster, for a province. It costs nothing where none is set up.

What imports the client's library is loaded when the first question is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from ... import conf
from ...document import Document
from ..base import Documents, Found, Health, Holding, Progress, Query, Result, SearchBackend


class ElasticEngine(SearchBackend):
    """Answers within a second or says that it cannot, and then at once for some seconds."""

    key = "elastic"
    place = 10

    @classmethod
    def is_set_up(cls) -> bool:
        return bool(conf.elasticsearch_url())

    @property
    def layout(self) -> str:
        from .documents import fingerprint

        return fingerprint()

    @cached_property
    def _cluster(self):
        from .cluster import Cluster

        return Cluster(self)

    def search(self, query: Query) -> Result:
        return self._cluster.search(query)

    def suggest(self, text: str, *, kinds: Sequence[str], language: str) -> list[Found]:
        return self._cluster.suggest(text, kinds=kinds, language=language)

    def index(self, documents: Iterable[Document], *, version: int) -> None:
        self._cluster.index(documents, version=version)

    def delete(self, kind: str, ids: Collection[int], *, version: int) -> None:
        self._cluster.delete(kind, ids, version=version)

    def rebuild(self, documents: Documents, *, progress: Progress) -> None:
        self._cluster.rebuild(documents, progress=progress)

    def health(self) -> Health:
        return self._cluster.health()

    def holdings(self, kind: str) -> Iterator[tuple[int, Holding]]:
        return self._cluster.holdings(kind)
