"""The invented people and bodies of the city: the same ones for every date.

Any likeness is chance. Names come from the parts that the shipped catalogue carries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from marketplace.data import shipped_catalogue
from marketplace.kernel.credit_code import check_digit

from .chance import Chance
from .trades import REGISTER, TRADES, Fate, Place, Trade

SURNAMES = "周吴郑冯陈卫蒋沈韩杨朱秦许何吕施张孔曹严金魏陶姜谢邹喻柏水窦章云苏潘葛范彭鲁韦昌马苗"
GIVEN = [
    "启明",
    "思远",
    "文澜",
    "书宁",
    "若溪",
    "景行",
    "知秋",
    "以安",
    "承泽",
    "清和",
    "嘉树",
    "望舒",
    "怀瑾",
    "云舟",
    "念慈",
    "亦凡",
    "修远",
    "南星",
    "静姝",
    "子衿",
    "青岚",
    "予墨",
    "星野",
    "沐阳",
    "长风",
    "令仪",
    "照临",
    "乐山",
    "行之",
    "素问",
    "明远",
    "闻笛",
    "听雨",
    "采薇",
    "晏清",
    "疏影",
    "其琛",
    "维桢",
    "希音",
    "望津",
]
ROADS = [
    "枕溪路",
    "栖桐大道",
    "澜泊街",
    "砚湖东路",
    "云汀大道",
    "南栎路",
    "北渚街",
    "青渡路",
    "清渠街",
    "苇泽路",
]
KINDS = {"company": "91", "partnership": "91", "institution": "12", "government": "11"}
DISTRICT = "990100"  # no real place has it


class Bilingual(NamedTuple):
    """A name in both languages."""

    zh: str
    en: str


class Person(NamedTuple):
    """Somebody to be named and called."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Firm:
    """An agency to be: who it is, where, and what becomes of it."""

    number: int
    name: Bilingual
    kind: str
    credit_code: str
    region: str
    address: str
    representative: Person
    contact: Person
    practitioners: tuple[tuple[Person, str], ...]
    trade: Trade
    fate: Fate
    account: str

    @property
    def chance(self) -> Chance:
        """Return the firm's own stream of chance, from its beginning."""
        return Chance("firm", str(self.number))


@cache
def name_parts() -> dict:
    """Return what names are made of."""
    return shipped_catalogue()["name_parts"]


@cache
def firms() -> tuple[Firm, ...]:
    """Return the agencies of the city that have a part of their own, in the register's order."""
    names, people = Names(Chance("names")), strangers("firms")
    brands = name_parts()["brands"]
    return tuple(
        a_firm(number, place, names, people, brand=brands[number - 1])
        for number, place in enumerate(REGISTER, 1)
    )


def credit_code(number: int, kind: str) -> str:
    """Return the valid unified social credit code of an invented body."""
    body = f"{KINDS[kind]}{DISTRICT}MA{number:07}"
    return body + check_digit(body)


class Names:
    """What firms are called and where they are: a stream of chance over the name parts."""

    def __init__(self, chance: Chance) -> None:
        self.chance, self._parts = chance, name_parts()

    def of(self, trade: str, brand: dict) -> tuple[Bilingual, str]:
        """Return a firm's name, and which kind of body it is."""
        prefix = self.chance.weighted(self._parts["prefixes"])
        body, kind = self._body(trade)
        zh, en = f"{prefix['zh']}{brand['zh']}{body.zh}", f"{prefix['en']} {brand['en']} {body.en}"
        return Bilingual(zh, en), kind

    def place(self) -> tuple[str, str]:
        """Return a region's code and an address in it."""
        district = self.chance.pick(self._parts["districts"])
        road = self.chance.pick(ROADS)
        return district["code"], f"{district['zh']}{road}{self.chance.between(1, 288)}号"

    def _body(self, trade: str) -> tuple[Bilingual, str]:
        special = next((form for form in self._parts["special_forms"] if form["zh"] == trade), None)
        if special is not None:
            kind = special["kind_en"].removeprefix("public ")
            return Bilingual(special["zh"], special["en"]), kind
        field = next(field for field in self._parts["fields"] if field["zh"] == trade)
        suffix = self.chance.weighted(self._parts["suffixes"])
        return Bilingual(field["zh"] + suffix["zh"], f"{field['en']} {suffix['en']}"), "company"


def a_firm(
    number: int, place: Place, names: Names, people: Iterator[Person], *, brand: dict
) -> Firm:
    """Return the firm of a place in the register."""
    name, kind = names.of(place.trade, brand)
    region, address = names.place()
    return Firm(
        number=number,
        name=name,
        kind=kind,
        credit_code=credit_code(number, kind),
        region=region,
        address=address,
        representative=next(people),
        contact=next(people),
        practitioners=tuple((next(people), each) for each in TRADES[place.trade].professions),
        trade=TRADES[place.trade],
        fate=place.fate,
        account=place.account,
    )


def strangers(stream: str, *, first: int = 20_001) -> Iterator[Person]:
    """Yield different people, in an order of their own for each stream, with their numbers."""
    chance = Chance("people", stream)
    names = [surname + given for surname in SURNAMES for given in GIVEN]
    for number, name in enumerate(chance.some(names, len(names)), first):
        yield Person(name, f"0000-{number}")
