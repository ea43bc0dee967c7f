"""Figures of the hall that an editor can put on a page: they are counted when it is read.

An app offers its own in its ``wagtail_hooks.py``::

    @hooks.register("register_live_figures")
    def offer_live_figures():
        return [LiveFigure("agencies", _("Listed agencies"), count_agencies, unit=_("agencies"))]
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from wagtail import hooks


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """A figure with its name; ``read`` returns it as text or number, or None for "not yet"."""

    key: str
    label: str | Promise
    read: Callable[[], object]
    unit: str | Promise = ""
    note: str | Promise = ""

    @property
    def value(self) -> object:
        """Return the figure as it is now."""
        return self.read()


def live_figures() -> list[LiveFigure]:
    """Return what the installed apps offer."""
    return [figure for offer in hooks.get_hooks("register_live_figures") for figure in offer()]


def figure_choices() -> list[tuple[str, str | Promise]]:
    """Return keys and names, for the editor's list."""
    return [(figure.key, figure.label) for figure in live_figures()]


def figure_of(key: str | None) -> LiveFigure | None:
    """Return a figure, or None where the app that offered it is no longer installed."""
    return next((figure for figure in live_figures() if figure.key == key), None)
