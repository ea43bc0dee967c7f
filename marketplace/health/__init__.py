"""Whether the site is well: one answer for a monitor, with checks that every app may add.

An app offers its checks in its ``wagtail_hooks.py``::

    @hooks.register("register_health_checks")
    def offer_health_checks():
        return [OutboxCheck]

What a check tells is public: figures and sentences, never a name, an address or a secret.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ..registry import HookRegistry


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found: well or not, a few figures, and what is wrong in one sentence."""

    ok: bool
    facts: Mapping[str, object] = field(default_factory=dict)
    problem: str = ""


class HealthCheck(ABC):
    """One question about the site, cheap enough to be asked every second.

    A check that ``needs_database`` is not asked while the database does not answer.
    """

    key: ClassVar[str]
    label: ClassVar[str] = ""
    needs_database: ClassVar[bool] = True

    @abstractmethod
    def look(self) -> Health:
        """Return what there is to tell."""


health_checks: HookRegistry[HealthCheck] = HookRegistry("register_health_checks", HealthCheck)
