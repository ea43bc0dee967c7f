"""What the commands share, and how another app's command asks inside its own transaction."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..kernel.canonical import plain
from ..kernel.refusal import Refusal
from ..models import Event, Series
from ..models.checking import check
from .models import Approval
from .registry import ApprovalKind, find_kind


def enter_approval(*, kind: str, stream: str, facts: Mapping, reason: str, by, at) -> Approval:
    """Enter the request for a second signature, inside the caller's transaction.

    Raises:
        Refusal: ``approval.unknown_kind``, ``approval.not_yours`` or ``record.invalid``.
        TypeError: for facts that have no canonical form.
    """
    if not kind_of(kind).may_ask(by):
        raise not_yours()
    approval = Approval(
        public_id=Series.next_id(f"A{timezone.localdate(at).year}"),
        kind=kind,
        stream=stream,
        facts=plain(dict(facts)),
        reason=reason,
        asked_by=by,
        asked_at=at,
    )
    check(approval, exclude=["facts", "decided_by", "decided_at"])
    approval.save(force_insert=True)
    tell(approval, "approval.asked", at=at, by=by, facts=approval.facts, reason=approval.reason)
    return approval


def kind_of(key: str) -> ApprovalKind:
    """Return the deed of that name.

    Raises:
        Refusal: ``approval.unknown_kind``.
    """
    kind = find_kind(key)
    if kind is None:
        raise Refusal(
            "approval.unknown_kind",
            _("Nothing was signed: this site does not know the deed “%(kind)s”.") % {"kind": key},
            _("Ask the administrator which app offered it, and whether it is installed."),
        )
    return kind


def require_pending(approval: Approval) -> None:
    """Refuse a second decision.

    Raises:
        Refusal: ``approval.decided``.
    """
    if not approval.is_pending():
        raise Refusal(
            "approval.decided",
            _("Nothing was changed: the request %(id)s is decided already (%(state)s).")
            % {"id": approval.public_id, "state": approval.get_state_display()},
            _("Reload the page to see by whom and when."),
        )


def require_second_person(approval: Approval, by) -> ApprovalKind:
    """Return the deed, if the user is another one than who asked, and of the right duty.

    Raises:
        Refusal: ``approval.own``, ``approval.not_yours`` or ``approval.unknown_kind``.
    """
    kind = kind_of(approval.kind)
    if approval.asked_by_id == by.pk:
        raise Refusal(
            "approval.own",
            _("Nothing was signed: you asked for this yourself, and the signature is another's."),
            _("Wait for a colleague or a regulator, or withdraw the request."),
        )
    if not kind.may_sign(by):
        raise not_yours()
    return kind


def not_yours() -> Refusal:
    return Refusal(
        "approval.not_yours",
        _("Nothing was changed: this deed is not among your duties."),
        _("Leave it to somebody whose duty it is."),
    )


def decide(approval: Approval, state: Approval.State, *, by, at, remark: str = "") -> None:
    """Note the decision and tell it in the record."""
    approval.state, approval.remark = state, remark
    approval.decided_by, approval.decided_at = by, at
    check(approval, exclude=["facts"])
    approval.save()
    tell(approval, f"approval.{state}", at=at, by=by, remark=approval.remark)


def tell(approval: Approval, kind: str, *, at, by, **private) -> Event:
    """Append to the request's stream; what it says of people and reasons may be erased."""
    return Event.append(
        approval.log_stream,
        kind,
        at=at,
        by=by,
        private=private,
        approval=approval.public_id,
        deed=approval.kind,
        about=approval.stream,
    )
