"""What comes from outside after the dice: an output, a proof, the supervisor's declaration."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..kernel.refusal import Refusal
from ..log.parts.keys import folder
from ..permissions import REGULATOR, has_duty
from .alarm import keep_alarm
from .commands import hand_in_output, hand_in_proof, void_results
from .domain.delay import from_hex
from .forms import ProofForm, VoidForm
from .models import Proof, Slot
from .pauses import require_pause

PAUSE_SECONDS = 10
STATUS = {"output.malformed": 422, "output.wrong": 422, "output.not_now": 409}


@csrf_exempt
@require_POST
def output(request: HttpRequest, slot_id: str) -> HttpResponse:
    """Take the ``output`` of the stirring (512 hexadecimal digits) from anybody's program."""
    slot = _slot(slot_id)
    try:
        value = _value(request.POST.get("output", ""))
        require_pause(request, "output", seconds=PAUSE_SECONDS, refusal=_too_soon())
        with _one_at_a_time():
            slot = hand_in_output(slot_id=slot.pk, output=value, at=request.received_at)
    except Refusal as refusal:
        return _refused(refusal)
    told = {"slot_id": slot.public_id, "state": slot.state, "output": slot.output}
    return JsonResponse(told, status=201)


def _value(text: str) -> int:
    try:
        return from_hex(text.strip().lower())
    except ValueError as error:
        raise Refusal(
            "output.malformed",
            _("The output was not taken: it is not 512 hexadecimal digits."),
            _("Send the last value of the stirring, 256 bytes, in the field “output”."),
        ) from error


def _too_soon() -> Refusal:
    return Refusal(
        "output.too_soon",
        _("The output was not looked at: another one is being checked, or came from you just now."),
        _("Wait ten seconds and send it again."),
    )


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Check one output at a time: it takes a second of a whole processor at most."""
    place = folder() / "stirring" / "checking.lock"
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with place.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _too_soon() from None
        yield


def _refused(refusal: Refusal) -> HttpResponse:
    told = {
        "code": refusal.code,
        "message": str(refusal.message),
        "next_step": str(refusal.next_step),
    }
    answer = JsonResponse(told, status=STATUS.get(refusal.code, 429))
    if answer.status_code == 429:
        answer["Retry-After"] = str(PAUSE_SECONDS)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: HttpRequest, slot_id: str) -> HttpResponse:
    """Explain what proves that a pool is wrong, and take such a proof from anybody."""
    slot = _slot(slot_id)
    form = ProofForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        document = form.cleaned_data["document"]
        try:
            kept = hand_in_proof(slot_id=slot.pk, document=document, at=request.received_at)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            keep_alarm(request.received_at)
            said = _("It is a proof: %(kind)s. It is in the log and on this page for good.")
            messages.success(request, said % {"kind": kept.get_kind_display()})
            return redirect("draws:slot", slot.public_id)
    context = {"slot": slot, "form": form}
    return render(request, "draw/proof.html", context, status=422 if form.errors else 200)


@require_safe
def proof_file(request: HttpRequest, slot_id: str, digest: str) -> HttpResponse:
    """Give a proof as it was kept: it needs nothing but our public keys."""
    found = get_object_or_404(Proof, slot__public_id=slot_id, digest=digest)
    body = json.dumps(json.loads(found.document), ensure_ascii=False, indent=1)
    answer = HttpResponse(body, content_type="application/json; charset=utf-8")
    name = f"{slot_id}-{found.kind}-{digest[:16]}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def void(request: HttpRequest, slot_id: str) -> HttpResponse:
    """Let the supervisor declare void what was drawn from a pool that is proven wrong."""
    if not has_duty(request.user, REGULATOR):
        raise PermissionDenied
    slot = _slot(slot_id)
    if not slot.proofs.exists():
        raise Http404
    form = VoidForm(*((request.POST,) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid() and _voided(request, slot, form):
        return redirect("draws:slot", slot.public_id)
    standing = slot.draws.exclude(seed="").filter(voided_at=None)
    context = {"slot": slot, "form": form, "draws": standing.order_by("public_id")}
    return render(request, "draw/void.html", context, status=422 if form.errors else 200)


def _voided(request: HttpRequest, slot: Slot, form: VoidForm) -> bool:
    reason = form.cleaned_data["reason"]
    try:
        draws = void_results(
            slot_id=slot.pk, reason=reason, by=request.user, at=request.received_at
        )
    except Refusal as refusal:
        form.add_refusal(refusal)
        return False
    count = len(draws)
    said = ngettext("%(count)d result is void.", "%(count)d results are void.", count)
    messages.success(request, said % {"count": count})
    return True


def _slot(public_id: str) -> Slot:
    return get_object_or_404(Slot.objects.select_related("pool"), public_id=public_id)
