"""Checking what was entered against what a kind asks for."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from ...kernel.refusal import Refusal
from .exact import exact
from .figures import FactorInput, Figures, Inputs, Kind

LARGEST_BASE = Fraction(10) ** 13
LARGEST_QUANTITY = Fraction(10) ** 10
LARGEST_COUNT = 20
MOST_OF_ONE_FACTOR = 10


def require_kind(kinds: Iterable[Kind], key: str) -> str:
    """Return the kind that is meant; none needs to be named where there is only one.

    Raises:
        Refusal: ``fee.kind`` for another one, or where one must be named.
    """
    keys = [kind.key for kind in kinds]
    if not key and len(keys) == 1:
        return keys[0]
    if key in keys:
        return key
    known = {"kinds": ", ".join(keys), "kind": key[:60]}
    message = (
        _("The schedule has no kind “%(kind)s”.") if key else _("The schedule has several kinds.")
    )
    raise Refusal("fee.kind", message % known, _("Name one of: %(kinds)s.") % known)


def require_figures(figures: Figures, inputs: Inputs) -> None:
    """Refuse figures that are missing, not asked for, or out of range.

    Raises:
        Refusal: ``fee.base``, ``fee.quantity``, ``fee.factor`` or ``fee.option``.
    """
    _require_base(figures.base, wanted=inputs.base is not None)
    _require_quantity(figures.quantity, wanted=inputs.quantity is not None)
    known = {each.name: each for each in inputs.factors}
    for name, values in figures.factors.items():
        if name not in known:
            raise _unknown("fee.factor", _("factor"), name, known)
        require_factor(known[name], values)
    options = {each.name: each for each in inputs.options}
    for name in [*figures.options, *figures.counts]:
        if name not in options:
            raise _unknown("fee.option", _("option"), name, options)
    for name, count in figures.counts.items():
        if name not in figures.options or not options[name].counted:
            raise Refusal(
                "fee.option",
                _("The option “%(name)s” is not counted here.") % {"name": name},
                _("Choose it without a number."),
            )
        if not 1 <= count <= LARGEST_COUNT:
            raise Refusal(
                "fee.option",
                _("The option “%(name)s” cannot be chosen %(count)s times.")
                % {"name": name, "count": count},
                _("Give a number from 1 to %(most)d.") % {"most": LARGEST_COUNT},
            )


def _require_base(base: Fraction | None, *, wanted: bool) -> None:
    if not wanted and base is not None:
        raise Refusal(
            "fee.base",
            _("This kind of the schedule is not computed from a base in yuan."),
            _("Leave the base out."),
        )
    if not wanted:
        return
    if base is None or not 0 < base <= LARGEST_BASE or (base * 100).denominator != 1:
        raise Refusal(
            "fee.base",
            _("The base must be above 0 and at most 10,000,000,000,000 yuan, to the fen."),
            _("Give the amount in yuan, such as 60000000 or 1234.56."),
        )


def _require_quantity(quantity: Fraction | None, *, wanted: bool) -> None:
    if not wanted and quantity is not None:
        raise Refusal(
            "fee.quantity",
            _("This kind of the schedule is not computed from a quantity."),
            _("Leave the quantity out."),
        )
    if not wanted:
        return
    if (
        quantity is None
        or not 0 < quantity <= LARGEST_QUANTITY
        or (quantity * 100).denominator != 1
    ):
        raise Refusal(
            "fee.quantity",
            _("The quantity must be above 0 and at most 10,000,000,000, with two decimals."),
            _("Give a number such as 12000 or 85.5."),
        )


def require_factor(factor: FactorInput, values: tuple[Fraction, ...]) -> None:
    if not 1 <= len(values) <= (MOST_OF_ONE_FACTOR if factor.many else 1):
        raise Refusal(
            "fee.factor",
            _("The factor “%(name)s” is given %(count)d times.")
            % {"name": factor.name, "count": len(values)},
            _("Give it once.") if not factor.many else _("Give it ten times at most."),
        )
    for value in values:
        if not factor.low <= value <= factor.high:
            raise Refusal(
                "fee.factor",
                _("The factor “%(name)s” cannot be %(value)s.")
                % {"name": factor.name, "value": exact(value)},
                _("Give a number from %(low)s to %(high)s.")
                % {"low": exact(factor.low), "high": exact(factor.high)},
            )


def _unknown(code: str, what: str, name: str, known: Iterable[str]) -> Refusal:
    said = {"what": what, "name": name[:60], "known": ", ".join(known)}
    message = _("There is no %(what)s “%(name)s” here.") % said
    if not known:
        return Refusal(code, message, _("Leave it out: this kind has none."))
    return Refusal(code, message, _("Those there are: %(known)s.") % said)
