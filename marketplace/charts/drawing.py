"""The bars of the time a project takes, as numbers for an SVG without inline style."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .reading import StageChart

WIDTH = 600


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a stage: what it is, where it begins and how long it is."""

    kind: str
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Span:
    """One stage on the line of time, after the stages before it."""

    stage: StageChart
    bars: list[Bar]


def spans(stages: Iterable[StageChart]) -> list[Span]:
    """Return the stages one after another on one scale."""
    stages = list(stages)
    whole = sum(stage.time.most for stage in stages) or 1
    begun, found = 0, []
    for stage in stages:
        bars = []
        time = stage.time
        parts = [
            ("service", time.preparation),
            ("review", time.review_days),
            ("decision", time.target_days),
        ]
        for kind, days in parts:
            if days:
                bars.append(Bar(kind, _scaled(begun, whole), _scaled(days, whole)))
            begun += days
        found.append(Span(stage, bars))
    return found


def _scaled(days: int, whole: int) -> str:
    return f"{days * WIDTH / whole:.1f}"
