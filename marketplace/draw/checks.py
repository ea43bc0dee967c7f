"""What ``manage.py check`` asks of a site that draws for real money."""

from __future__ import annotations

from django.conf import settings
from django.core.checks import Error, Tags, register

from .. import conf as ground
from . import conf
from .domain.classes import MINIMUM_STEPS
from .domain.delay import is_fast


def draws_for_real() -> bool:
    """Return whether draws are made in slots, and for more than a try."""
    in_slots = ground.seed_source() == "opendraw"
    return in_slots and not (settings.DEBUG or ground.is_demo())


@register(Tags.security)
def slow_step_is_slow(app_configs, **kwargs) -> list[Error]:
    """Refuse a slow step that an attacker could do within the dice window."""
    steps = conf.opendraw().steps
    short = [name for name, least in MINIMUM_STEPS.items() if steps.get(name, 0) < least]
    if not draws_for_real() or not short:
        return []
    least = ", ".join(f"{name}: {MINIMUM_STEPS[name]}" for name in short)
    return [
        Error(
            f"MARKETPLACE_OPENDRAW has fewer steps than its class asks for ({least}).",
            hint="Run manage.py opendraw_calibrate on this machine, and take its figures.",
            id="marketplace.E001",
        )
    ]


@register(Tags.security)
def fast_arithmetic_is_there(app_configs, **kwargs) -> list[Error]:
    """Refuse a site whose slow step gives every attacker a factor of nine."""
    if not draws_for_real() or is_fast():
        return []
    return [
        Error(
            "gmpy2 is missing, so the slow step is nine times slower here than for an attacker.",
            hint="pip install gmpy2",
            id="marketplace.E010",
        )
    ]
