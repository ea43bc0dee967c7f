"""One agency as everybody may read it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from marketplace.models import Event

from ..domain.lifecycle import State
from ..models import Agency, Credential
from ..permissions import may_edit, may_sanction

SOON_DAYS = 60
STATE_EVENTS = {
    State.SUSPENDED: "agency.suspended",
    State.REMOVED: "agency.removed",
    State.WITHDRAWN: "agency.withdrawn",
}


@dataclass(frozen=True)
class Lamp:
    """How a certificate stands on a day: the lamp, and its word."""

    kind: str
    label: str


@require_safe
def agency(request, public_id):
    """Show an agency's services, credentials and state; a draft is nobody's business."""
    rows = Agency.objects.public().select_related("organisation", "region")
    shown = get_object_or_404(rows, public_id=public_id)
    today = timezone.localdate(request.received_at)
    credentials = shown.credentials.select_related("type", "grade").order_by("type__code", "pk")
    context = {
        "agency": shown,
        "services": shown.services.active().select_related("item").order_by("item__code"),
        "credentials": [(each, lamp_of(each, today)) for each in credentials],
        "today": today,
        "professions": _professions(shown),
        "ended": _ended(shown),
        "may_edit": may_edit(request.user, shown),
        "may_sanction": may_sanction(request.user),
    }
    return render(request, "agencies/agency.html", context)


def lamp_of(credential: Credential, today) -> Lamp:
    """Return how a certificate stands today, in a word and a lamp."""
    if credential.revoked_on is not None and credential.revoked_on <= today:
        return Lamp("stop", _("Revoked"))
    if not credential.type.is_in_force_on(today):
        return Lamp("stop", _("Type abolished"))
    if credential.valid_to is not None and credential.valid_to < today:
        return Lamp("stop", _("Expired"))
    if today < credential.valid_from:
        return Lamp("idle", _("Not yet valid"))
    ends_on = credential.first_day_without()
    days = None if ends_on is None else (ends_on - today).days
    if days is None or days > SOON_DAYS:
        return Lamp("ok", _("Valid"))
    text = ngettext("%(days)d day left", "%(days)d days left", days)
    return Lamp("warn", text % {"days": days})


def _professions(agency: Agency) -> list[tuple[str, int]]:
    """Return how many people of each profession work for the agency; no names."""
    return Counter(agency.practitioners.values_list("profession", flat=True)).most_common()


def _ended(agency: Agency):
    """Return the moment since which the agency cannot be chosen, if that is so."""
    kind = STATE_EVENTS.get(agency.state)
    if kind is None:
        return None
    event = Event.objects.of(agency.stream).filter(kind=kind).last()
    return event and event.at
