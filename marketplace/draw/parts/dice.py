"""The die that a candidate gives with its answer, long before the window."""

from __future__ import annotations

from datetime import datetime

from ... import clock
from ..models import Appointment, PromisedDie


def promise_die(*, subject: str, thrower: str, at: datetime) -> None:
    """Keep a die for a candidate until the window opens, where a slot is named for the draw.

    It is not in the pool before, so that no count of dice tells how many have answered.
    """
    if not Appointment.objects.filter(subject=subject).exists():
        return
    if not PromisedDie.objects.filter(subject=subject, thrower=thrower).exists():
        PromisedDie.objects.create(
            subject=subject, thrower=thrower, value=clock.fresh_bytes(32).hex(), promised_at=at
        )
