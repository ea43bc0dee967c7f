"""What every engine must do alike. A class of tests an engine inherits with a fixture of its own.

The fixture ``engine`` gives an engine that was rebuilt from ``documents``; ``settle`` waits, where
an engine needs time, until what was written can be found.
"""

from __future__ import annotations

import random

import pytest

from search.backends.base import LAST_PAGE, Query, SearchBackend
from search.document import Document
from search.meaning import Synonyms

from .world import CITIES, KINDS, Truth, random_query, world

SYNONYMS = Synonyms.of([["环评", "环境影响评价", "EIA"], ["水保", "水土保持"]])
HOSTILE = [
    '"',
    "'; DROP TABLE marketplace_agency; --",
    "* OR *",
    "造价 AND NOT (云浦",
    "NEAR(云浦 造价)",
    "{names} : 云浦",
    "^云浦",
    "云浦*",
    "%",
    "_",
    "\\",
    "\x00\x01\x1b",
    "\ud800\udfff",
    "造\ud800价",
    "\u202e云浦",
    "水" * 10_240,
    "a" * 10_240,
    "a b " * 2_560,
    '{"query": {"match_all": {}}}',
    "<script>alert(1)</script>",
    "𠀀𠮷",
    "🏗️",
    "ﷺ" * 200,
]


def ask(text: str, **others) -> Query:
    return Query.of(text, synonyms=SYNONYMS, **others)


class Conformance:
    """Inherited by one class an engine."""

    documents = world()
    queries = 1_000

    @pytest.fixture
    def truth(self) -> Truth:
        return Truth(self.documents)

    def settle(self, engine: SearchBackend) -> None:
        """Wait until what was written can be found: at once in a database."""

    def agree(self, engine: SearchBackend, truth: Truth, query: Query) -> None:
        """Hold an answer against every single document."""
        result = engine.search(query)
        assert dict(result.totals) == truth.totals(query), query
        assert {name: dict(counts) for name, counts in result.facets.items() if counts} == (
            truth.facets(query)
        ), query
        for kind in [query.kind] if query.kind else KINDS:
            found, right = result.of(kind), truth.ids(query, kind)
            assert len(found) == len(set(found)) == min(len(right), 20), query
            assert set(found) <= right, query

    def test_random_queries_find_what_a_scan_of_everything_finds(self, engine, truth):
        chance = random.Random(2026)  # noqa: S311 - a choice, not a secret
        for _each in range(self.queries):
            self.agree(engine, truth, random_query(chance, self.documents, SYNONYMS))

    def test_all_pages_together_have_every_row_once(self, engine, truth):
        query = ask("工程造价", kind="agency")
        right, found = truth.ids(query, "agency"), []
        for page in range(1, len(right) // 20 + 2):
            found += engine.search(ask("工程造价", kind="agency", page=page)).of("agency")

        assert sorted(found) == sorted(right)

    @pytest.mark.parametrize(
        "text",
        [
            "造",  # one character, also the last of a run
            "云浦",  # two characters
            "9001",  # digits at the beginning of what has letters before
            "91440101MA5CQ0N39X",  # a credit code
            "91440101ma5c",  # and its beginning
            "GNSS精测",  # Latin glued to Chinese
            "ＧＮＳＳ",  # full-width
            "café",  # an accent
            "cafe",  # none
            "CAFÉ安",
            "IT",  # a stop word of an analyser
            "it has the",
            "a",  # one letter is a whole word
            "3",
            "A级",
            "agency-000012",
            "环评",  # a synonym
            "环评报告书",  # a synonym inside a longer word
            "水保方案",
            "eia",
            "云浦 监理",  # two words
            "云浦监理",  # which stand nowhere together
            "chongqing",  # sounds
            "kuaiji",
            "cqkjs",
            "",  # everything
        ],
    )
    def test_what_people_type_finds_what_a_scan_finds(self, engine, truth, text):
        for kind in ("", "agency"):
            self.agree(engine, truth, ask(text, kind=kind, first_few=20))

    def test_signs_alone_find_nothing(self, engine):
        assert engine.search(ask("%&/")).total == 0

    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_hostile_words_are_words(self, engine, truth, text):
        self.agree(engine, truth, ask(text, first_few=20))
        engine.suggest(text, kinds=(), language="en")

    def test_an_exact_name_comes_first(self, engine):
        for document in self.documents[::97]:
            query = ask(document.names[0], kind=document.kind)
            assert engine.search(query).of(document.kind)[0] == document.id

    def test_an_exact_code_comes_first(self, engine):
        query = ask("91440101MA5CQ0N39X", kind="agency")
        assert engine.search(query).of("agency")[0] == 9002

    def test_a_facet_counts_without_its_own_filter(self, engine, truth):
        filters = {"category": ("C1", "C2"), "state": ("listed",)}
        for text in ("", "云浦", "测绘"):
            self.agree(engine, truth, ask(text, kind="agency", filters=filters))

    def test_only_the_facets_asked_for_are_counted(self, engine, truth):
        query = ask("云浦", kind="agency", counted=("state",))
        assert set(engine.search(query).facets) == {"state"}
        assert not engine.search(ask("云浦", kind="agency", counted=())).facets

    def test_a_value_that_nothing_has_finds_nothing(self, engine):
        assert engine.search(ask("", filters={"category": ("nowhere",)})).total == 0
        assert engine.search(ask("", filters={"no_facet": ("x",)})).total == 0

    def test_other_languages_are_not_found(self, engine):
        found = engine.search(ask("指南", kind="guide", language="en"))
        assert 9007 not in found.of("guide")
        assert 9007 in engine.search(ask("办事指南", kind="guide", language="zh-hans")).of("guide")

    @pytest.mark.parametrize("page", [2_000, LAST_PAGE, 0, -1])
    def test_a_page_beyond_the_end_has_no_rows_and_the_right_total(self, engine, truth, page):
        query = ask("云浦", kind="agency", page=page)
        result = engine.search(query)
        assert result.totals["agency"] == len(truth.ids(query, "agency"))
        assert len(result.of("agency")) == (20 if page < 1 else 0)

    def test_a_kind_that_is_unknown_has_nothing(self, engine):
        assert engine.search(ask("云浦", kinds=("planet",), kind="planet")).total == 0

    def test_what_is_typed_is_suggested_by_its_beginning(self, engine):
        for text in ("云浦", CITIES[1], "gnss", "chongqing", "cqkj"):
            found = engine.suggest(text, kinds=(), language="zh-hans")
            assert 0 < len(found) <= 8, text
        kinds = {each.kind for each in engine.suggest("云浦", kinds=("item",), language="en")}
        assert kinds == {"item"}

    def test_a_misspelt_word_is_told(self, engine):
        assert engine.search(ask("assesment")).suggestion == "assessment"
        assert engine.search(ask("assessment")).suggestion == ""

    def test_a_document_is_changed_deleted_and_made_again(self, engine, truth):
        document = Document("agency", 9100, ("新来的公司",), facets={"state": ("listed",)})
        changed = Document("agency", 9100, ("改名的公司",), facets={"state": ("removed",)})
        for version, each in ((10, document), (11, changed)):
            engine.index([each], version=version)
            self.settle(engine)
            truth.put(each)
            for text in ("新来的公司", "改名的公司", ""):
                self.agree(engine, truth, ask(text, kind="agency"))
        engine.delete("agency", [9100], version=12)
        self.settle(engine)
        truth.remove(document)
        self.agree(engine, truth, ask("改名的公司", kind="agency"))
        engine.index([document], version=13)
        self.settle(engine)
        assert engine.search(ask("新来的公司", kind="agency")).of("agency") == [9100]
        engine.delete("agency", [9100], version=14)
        self.settle(engine)

    def test_an_older_state_does_not_come_back(self, engine, truth):
        new = Document("agency", 9101, ("今天的名字",))
        engine.index([new], version=20)
        engine.index([Document("agency", 9101, ("昨天的名字",))], version=19)
        engine.delete("agency", [9101], version=18)
        self.settle(engine)
        truth.put(new)
        self.agree(engine, truth, ask("名字", kind="agency"))
        engine.delete("agency", [9101], version=21)
        self.settle(engine)

    def test_the_index_tells_what_it_holds(self, engine):
        held = dict(engine.holdings("guide"))
        wanted = {each.id: each.digest for each in self.documents if each.kind == "guide"}
        assert {key: each.digest for key, each in held.items()} == wanted
        assert engine.health().ok
