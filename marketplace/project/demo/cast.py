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
from .trades import REGISTER, TRADES, Fate, Trade

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
    """Return the agencies of the city, in the order of the register."""
    parts, chance = name_parts(), Chance("names")
    people = strangers("firms")
    return tuple(
        _firm(number, place, parts, chance, people) for number, place in enumerate(REGISTER, 1)
    )


def credit_code(number: int, kind: str) -> str:
    """Return the valid unified social credit code of an invented body."""
    body = f"{KINDS[kind]}{DISTRICT}MA{number:07}"
    return body + check_digit(body)


def _firm(number, place, parts, chance, people) -> Firm:
    name, kind = _name(place.trade, parts["brands"][number - 1], parts, chance)
    district = chance.pick(parts["districts"])
    return Firm(
        number=number,
        name=name,
        kind=kind,
        credit_code=credit_code(number, kind),
        region=district["code"],
        address=f"{district['zh']}{chance.pick(ROADS)}{chance.between(1, 288)}号",
        representative=next(people),
        contact=next(people),
        practitioners=tuple((next(people), each) for each in TRADES[place.trade].professions),
        trade=TRADES[place.trade],
        fate=place.fate,
        account=place.account,
    )


def _name(trade, brand, parts, chance) -> tuple[Bilingual, str]:
    prefix = chance.weighted(parts["prefixes"])
    special = next((form for form in parts["special_forms"] if form["zh"] == trade), None)
    if special is not None:
        kind = special["kind_en"].removeprefix("public ")
        body_zh, body_en = special["zh"], special["en"]
    else:
        field = next(field for field in parts["fields"] if field["zh"] == trade)
        suffix = chance.weighted(parts["suffixes"])
        kind = "company"
        body_zh, body_en = field["zh"] + suffix["zh"], f"{field['en']} {suffix['en']}"
    return (
        Bilingual(
            f"{prefix['zh']}{brand['zh']}{body_zh}", f"{prefix['en']} {brand['en']} {body_en}"
        ),
        kind,
    )


def strangers(stream: str) -> Iterator[Person]:
    """Yield different people, in an order of their own for each stream."""
    chance = Chance("people", stream)
    names = [surname + given for surname in SURNAMES for given in GIVEN]
    for number, name in enumerate(chance.some(names, len(names)), 1):
        yield Person(name, f"0000-{20_000 + number}")
