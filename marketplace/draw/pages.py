"""What people see of draws: a slot, the screen of the hall, how it works, and the verifiers."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..log.parts import log_public_key
from ..permissions import REGULATOR, has_duty
from . import conf, verifiers
from .models import Slot
from .shown import ShownSlot, Stage

RECENT = 6
ON_A_PAGE = 60
FRESH = "public, max-age=300"


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """Explain a draw to somebody who has never heard of a hash."""
    found = Slot.objects.exclude(state=Slot.State.UNUSED).select_related("pool")
    slots = found.order_by("-closes_at")[:RECENT]
    context = {
        "slots": [ShownSlot(slot, request.received_at) for slot in slots],
        "files": verifiers.digests(),
        "log_key": log_public_key(),
        "most_moves": conf.opendraw().most_moves,
    }
    return render(request, "draw/how.html", context)


@require_safe
def slot(request: HttpRequest, slot_id: str) -> HttpResponse:
    """Show a slot: its times, its dice, its pool, its draws."""
    shown = _shown(request, slot_id)
    seq = request.GET.get("die", "")
    mine = None
    if seq.isascii() and seq.isdigit() and len(seq) < 7:
        mine = shown.slot.dice.filter(seq=int(seq), was_promised=False).first()
    context = {
        "shown": shown,
        "mine": mine,
        "page": Paginator(shown.draws, ON_A_PAGE).get_page(request.GET.get("page")),
        "slot_address": request.build_absolute_uri(request.path),
        "may_void": shown.proofs and shown.has_results and has_duty(request.user, REGULATOR),
    }
    return render(request, "draw/slot.html", context)


@require_safe
def screen(request: HttpRequest, slot_id: str) -> HttpResponse:
    """Show a slot on the big screen of a hall; it follows by itself, without script too."""
    shown = _shown(request, slot_id)
    pause = 2 if shown.stage in (Stage.DICE, Stage.CLOSING) else 5
    address = request.build_absolute_uri(reverse("draws:slot", args=[slot_id]))
    context = {"shown": shown, "theme": "dark", "pause": pause, "throw_address": address}
    return render(request, "draw/screen.html", context)


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Give the page that redoes a draw, under its own policy: it can send nothing anywhere."""
    return _page(request)


@require_safe
def page_file(request: HttpRequest) -> HttpResponse:
    """Give the same page as a file to keep."""
    answer = _page(request)
    answer["Content-Disposition"] = f'attachment; filename="{verifiers.PAGE}"'
    return answer


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """Give the script that redoes a draw."""
    return _script(verifiers.SCRIPT)


@require_safe
def stir_script(request: HttpRequest) -> HttpResponse:
    """Give the script with which anybody stirs a pool."""
    return _script(verifiers.STIRRER)


def _script(name: str) -> HttpResponse:
    answer = HttpResponse(verifiers.content(name), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = FRESH
    return answer


def _page(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(
        verifiers.content(verifiers.PAGE), content_type="text/html; charset=utf-8"
    )
    answer["Content-Security-Policy"] = verifiers.page_policy()
    answer["Cache-Control"] = FRESH
    return answer


def _shown(request: HttpRequest, slot_id: str) -> ShownSlot:
    slot = get_object_or_404(Slot.objects.select_related("pool"), public_id=slot_id)
    return ShownSlot(slot, request.received_at)
