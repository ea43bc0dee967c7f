"""Whose die it is: a candidate's, an owner's, the supervisor's, or anybody's."""

from __future__ import annotations

from typing import NamedTuple

from wagtail import hooks

from ..permissions import REGULATOR, has_duty
from .models import Slot
from .models.dice import PUBLIC, SUPERVISOR


class Thrower(NamedTuple):
    """The name in the pool, and whose quota the die takes."""

    name: str
    holder: str


ANYBODY = Thrower(PUBLIC, PUBLIC)


def thrower_of(user, slot: Slot) -> Thrower:
    """Return as whom a user throws a die in a slot.

    Apps that know candidates and owners offer them through the hook ``register_throwers``: a
    function of user and slot that returns name and holder, or None.
    """
    if not user.is_authenticated:
        return ANYBODY
    if has_duty(user, REGULATOR):
        return Thrower(SUPERVISOR, f"{SUPERVISOR}:{user.pk}")
    for find in hooks.get_hooks("register_throwers"):
        found = find(user, slot)
        if found is not None:
            return Thrower(*found)
    return ANYBODY
