"""Whether tickets are fair: worlds with fixed seeds, so that an answer is the same each time.

Each test returns a p-value of a chi-squared statistic; a fair draw gives one that is neither
next to zero nor next to one. Statistics find broken code, not a clever cheat: proofs do that.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

from marketplace.draw.domain.ranking import ranked
from marketplace.kernel.canonical import tagged_hash
from marketplace.kernel.seed import Seed

LOW, HIGH = 1e-4, 1 - 1e-4
TEN = [f"agency-{number:06}" for number in range(1, 11)]
SIX = TEN[:6]
WEIGHTS = {"agency-000001": 1, "agency-000002": 2, "agency-000003": 3, "agency-000004": 4}


def seeds(count: int, world: str) -> Iterator[Seed]:
    """Yield so many seeds, always the same ones for a world of that name."""
    for number in range(count):
        yield Seed(tagged_hash("statistics", world.encode(), number.to_bytes(8)), "test")


def order(seed: Seed, names: Iterable[str]) -> list[str]:
    """Return the names as one draw ranks them, with a ticket each."""
    return [each.id for each in ranked(seed, ((name, 1) for name in names))]


def chi_squared(found: Sequence[int], expected: Sequence[float]) -> float:
    """Return the p-value of the counts, by Wilson and Hilferty's approximation."""
    statistic = sum((o - e) ** 2 / e for o, e in zip(found, expected, strict=True))
    return tail(statistic, len(found) - 1)


def tail(statistic: float, freedom: int) -> float:
    """Return how often chance alone gives at least this statistic."""
    spread = 2 / (9 * freedom)
    z = ((statistic / freedom) ** (1 / 3) - (1 - spread)) / math.sqrt(spread)
    return math.erfc(z / math.sqrt(2)) / 2


def winners_and_places(count: int) -> dict[str, float]:
    """Return p for: who wins, who stands where, and whether one winner tells the next."""
    places: list[Counter[str]] = [Counter() for _name in TEN]
    pairs: Counter[tuple[str, str]] = Counter()
    before = ""
    for seed in seeds(count, "ten"):
        names = order(seed, TEN)
        for place, name in enumerate(names):
            places[place][name] += 1
        pairs[before, names[0]] += 1
        before = names[0]
    even = [count / 10] * 10
    matrix = sum((place[name] - count / 10) ** 2 / (count / 10) for place in places for name in TEN)
    found = [pairs[one, other] for one in TEN for other in TEN]
    return {
        "winner": chi_squared([places[0][name] for name in TEN], even),
        "places": tail(matrix, 81),
        "serial": chi_squared(found, [(count - 1) / 100] * 100),
    }


def all_orders(count: int) -> float:
    """Return p for all 720 orders of six being equally likely."""
    found = Counter(tuple(order(seed, SIX)) for seed in seeds(count, "six"))
    return chi_squared([found[each] for each in permutations(SIX)], [count / 720] * 720)


def weighted(count: int) -> dict[str, float]:
    """Return p for 1:2:3:4 tickets: who wins, and who is second behind whom."""
    firsts: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for seed in seeds(count, "weighted"):
        names = [each.id for each in ranked(seed, WEIGHTS.items())]
        firsts[names[0]] += 1
        pairs[names[0], names[1]] += 1
    both = [(one, other) for one in WEIGHTS for other in WEIGHTS if one != other]
    shares = [
        WEIGHTS[one] / 10 * WEIGHTS[other] / (10 - WEIGHTS[one]) * count for one, other in both
    ]
    return {
        "first": chi_squared(
            [firsts[name] for name in WEIGHTS], [count * each / 10 for each in WEIGHTS.values()]
        ),
        "second": chi_squared([pairs[each] for each in both], shares),
    }


def flipped(count: int) -> float:
    """Return p for: one flipped bit of the seed leaves the winner at the rate of chance."""
    same = 0
    for number, seed in enumerate(seeds(count, "flipped")):
        bit = 1 << number % 256
        other = Seed((int.from_bytes(seed.value) ^ bit).to_bytes(32), "test")
        same += order(seed, TEN)[0] == order(other, TEN)[0]
    return chi_squared([same, count - same], [count / 10, count * 9 / 10])


def keeps_order(count: int) -> bool:
    """Return whether, whoever is taken off a list, the others keep their order."""
    for seed in seeds(count, "removed"):
        names = order(seed, TEN)
        for gone in TEN:
            left = [name for name in names if name != gone]
            if order(seed, [name for name in TEN if name != gone]) != left:
                return False
    return True


def report(count: int) -> dict[str, float]:
    """Return every p-value at a size; the sizes of the tests keep their proportions."""
    return {
        **winners_and_places(count),
        "orders": all_orders(count // 2),
        **{f"weighted {name}": p for name, p in weighted(count // 4).items()},
        "bit": flipped(max(count // 20, 1000)),
    }
