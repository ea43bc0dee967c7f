from __future__ import annotations

from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ...kernel.refusal import Refusal
from ..commands import add_cosignature
from ..domain.note import NOTE_MAX


@csrf_exempt  # no browser and no session: the signature in it says who sends it
@require_POST
def cosignatures(request):
    """Take a checkpoint with a witness's signature under it."""
    sent = request.read(NOTE_MAX + 1)
    try:
        kept = add_cosignature(note=_text(sent), at=request.received_at)
    except Refusal as refusal:
        return JsonResponse({"error": refusal.code, "why": str(refusal.message)}, status=400)
    return JsonResponse({"witness": kept.witness, "size": kept.checkpoint.size})


def _text(sent: bytes) -> str:
    return sent.decode("utf-8", errors="replace")
