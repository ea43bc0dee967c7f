"""The demonstration's clock: how far it runs ahead, and how far it may be moved."""

from __future__ import annotations

from datetime import datetime, timedelta

from marketplace import clock, conf

from .models import ONLY, ClockOffset, World

FURTHEST = timedelta(days=90)  # beyond it certificates run out and the city would go to sleep


def offset() -> timedelta:
    """Return how far the site's clock runs ahead of the world's; named by a setting."""
    if not conf.is_demo():
        return timedelta(0)
    seconds = ClockOffset.objects.filter(pk=ONLY).values_list("seconds", flat=True).first()
    return timedelta(seconds=seconds or 0)


def furthest() -> datetime:
    """Return the moment to which a visitor may move the clock, at most."""
    real = clock.now() - offset()
    world = World.objects.first()
    return max(real, world.begins_at if world else real) + FURTHEST
