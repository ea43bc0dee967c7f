"""What the bench of the search measures on one database."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter, defaultdict
from functools import partial

from django.db import connection

from search import conf
from search.backends.base import Query
from search.backends.embedded.tables import ROW_MAX
from search.registry import engine, sources
from search.relay import all_documents
from search.text import occurs
from tests.bench import search_engines as watch
from tests.bench.search_queries import BANDS, FACETS, band, questions, texts

ROUNDS = 3
TRUTHS = 20  # questions held against every single document
JOINED = 6
WAGTAIL = 20
CLUSTER = "Elasticsearch"


class Measures:
    """One run on one database: builds, questions, agreement, rebuild."""

    def __init__(self, database: str, size: int) -> None:
        self.database, self.size = database, size
        self.engines = {database: engine("database"), CLUSTER: engine("elastic")}
        self.watches = {
            database: watch.Watch(watch.database_process()),
            CLUSTER: watch.Watch(watch.elasticsearch_process()),
        }
        self.ratios: dict[str, float] = {}
        self.hay: list[tuple[str, str, dict]] = []

    def all(self) -> dict[str, float]:
        """Measure everything, print it, and return the ratios."""
        self.build()
        asked = questions(texts(self.size), self._filters())
        self.ask(asked)
        self.agree(asked)
        if self.database == "SQLite":
            self.join(asked)
            self.rebuild(asked)
        else:
            self.wagtail()
        return self.ratios

    def build(self) -> None:
        """Make both indexes; remember the documents for a scan."""
        print(f"\n{self.database:<16}{'build s':>9}{'documents/s':>13}{'CPU s here + server':>22}"
              f"{'index MB':>10}")  # fmt: skip
        for name, one in self.engines.items():
            self.hay.clear()
            before, spent = watch.database_bytes(), watch.Spent()
            make = partial(one.rebuild, self._documents, progress=lambda done: None)
            self.watches[name].time(make, spent)
            seconds, (here, there) = spent.walls[0] / 1000, spent.cpu()
            room = watch.elasticsearch_bytes() if name == CLUSTER else watch.database_bytes()
            if name == "SQLite":
                room -= before
            rate = len(self.hay) / seconds
            print(f"  {name:<14}{seconds:>9.1f}{rate:>13,.0f}"
                  f"{here / 1000:>12.1f} + {there / 1000:<7.1f}{room / 1e6:>10.0f}")  # fmt: skip

    def ask(self, asked) -> None:
        """Ask both engines every question in turn, some rounds, in a different order each."""
        spent: defaultdict[tuple, watch.Spent] = defaultdict(watch.Spent)
        self.hits = {}
        for turn in range(ROUNDS + 1):
            order = sorted(range(len(asked)), key=lambda place: (place * 7919 + turn * 31) % 9973)
            for place in order:
                each = asked[place]
                for name, one in self.engines.items():
                    taken = watch.Spent()
                    found = self.watches[name].time(partial(one.search, each.query), taken)
                    self.hits[place] = found.total
                    if turn:  # the first round warms up
                        width = self._width(asked, place)
                        for key in ((name,), (name, width), (name, width, each.facets)):
                            _add(spent[key], taken)
        self._show(spent)

    def _width(self, asked, place: int) -> str:
        """Return how wide a text is, by its hits without a filter."""
        hits = self.hits.get(place - asked[place].facets, self.hits[place])
        return band(hits, of=self.size)

    def _show(self, spent) -> None:
        print(f"  {'':<16}{'n':>6}{'p50':>9}{'p95':>9}{'p99':>9}{'CPU ms here + server':>23}")
        for width in ("", *BANDS):
            for name in self.engines:
                _print_line(f"{name} {width}", spent[(name, width) if width else (name,)])
        for width in BANDS:
            ours, theirs = spent[self.database, width], spent[CLUSTER, width]
            if not ours.walls:
                continue
            self.ratios[f"{self.database} : {CLUSTER}, {width}"] = ours.p(50) / theirs.p(50)
        for name in self.engines:
            self.ratios[f"p99 : p50, {name}"] = spent[name,].p(99) / spent[name,].p(50)
            none, two = spent[name, "B", 0], spent[name, "B", len(FACETS)]
            if none.walls:
                self.ratios[f"two filters : none, {name}, B"] = two.p(50) / none.p(50)

    def agree(self, asked) -> None:
        """Hold both engines against each other, and some questions against every document."""
        differ = 0
        for each in asked:
            answers = [one.search(each.query) for one in self.engines.values()]
            differ += len({_told(answer) for answer in answers}) > 1
        for each in asked[:: max(len(asked) // TRUTHS, 1)]:
            found = self.engines[CLUSTER].search(each.query)
            differ += _told(found) != self._truth(each.query)
        print(f"  {len(asked)} questions, {TRUTHS} of them scanned: {differ} differ", flush=True)
        self.ratios["differences"] = differ

    def join(self, asked) -> None:
        """Answer some wide texts by joins in SQL instead of sets: page, total, both facets."""
        wide = [
            each.query
            for place, each in enumerate(asked)
            if not each.facets and self._width(asked, place) == "C" and each.query.kind == "agency"
        ][:JOINED]
        sets, joins = watch.Spent(), watch.Spent()
        clock, ours = self.watches[self.database], self.engines[self.database]
        for query in wide * ROUNDS:
            clock.time(partial(ours.search, query), sets)
            clock.time(partial(self._joined, query), joins)
        if wide:
            _print_line("SQL joins, C", joins)
            self.ratios[f"bitmaps : joins, {self.database}, C"] = sets.p(50) / joins.p(50)

    def rebuild(self, asked) -> None:
        """Search the cluster before and while another process makes its index anew."""
        queries = [each.query for each in asked]
        before, _failed = self._searched(queries, lambda turn: turn < len(queries))
        told = connection.settings_dict["NAME"], conf.elasticsearch_index()
        command = [sys.executable, "-m", "tests.bench.search_rebuild", *map(str, told)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as other:
            during, failed = self._searched(queries, lambda turn: other.poll() is None)
        _print_line("before", before)
        _print_line("in a rebuild", during)
        self.ratios["search p95 during a rebuild : before"] = during.p(95) / before.p(95)
        self.ratios["failed during a rebuild"] = failed

    def wagtail(self) -> None:
        """Ask Wagtail's own search on the same database some of the texts."""
        from tests.bench.search_wagtail import asked_of_wagtail

        wanted = texts(self.size)[:: len(texts(self.size)) // WAGTAIL][:WAGTAIL]
        built, spent, right = asked_of_wagtail(wanted, self.watches[self.database])
        _print_line("Wagtail's own", spent)
        print(f"  … built in {built:.0f} s; {right} of {len(wanted)} totals as a scan has them")

    def _documents(self):
        for document in all_documents(sources()):
            self.hay.append((document.kind, document.hay, dict(document.facets)))
            yield document

    def _filters(self) -> dict[str, tuple[str, ...]]:
        """Return a value of each facet that many agencies have."""
        found = Counter(
            (facet, value)
            for kind, _hay, facets in self.hay
            for facet in FACETS
            for value in facets.get(facet, ())
            if kind == "agency"
        )
        most = {facet: value for (facet, value), _count in reversed(found.most_common())}
        return {facet: (most[facet],) for facet in FACETS}

    def _truth(self, query: Query) -> tuple:
        counts, total = defaultdict(Counter), 0
        for kind, hay, facets in self.hay:
            if kind != query.kind or not _meets(query, hay):
                continue
            missed = {name for name, wanted in query.filters.items()
                      if set(wanted).isdisjoint(facets.get(name, ()))}  # fmt: skip
            total += not missed
            for facet in FACETS:
                if missed <= {facet}:
                    counts[facet].update(set(facets.get(facet, ())))
        return _flat(total, counts)

    def _joined(self, query: Query) -> None:
        from django.db.models import Count
        from django.db.models.expressions import RawSQL

        from agencies.models import Credential, ListedService

        ours = self.engines[self.database]
        sql, params = ours.keys_sql(query.clauses, query.kind)
        entries = ours.tables(ours.require().slot).entry
        kind = sorted(ours.kinds).index(query.kind) + 1
        found = f"kind = {kind} AND id & {ROW_MAX} IN ({sql})"
        best = f"SELECT id FROM {entries} WHERE {found} ORDER BY score DESC, id LIMIT 20"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(best, params)
            cursor.fetchall()
            cursor.execute(f"SELECT count(*) FROM ({sql}) AS found", params)  # noqa: S608
            cursor.fetchall()
        for model, name in ((ListedService, "item__category"), (Credential, "type")):
            rows = model.objects.filter(agency__in=RawSQL(sql, params)).order_by()  # noqa: S611
            list(rows.values_list(name).annotate(Count("agency", distinct=True)))

    def _searched(self, queries, goes_on) -> tuple[watch.Spent, int]:
        spent, failed, turn = watch.Spent(), 0, 0
        while goes_on(turn):
            began = time.perf_counter()
            try:
                self.engines[CLUSTER].search(queries[turn * 37 % len(queries)])
            except Exception as error:  # noqa: BLE001 -- counted, whatever it is
                failed += 1
                print(f"  failed: {error}")
            spent.walls.append((time.perf_counter() - began) * 1000)
            turn += 1
        return spent, failed


def _meets(query: Query, hay: str) -> bool:
    return all(
        any(all(occurs(run, hay) for run in runs) for runs in clause) for clause in query.clauses
    )


def _told(found) -> tuple:
    return _flat(found.total, found.facets)


def _flat(total: int, facets) -> tuple:
    counts = sorted(
        (facet, value, n) for facet in facets for value, n in facets[facet].items() if n
    )
    return total, tuple(counts)


def _print_line(name: str, spent: watch.Spent) -> None:
    here, there = spent.cpu()
    print(f"  {name:<16}{len(spent.walls):>6}{spent.p(50):>9.1f}{spent.p(95):>9.1f}"
          f"{spent.p(99):>9.1f}{here:>13.1f} + {there:<7.1f}")  # fmt: skip


def _add(spent: watch.Spent, other: watch.Spent) -> None:
    spent.walls += other.walls
    spent.client += other.client
    spent.server += other.server
