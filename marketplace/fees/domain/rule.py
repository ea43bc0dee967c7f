"""The plug: subclass this, offer it through ``register_fee_rules``, done."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from .figures import Assessment, Figures, Inputs, Kind

if TYPE_CHECKING:
    from django.utils.functional import Promise


class FeeRule(ABC):
    """A way of computing a fee from a schedule's parameters and somebody's figures.

    A rule is pure: same parameters, same figures, same result. It reads no clock and no
    database, and it counts in fractions; only ``Assessment`` rounds, each figure once.
    """

    key: ClassVar[str]
    label: ClassVar[str | Promise]

    @abstractmethod
    def check_params(self, params: Mapping[str, Any]) -> None:
        """Refuse parameters (``fee.params``) that this rule cannot compute with, by place."""

    @abstractmethod
    def kinds(self, params: Mapping[str, Any]) -> tuple[Kind, ...]:
        """Return the kinds of the schedule, in its own order; at least one."""

    @abstractmethod
    def inputs(self, params: Mapping[str, Any], kind: str) -> Inputs:
        """Return what this kind asks for."""

    @abstractmethod
    def assess(self, params: Mapping[str, Any], kind: str, figures: Figures) -> Assessment:
        """Return benchmark, cap and floor with their steps.

        Refuses figures that this kind does not ask for or that are out of range.
        """

    def edges(self, params: Mapping[str, Any], kind: str) -> tuple[Fraction, ...]:
        """Return the bases in yuan at which the schedule changes, for whoever draws a curve."""
        return ()
