from __future__ import annotations

from collections.abc import Mapping

from ...transaction import command
from ..models import Approval
from ..parts import enter_approval


def ask_approval(*, kind: str, stream: str, facts: Mapping, reason: str, by, at) -> Approval:
    """Ask for a second signature under a deed; nothing of it is done before.

    Raises:
        Refusal: ``approval.unknown_kind``, ``approval.not_yours`` or ``record.invalid``.
    """
    with command():
        return enter_approval(kind=kind, stream=stream, facts=facts, reason=reason, by=by, at=at)
