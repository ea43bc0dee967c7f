"""The key figures one by one, which an editor can put on any page."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from marketplace.live_figures import LiveFigure
from marketplace.notation import percent

from .domain.tally import Tally
from .presentation.measures import one_decimal
from .records import groups_of


def live_figures() -> list[LiveFigure]:
    """Return the figures since the opening; one that does not exist yet is None."""
    told = [
        ("selections", _("Selections done"), _selections, ""),
        ("days", _("Working days to the award"), _days, _("median of all selections")),
        ("below_cap", _("Below the cap"), _below_cap, _("all prices against all fee caps")),
        (
            "below_ceiling",
            _("Below the ceiling"),
            _below_ceiling,
            _("all prices against all ceilings"),
        ),
        (
            "days_saved",
            _("Shorter than the standard"),
            _days_saved,
            _("days promised against standard days"),
        ),
        ("answers", _("Valid answers per notice"), _answers, _("counted after the close")),
        ("direct", _("Share of direct selections"), _direct, ""),
    ]
    return [
        LiveFigure(f"figures.{key}", label, _reader(read), note=note)
        for key, label, read, note in told
    ]


def _reader(read: Callable[[Tally], str | None]) -> Callable[[], str | None]:
    return lambda: read(groups_of().total)


def _selections(total: Tally) -> str:
    return f"{total.selected:,}"


def _days(total: Tally) -> str | None:
    return None if total.median_days is None else one_decimal(total.median_days)


def _below_cap(total: Tally) -> str | None:
    return _below(total.of_cap)


def _below_ceiling(total: Tally) -> str | None:
    return _below(total.of_ceiling)


def _days_saved(total: Tally) -> str | None:
    return _below(total.promised_of_standard)


def _answers(total: Tally) -> str | None:
    return None if total.answers_each is None else one_decimal(total.answers_each)


def _direct(total: Tally) -> str | None:
    return None if total.share_of_direct is None else percent(total.share_of_direct)


def _below(share: Fraction | None) -> str | None:
    return None if share is None else percent(1 - share)
