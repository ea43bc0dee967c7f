"""The public figures: of all time, of a period, of none, and a period that cannot be."""

from .pages import WRONG, Sight

SIGHTS = [
    Sight("figures", "/figures/"),
    Sight("figures-period", "/figures/?from=2026-01-01"),
    Sight("figures-none", "/figures/?to=2001-01-01"),
    Sight("figures-wrong", "/figures/?from=xyzzy", status=WRONG),
    Sight("notices-wrong-feed", "/notices/feed/?mode=xyzzy", status=WRONG),
]
