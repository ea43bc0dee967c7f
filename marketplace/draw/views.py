"""What programs ask a slot for, and the one deed of the public: throwing a die."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from ..kernel.canonical import stamp, tagged_hash
from ..kernel.refusal import Refusal
from ..log.parts import issue_receipt, receipt_file
from . import conf
from .bundle import bundle_of, draw_named
from .commands import throw_die
from .domain.records import die_hash
from .models import Die, Slot
from .pauses import require_pause
from .throwers import ANYBODY, thrower_of

TEXT_MAX = 1_000
FRESH = "public, max-age=300"  # witnesses may still sign its checkpoints


@csrf_exempt
@require_POST
def dice(request: HttpRequest, slot_id: str) -> HttpResponse:
    """Throw a die: ``value`` (64 hexadecimal digits), or ``text``, which is hashed here.

    Who is signed in throws in a name of their own, so that needs the token of our page; a
    stranger's program needs none.
    """
    throw = _of_member if request.user.is_authenticated else _throw
    return throw(request, slot_id)


@csrf_protect
def _of_member(request: HttpRequest, slot_id: str) -> HttpResponse:
    return _throw(request, slot_id)


def _throw(request: HttpRequest, slot_id: str) -> HttpResponse:
    slot, at = _slot(slot_id), request.received_at
    thrower = thrower_of(request.user, slot)
    try:
        if thrower == ANYBODY:
            _require_pause(request)
        die = throw_die(
            slot_id=slot.pk,
            value=_value(request.POST),
            thrower=thrower.name,
            holder=thrower.holder,
            at=at,
        )
    except Refusal as refusal:
        return _refused(request, slot, refusal)
    if _wants_json(request):
        return JsonResponse({"die": die.as_record(), "receipt": _receipt(die)}, status=201)
    said = _("Your die is in the pool. It is number %(seq)d.") % {"seq": die.seq}
    messages.success(request, said)
    return _back_to(slot, die.seq)


def _value(sent) -> str:
    text = sent.get("text", "")[:TEXT_MAX]
    value = sent.get("value", "").strip().lower()
    return tagged_hash("typed", value.encode(), text.encode()).hex() if text else value


def _require_pause(request: HttpRequest) -> None:
    too_soon = Refusal(
        "die.too_soon",
        _("The die was not thrown: one has just come from your address."),
        _("Wait ten seconds and throw again."),
    )
    seconds = conf.opendraw().public_die_seconds
    require_pause(request, "die", seconds=seconds, refusal=too_soon)


def _refused(request: HttpRequest, slot: Slot, refusal: Refusal) -> HttpResponse:
    told = {
        "code": refusal.code,
        "message": str(refusal.message),
        "next_step": str(refusal.next_step),
    }
    status = {"die.malformed": 422, "die.out_of_time": 409}.get(refusal.code, 429)
    if _wants_json(request):
        answer = JsonResponse(told, status=status)
        if refusal.code == "die.too_soon":
            answer["Retry-After"] = str(conf.opendraw().public_die_seconds)
        return answer
    messages.error(request, f"{told['message']} {told['next_step']}")
    return _back_to(slot)


def _back_to(slot: Slot, seq: int | None = None) -> HttpResponse:
    answer = redirect("draws:slot", slot.public_id)
    answer.status_code = 303
    if seq is not None:
        answer["Location"] += f"?die={seq}"
    return answer


@require_safe
def receipt(request: HttpRequest, slot_id: str, seq: int) -> HttpResponse:
    """Give the receipt of a die: the same one each time."""
    slot = _slot(slot_id)
    die = get_object_or_404(slot.dice.select_related("slot"), seq=seq, was_promised=False)
    answer = JsonResponse(_receipt(die), json_dumps_params={"indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{slot_id}-{seq}-receipt.json"'
    return answer


@require_safe
def state(request: HttpRequest, slot_id: str) -> HttpResponse:
    """Tell how far a slot has come: what its pages show and keep up to date."""
    answer = JsonResponse(state_of(_slot(slot_id), at=request.received_at))
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def pool(request: HttpRequest, slot_id: str) -> HttpResponse:
    """Give a published pool with all its dice: from here on anybody can compute the results."""
    slot = _slot(slot_id)
    if slot.published_at is None:
        raise Http404
    dice = slot.dice.select_related("slot").order_by("seq")
    answer = JsonResponse(
        {"pool": slot.pool.as_record(), "dice": [die.as_record() for die in dice]},
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    answer["Cache-Control"] = FRESH
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def bundle(request: HttpRequest, draw_id: str) -> HttpResponse:
    """Give the bundle of a draw that has its result: the same result for ever."""
    draw = draw_named(draw_id)
    found = bundle_of(draw) if draw else None
    if found is None:
        raise Http404
    body = json.dumps(found, ensure_ascii=False, indent=1)
    answer = HttpResponse(body, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="bundle-{draw.public_id}.json"'
    answer["Cache-Control"] = FRESH
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def state_of(slot: Slot, *, at) -> dict:
    """Return what everybody may know of a slot at a moment."""
    closed = getattr(slot, "pool", None)
    draws = slot.draws.order_by("public_id").values_list("public_id", "subject", "seed")
    point = slot.points.order_by("step").last()
    return {
        "slot_id": slot.public_id,
        "state": slot.state,
        "now": stamp(at),
        "opens_at": stamp(slot.opens_at),
        "closes_at": stamp(slot.closes_at),
        "publish_by": stamp(slot.publish_by),
        "dice": slot.dice.count(),
        "pool": closed.digest if closed else None,
        "steps": slot.steps,
        "steps_done": (point.step if point else 0) if closed else None,
        "draws": [
            {"draw_id": public_id, "subject": subject, "decided": bool(seed)}
            for public_id, subject, seed in draws
        ],
    }


def _receipt(die: Die) -> dict:
    return receipt_file(
        issue_receipt(
            kind="die",
            subject=die.slot.public_id,
            leaf=die_hash(die.as_record()).hex(),
            seq=die.seq,
            arrival=die.at,
            at=die.at,
            key=f"die:{die.slot.public_id}:{die.seq}",
        )
    )


def _slot(public_id: str) -> Slot:
    return get_object_or_404(Slot.objects.select_related("pool"), public_id=public_id)


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
