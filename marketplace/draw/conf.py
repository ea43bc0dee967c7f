"""Settings of OPENDRAW/1, read late so that a test or a site may change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from ..calendar import is_worked
from .domain.classes import MINIMUM_STEPS
from .domain.slots import Grid


@dataclass(frozen=True)
class Parameters:
    """``MARKETPLACE_OPENDRAW``, a dict with any of these names.

    A slot every ``every_seconds`` from ``first`` to ``last``, local time. Lists may be frozen
    until ``lead_seconds`` before the window; a notice names the first slot whose list is still
    open ``settle_seconds`` after its close.
    """

    every_seconds: int = 1800
    first: str = "09:00"
    last: str = "17:00"
    working_days_only: bool = True
    settle_seconds: int = 60
    lead_seconds: int = 60
    window_seconds: int = 120
    drain_seconds: int = 2
    publish_seconds: int = 10
    steps: Mapping[str, int] = field(default_factory=lambda: dict(MINIMUM_STEPS))
    inline_steps: int = 64
    resume_every: int = 1000
    chain_length: int = 100_000
    chain_notice_days: int = 7
    reserved_dice: int = 3
    public_dice: int = 2000
    public_die_seconds: int = 10
    most_moves: int = 3

    @property
    def settle(self) -> timedelta:
        return timedelta(seconds=self.settle_seconds)

    @property
    def drain(self) -> timedelta:
        return timedelta(seconds=self.drain_seconds)

    def grid(self) -> Grid:
        """Return which slots there are."""
        return Grid(
            every=timedelta(seconds=self.every_seconds),
            first=time.fromisoformat(self.first),
            last=time.fromisoformat(self.last),
            zone=timezone.get_default_timezone(),
            is_worked=is_worked if self.working_days_only else lambda day: True,
            window=timedelta(seconds=self.window_seconds),
            lead=timedelta(seconds=self.lead_seconds),
            publish_within=timedelta(seconds=self.publish_seconds),
        )


def opendraw() -> Parameters:
    """Return the parameters of OPENDRAW/1 on this site."""
    told = getattr(settings, "MARKETPLACE_OPENDRAW", {})
    try:
        return Parameters(**told)
    except TypeError as error:
        raise ImproperlyConfigured(f"MARKETPLACE_OPENDRAW: {error}") from error


def first_day_of_new_chain(at: datetime) -> datetime:
    """Return when a chain that is announced now may first be used."""
    return at + timedelta(days=opendraw().chain_notice_days)
