"""The crowd of the city's agencies: those that have no part of their own in its story."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

from .brands import brands
from .cast import Firm, Names, Person, a_firm, firms, strangers
from .chance import Chance
from .trades import TRADES, Fate, Place

AGENCIES = 746  # as many as Zhongshan's supermarket had; those of the register are among them
FATES = {  # the others are simply listed
    Fate.EXPIRED: 24,
    Fate.EXPIRING: 30,
    Fate.REVOKED: 6,
    Fate.SUSPENDED: 9,
    Fate.REMOVED: 6,
    Fate.WITHDRAWN: 8,
    Fate.IN_VETTING: 14,
    Fate.RETURNED: 7,
    Fate.PUBLICITY: 8,
    Fate.DRAFT: 10,
}
LASTING = frozenset({Fate.EXPIRED, Fate.EXPIRING, Fate.REVOKED})  # of a certificate that ends
SHARES = {  # how many firms of a hundred do what; the others have two each
    "工程造价咨询": 9,
    "工程监理": 8,
    "招标代理": 7,
    "测绘": 6,
    "工程咨询": 5,
    "环境科技": 5,
    "建设工程检测": 5,
    "工程设计": 4,
    "建筑设计": 4,
    "环保咨询": 4,
    "会计师事务所有限公司": 4,
    "项目管理": 3,
    "水土保持咨询": 3,
    "安全技术": 3,
    "检测技术": 3,
    "岩土工程": 3,
    "勘测设计": 3,
    "地质工程": 2,
    "水利设计": 2,
    "消防技术": 2,
    "地理信息": 2,
    "防雷技术": 2,
}
WITH_ENDS = (  # trades whose certificates run out
    "测绘",
    "地理信息",
    "勘测设计",
    "建筑设计",
    "工程设计",
    "岩土工程",
    "工程监理",
    "建设工程检测",
    "安全技术",
    "职业健康技术",
    "防雷技术",
    "检测技术",
    "地质工程",
)
FIRST_PHONE = 30_001


@cache
def crowd() -> tuple[Firm, ...]:
    """Return the firms of the crowd, numbered after those of the register."""
    named = firms()
    chance, people = Chance("crowd"), _people()
    names, taken = Names(Chance("crowd names")), {firm.name.zh for firm in named}
    taken |= {firm.name.en for firm in named}
    found = []
    for number, place in enumerate(_places(chance, AGENCIES - len(named)), len(named) + 1):
        firm = a_firm(number, place, names, people, brand=chance.pick(_brands()))
        while taken & {firm.name.zh, firm.name.en}:
            firm = a_firm(number, place, names, people, brand=chance.pick(_brands()))
        taken |= {firm.name.zh, firm.name.en}
        found.append(firm)
    return tuple(found)


def _places(chance: Chance, count: int) -> list[Place]:
    fates = [fate for fate, many in FATES.items() for _each in range(many)]
    trades = [{"trade": trade, "weight": SHARES.get(trade, 2)} for trade in TRADES]
    ends = [each for each in trades if each["trade"] in WITH_ENDS]
    places = [
        Place(chance.weighted(ends if fate in LASTING else trades)["trade"], fate)
        for fate in (*fates, *[Fate.LISTED] * (count - len(fates)))
    ]
    return chance.some(places, count)


@cache
def _brands() -> list[dict[str, str]]:
    return brands()


def _people() -> Iterator[Person]:
    """Yield people without end; in a city this large two may have one name."""
    return chain.from_iterable(
        strangers(f"crowd {part}", first=FIRST_PHONE + part * 5_000) for part in range(9)
    )
