"""The selections of the city's first two months that have no part of their own in its story."""

from __future__ import annotations

from functools import cache

from .bodies import ALL_PLANS, Plan
from .cast import name_parts
from .chance import Chance
from .scripts import BIDDING, CANCELLED, DIRECT, DRAW, TIE, WITHDRAWAL, Script

CLOSINGS = (-42, -38, -34, -30, -26, -21, -18, -15, -11, -7, -4)
DECIDED = {DRAW: 31, BIDDING: 23, DIRECT: 14}  # with those that have a part: 77
FAILURES, CANCELLATIONS = 3, 2
TWISTS = {(DRAW, 4): WITHDRAWAL, (DRAW, 17): WITHDRAWAL, (BIDDING, 9): TIE}
COURSES = {  # by the place among those of a mode; the others go the usual way
    (DRAW, 29): "passed_on",
    (BIDDING, 21): "passed_on",
    (DRAW, 15): "paused",
    (BIDDING, 10): "extended",
    (DRAW, 18): "green",
}
ITEMS = {  # what projects of a type buy
    "plant": "EIA-01 ENE-01 SAF-01 SAF-02 OCC-01 OCC-02 WAT-01 GEO-01 SEI-01 DES-01 SPV-01 CST-01 "
    "LND-01 FIR-01 SUR-02",
    "school": "CON-01 CON-02 DES-01 DES-02 DRW-01 SUR-01 SPV-01 CST-01 WAT-01 TRA-01 SSR-01 TST-01 "
    "TST-02 FIR-01 CAD-01 ACC-01 GEO-01 SUR-03 SUR-06",
    "road": "CON-01 CON-02 WAT-01 WAT-03 WAT-04 TRA-02 SPV-02 DES-01 DRW-02 CST-01 LND-01 LND-02 "
    "SSR-01 TST-03 GEO-01 EIA-01 SUR-02",
    "housing": "DRW-01 SUR-01 SUR-03 SUR-05 SUR-06 SPV-01 CST-01 TRA-01 FIR-01 CAD-01 TST-01 "
    "TST-02 WAT-01 DES-01 SSR-01",
}
SMALL = {  # what is chosen directly, with the least and the most that is paid, in yuan
    "SUR-02": (12_000, 30_000),
    "WAT-03": (22_000, 48_000),
    "OCC-01": (24_000, 49_000),
    "SAF-02": (32_000, 49_500),
    "GEO-01": (20_000, 46_000),
    "TRA-02": (24_000, 48_000),
    "CAD-01": (10_000, 42_000),
    "LND-01": (22_000, 47_000),
    "CST-01": (26_000, 49_000),
    "WAT-01": (28_000, 49_000),
}
ANSWERS = {DRAW: (3, 7), BIDDING: (3, 5), DIRECT: (1, 1)}


@cache
def agenda() -> tuple[Script, ...]:
    """Return them in the order of their closing: decided, failed and cancelled."""
    chance, bought = Chance("agenda"), set()
    kinds = [(mode, place) for mode, count in DECIDED.items() for place in range(count)]
    kinds += [("failed", place) for place in range(FAILURES)]
    kinds += [("cancelled", place) for place in range(CANCELLATIONS)]
    return tuple(
        sorted(
            (_script(kind, place, chance, bought) for kind, place in kinds),
            key=lambda script: script.closes,
        )
    )


def _script(kind: str, place: int, chance: Chance, bought: set) -> Script:
    mode = {"failed": DRAW, "cancelled": BIDDING}.get(kind, kind)
    plan, item = _purchase(mode, chance, bought, public=kind == "failed")
    closes = CLOSINGS[_spread(kind, place)]
    low, high = ANSWERS[mode]
    answers = {"failed": 1 + place % 2, "cancelled": place}.get(kind, chance.between(low, high))
    twist = CANCELLED if kind == "cancelled" else TWISTS.get((mode, place), "")
    least, most = SMALL.get(item, (0, 0))
    return Script(
        key=f"{kind}-{place:02}",
        mode=mode,
        project=plan.key,
        ceilings={item: chance.between(least // 100, most // 100) * 100 if mode == DIRECT else 0},
        answers=max(answers, 4) if twist in (WITHDRAWAL, TIE) else answers,
        published=closes - (1 if mode == DIRECT else chance.between(1, 2)),
        closes=closes,
        minute=chance.between(0, 9) * 5,
        course=COURSES.get((mode, place), "usual"),
        twist=twist,
        days=75,
        fastest=45,
    )


def _spread(kind: str, place: int) -> int:
    """Return the place of a closing: those of one kind lie evenly over the two months."""
    count = DECIDED.get(kind) or {"failed": FAILURES, "cancelled": CANCELLATIONS}[kind]
    return (2 * place + 1) * len(CLOSINGS) // (2 * count)


def _purchase(mode: str, chance: Chance, bought: set, *, public: bool) -> tuple[Plan, str]:
    """Return a project and an item that it has not bought yet."""
    while True:
        plan = chance.pick([each for each in ALL_PLANS if not public or "fiscal" in each.funds])
        items = ITEMS[_type(plan)].split()
        item = chance.pick([each for each in items if mode != DIRECT or each in SMALL])
        if (plan.key, item) not in bought:
            bought.add((plan.key, item))
            return plan, item


def _type(plan: Plan) -> str:
    projects = name_parts()["projects"]
    return next(each["project_type"] for each in projects if each["zh"] == plan.template)
