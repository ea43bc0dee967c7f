"""Where the hall's screens stood before they moved into Wagtail's admin."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from ..permissions import may_sanction, may_see_queue, may_vet
from .guards import for_duty

MAY = {
    "agencies_desk:queue": may_see_queue,
    "agencies_desk:application": may_vet,
    "agencies_desk:sanctions": may_sanction,
    "agencies_desk:sanction": may_sanction,
    "agencies_desk:credential_revoke": may_sanction,
}


@require_safe
@for_duty(lambda user: True)
def moved(request, to: str, **arguments):
    """Lead who may use it to the screen's new place."""
    if not MAY[to](request.user):
        raise PermissionDenied
    return redirect(to, permanent=False, **arguments)
