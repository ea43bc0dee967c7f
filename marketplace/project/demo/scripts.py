"""Which notices have a part of their own: nine that are decided, one that failed, three open."""

from __future__ import annotations

from dataclasses import dataclass

from .accounts import AGENCY

DRAW, BIDDING, DIRECT = MODES = ("random_draw", "online_bidding", "direct_selection")


@dataclass(frozen=True, slots=True)
class Script:
    """One notice to be: what is bought, from how many, and when.

    ``ceilings`` gives whole yuan by item code; 0 where they follow from the cap. ``published``
    and ``closes`` count working days: before today when negative, after it otherwise.
    ``course`` names what becomes of the award, ``twist`` what goes other than usual,
    ``invites`` the account whose agency is chosen directly. ``days`` is how long the service
    may take, in percent of the standard, and ``fastest`` the least of it that is promised.
    """

    key: str
    mode: str
    project: str
    ceilings: dict[str, int]
    answers: int
    published: int
    closes: int
    hour: int = 17
    course: str = ""
    twist: str = ""
    invites: str = ""
    days: int = 90
    fastest: int = 75
    minute: int = 0


WITHDRAWAL, EXCLUSION, TIE, CANCELLED = "withdrawal", "exclusion", "tie", "cancelled"

COUNTING, BILLS = {"CST-01": 168_000}, {"CST-01": 48_000}
SURVEYS = {"SUR-03": 46_000, "SUR-06": 112_000}
DECIDED = (
    Script("drawings", DRAW, "school", {"DRW-01": 96_000}, 3, -32, -30, course="accepted"),
    Script("traffic", DRAW, "street", {"TRA-01": 118_000}, 4, -23, -21, 17, "yellow", WITHDRAWAL),
    Script("quantities", DRAW, "estates", COUNTING, 5, -6, -4, 17, "passed_on", EXCLUSION),
    Script("surveys", BIDDING, "school", SURVEYS, 3, -25, -21, course="red"),
    Script("supervision", BIDDING, "estates", {"SPV-01": 486_000}, 4, -18, -15, 17, "green", TIE),
    Script("impact", BIDDING, "parts", {"EIA-01": 236_000}, 4, -22, -20, 12, "paused"),
    Script("hazards", DIRECT, "parts", {"OCC-01": 46_800}, 1, -20, -19, course="extended"),
    Script(
        "bills",
        DIRECT,
        "kindergarten",
        {"CST-01": 48_000},
        1,
        -23,
        -22,
        course="yellow",
        invites=AGENCY,
    ),
    Script("setting-out", DIRECT, "school", {"SUR-02": 32_400}, 1, -12, -11, course="delivered"),
)
FAILED = Script("energy", DRAW, "kindergarten", {"ENE-01": 88_000}, 2, -5, -3)
OPEN = {
    DRAW: (
        Script("study", DRAW, "kindergarten", {"CON-02": 138_000}, 3, -1, 3),
        Script("proposal", DRAW, "school", {"CON-01": 118_000}, 3, 0, 2),
        Script("municipal", DRAW, "street", {"SPV-02": 392_000}, 3, 0, 3),
    ),
    BIDDING: (
        Script("bill", BIDDING, "parts", {"CST-01": 186_000}, 3, -1, 2),
        Script("works", BIDDING, "garden", {"SPV-01": 528_000}, 3, 0, 2),
        Script("costs", BIDDING, "estates", {"CST-01": 142_000}, 3, 0, 2),
    ),
    DIRECT: (
        Script("soil", DIRECT, "kindergarten", {"WAT-01": 38_500}, 0, -1, 1),
        Script("form", DIRECT, "parts", {"EIA-02": 29_800}, 0, 0, 1),
        Script("soil-report", DIRECT, "street", {"WAT-03": 42_000}, 0, 0, 1),
    ),
}
REASON = "金额在直接选定限额以内，该机构承办过同类业务且可在要求时限内进场。"
