"""One agency as everybody may read it."""

from __future__ import annotations

from collections import Counter

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..models import Agency
from ..permissions import may_edit, may_sanction
from ..presentation.course import course, ended
from ..presentation.entries import figures_of
from ..presentation.lamps import ORDER, lamp_of
from ..registry import records
from ..shortlist import Shortlist

__all__ = ["agency", "lamp_of"]


@require_safe
def agency(request, public_id):
    """Show an agency's services, credentials, record and state; a draft is nobody's business."""
    rows = Agency.objects.public().select_related("organisation", "region")
    shown = get_object_or_404(rows, public_id=public_id)
    told = course(shown)
    valid, over = _credentials(shown, timezone.localdate(request.received_at))
    context = {
        "agency": shown,
        "services": shown.services.active().select_related("item").order_by("item__code"),
        "credentials": valid,
        "past_credentials": over,
        "today": timezone.localdate(request.received_at),
        "professions": _professions(shown),
        "figures": _figures(shown, request.received_at),
        "course": told,
        "ended": ended(shown, told),
        "shortlist": Shortlist(request.session),
        "may_edit": may_edit(request.user, shown),
        "may_sanction": may_sanction(request.user),
    }
    return render(request, "agencies/agency.html", context)


def _credentials(agency: Agency, today) -> tuple[list, list]:
    """Return what is worth something today or soon, and what is over, each with its lamp."""
    held = agency.credentials.select_related("type", "grade").order_by("type__code", "-valid_from")
    rows = [(each, lamp_of(each, today)) for each in held]
    rows.sort(key=lambda row: ORDER.index(row[1].kind) > 1)
    over = [row for row in rows if row[1].kind == "stop"]
    return [row for row in rows if row[1].kind != "stop"], over


def _professions(agency: Agency) -> list[tuple[str, int]]:
    """Return how many people of each profession work for the agency; no names."""
    return Counter(agency.practitioners.values_list("profession", flat=True)).most_common()


def _figures(agency: Agency, at) -> list[tuple]:
    """Return the figures that higher apps keep of the agency, each with its label."""
    found = figures_of([agency.pk], at=at)[agency.pk]
    return [(each.label, found[each.key]) for each in records() if each.key in found]
