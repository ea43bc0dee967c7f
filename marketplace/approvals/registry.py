"""Deeds that need a second person: a class each, offered through ``register_approvals``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime
from typing import TYPE_CHECKING

from ..permissions import REGULATOR, has_duty
from ..registry import HookRegistry

if TYPE_CHECKING:
    from .models import Approval


class ApprovalKind(ABC):
    """One kind of deed: who may ask for it, who may sign it, and what is done then.

    By default the people of ``duties`` ask, and another of them or a regulator signs.
    """

    key: str
    label: str
    duties: tuple[str, ...] = ()

    def may_ask(self, user) -> bool:
        return has_duty(user, *self.duties)

    def may_sign(self, user) -> bool:
        return has_duty(user, *self.duties, REGULATOR)

    def describe(self, approval: Approval) -> list[tuple[str, str]]:
        """Return the request's facts as pairs of a label and a text, for who has to sign."""
        return [(name, str(value)) for name, value in approval.facts.items()]

    @abstractmethod
    def execute(self, approval: Approval, *, by, at: datetime) -> None:
        """Do the deed, inside the signature's transaction; a ``Refusal`` undoes the signature."""


approval_kinds: HookRegistry[ApprovalKind] = HookRegistry("register_approvals", ApprovalKind)


def find_kind(key: str) -> ApprovalKind | None:
    """Return the deed of that name, or None where the app that offered it is gone."""
    return next((kind() for kind in approval_kinds if kind.key == key), None)


def signed_by(user) -> list[str]:
    """Return the keys of the deeds that the user may sign."""
    return [kind.key for kind in approval_kinds if kind().may_sign(user)]
