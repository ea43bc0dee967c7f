"""All pages that are looked at: those of ``pages``, and of every ``pages_<area>`` beside it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from .pages import SIGHTS as FIRST
from .pages import Sight


def _areas() -> list[Sight]:
    names = sorted(path.stem for path in Path(__file__).parent.glob("pages_*.py"))
    modules = [import_module(f".{name}", __package__) for name in names]
    return [sight for module in modules for sight in module.SIGHTS]


SIGHTS = [*FIRST, *_areas()]
