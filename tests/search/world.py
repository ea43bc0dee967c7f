"""A small market for engines to search: documents by rule and chance, and what is true of them."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable

from search.backends.base import Query
from search.document import Document
from search.text import needle

CITIES = ["云浦", "临澜", "石磐", "朝阳", "青澜", "北渚", "栖梧", "望川"]
BRANDS = ["悦宇", "华信", "中评", "天工", "众诚", "IT智联", "GNSS精测", "Café安", "ABC", "4维"]
TRADES = [
    "工程造价咨询",
    "水土保持监测",
    "环境影响评价",
    "工程监理",
    "测绘",
    "岩土勘察",
    "节能评审",
]
ENDS = ["有限公司", "事务所", "研究院", "中心"]
ENGLISH = ["Survey", "Environmental Assessment", "Supervision", "IT Systems", "R&D"]
TEXTS = [
    "承担环境影响评价报告书编制，具备甲级资质。",
    "提供IT系统集成与GNSS测量服务，ISO9001认证。",
    "水土保持方案、监测与验收一站式服务，响应时间24小时。",
    "It has measured the city since 1998; A级 laboratory, 3 offices.",
    "ＡＢＣ全角文字与ｆｕｌｌ　ｗｉｄｔｈ letters, naïve café résumé.",
    "“引号” % _ \\ * NOT NEAR(甲 乙) AND OR ^ : {names}",
]
STATES = ["listed", "suspended", "removed"]
CATEGORIES = [f"C{number}" for number in range(12)]
CREDENTIALS = [f"K{number}" for number in range(6)]
KINDS = ("agency", "guide", "item", "notice")
BY_HAND = [
    Document("agency", 9001, ("造",), text="一个字"),
    Document("agency", 9002, ("甲乙丙造", "Last sign"), codes=("91440101MA5CQ0N39X",)),
    Document("agency", 9003, ("云浦环评事务所",), text="only the short word"),
    Document("agency", 9004, ("'; DROP TABLE x; --",), text='" OR 1=1 " * % _'),
    Document(
        "item", 9005, ("环境影响报告书编制",), text="环评 EIA environmental impact assessment"
    ),
    Document("guide", 9006, ("Guide to surveying",), text="How to", language="en"),
    Document("guide", 9007, ("测绘办事指南",), text="怎样办", language="zh-hans"),
    Document("agency", 9008, ("重庆会计师事务所",), text="sounds of two characters"),
]


def world(size: int = 2_000, seed: int = 8) -> list[Document]:
    """Return documents of several kinds, always the same, with a few by hand among them."""
    chance = random.Random(seed)  # noqa: S311 - a world, not a secret
    made = [_made(number, chance) for number in range(1, size + 1 - len(BY_HAND))]
    return made + BY_HAND


def _made(number: int, chance: random.Random) -> Document:
    kind = chance.choices(KINDS, weights=[60, 2, 8, 30])[0]
    name = "".join(map(chance.choice, (CITIES, ["", "市"], BRANDS, TRADES, ENDS)))
    english = f"{chance.choice(['云浦', 'Yunpu', 'Linlan'])} {chance.choice(ENGLISH)}"
    return Document(
        kind=kind,
        id=number,
        names=(f"{name}{number % 97}", english if chance.random() < 0.5 else ""),
        codes=(f"{kind}-{number:06}", f"9144{number:010}X{number % 10}"),
        text=" ".join(chance.sample(TEXTS, chance.randint(0, 3))),
        facets={
            "category": tuple(chance.sample(CATEGORIES, chance.randint(0, 3))),
            "credential": tuple(chance.sample(CREDENTIALS, chance.randint(0, 2))),
            "state": (chance.choice(STATES),),
        },
        language=chance.choice(["en", "zh-hans"]) if kind == "guide" else "",
        score=chance.randint(0, 5),
    )


class Truth:
    """What must be found, by looking at every document for every clause."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.hays = {document: document.hay for document in documents}
        self._asked: tuple = ()

    def put(self, document: Document) -> None:
        self.remove(document)
        self.hays[document] = document.hay

    def remove(self, document: Document) -> None:
        self.hays = {each: hay for each, hay in self.hays.items() if each.key != document.key}
        self._asked = ()

    def matching(self, query: Query, *, without: str = "") -> list[Document]:
        """Return the documents that meet a query, but for one of its filters."""
        if self._asked[:1] != (query,):
            self._asked = query, self._found(query), {}
        _query, found, within = self._asked
        filters = {name: set(query.filters[name]) for name in query.filters if name != without}
        if tuple(filters) not in within:
            within[tuple(filters)] = [each for each in found if _is_within(each, filters)]
        return within[tuple(filters)]

    def _found(self, query: Query) -> list[Document]:
        rows = [(each, hay) for each, hay in self.hays.items() if _is_read(each, query)]
        for clause in query.clauses:
            rows = _narrowed(rows, [[needle(run) for run in runs] for runs in clause])
        return [each for each, _hay in rows]

    def ids(self, query: Query, kind: str) -> set[int]:
        return {each.id for each in self.matching(query) if each.kind == kind}

    def totals(self, query: Query) -> dict[str, int]:
        counted = Counter(each.kind for each in self.matching(query))
        return {kind: counted[kind] for kind in query.kinds or KINDS}

    def facets(self, query: Query) -> dict[str, dict[str, int]]:
        """Return the counts of every facet, each without its own filter."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        kinds = {query.kind} if query.kind else set(query.kinds or KINDS)
        for facet in ("category", "credential", "state"):
            for each in self.matching(query, without=facet):
                if each.kind in kinds:
                    found[facet].update(set(each.facets.get(facet, ())))
        return {facet: dict(counts) for facet, counts in found.items() if counts}


def _narrowed(rows: list[tuple], clause: list[list[str]]) -> list[tuple]:
    """Keep the rows in whose text one of the ways to say something stands."""
    if [len(runs) for runs in clause] == [1]:
        run = clause[0][0]
        return [row for row in rows if run in row[1]]
    return [row for row in rows if any(all(run in row[1] for run in runs) for runs in clause)]


def _is_read(document: Document, query: Query) -> bool:
    return not query.language or document.language in ("", query.language)


def _is_within(document: Document, filters: dict[str, set[str]]) -> bool:
    return not any(
        values.isdisjoint(document.facets.get(facet, ())) for facet, values in filters.items()
    )


def random_query(chance: random.Random, documents: list[Document], synonyms) -> Query:
    """Return a query of the kind that people type, sometimes narrowed, sometimes absurd."""
    words = [_random_word(chance, documents) for _each in range(chance.choice([1, 1, 1, 2, 3]))]
    filters = {}
    for facet, values in (("category", CATEGORIES), ("credential", CREDENTIALS), ("state", STATES)):
        if chance.random() < 0.3:
            filters[facet] = tuple(chance.sample(values, chance.randint(1, 2)))
    return Query.of(
        chance.choice(["", " "]).join(words) if chance.random() < 0.95 else "",
        synonyms=synonyms,
        kind=chance.choice(["", "agency", "notice", "item", "guide"]),
        filters=filters,
        language=chance.choice(["", "en", "zh-hans"]),
        first_few=20,
    )


def _random_word(chance: random.Random, documents: list[Document]) -> str:
    source = chance.choice(documents)
    text = chance.choice([*source.names, *source.codes, source.text]) or source.names[0]
    begin = chance.randrange(len(text))
    word = text[begin : begin + chance.choice([1, 2, 2, 3, 4, 6, 12])]
    return chance.choice([word, word, word.upper(), "环评", "水保方案", "yuntu", "zzz不存在"])
