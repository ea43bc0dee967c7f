"""A selection mode as a reader meets it, installed or not."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..modes.base import SelectionMode
from ..modes.registry import modes

PICTURES = {"random_draw": "draw", "online_bidding": "bid", "direct_selection": "direct"}


@dataclass(frozen=True, slots=True)
class ModeWords:
    """Name, drawing and rules of a mode; of a missing one there is only the key."""

    key: str
    label: str | Promise
    glyph: str = ""
    explanation: str | Promise = ""
    suits: str | Promise = ""
    asks_price: bool = False
    needs_seed: bool = False
    is_competitive: bool = True
    is_installed: bool = True

    @property
    def price_label(self) -> str | Promise:
        """Return what the notice's ceiling means under this mode."""
        return _("Ceiling") if self.asks_price or not self.is_installed else _("Fixed price")

    @property
    def picture(self) -> str:
        """Return the template of the mode's drawing; a stranger's mode gets a plain one."""
        return f"procurement/includes/pictures/{PICTURES.get(self.key, 'mode')}.html"


def mode_words(key: str) -> ModeWords:
    """Return the words for a mode's key, also where the mode is not installed any more."""
    installed = {mode.key: mode for mode in modes}
    return _of(installed[key]) if key in installed else ModeWords(key, key, is_installed=False)


def all_modes() -> list[ModeWords]:
    """Return every registered mode: those that need no invitation first."""
    ours = [_of(mode) for mode in modes]
    return sorted(ours, key=lambda mode: (not mode.is_competitive, mode.asks_price, mode.key))


def _of(mode: type[SelectionMode]) -> ModeWords:
    return ModeWords(
        key=mode.key,
        label=mode.label,
        glyph=mode.glyph,
        explanation=mode.explanation,
        suits=mode.suits,
        asks_price=mode.asks_price,
        needs_seed=mode.needs_seed,
        is_competitive=mode.is_competitive,
    )
