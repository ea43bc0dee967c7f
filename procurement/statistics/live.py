"""The key figures one by one, which an editor can put on any page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.live_figures import LiveFigure

from .presentation import measures as m
from .presentation.measures import Measure, Row
from .records import groups_of


def live_figures() -> list[LiveFigure]:
    """Return the figures since the opening; one that does not exist yet is None."""
    named = [
        ("selections", _("Selections done"), m.SELECTED, ""),
        ("days", _("Working days to the award"), m.DAYS, _("median of all selections")),
        ("of_cap", _("Price of the cap"), m.OF_CAP, _("all prices by all fee caps")),
        ("of_ceiling", _("Price of the ceiling"), m.OF_CEILING, _("all prices by all ceilings")),
        ("of_standard", _("Promised of the standard"), m.OF_STANDARD, _("in working days")),
        ("answers", _("Answers per notice"), m.ANSWERS_EACH, _("valid ones, after the close")),
        ("direct", _("Share of direct selections"), m.DIRECT_SHARE, ""),
    ]
    return [
        LiveFigure(f"figures.{key}", label, _reader(measure), note=note)
        for key, label, measure, note in named
    ]


def _reader(measure: Measure):
    def read() -> str | None:
        row = Row("", groups_of().total)
        return None if measure.of(row) is None else measure.shown(row)

    return read
