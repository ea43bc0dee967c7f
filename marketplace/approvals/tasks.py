"""What waits for a person's second signature."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from ..slots import Task
from .permissions import visible_to
from .registry import find_kind, signed_by

SHOWN = 10


def tasks(user) -> Iterator[Task]:
    """Yield the requests that this person may sign, the oldest first."""
    kinds = signed_by(user)
    if not kinds:
        return
    rows = visible_to(user).pending().filter(kind__in=kinds).exclude(asked_by=user)
    for approval in rows.select_related("asked_by").order_by("asked_at", "pk")[:SHOWN]:
        kind = find_kind(approval.kind)
        try:
            url = approval.get_absolute_url()
        except NoReverseMatch:  # installed without its pages
            return
        yield Task(
            title=str(kind.label),
            lamp="warn",
            state=_("Second signatures"),
            text=_("%(id)s, asked for by %(person)s: %(reason)s")
            % {"id": approval.public_id, "person": approval.asked_by, "reason": approval.reason},
            action=_("Sign or refuse"),
            url=url,
            order=20,
            since=approval.asked_at,
            kind="approvals.signature",
        )
