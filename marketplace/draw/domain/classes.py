"""How long the slow step is: S for small sums, M as a rule, L for large ones."""

from __future__ import annotations

SMALL, MEDIUM, LARGE = CLASSES = ("S", "M", "L")
SECONDS = {SMALL: 180, MEDIUM: 600, LARGE: 1800}
# Three, ten and thirty minutes of the reference machine, at 3.4 ms a step
MINIMUM_STEPS = {SMALL: 53_000, MEDIUM: 176_000, LARGE: 528_000}
